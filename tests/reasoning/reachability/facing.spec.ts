import assert from "node:assert/strict";
import type { IcmpMessage } from "../../../reasoning/reachability";
import type { Facing, Match, Side, Wanted } from "../../../reasoning/reachability/facing";
import { matchAddress, matchBoth, matchTraffic } from "../../../reasoning/reachability/facing";
import { addressesOf } from "../../../reasoning/reachability/intervals";
import { DIMENSIONS } from "../../../reasoning/reachability/packet-set";
import { Unknown } from "../../../reasoning/known";
import { PLAIN } from "./filtering";

const WHY = new Unknown(["why"]);
const ANSWER: Facing = { ...PLAIN, isAnswer: true };
const translated = (facing: Facing, block: string, unknown?: Unknown): Facing => ({
  ...facing,
  translatedSource: {
    addresses: addressesOf("ipv4", [block]),
    ...(unknown === undefined ? {} : { unknown }),
  },
});

/** A match in words: what it wants of packets, and what is in doubt. */
function said({ restriction, doubts }: Match): string {
  const wanted =
    restriction === undefined
      ? "nothing"
      : restriction
          .map(([dimension, first, last]) => `${DIMENSIONS[dimension] ?? ""} ${first}-${last}`)
          .join(", ");
  return [wanted, ...doubts.flatMap((each) => each.blockedBy)].join(" ? ");
}

describe("what a rule wants of traffic", () => {
  const tcp: Wanted = { protocol: "tcp", ports: { first: 80, last: 81 } };
  const icmp = (message: IcmpMessage | Unknown): Wanted => ({ protocol: "icmp", icmp: message });
  const cases: readonly [string, Wanted, Facing, string][] = [
    ["any protocol", { protocol: "all", ports: { first: 1, last: 2 } }, PLAIN, ""],
    ["a protocol that nobody knows", { protocol: WHY }, PLAIN, " ? why"],
    ["every port", { protocol: 17 }, PLAIN, "protocol 17-17"],
    ["ports", tcp, PLAIN, "protocol 6-6, destinationPort 80-81"],
    ["ports that nobody knows", { ...tcp, ports: WHY }, PLAIN, "protocol 6-6 ? why"],
    ["ports of answers: their receivers'", tcp, ANSWER, "protocol 6-6, sourcePort 80-81"],
    [
      "ports of answers to a gateway: those that it chose",
      tcp,
      translated(ANSWER, "10.0.0.5"),
      "protocol 6-6, translatedPort 80-81",
    ],
    [
      "ports behind a gateway",
      tcp,
      translated(PLAIN, "10.0.0.5"),
      "protocol 6-6, destinationPort 80-81",
    ],
    [
      "no ports of a protocol without any",
      { protocol: 50, ports: { first: 1, last: 2 } },
      PLAIN,
      "protocol 50-50",
    ],
    ["every ICMP message", { protocol: "icmp" }, PLAIN, "protocol 1-1"],
    ["an ICMP message that nobody knows", icmp(WHY), PLAIN, "protocol 1-1 ? why"],
    ["ICMP of any type", icmp({ type: -1 }), PLAIN, "protocol 1-1"],
    ["ICMP of one type", icmp({ type: 8 }), PLAIN, "protocol 1-1, sourcePort 8-8"],
    [
      "ICMP of one type and code",
      icmp({ type: 3, code: 4 }),
      PLAIN,
      "protocol 1-1, sourcePort 3-3, destinationPort 4-4",
    ],
    ["any answer to an echo request", icmp({ type: -1 }), ANSWER, "protocol 1-1"],
    ["echo replies as answers", icmp({ type: 0 }), ANSWER, "protocol 1-1"],
    ["echo replies by their code", icmp({ type: 0, code: 0 }), ANSWER, "protocol 1-1"],
    ["other codes than echo replies have", icmp({ type: 0, code: 1 }), ANSWER, "nothing"],
    ["echo requests as answers", icmp({ type: 8 }), ANSWER, "nothing"],
    ["type 1, which is no wildcard, as answer", icmp({ type: 1 }), ANSWER, "nothing"],
    [
      "echo replies of IPv6 as answers",
      { protocol: "icmpv6", icmp: { type: 129 } },
      { ...ANSWER, family: "ipv6" },
      "protocol 58-58",
    ],
  ];
  for (const [title, wanted, facing, expected] of cases) {
    it(`is understood: ${title}`, () => {
      assert.equal(said(matchTraffic(wanted, facing)), expected);
    });
  }
});

describe("what a rule wants of addresses", () => {
  const range = { first: 0x0a000000n, last: 0x0a0000ffn };
  const one = `${range.first}-${range.last}`;
  const cases: readonly [string, Side, Facing, string][] = [
    ["the sender's", "from", PLAIN, `source ${one}`],
    ["the receiver's", "to", PLAIN, `destination ${one}`],
    ["of an answer, its sender's", "from", ANSWER, `destination ${one}`],
    ["of an answer, its receiver's", "to", ANSWER, `source ${one}`],
    ["a gateway's that is inside", "from", translated(PLAIN, "10.0.0.5", WHY), ""],
    ["a gateway's that is outside", "from", translated(PLAIN, "10.0.1.5", WHY), "nothing"],
    ["a gateway's that may be inside", "from", translated(PLAIN, "10.0.0.0/16", WHY), " ? why"],
    ["the receiver's behind a gateway", "to", translated(PLAIN, "10.0.0.5"), `destination ${one}`],
    ["of an answer, the gateway's", "to", translated(ANSWER, "10.0.1.5"), "nothing"],
  ];
  for (const [title, side, facing, expected] of cases) {
    it(`is understood: ${title}`, () => {
      assert.equal(said(matchAddress(range, side, facing)), expected);
    });
  }

  it("is wanted together with what it wants of traffic, doubts and all", () => {
    const some: Match = { restriction: [[0, 1, 2]], doubts: [WHY] };
    const other: Match = { restriction: [[3, 4, 5]], doubts: [new Unknown(["and why"])] };
    const none: Match = { restriction: undefined, doubts: [WHY] };
    assert.equal(said(matchBoth(some, other)), "source 1-2, sourcePort 4-5 ? why ? and why");
    assert.equal(said(matchBoth(none, other)), "nothing");
    assert.equal(said(matchBoth(some, none)), "nothing");
  });
});
