import type { Listed, PrefixList, Service } from "../../../../reasoning/reachability/network";
import { hasGateway } from "../../endpoints/vpc-endpoints";
import type { Drawing } from "./drawing";

/**
 * The name of a service as both its kinds of endpoints have it: those of China begin otherwise for
 * an interface than for a gateway.
 */
export function serviceNamed(name: string): string {
  return name.replace(/^cn\.com\./, "com.");
}

/** The id of the prefix list that holds a service's addresses, whatever AWS calls it. */
export function prefixListOf(service: string): string {
  return `pl-${serviceNamed(service)}`;
}

/** The services that the network has endpoints for. Their public addresses nobody tells here. */
export function servicesIn(drawing: Drawing): Listed<Service> {
  return namesIn(drawing).map((name) =>
    hasGateway(name) ? { name, prefixListId: prefixListOf(name) } : { name },
  );
}

/**
 * The lists of services that have gateways. What they hold are addresses of that service and of no
 * other: of what questions name otherwise they hold nothing.
 */
export function prefixListsIn(drawing: Drawing): Listed<PrefixList> {
  return namesIn(drawing)
    .filter(hasGateway)
    .map((name) => ({ id: prefixListOf(name), entries: [] }));
}

function namesIn({ world }: Drawing): readonly string[] {
  const names = world.of("vpcEndpoint").flatMap((endpoint) => {
    const name = world.text(endpoint, "serviceName");
    return typeof name === "string" ? [serviceNamed(name)] : [];
  });
  return [...new Set(names)];
}
