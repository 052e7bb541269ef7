/**
 * How a filter sees packets. A question's packets are kept as their senders send them; gateways put
 * other addresses and ports in them on the way, and answers have both sides swapped. Instead of
 * rewriting packets, what a rule wants is translated into what it means for the packets as sent.
 */
import type { Maybe, Unknown } from "../known";
import { isKnown } from "../known";
import type { Interval, Intervals } from "./intervals";
import { holdsIntervals, meetIntervals } from "./intervals";
import type { IcmpMessage, PortRange, Protocol } from "./network";
import type { Restriction } from "./packet-set";
import {
  DESTINATION,
  DESTINATION_PORT,
  PROTOCOL,
  SOURCE,
  SOURCE_PORT,
  TRANSLATED_PORT,
} from "./packet-set";
import { ECHO, hasPorts, isIcmp, protocolRange } from "./protocol";
import type { Family } from "./question";

/** The addresses and ports that packets carry on a part of their way, and which way they go. */
export interface Facing {
  readonly family: Family;
  /** Where they seem to come from: a NAT gateway's address, or (absent) their own. */
  readonly translatedSource?: Translation;
  /** Whether these are the answers. */
  readonly isAnswer: boolean;
}

/** The address that a gateway puts in the place of others. */
export interface Translation {
  /** One address, or those that it may be. */
  readonly addresses: Intervals;
  /** Why it is not known. */
  readonly unknown?: Unknown;
}

/** What a rule of an ACL or a group wants of packets. */
export interface Wanted {
  readonly protocol: Maybe<Protocol>;
  readonly ports?: Maybe<PortRange>;
  readonly icmp?: Maybe<IcmpMessage>;
}

/** What the packets that fulfil a rule are like: surely all of these, or perhaps some of these. */
export interface Match {
  /** Undefined: no packet is. */
  readonly restriction: Restriction | undefined;
  /** What stands in the way of being sure; the restriction is as wide as it may be then. */
  readonly doubts: readonly Unknown[];
}

/** No packet fulfils it. */
const NOTHING: Match = { restriction: undefined, doubts: [] };

/** Which packets carry a protocol, ports or ICMP message that a rule wants. */
export function matchTraffic(wanted: Wanted, facing: Facing): Match {
  const { protocol, ports, icmp } = wanted;
  if (!isKnown(protocol)) return { restriction: [], doubts: [protocol] };
  const [first, last] = protocolRange(protocol);
  const restriction: (readonly [number, number, number])[] =
    protocol === "all" ? [] : [[PROTOCOL, first, last]];
  if (protocol === "all") return { restriction, doubts: [] };
  if (hasPorts(first) && ports !== undefined) {
    if (!isKnown(ports)) return { restriction, doubts: [ports] };
    return { restriction: [...restriction, [portOf(facing), ports.first, ports.last]], doubts: [] };
  }
  if (isIcmp(first) && icmp !== undefined) {
    if (!isKnown(icmp)) return { restriction, doubts: [icmp] };
    return matchEcho(icmp, restriction, facing);
  }
  return { restriction, doubts: [] };
}

/** The answer to an echo request is an echo reply: another type, of which the packets hold nothing. */
function matchEcho(icmp: IcmpMessage, restriction: Restriction, facing: Facing): Match {
  const { type, code = -1 } = icmp;
  if (facing.isAnswer) {
    const fits = (type === -1 || type === ECHO[facing.family].reply) && (code === -1 || code === 0);
    return fits ? { restriction, doubts: [] } : NOTHING;
  }
  const types = type === -1 ? [] : [[SOURCE_PORT, type, type] as const];
  const codes = code === -1 ? [] : [[DESTINATION_PORT, code, code] as const];
  return { restriction: [...restriction, ...types, ...codes], doubts: [] };
}

function portOf(facing: Facing): number {
  if (!facing.isAnswer) return DESTINATION_PORT;
  return facing.translatedSource === undefined ? SOURCE_PORT : TRANSLATED_PORT;
}

/** Whose address a rule speaks of: the one that packets come from, or the one they go to. */
export type Side = "from" | "to";

/** Which packets have an address of a range on one side. */
export function matchAddress(range: Interval, side: Side, facing: Facing): Match {
  const isSender = (side === "from") !== facing.isAnswer;
  if (!isSender) return { restriction: [[DESTINATION, range.first, range.last]], doubts: [] };
  const { translatedSource } = facing;
  if (translatedSource === undefined) {
    return { restriction: [[SOURCE, range.first, range.last]], doubts: [] };
  }
  const { addresses, unknown } = translatedSource;
  if (holdsIntervals([range], addresses)) return { restriction: [], doubts: [] };
  if (meetIntervals([range], addresses).length === 0) return NOTHING;
  return { restriction: [], doubts: unknown === undefined ? [] : [unknown] };
}

/** Both matches at once. */
export function matchBoth(one: Match, other: Match): Match {
  if (one.restriction === undefined || other.restriction === undefined) return NOTHING;
  return {
    restriction: [...one.restriction, ...other.restriction],
    doubts: [...one.doubts, ...other.doubts],
  };
}
