import assert from "node:assert/strict";
import { Unknown } from "../../../reasoning/known";
import type { SecurityGroupRule } from "../../../reasoning/reachability";
import type { Change } from "./documentation/guide";
import { ask, change, put } from "./documentation/guide";
import { answerOf } from "./guide-answers";

const WHY = new Unknown(["somebody's choice"]);
const tcp = (peer: SecurityGroupRule["peer"]): SecurityGroupRule => ({ protocol: "tcp", peer });
const ALL = tcp({ cidr: "10.0.0.0/16" });
const group = (id: string, ...ingress: readonly SecurityGroupRule[]): Change =>
  put("securityGroups", { id, vpcId: "vpc-1", ingress, egress: [] });
const wears = (...securityGroupIds: readonly string[]): Change =>
  change("networkInterfaces", "eni-web", { securityGroupIds });

describe("the rule of a security group that lets a packet through", () => {
  for (const [title, changes, id, pointer] of [
    [
      "is the first that does",
      [group("sg-1", tcp({ cidr: "10.0.0.0/24" }), ALL, ALL), wears("sg-1")],
      "sg-1",
      "/securityGroups/1/ingress/1",
    ],
    [
      "is not one that only may, before it",
      [group("sg-1", tcp(WHY), ALL), wears("sg-1")],
      "sg-1",
      "/securityGroups/1/ingress/1",
    ],
    [
      "may be of any group of the interface",
      [group("sg-1"), group("sg-2", ALL), wears("sg-1", "sg-2")],
      "sg-1, sg-2",
      "/securityGroups/2/ingress/0",
    ],
    [
      "is found beside a group that nobody tells of",
      [group("sg-2", ALL), wears("sg-9", "sg-2")],
      "sg-9, sg-2",
      "/securityGroups/1/ingress/0",
    ],
    [
      "may name a prefix list, of which one entry is enough",
      [
        put("prefixLists", { id: "pl-1", entries: ["192.168.0.0/16", "10.0.1.0/24"] }),
        group("sg-1", tcp({ prefixList: "pl-1" })),
        wears("sg-1"),
      ],
      "sg-1",
      "/securityGroups/1/ingress/0",
    ],
  ] as const) {
    it(title, () => {
      const { outcome, forward = [] } = answerOf(ask("app", "web"), ...changes);
      assert.equal(outcome, "reachable");
      assert.deepEqual(
        forward.filter(({ direction, component }) => {
          return direction === "ingress" && component === "securityGroups";
        }),
        [{ component: "securityGroups", id, pointer, direction: "ingress" }],
      );
    });
  }
});
