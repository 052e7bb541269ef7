import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Interval, Intervals } from "../../../reasoning/reachability/intervals";
import {
  addressesOf,
  firstAt,
  holdsIntervals,
  intervalsOf,
  meetIntervals,
  withoutIntervals,
} from "../../../reasoning/reachability/intervals";

const LAST = 15n;
const interval: fc.Arbitrary<Interval> = fc
  .tuple(fc.bigInt(0n, LAST), fc.bigInt(0n, LAST))
  .map(([one, other]) => (one < other ? { first: one, last: other } : { first: other, last: one }));
const given = fc.array(interval, { maxLength: 5 });

const holds = (intervals: readonly Interval[], address: bigint) =>
  intervals.some(({ first, last }) => first <= address && address <= last);

/** The addresses that pass a test, in the one form that sets have: sorted, neither overlapping nor touching. */
function where(passes: (address: bigint) => boolean): Intervals {
  const found: { first: bigint; last: bigint }[] = [];
  for (let address = 0n; address <= LAST; address++) {
    if (!passes(address)) continue;
    const before = found.at(-1);
    if (before !== undefined && before.last === address - 1n) before.last = address;
    else found.push({ first: address, last: address });
  }
  return found;
}

describe("sets of addresses", () => {
  it("are joined, met, subtracted and compared as sets are, in as few intervals as possible", () => {
    fc.assert(
      fc.property(given, given, (some, others) => {
        const [one, other] = [intervalsOf(some), intervalsOf(others)];
        assert.deepEqual(
          one,
          where((address) => holds(some, address)),
        );
        assert.deepEqual(
          meetIntervals(one, other),
          where((address) => holds(some, address) && holds(others, address)),
        );
        const rest = where((address) => holds(some, address) && !holds(others, address));
        assert.deepEqual(withoutIntervals(one, other), rest);
        assert.equal(holdsIntervals(other, one), rest.length === 0);
      }),
      { numRuns: 300 },
    );
  });

  it("are searched for the first interval that does not end before an address", () => {
    const set = [3n, 6n, 9n].map((last) => ({ first: last - 1n, last }));
    for (const [address, place] of [
      [0n, 0],
      [3n, 0],
      [4n, 1],
      [6n, 1],
      [9n, 2],
      [10n, 3],
    ] as const) {
      assert.equal(firstAt(set, address), place);
    }
    assert.equal(firstAt(set, 0n, 2), 2);
  });

  it("hold the blocks of one family, and nothing of what is no block", () => {
    const blocks = ["10.0.1.0/24", "::1", "nowhere", "10.0.0.0/24"];
    assert.deepEqual(addressesOf("ipv4", blocks), [{ first: 0x0a000000n, last: 0x0a0001ffn }]);
    assert.deepEqual(addressesOf("ipv6", blocks), [{ first: 1n, last: 1n }]);
  });
});
