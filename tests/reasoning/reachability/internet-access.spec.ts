import assert from "node:assert/strict";
import type { NetworkInterface, Question } from "../../../reasoning/reachability";
import { reach } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import type { Change } from "./documentation/guide";
import { change, GUIDE, put } from "./documentation/guide";

const PORTS = [{ first: 443, last: 443 }];
const IN: Question = {
  from: { kind: "internet" },
  to: { kind: "interface", interfaceId: "eni-web" },
  family: "ipv6",
  ports: PORTS,
};
const OUT: Question = {
  from: { kind: "interface", interfaceId: "eni-web" },
  to: { kind: "internet" },
  family: "ipv6",
  ports: PORTS,
};
const OUT_ONLY: Question = { ...OUT, from: { kind: "interface", interfaceId: "eni-app" } };

const denying = (denyAllIgwTraffic: NetworkInterface["denyAllIgwTraffic"]): readonly Change[] =>
  denyAllIgwTraffic === undefined
    ? []
    : [
        change("networkInterfaces", "eni-web", { denyAllIgwTraffic }),
        change("networkInterfaces", "eni-app", { denyAllIgwTraffic }),
      ];
const answer = (question: Question, changes: readonly Change[]) =>
  reach(
    changes.reduce((network, each) => each(network), GUIDE),
    question,
  );

const WHY = new Unknown(["whether it denies"]);
const doubt = (id: string) =>
  `whether ${id}, which denies traffic from internet gateways, gets answers`;

describe("an interface that denies traffic from internet gateways", () => {
  for (const [title, question, denies, outcome, blockedBy] of [
    ["is reached unless it does", IN, undefined, "reachable", []],
    ["is reached if it does not", IN, false, "reachable", []],
    ["is not reached", IN, true, "unreachable", []],
    ["may not be reached", IN, WHY, "unknown", WHY.blockedBy],
    ["is reached by IPv4", { ...IN, family: "ipv4" }, true, "reachable", []],
    ["may get no answers", OUT, true, "unknown", [doubt("eni-web")]],
    ["may or may not get answers", OUT, WHY, "unknown", WHY.blockedBy],
    ["gets answers if it does not", OUT, false, "reachable", []],
    ["gets answers by IPv4", { ...OUT, family: "ipv4" }, true, "reachable", []],
    ["may get none by an egress-only gateway", OUT_ONLY, true, "unknown", [doubt("eni-app")]],
  ] as const) {
    it(`${title}: ${outcome}`, () => {
      const found = answer(question, denying(denies));
      assert.deepEqual([found.outcome, found.blockedBy], [outcome, blockedBy]);
    });
  }

  it("says that it is the interface", () => {
    const { blockers } = answer(IN, denying(true));
    assert.deepEqual(
      blockers.map(({ code, id, pointer, message }) => [code, id, pointer, message]),
      [
        [
          "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
          "eni-web",
          "/networkInterfaces/0",
          "eni-web denies traffic from internet gateways to its IPv6 addresses",
        ],
      ],
    );
  });

  it("comes after what blocks the whole VPC, and beside what may", () => {
    const block = (mode: "block-bidirectional" | Unknown) => put("blockPublicAccess", { mode });
    const [blocker] = answer(IN, [...denying(true), block("block-bidirectional")]).blockers;
    assert.equal(blocker?.code, "VPC_BLOCK_PUBLIC_ACCESS_ENABLED");
    const open = new Unknown(["the mode"]);
    const { blockedBy } = answer(OUT, [...denying(true), block(open)]);
    assert.deepEqual(blockedBy, ["the mode", doubt("eni-web")]);
  });
});
