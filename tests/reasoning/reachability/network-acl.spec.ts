import assert from "node:assert/strict";
import type { Listed, NetworkAclRule } from "../../../reasoning/reachability";
import type { Facing } from "../../../reasoning/reachability/facing";
import type { Direction } from "../../../reasoning/reachability/network-acl";
import { filterByAcl, orderRules } from "../../../reasoning/reachability/network-acl";
import { Unknown } from "../../../reasoning/known";
import { PACKETS, PLAIN, told } from "./filtering";

const WHY = new Unknown(["why"]);

/** A rule for TCP ports of any address. */
const rule = (
  ruleNumber: number | Unknown,
  action: "allow" | "deny",
  first: number,
  last: number,
  more: Partial<NetworkAclRule> = {},
): NetworkAclRule => ({
  ruleNumber,
  action,
  protocol: "tcp",
  cidr: "0.0.0.0/0",
  ports: { first, last },
  ...more,
});

function filtered(
  rules: Listed<NetworkAclRule>,
  direction: Direction = "ingress",
  facing: Facing = PLAIN,
) {
  const value = { id: "acl-1", vpcId: "vpc-1", subnetIds: [], ingress: rules, egress: rules };
  const acl = { value, pointer: "/networkAcls/0" };
  const ordered = orderRules(rules, `/networkAcls/0/${direction}`);
  return filterByAcl(acl, direction, ordered, PACKETS, facing);
}

const LAST = "/networkAcls/0/ingress SUBNET_ACL_RESTRICTION";
const denied = (place: number) => `/networkAcls/0/ingress/${place} SUBNET_ACL_RESTRICTION`;
const open = { protocol: WHY };

describe("a network ACL", () => {
  const cases: readonly [string, Listed<NetworkAclRule>, readonly string[]][] = [
    [
      "lets the lowest number decide, and denies what no rule matches",
      [rule(200, "allow", 0, 49), rule(100, "deny", 10, 19), rule(300, "allow", 15, 59)],
      ["pass 0-9 20-49 50-59", `stop 10-19: ${denied(1)}`, `stop 60-99: ${LAST}`],
    ],
    ["denies everything without rules", [], [`stop 0-99: ${LAST}`]],
    [
      "does not let rules for others decide",
      [
        rule(1, "deny", 0, 99, { cidr: "::/0" }),
        rule(2, "deny", 0, 99, { cidr: "10.0.1.0/24" }),
        rule(3, "deny", 0, 99, { protocol: "udp" }),
        rule(4, "deny", 0, 99, { cidr: "nowhere" }),
        rule(5, "allow", 0, 99),
      ],
      ["pass 0-99"],
    ],
    [
      "is open where a rule of it is not known",
      [rule(1, "allow", 0, 9), WHY, rule(2, "deny", 10, 19)],
      ["open 0-9: why", "open 10-19: why", "open 20-99: why"],
    ],
    [
      "is open where a rule may allow what is denied later",
      [rule(1, "allow", 0, 99, open), rule(2, "allow", 0, 9), rule(3, "deny", 0, 19)],
      ["pass 0-9", "open 10-19: why", "open 20-99: why"],
    ],
    [
      "is open where a rule may deny what is allowed later, and closed where all deny",
      [rule(1, "deny", 0, 99, open), rule(2, "allow", 0, 9)],
      [`stop 10-99: ${LAST}`, "open 0-9: why"],
    ],
    [
      "is open where nobody knows what a rule does",
      [rule(1, "allow", 0, 19, { action: WHY }), rule(2, "allow", 0, 9)],
      [`stop 20-99: ${LAST}`, "open 0-9: why", "open 10-19: why"],
    ],
    [
      "names all that may decide, in order",
      [
        rule(1, "allow", 0, 9, { action: new Unknown(["action"]), cidr: new Unknown(["cidr"]) }),
        rule(2, "allow", 0, 9, { ports: new Unknown(["ports"]) }),
      ],
      ["open 0-9: cidr, action, ports", "open 10-99: ports"],
    ],
    [
      "takes a rule without a known number for one that may come first or last",
      [rule(1, "allow", 0, 9), rule(WHY, "deny", 5, 14), rule(WHY, "allow", 90, 94)],
      [
        "pass 0-4",
        `stop 10-14: ${LAST}`,
        `stop 15-89 95-99: ${LAST}`,
        "open 5-9: why",
        "open 90-94: why",
      ],
    ],
  ];
  for (const [title, rules, wanted] of cases) {
    it(title, () => {
      assert.deepEqual([...told(filtered(rules))].sort(), [...wanted].sort());
    });
  }

  it("asks where packets come from when they go in, and where they go to when they go out", () => {
    const rules = [
      rule(1, "allow", 0, 9, { cidr: "10.0.0.1/32" }),
      rule(2, "allow", 90, 99, { cidr: "10.0.1.1/32" }),
    ];
    assert.equal(told(filtered(rules))[0], "pass 0-9");
    assert.equal(told(filtered(rules, "egress"))[0], "pass 90-99");
    const answer = { ...PLAIN, isAnswer: true };
    const fromServer = [{ ...rule(1, "allow", 5000, 5000), cidr: "10.0.1.1/32" }];
    assert.deepEqual(told(filtered(fromServer, "ingress", answer)), ["pass 0-99"]);
  });

  it("says which rule denies packets", () => {
    const stops = filtered([rule(7, "deny", 0, 9)]).stopped.map(({ stop }) => stop);
    const common = {
      code: "SUBNET_ACL_RESTRICTION",
      component: "networkAcl",
      id: "acl-1",
    };
    assert.deepEqual(stops, [
      {
        ...common,
        pointer: "/networkAcls/0/ingress/0",
        message: "acl-1 denies it by ingress rule 7",
      },
      {
        ...common,
        pointer: "/networkAcls/0/ingress",
        message: "acl-1 denies it by ingress rule *",
      },
    ]);
  });
});
