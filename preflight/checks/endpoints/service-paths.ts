import type { Maybe } from "../../../reasoning/known";
import { isKnown, Unknown } from "../../../reasoning/known";
import { internetPathOf } from "../../model/network/internet-path";
import type { Resource } from "../../model/resource";
import type { ServicePath } from "../../model/endpoints/vpc-endpoints";
import { pathsTo } from "../../model/endpoints/vpc-endpoints";
import { vpcOf } from "../../model/network/vpc-membership";
import type { World } from "../../model/world";
import { isOnTheWay } from "../../model/network/reachability/lost-packet";
import { shownByPacket } from "../network/lost";
import { namesOf } from "../network/network-subjects";
import type { Violation } from "../rule";

/** Why no endpoint takes a service's calls from a subnet. */
export function whyNot({ service, endpoints }: ServicePath, subnet: Resource): string {
  const faults = endpoints.flatMap(({ endpoint, faults: all }) =>
    all.map((fault) => `${endpoint.name} ${fault}`),
  );
  return `${service} on port 443 from ${subnet.name}: ${faults.length === 0 ? "no route" : faults.join(", ")}`;
}

/** Services that subnets reach through no endpoint. */
interface Missing {
  readonly services: readonly ServicePath[];
  readonly subnets: readonly Resource[];
}

/** What is to be said of services without endpoints. */
export interface Words {
  /** After the name of the VPC. */
  readonly message: (services: string, subnets: string) => string;
  readonly fix: (services: string) => string;
}

/**
 * Judges subnets that have nothing but endpoints to reach services by; each VPC is blamed once for
 * what is missing alike. A subnet whose path is hidden, or leads into another network, may need none.
 */
export function withoutEndpoints(
  environment: Resource,
  subnets: readonly Resource[],
  world: World,
  services: readonly string[],
  words: Words,
): readonly (Violation | Unknown)[] {
  if (services.length === 0) return [];
  const missing = new Map<string, Missing>();
  const hidden: Unknown[] = [];
  for (const subnet of subnets) {
    const path = internetPathOf(world, subnet);
    if (path.kind === "nat" || path.kind === "internet-gateway") continue;
    const open = openServices(pathsTo(world, environment, subnet, services));
    if (!isKnown(open)) {
      hidden.push(open);
      continue;
    }
    const gone = open.filter(({ serves }) => serves === false);
    if (path.kind === "none" && gone.length > 0) {
      const key = gone.map(({ service }) => service).join();
      const same = missing.get(key);
      missing.set(key, { services: gone, subnets: [...(same?.subnets ?? []), subnet] });
      continue;
    }
    if (open.length === 0) continue;
    hidden.push(...open.flatMap(({ serves }) => (serves instanceof Unknown ? [serves] : [])));
    if (path.kind === "unknown") hidden.push(path.unknown);
    if (path.kind === "other") hidden.push(new Unknown(path.routes.map(({ where }) => where)));
  }
  return [
    ...[...missing.values()].map((each) => violation(environment, each, world, words)),
    ...hidden,
  ];
}

function openServices(services: Maybe<readonly ServicePath[]>): Maybe<readonly ServicePath[]> {
  return isKnown(services) ? services.filter(({ serves }) => serves !== true) : services;
}

function violation(
  environment: Resource,
  { services, subnets }: Missing,
  world: World,
  words: Words,
): Violation {
  const names = services.map(({ service }) => service).join(", ");
  const [first] = subnets;
  const vpc = first === undefined ? undefined : vpcOf(world, first);
  const told: Violation = {
    ...(vpc?.kind === "resource" ? { resource: vpc.resource } : {}),
    related: [
      ...subnets,
      environment,
      ...services.flatMap(({ endpoints }) => endpoints.map(({ endpoint }) => endpoint)),
    ],
    message: words.message(names, namesOf(subnets)),
    witness: services
      .flatMap((each) => subnets.slice(0, 1).map((subnet) => whyNot(each, subnet)))
      .join("; "),
    fix: words.fix(names),
  };
  const [service] = services;
  if (first === undefined || service === undefined) return told;
  const to = { kind: "service", service: service.service } as const;
  return shownByPacket(told, world, { environment, from: first, to, port: 443 }, isOnTheWay);
}
