import type { Intervals } from "../../../reasoning/reachability/intervals";
import { addressesOf, intervalsOf } from "../../../reasoning/reachability/intervals";
import { isKnown, Unknown, unknownOf } from "../../../reasoning/known";
import type { PacketSet } from "../../../reasoning/reachability/packet-set";
import {
  DESTINATION,
  isEmpty,
  SOURCE,
  startCounting,
  TooManyParts,
  withAddresses,
} from "../../../reasoning/reachability/packet-set";
import { EVERY_PORT, packetsOf } from "../../../reasoning/reachability/protocol";
import type { Family } from "../../../reasoning/reachability/question";
import { aclStep } from "../../../reasoning/reachability/steps";
import type { Resource } from "../resource";
import type { World } from "../world";
import type { Block } from "./address-blocks";
import type { Direction } from "./group-rules";
import { INTERNET } from "./internet-addresses";
import { reachabilityNetwork } from "./reachability-network";
import type { Origin } from "./reachability/origins";

/** Packets through the network ACL of a subnet in one direction. */
export interface Flow {
  readonly direction: Direction;
  /** @default "ipv4" */
  readonly family?: Family;
  /** The addresses at the other end: of some blocks, of the IPv4 internet, or every one. */
  readonly peers: readonly Block[] | "internet" | "everyone";
  /** The first and the last TCP port that packets go to. @default - packets of every protocol */
  readonly ports?: readonly [number, number];
}

/** How much of a flow a network ACL lets through, and what it is that denies the first of the rest. */
export interface Passing {
  readonly lets: "all" | "some" | "none" | Unknown;
  /** The entry that denies, or the ACL that has none for the packets. */
  readonly deniedBy?: Origin;
}

/** What the network ACL of a subnet does with a flow: answers are packets like others. */
export function passes(world: World, subnet: Resource, flow: Flow): Passing {
  const { direction, family = "ipv4" } = flow;
  const { index, idOf, originOf } = reachabilityNetwork(world, family);
  const node = index.find("subnets", idOf(subnet));
  if (!isKnown(node)) return { lets: node };
  startCounting();
  try {
    const { filter } = aclStep(index, node, direction);
    const split = filter?.(packetsIn(flow, family), { family, isAnswer: false });
    if (split === undefined) return { lets: "all" };
    const { passed, stopped, unsettled } = split;
    const [first] = stopped;
    const deniedBy = first === undefined ? undefined : originOf(first.stop.pointer);
    if (unsettled.length > 0)
      return { lets: unknownOf(...unsettled.flatMap(({ unknowns }) => unknowns)) };
    if (first === undefined) return { lets: "all" };
    return {
      lets: isEmpty(passed) ? "none" : "some",
      ...(deniedBy === undefined ? {} : { deniedBy }),
    };
  } catch (error) {
    if (!(error instanceof TooManyParts)) throw error;
    return { lets: new Unknown([error.message]) };
  }
}

function packetsIn({ direction, peers, ports }: Flow, family: Family): PacketSet {
  const packets = packetsOf({
    family,
    protocol: ports === undefined ? "all" : "tcp",
    ports: [ports === undefined ? EVERY_PORT : { first: ports[0], last: ports[1] }],
    sourcePorts: [EVERY_PORT],
  });
  return withAddresses(
    packets,
    direction === "ingress" ? SOURCE : DESTINATION,
    addressesIn(peers, family),
  );
}

function addressesIn(peers: Flow["peers"], family: Family): Intervals {
  if (peers === "internet") return INTERNET;
  if (peers === "everyone") return addressesOf(family, ["0.0.0.0/0", "::/0"]);
  return intervalsOf(peers.filter((each) => each.family === family));
}
