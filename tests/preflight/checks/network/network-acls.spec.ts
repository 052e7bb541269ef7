import assert from "node:assert/strict";
import { ruleOf } from "../../../../preflight/checks/catalogue";
import { applyRule } from "../../../../preflight/checks/run";
import { buildWorld } from "../../../../preflight/model/world";
import type { Resource, Stack, Value } from "../../../../preflight/model/resource";
import { aclEntry, networkAcl } from "../acl-inputs";
import { HIDDEN, change, itSays, make, natStack, plus } from "../network-stack";

const ALLOW = aclEntry(100, "allow");
const withAcl = (ingress: Value, egress: Value, subnets: Value = ["private-1-id"]): Stack =>
  plus(natStack(), networkAcl(ingress, egress, subnets));
const rule = (name: string, inputs: Record<string, Value>): Resource =>
  make("ec2/networkAclRule:NetworkAclRule", name, {
    networkAclId: "acl-id",
    ruleNumber: 100,
    ruleAction: "allow",
    protocol: "-1",
    cidrBlock: "0.0.0.0/0",
    ...inputs,
  });
const nothing = (direction: "ingress" | "egress", names: string): string =>
  `acl: has no ${direction} entry that allows anything, so that ${names} can ${direction === "ingress" ? "receive" : "send"} nothing`;

describe("network-acls-let-traffic-through", () => {
  itSays("network-acls-let-traffic-through", [
    { when: "subnets with their VPC's default ACL", stack: natStack, says: "pass" },
    { when: "an ACL that allows everything", stack: () => withAcl([ALLOW], [ALLOW]), says: "pass" },
    {
      when: "an ACL without entries",
      stack: () => withAcl([], [], ["private-1-id", "private-2-id"]),
      says: "fail",
      findings: [
        nothing("ingress", "private-1 and private-2"),
        nothing("egress", "private-1 and private-2"),
      ],
    },
    {
      when: "an ACL that lets nothing out",
      stack: () => withAcl([ALLOW], [aclEntry(100, "deny")]),
      says: "fail",
      findings: [nothing("egress", "private-1")],
    },
    {
      when: "an ACL that denies everything before it allows it",
      stack: () => withAcl([ALLOW], [ALLOW, aclEntry(50, "deny")]),
      says: "fail",
    },
    {
      when: "an ACL that denies everything after it allows it",
      stack: () => withAcl([ALLOW], [aclEntry(200, "deny"), ALLOW]),
      says: "pass",
    },
    {
      when: "an ACL that denies one address first",
      stack: () => withAcl([aclEntry(10, "deny", { cidrBlock: "192.0.2.1/32" }), ALLOW], [ALLOW]),
      says: "unknown",
      blockedBy: ["acl#ingress"],
    },
    {
      when: "an ACL that allows some ports",
      stack: () => withAcl([aclEntry(100, "allow", { protocol: "6", toPort: 443 })], [ALLOW]),
      says: "fail",
      findings: [
        "acl: lets no TCP 5432 from the environment's own subnets",
        "acl: lets no answers on TCP 32768-61000 from the environment's own subnets",
        "acl: lets no answers on TCP 32768-61000 from the internet",
      ],
    },
    {
      when: "an ACL that denies IPv6 first",
      stack: () =>
        withAcl([aclEntry(10, "deny", { cidrBlock: "", ipv6CidrBlock: "::/0" }), ALLOW], [ALLOW]),
      says: "pass",
    },
    {
      when: "an entry whose number is not known",
      stack: () => withAcl([ALLOW, aclEntry(HIDDEN, "deny")], [ALLOW]),
      says: "unknown",
      blockedBy: ["acl#ingress.1.ruleNo"],
    },
    {
      when: "a hidden entry behind those that decide",
      stack: () => withAcl([ALLOW, aclEntry(200, "deny", { cidrBlock: HIDDEN })], [ALLOW]),
      says: "pass",
    },
    {
      when: "a hidden entry for somebody else",
      stack: () => withAcl([aclEntry(50, HIDDEN, { cidrBlock: "192.168.0.0/16" }), ALLOW], [ALLOW]),
      says: "pass",
    },
    {
      when: "an ACL that allows everything in two halves",
      stack: () =>
        withAcl(
          [
            aclEntry(100, "allow", { cidrBlock: "0.0.0.0/1" }),
            aclEntry(110, "allow", { cidrBlock: "128.0.0.0/1" }),
          ],
          [ALLOW],
        ),
      says: "pass",
    },
    {
      when: "an ACL that denies before whatever it allows",
      stack: () =>
        withAcl(
          [
            aclEntry(50, "deny", { cidrBlock: "0.0.0.0/1" }),
            aclEntry(60, "allow", { cidrBlock: "10.0.0.0/8" }),
          ],
          [ALLOW],
        ),
      says: "fail",
      findings: [nothing("ingress", "private-1")],
    },
    {
      when: "entries that are not known",
      stack: () => withAcl(HIDDEN, [ALLOW]),
      says: "unknown",
      blockedBy: ["acl#ingress"],
    },
    {
      when: "rules of their own",
      stack: () =>
        plus(withAcl([], []), rule("in", { egress: false }), rule("out", { egress: true })),
      says: "pass",
    },
    {
      when: "a rule of its own in one direction",
      stack: () => plus(withAcl([], []), rule("in", {})),
      says: "fail",
      findings: [nothing("egress", "private-1")],
    },
    {
      when: "an association of its own",
      stack: () =>
        plus(
          withAcl([], [], []),
          make("ec2/networkAclAssociation:NetworkAclAssociation", "tie", {
            networkAclId: "acl-id",
            subnetId: "private-2-id",
          }),
        ),
      says: "fail",
    },
    {
      when: "an association with an ACL that no stack holds",
      stack: () =>
        plus(
          natStack(),
          make("ec2/networkAclAssociation:NetworkAclAssociation", "tie", {
            networkAclId: "acl-0a",
            subnetId: "private-2-id",
          }),
        ),
      says: "unknown",
      blockedBy: ["tie#networkAclId"],
    },
    {
      when: "an ACL of the NAT gateway's subnet",
      stack: () => withAcl([], [], ["public-id"]),
      says: "fail",
    },
    {
      when: "an ACL whose subnets are not known",
      stack: () => withAcl([], [], HIDDEN),
      says: "unknown",
      blockedBy: ["acl#subnetIds"],
    },
    {
      when: "a default ACL that the program adopts, and so empties",
      stack: () =>
        plus(
          natStack(),
          make("ec2/defaultNetworkAcl:DefaultNetworkAcl", "acl", {
            defaultNetworkAclId: "acl-default",
          }),
        ),
      says: "fail",
    },
    {
      when: "a default ACL that the program adopts and fills",
      stack: () =>
        plus(
          natStack(),
          make("ec2/defaultNetworkAcl:DefaultNetworkAcl", "acl", {
            defaultNetworkAclId: "acl-default",
            ingress: [ALLOW],
            egress: [ALLOW],
          }),
        ),
      says: "pass",
    },
    {
      when: "subnets of a VPC that no stack holds",
      stack: () => change(natStack(), "private-1", { vpcId: "vpc-0a" }),
      says: "unknown",
    },
  ]);
});

describe("what a network ACL is blamed for", () => {
  const witnesses = (stack: Stack): readonly (string | undefined)[] => {
    const rule = ruleOf("network-acls-let-traffic-through");
    assert.ok(rule);
    const judged = applyRule(rule, buildWorld([stack]));
    return judged.flatMap(({ findings }) => findings.map(({ witness }) => witness));
  };

  it("is the entry that denies, or that there is none", () => {
    const tcp = { protocol: "tcp", fromPort: 443, toPort: 443 };
    assert.deepEqual(
      witnesses(withAcl([aclEntry(50, "deny", tcp), ALLOW], [aclEntry(100, "allow", tcp)])),
      [
        "ingress of private-1: TCP 443 from the environment's own subnets denied by acl#ingress.0",
        "egress of private-1: answers on TCP 32768-61000 to the environment's own subnets denied by acl, which has no entry for it",
        "egress of private-1: TCP 5432 to the environment's own subnets denied by acl, which has no entry for it",
      ],
    );
  });
});

describe("network-acls-let-traffic-through over IPv6", () => {
  const V6 = aclEntry(101, "allow", { cidrBlock: "", ipv6CidrBlock: "::/0" });
  const dual = (ingress: Value, egress: Value, block: Value = "2001:db8::/64"): Stack =>
    change(withAcl(ingress, egress), "private-1", { ipv6CidrBlock: block });
  const message = (direction: string, verb: string): string =>
    `acl: has no ${direction} entry that allows any IPv6 traffic, so that private-1 can ${verb} none of it`;
  itSays("network-acls-let-traffic-through", [
    { when: "both families", stack: () => dual([ALLOW, V6], [ALLOW, V6]), says: "pass" },
    {
      when: "IPv4 alone, before a subnet with both",
      stack: () => dual([ALLOW], [ALLOW]),
      says: "fail",
      findings: [message("ingress", "receive"), message("egress", "send")],
    },
    {
      when: "IPv6 in one direction",
      stack: () => dual([ALLOW, V6], [ALLOW]),
      says: "fail",
      findings: [message("egress", "send")],
    },
    {
      when: "some IPv6 addresses",
      stack: () =>
        dual(
          [ALLOW, V6],
          [ALLOW, aclEntry(101, "allow", { cidrBlock: "", ipv6CidrBlock: "2001:db8::/32" })],
        ),
      says: "unknown",
    },
    {
      when: "IPv4 alone, before a subnet that may have both",
      stack: () => dual([ALLOW], [ALLOW], HIDDEN),
      says: "unknown",
    },
    {
      when: "IPv4 alone, before a subnet of a NAT gateway with both",
      stack: () =>
        change(withAcl([ALLOW], [ALLOW], ["public-id"]), "public", {
          ipv6CidrBlock: "2001:db8::/64",
        }),
      says: "pass",
    },
  ]);
});
