import type { Fault } from "../fault";
import { regionFaults } from "../service/regions";
import { layoutFaults } from "./cidr";
import type { Readable } from "./readable";
import { resolvePrivateRouting, resolvePublicRouting } from "./resolve-network";
import type { Builds, MadeNetworkInput } from "./types";
import { zoneFaults } from "./zones";

/** What is wrong between the ranges and the zones of a network that is made. */
function madeNetworkFaults(given: MadeNetworkInput, region: string | undefined): Fault[] {
  const isJudged = region !== undefined && regionFaults(region).length === 0;
  const layout =
    given.kind === "private-routing"
      ? layoutFaults(resolvePrivateRouting(given))
      : layoutFaults(resolvePublicRouting(given));
  return [...layout, ...(isJudged ? zoneFaults(given.zoneIds, region) : [])];
}

/** What is wrong between a network and the stack or the region it stands in. */
export function networkFaults({ given, region, faulty }: Readable, builds: Builds): Fault[] {
  const { network = {} } = given;
  if (faulty.has("network")) return [];
  const at = (path: Fault["path"], faults: readonly Fault[]): Fault[] =>
    faults.map((fault) => ({ ...fault, path: [...path, ...fault.path] }));
  switch (network.kind) {
    case "existing":
    case "awsx":
      return builds === "environment" ? [] : [notMade(network.kind)];
    case "shared":
      if (builds !== "environment") return [notMade(network.kind)];
      return "owner" in network
        ? at(
            ["network", "owner", "network"],
            madeNetworkFaults(network.owner.network ?? {}, region),
          )
        : [];
    default:
      return at(["network"], madeNetworkFaults(network, region));
  }
}

function notMade(kind: string): Fault {
  return {
    path: ["network", "kind"],
    problem: "is not a network that can be shared from here",
    got: kind,
    allowed: "public-routing, private-routing",
    fix: "set it to private-routing, or to public-routing for NAT gateways",
  };
}
