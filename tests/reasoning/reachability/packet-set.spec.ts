import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Box, PacketSet } from "../../../reasoning/reachability/packet-set";
import { join, meet, partition, without } from "../../../reasoning/reachability/packet-set";

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
  .map((boxes) => boxes.reduce<PacketSet>((all, each) => join(all, [each]), []));

const POINTS = [0, 1, 2, 3].flatMap((a) =>
  [0, 1, 2, 3].flatMap((b) => [0, 1, 2, 3].map((c) => [BigInt(a), 0n, b, 0, c, 0] as const)),
);
type Point = (typeof POINTS)[number];

const holds = (packets: PacketSet, point: Point) =>
  packets.filter(({ low, high }) =>
    point.every((value, at) => (low[at] ?? 0) <= value && value <= (high[at] ?? 0)),
  ).length;

function assertSame(packets: PacketSet, wanted: (point: Point) => boolean): void {
  for (const point of POINTS) {
    // Exactly one box: boxes never overlap.
    assert.equal(holds(packets, point), wanted(point) ? 1 : 0, point.join(" "));
  }
}

describe("sets of packets", () => {
  it("join, meet and subtract as sets do, in boxes that never overlap", () => {
    fc.assert(
      fc.property(set, set, (one, other) => {
        const inOne = (point: Point) => holds(one, point) > 0;
        const inOther = (point: Point) => holds(other, point) > 0;
        assertSame(join(one, other), (point) => inOne(point) || inOther(point));
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
});
