/**
 * Sets of packets of one IP version, exactly: a set is a list of boxes that do not overlap, a box an
 * interval in each of six dimensions. `0.0.0.0/0` without two ranges is three boxes, not a guess.
 *
 * For ICMP, the source port stands for the type and the destination port for the code, as they do in
 * AWS's own rules. The translated port is the one that a NAT gateway chooses.
 */
import type { Intervals } from "./intervals";

/** What tells packets from each other. */
export const DIMENSIONS = [
  "source",
  "destination",
  "protocol",
  "sourcePort",
  "destinationPort",
  "translatedPort",
] as const;
/** The place of a dimension in a box. */
export const SOURCE = 0;
/** The place of a dimension in a box. */
export const DESTINATION = 1;
/** The place of a dimension in a box. */
export const PROTOCOL = 2;
/** The place of a dimension in a box. */
export const SOURCE_PORT = 3;
/** The place of a dimension in a box. */
export const DESTINATION_PORT = 4;
/** The place of a dimension in a box. */
export const TRANSLATED_PORT = 5;

/** Addresses are bigints, everything else numbers. */
export type Bound = bigint | number;

/** An interval in each dimension, both ends included. */
export interface Box {
  readonly low: readonly Bound[];
  readonly high: readonly Bound[];
}

/** Packets: boxes that do not overlap. */
export type PacketSet = readonly Box[];

/** No packet. */
export const NO_PACKETS: PacketSet = [];

/** A restriction of some dimensions; the others may have any value. */
export type Restriction = readonly (readonly [dimension: number, first: Bound, last: Bound])[];

/** Thrown where a set falls into more parts than anybody waits for; whoever asks gets "unknown". */
export class TooManyParts extends Error {}

/** Steps of work that one question may take, so that no input keeps anybody waiting. */
const MAX_WORK = 20_000_000;
let work = 0;

/** Starts counting the work of a question. */
export function startCounting(): void {
  work = 0;
}

function count(steps: number): void {
  work += steps;
  if (work > MAX_WORK) throw new TooManyParts("the question falls into too many parts");
}

/** The part of a box that fulfils a restriction; undefined if there is none. */
function narrow(box: Box, restriction: Restriction): Box | undefined {
  let low: Bound[] | undefined;
  let high: Bound[] | undefined;
  for (const [dimension, first, last] of restriction) {
    const from = box.low[dimension] ?? 0;
    const to = box.high[dimension] ?? 0;
    if (first > to || last < from) return undefined;
    if (first > from) (low ??= [...box.low])[dimension] = first;
    if (last < to) (high ??= [...box.high])[dimension] = last;
  }
  return low === undefined && high === undefined
    ? box
    : { low: low ?? box.low, high: high ?? box.high };
}

const above = (bound: Bound): Bound => (typeof bound === "bigint" ? bound + 1n : bound + 1);
const below = (bound: Bound): Bound => (typeof bound === "bigint" ? bound - 1n : bound - 1);

/** Cuts a box at the borders of a restriction: what lies within, and what remains, in slabs. */
function cut(box: Box, restriction: Restriction, rest: Box[]): Box | undefined {
  const inside = narrow(box, restriction);
  if (inside === undefined) {
    rest.push(box);
    return undefined;
  }
  if (inside === box) return box;
  let remaining = box;
  for (const [dimension] of restriction) {
    const first = inside.low[dimension] ?? 0;
    const last = inside.high[dimension] ?? 0;
    if ((remaining.low[dimension] ?? 0) < first) {
      const high = [...remaining.high];
      high[dimension] = below(first);
      rest.push({ low: remaining.low, high });
      const low = [...remaining.low];
      low[dimension] = first;
      remaining = { low, high: remaining.high };
    }
    if ((remaining.high[dimension] ?? 0) > last) {
      const low = [...remaining.low];
      low[dimension] = above(last);
      rest.push({ low, high: remaining.high });
      const high = [...remaining.high];
      high[dimension] = last;
      remaining = { low: remaining.low, high };
    }
  }
  return inside;
}

/** Splits packets into those that fulfil a restriction and those that do not. */
export function partition(
  packets: PacketSet,
  restriction: Restriction,
): { readonly inside: PacketSet; readonly outside: PacketSet } {
  count(packets.length);
  const inside: Box[] = [];
  const outside: Box[] = [];
  for (const box of packets) {
    const part = cut(box, restriction, outside);
    if (part !== undefined) inside.push(part);
  }
  return { inside, outside };
}

/** The packets that fulfil a restriction. */
function restrict(packets: PacketSet, restriction: Restriction): PacketSet {
  count(packets.length);
  return packets.flatMap((box) => narrow(box, restriction) ?? []);
}

/** A box as the restriction that holds for it and nothing else. */
function asRestriction(box: Box): Restriction {
  return box.low.map((first, dimension) => [dimension, first, box.high[dimension] ?? first]);
}

/** What is in both. */
export function meet(one: PacketSet, other: PacketSet): PacketSet {
  if (one === other) return one;
  return other.flatMap((box) => restrict(one, asRestriction(box)));
}

/** What is in the first and not in the second. */
export function without(one: PacketSet, other: PacketSet): PacketSet {
  if (one === other) return NO_PACKETS;
  let rest = one;
  for (const box of other) {
    rest = partition(rest, asRestriction(box)).outside;
  }
  return rest;
}

/** Whether there is no packet in a set. */
export function isEmpty(packets: PacketSet): boolean {
  return packets.length === 0;
}

/** The packets whose address in a dimension is one of these. */
export function withAddresses(
  packets: PacketSet,
  dimension: typeof SOURCE | typeof DESTINATION,
  addresses: Intervals,
): PacketSet {
  return addresses.flatMap(({ first, last }) => restrict(packets, [[dimension, first, last]]));
}
