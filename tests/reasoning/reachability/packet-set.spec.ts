import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Box, PacketSet } from "../../../reasoning/reachability/packet-set";
import {
  DESTINATION,
  meet,
  NO_PACKETS,
  partition,
  SOURCE,
  startCounting,
  TooManyParts,
  withAddresses,
  without,
} from "../../../reasoning/reachability/packet-set";

/** Small spaces show every corner: four values in three of the dimensions, one in the others. */
const box: fc.Arbitrary<Box> = fc
  .array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 3, maxLength: 3 })
  .map((ranges) => {
    const sorted = ranges.map(([one, other]) => [Math.min(one, other), Math.max(one, other)]);
    const at = (place: number, end: 0 | 1) => sorted[place]?.[end] ?? 0;
    return {
      low: [BigInt(at(0, 0)), 0n, at(1, 0), 0, at(2, 0), 0],
      high: [BigInt(at(0, 1)), 0n, at(1, 1), 0, at(2, 1), 0],
    };
  });
const set: fc.Arbitrary<PacketSet> = fc
  .array(box, { maxLength: 4 })
  .map((boxes) => boxes.reduce<PacketSet>((all, each) => [...all, ...without([each], all)], []));

const POINTS = [0, 1, 2, 3].flatMap((a) =>
  [0, 1, 2, 3].flatMap((b) => [0, 1, 2, 3].map((c) => [BigInt(a), 0n, b, 0, c, 0] as const)),
);
type Point = (typeof POINTS)[number];

const holds = (packets: PacketSet, point: Point) =>
  packets.filter(({ low, high }) =>
    point.every((value, at) => (low[at] ?? 0) <= value && value <= (high[at] ?? 0)),
  ).length;

function assertSame(packets: PacketSet, wanted: (point: Point) => boolean): void {
  // No box is empty: a set of empty boxes would not be taken for empty.
  for (const { low, high } of packets) {
    for (const [at, bound] of low.entries()) assert.ok(bound <= (high[at] ?? bound));
  }
  for (const point of POINTS) {
    // Exactly one box: boxes never overlap.
    assert.equal(holds(packets, point), wanted(point) ? 1 : 0, point.join(" "));
  }
}

describe("sets of packets", () => {
  it("meet and subtract as sets do, in boxes that never overlap", () => {
    fc.assert(
      fc.property(set, set, (one, other) => {
        const inOne = (point: Point) => holds(one, point) > 0;
        const inOther = (point: Point) => holds(other, point) > 0;
        assertSame(meet(one, other), (point) => inOne(point) && inOther(point));
        assertSame(without(one, other), (point) => inOne(point) && !inOther(point));
      }),
      { numRuns: 200 },
    );
  });

  it("are cut in two by a restriction", () => {
    fc.assert(
      fc.property(set, box, (packets, { low, high }) => {
        const restriction = [0, 2, 4].map((at) => [at, low[at] ?? 0, high[at] ?? 0] as const);
        const { inside, outside } = partition(packets, restriction);
        const fits = (point: Point) => holds([{ low, high }], point) > 0;
        assertSame(inside, (point) => holds(packets, point) > 0 && fits(point));
        assertSame(outside, (point) => holds(packets, point) > 0 && !fits(point));
      }),
      { numRuns: 200 },
    );
  });

  it("are narrowed to addresses of their senders or receivers", () => {
    const whole: PacketSet = [{ low: [0n, 10n, 0, 0, 0, 0], high: [9n, 19n, 0, 0, 0, 0] }];
    const addresses = [
      { first: 2n, last: 3n },
      { first: 8n, last: 12n },
    ];
    const ends = (packets: PacketSet) =>
      packets.map(({ low, high }) => [
        low[SOURCE],
        high[SOURCE],
        low[DESTINATION],
        high[DESTINATION],
      ]);
    assert.deepEqual(ends(withAddresses(whole, SOURCE, addresses)), [
      [2n, 3n, 10n, 19n],
      [8n, 9n, 10n, 19n],
    ]);
    assert.deepEqual(ends(withAddresses(whole, DESTINATION, addresses)), [[0n, 9n, 10n, 12n]]);
  });

  it("are given up after twenty million steps of one question, and counted anew for the next", () => {
    // What counts is how many boxes a set says it has.
    const wide = (length: number) => ({ length, flatMap: () => [] }) as unknown as PacketSet;
    const one: PacketSet = [{ low: [0n], high: [0n] }];
    for (let question = 0; question < 2; question++) {
      startCounting();
      assert.deepEqual(meet(wide(15_000_000), one), NO_PACKETS);
      assert.deepEqual(meet(wide(5_000_000), one), NO_PACKETS);
      assert.throws(
        () => meet(wide(1), one),
        new TooManyParts("the question falls into too many parts"),
      );
    }
    startCounting();
  });
});
