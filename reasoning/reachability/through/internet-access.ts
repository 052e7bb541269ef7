/**
 * Whether packets may pass a gateway between the internet and a station: by VPC Block Public Access, and by
 * what its interface itself denies.
 */
import type { Maybe } from "../../known";
import { isKnown, Unknown } from "../../known";
import type { NetworkIndex } from "../network-index";
import type { Family } from "../question";
import type { Station, Step } from "../road";
import { doubtStep, stopStep } from "../steps";
import type { Block, Crossing } from "./block-public-access";
import { blockOf } from "./block-public-access";

/**
 * What packets of a family pass or do not pass at a gateway. `behind` are those for whom a NAT gateway
 * sends them.
 */
export function accessSteps(
  index: NetworkIndex,
  place: Step,
  family: Family,
  station: Station,
  crossing: Crossing,
  behind: readonly Station[] = [],
): readonly Step[] {
  const access = accessOf(index, station, family, crossing, behind);
  switch (access.kind) {
    case "open":
      return [];
    case "blocked":
      return [stopStep(access.stop)];
    case "unknown":
      return [doubtStep(place, access.unknowns)];
  }
}

/** What stands in the way of packets of a family. */
function accessOf(
  index: NetworkIndex,
  station: Station,
  family: Family,
  crossing: Crossing,
  behind: readonly Station[],
): Block {
  const block = blockOf(index, station, crossing, behind);
  const denies = station.deniesInternet ?? false;
  if (block.kind === "blocked" || family === "ipv4" || denies === false) return block;
  return denies === true && crossing === "inward"
    ? closed(station)
    : doubted(block, station, denies);
}

/**
 * Such an interface drops what comes from the internet to its IPv6 addresses.
 *
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html,
 * "denyAllIgwTraffic", read 2026-11-23.
 */
function closed({ component, id, pointer }: Station): Block {
  const message = `${id} denies traffic from internet gateways to its IPv6 addresses`;
  const code = "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS";
  return { kind: "blocked", stop: { component, id, pointer, code, message } };
}

/** Answers come from the internet as well, of which the page says nothing. */
function doubted(block: Block, { id }: Station, denies: Maybe<true>): Block {
  const why = isKnown(denies)
    ? new Unknown([`whether ${id}, which denies traffic from internet gateways, gets answers`])
    : denies;
  return { kind: "unknown", unknowns: [...(block.kind === "unknown" ? block.unknowns : []), why] };
}
