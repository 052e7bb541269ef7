/** Sets of addresses of one family, as sorted intervals that neither overlap nor touch. */
import type { Family } from "./question";
import { parseBlock } from "./address";

/** All addresses from the first to the last, both included. */
export interface Interval {
  readonly first: bigint;
  readonly last: bigint;
}

/** A set of addresses: sorted, disjoint, as few intervals as possible. */
export type Intervals = readonly Interval[];

/** No address. */
export const NO_ADDRESSES: Intervals = [];

/** Sorts and joins whatever intervals. */
export function intervalsOf(given: Iterable<Interval>): Intervals {
  const sorted = [...given].sort((one, other) => (one.first < other.first ? -1 : 1));
  const joined: Interval[] = [];
  for (const each of sorted) {
    const before = joined.at(-1);
    if (before === undefined || each.first > before.last + 1n) {
      joined.push({ first: each.first, last: each.last });
    } else if (each.last > before.last) {
      joined[joined.length - 1] = { first: before.first, last: each.last };
    }
  }
  return joined;
}

/** The addresses of one family in some CIDR blocks; what is no block holds none. */
export function addressesOf(family: Family, blocks: Iterable<string>): Intervals {
  const found: Interval[] = [];
  for (const text of blocks) {
    const block = parseBlock(text);
    if (block?.family === family) found.push(block);
  }
  return intervalsOf(found);
}

/** The place of the first interval of a sorted set, from a place on, that does not end before an address. */
export function firstAt(set: Intervals, address: bigint, from = 0): number {
  let low = from;
  let high = set.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((set[middle]?.last ?? 0n) < address) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What is in both. A small set meets a large one without a walk along all of it. */
export function meetIntervals(one: Intervals, other: Intervals): Intervals {
  if (one.length > other.length) return meetIntervals(other, one);
  const met: Interval[] = [];
  let at = 0;
  for (const range of one) {
    at = firstAt(other, range.first, at);
    for (let index = at; ; index += 1) {
      const each = other[index];
      if (each === undefined || each.first > range.last) break;
      const first = each.first > range.first ? each.first : range.first;
      met.push({ first, last: each.last < range.last ? each.last : range.last });
    }
  }
  return met;
}

/** What is in the first and not in the second. */
export function withoutIntervals(one: Intervals, other: Intervals): Intervals {
  const rest: Interval[] = [];
  let at = 0;
  for (const { first, last } of one) {
    let next = first;
    at = firstAt(other, first, at);
    for (let index = at; ; index += 1) {
      const hole = other[index];
      if (hole === undefined || hole.first > last) break;
      if (hole.first > next) rest.push({ first: next, last: hole.first - 1n });
      next = hole.last + 1n;
    }
    if (next <= last) rest.push({ first: next, last });
  }
  return rest;
}

/** Whether every address of the second is in the first. */
export function holdsIntervals(outer: Intervals, inner: Intervals): boolean {
  return withoutIntervals(inner, outer).length === 0;
}
