/**
 * A network from what AWS says of one that exists: the JSON answers of `aws ec2 describe-…`.
 *
 * `answers` sorts what was given, `entry` reads single objects, and one file each turns VPCs, routes,
 * filters, interfaces, gateways, endpoints and transit gateways into the network's own words.
 */
import { Unknown } from "../../known";
import { Faults } from "../json";
import type { Listed, Network } from "../network";
import type { NetworkReading } from "../read-network";
import { readAnswers } from "./answers";
import { readEndpoints } from "./endpoints";
import { readFilters } from "./filters";
import { readGateways } from "./gateways";
import { readInterfaces } from "./interfaces";
import { readRoutes } from "./routes";
import { readTransit } from "./transit";
import { readVpcs } from "./vpcs";

export { CALLS as DESCRIBE_CALLS } from "./answers";

/**
 * Reads the answers of `aws ec2 describe-…` calls: one answer, one object with the lists of several,
 * or a list of answers (of several Regions and accounts, say). Fields that reachability does not ask
 * for are ignored. A list that was not given, or not to its last page, is one that may hold more.
 * Never throws.
 *
 * @param descriptions parsed JSON, whatever it is.
 * @returns the network, or every fault with the JSON pointer to it.
 */
export function networkOfDescriptions(descriptions: unknown): NetworkReading {
  const faults = new Faults();
  const answers = readAnswers(descriptions, faults);
  const network: Network = {
    ...readVpcs(answers),
    ...readRoutes(answers),
    ...readFilters(answers),
    ...readInterfaces(answers),
    ...readGateways(answers),
    ...readEndpoints(answers),
    ...readTransit(answers),
  };
  const merged = mergeTwins(network, faults);
  return faults.found.length === 0
    ? { kind: "network", network: merged }
    : { kind: "faults", faults: faults.found };
}

/** One thing that two accounts describe in the same way is one thing; else nobody knows which holds. */
function mergeTwins(network: Network, faults: Faults): Network {
  const lists = Object.entries(network).map(([kind, items]): [string, Listed<object>] => {
    const byId = new Map<string, string>();
    const kept = (items as Listed<object>).filter((item) => {
      if (!("id" in item)) return true;
      const id = String(item.id);
      const said = JSON.stringify(item);
      const before = byId.get(id);
      if (before === undefined) byId.set(id, said);
      else if (before !== said) faults.add("", `describes ${id} of ${kind} twice, not alike`);
      return before === undefined;
    });
    return [kind, kept];
  });
  return { ...network, ...(Object.fromEntries(lists) as Partial<Network>) };
}

/** The network as JSON that `readNetwork` reads: unknowns as `{ "unknown": […] }`. */
export function jsonOfNetwork(network: Network): unknown {
  return JSON.parse(
    JSON.stringify(network, (_, value: unknown) =>
      value instanceof Unknown ? { unknown: value.blockedBy } : value,
    ),
  );
}
