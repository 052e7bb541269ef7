import assert from "node:assert/strict";
import { explain } from "../../../reasoning/reachability/explain";
import type { Box } from "../../../reasoning/reachability/packet-set";
import type { Piece } from "../../../reasoning/reachability/pieces";
import type { Verdict } from "../../../reasoning/reachability/verdict";
import { Unknown } from "../../../reasoning/known";

/** One box of packets from 10.0.0.1 and on, of a protocol, with ports or an ICMP message. */
const box = (
  protocol: number,
  source: readonly [number, number],
  destination: readonly [number, number],
  translated: readonly [number, number] = [1024, 65535],
): Box => ({
  low: [0x0a000001n, 0x0a000101n, protocol, source[0], destination[0], translated[0]],
  high: [0x0a000009n, 0x0a000109n, protocol, source[1], destination[1], translated[1]],
});
const TCP = box(6, [5000, 5001], [443, 444]);
const RANGE = {
  sources: ["10.0.0.1", "10.0.0.9"],
  destinations: ["10.0.1.1", "10.0.1.9"],
  protocols: [6, 6],
  sourcePorts: [5000, 5001],
  destinationPorts: [443, 444],
  translatedPorts: [1024, 65535],
};
const WITNESS = {
  family: "ipv4",
  source: "10.0.0.1",
  destination: "10.0.1.1",
  protocol: 6,
  sourcePort: 5000,
  destinationPort: 443,
};

const delivered = (...packets: readonly Box[]): Piece => ({
  packets,
  fate: { kind: "delivered" },
  forward: [
    { component: "networkAcl", id: "acl-1", pointer: "/networkAcls/0", direction: "egress" },
    {
      component: "routeTable",
      id: "rtb-1",
      pointer: "/routeTables/0",
      spotFor: (address) =>
        address === 0x0a000101n ? { id: "rtb-1", pointer: "/routeTables/0/routes/7" } : undefined,
    },
    { component: "test", id: "nowhere" },
  ],
  back: [
    {
      component: "routeTable",
      id: "rtb-2",
      pointer: "/routeTables/1",
      spotFor: (address) =>
        address === 0x0a000001n ? { id: "rtb-2", pointer: "/routeTables/1/routes/3" } : undefined,
    },
    {
      component: "routeTable",
      id: "rtb-3",
      pointer: "/routeTables/2",
      spotFor: () => undefined,
    },
  ],
});
const STOP = {
  code: "CANNOT_ROUTE",
  component: "test",
  id: "test-1",
  pointer: "/test/0",
  message: "no",
} as const;
const stopped = (
  packets: readonly Box[],
  change: object = {},
  path = "forward" as "forward" | "return",
): Piece => ({
  packets,
  fate: { kind: "stopped", stop: { ...STOP, ...change }, path },
  forward: [],
  back: [],
});
const verdict = (outcome: Verdict["outcome"], ...pieces: readonly Piece[]): Verdict => ({
  outcome,
  pieces,
  unknowns: [],
});

describe("the answer of a verdict", () => {
  it("that something arrives shows the way of a packet, and what fails only if any will do", () => {
    const both = verdict("reachable", stopped([TCP]), delivered(TCP));
    const all = explain("ipv4", "all", both);
    assert.deepEqual(all, {
      outcome: "reachable",
      witness: WITNESS,
      forward: [
        { component: "networkAcl", id: "acl-1", pointer: "/networkAcls/0", direction: "egress" },
        { component: "routeTable", id: "rtb-1", pointer: "/routeTables/0/routes/7" },
        { component: "test", id: "nowhere" },
      ],
      return: [
        { component: "routeTable", id: "rtb-2", pointer: "/routeTables/1/routes/3" },
        { component: "routeTable", id: "rtb-3", pointer: "/routeTables/2" },
      ],
      blockers: [],
      blockedBy: [],
      failing: [],
    });
    assert.deepEqual(explain("ipv4", "any", both), { ...all, failing: [RANGE] });
  });

  it("that all arrives of nothing shows no way", () => {
    const nothing = { outcome: "reachable", blockers: [], blockedBy: [], failing: [] };
    assert.deepEqual(explain("ipv4", "all", verdict("reachable")), nothing);
    assert.deepEqual(explain("ipv4", "all", verdict("reachable", delivered())), nothing);
  });

  it("that nobody knows names what is in the way once, in order, and what surely fails", () => {
    const unknowns = [new Unknown(["b", "a"]), new Unknown(["c", "b"])];
    const open = { ...verdict("unknown", stopped([TCP]), delivered(TCP)), unknowns };
    assert.deepEqual(explain("ipv4", "all", open), {
      outcome: "unknown",
      blockers: [],
      blockedBy: ["a", "b", "c"],
      failing: [RANGE],
    });
  });

  it("that something fails names each thing that stops packets once, the first one first", () => {
    const pieces = [
      delivered(TCP),
      stopped([TCP]),
      stopped([box(6, [1, 1], [2, 2])]),
      stopped([TCP], { pointer: "/test/1" }),
      stopped([TCP], { code: "BAD_STATE" }),
      stopped([TCP], {}, "return"),
    ];
    const answer = explain("ipv4", "all", verdict("unreachable", ...pieces));
    assert.deepEqual(answer.blockers, [
      { ...STOP, path: "forward", witness: WITNESS },
      { ...STOP, pointer: "/test/1", path: "forward", witness: WITNESS },
      { ...STOP, code: "BAD_STATE", path: "forward", witness: WITNESS },
      { ...STOP, path: "return", witness: WITNESS },
    ]);
    assert.deepEqual(answer.witness, WITNESS);
    assert.deepEqual(answer.blockedBy, []);
    assert.equal(answer.failing.length, 5);
  });

  it("that nothing is there to fail is short", () => {
    const answer = { outcome: "unreachable", blockers: [], blockedBy: [], failing: [] };
    assert.deepEqual(explain("ipv4", "all", verdict("unreachable")), answer);
    assert.deepEqual(explain("ipv4", "all", verdict("unreachable", stopped([]))), answer);
  });

  it("names no more than fifty things", () => {
    const pieces = Array.from({ length: 60 }, (_, at) =>
      stopped([TCP], { pointer: `/test/${at}` }),
    );
    const { blockers, failing } = explain("ipv4", "all", verdict("unreachable", ...pieces));
    assert.deepEqual(
      [blockers.length, blockers.at(-1)?.pointer, failing.length],
      [50, "/test/49", 60],
    );
  });

  const addresses = { family: "ipv4", source: "10.0.0.1", destination: "10.0.1.1" };
  const witnesses: readonly [string, Box, object][] = [
    [
      "its type and code for ICMP",
      box(1, [8, 8], [0, 0]),
      { protocol: 1, icmpType: 8, icmpCode: 0 },
    ],
    ["neither for another protocol", box(50, [0, 65535], [0, 65535]), { protocol: 50 }],
    [
      "the port that a gateway chose, where it matters from which on",
      box(17, [5000, 5000], [53, 53], [2000, 65535]),
      { protocol: 17, sourcePort: 5000, destinationPort: 53, translatedPort: 2000 },
    ],
    [
      "the port that a gateway chose, where it matters up to which",
      box(17, [5000, 5000], [53, 53], [1024, 2000]),
      { protocol: 17, sourcePort: 5000, destinationPort: 53, translatedPort: 1024 },
    ],
    [
      "no chosen port for ICMP",
      box(1, [8, 8], [0, 0], [2000, 65535]),
      { protocol: 1, icmpType: 8, icmpCode: 0 },
    ],
  ];
  for (const [title, packets, wanted] of witnesses) {
    it(`shows a packet with ${title}`, () => {
      const { witness } = explain("ipv4", "all", verdict("unreachable", stopped([packets])));
      assert.deepEqual(witness, { ...addresses, ...wanted });
    });
  }
});
