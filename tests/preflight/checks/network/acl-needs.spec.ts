import type { Stack, Value } from "../../../../preflight/model/resource";
import { aclEntry, allowTcp, networkAcl } from "../acl-inputs";
import { change, endpointStack, itSays, make, natStack, plus, without } from "../network-stack";

const ALLOW = aclEntry(100, "allow");
const VPC = aclEntry(100, "allow", { cidrBlock: "10.0.0.0/16" });
const PRIVATE = ["private-1-id", "private-2-id"];
const behind = (
  ingress: Value,
  egress: Value,
  subnets: Value = PRIVATE,
  stack = natStack(),
): Stack => plus(stack, networkAcl(ingress, egress, subnets));
const denied = (ruleNo: number, port: number): Value =>
  aclEntry(ruleNo, "deny", { protocol: "tcp", fromPort: port, toPort: port });
/** Endpoints in subnets of their own, which an ACL guards. */
const apart = (ingress: Value, egress: Value): Stack => {
  const home = make("ec2/subnet:Subnet", "home", {
    vpcId: "vpc-id",
    cidrBlock: "10.0.20.0/24",
    availabilityZone: "eu-west-1a",
  });
  const moved = change(endpointStack(), "sqs", { subnetIds: ["home-id"] });
  return behind(ingress, egress, ["home-id"], plus(moved, home));
};

describe("a network ACL that lets a part through", () => {
  itSays("network-acls-let-traffic-through", [
    {
      when: "one for the VPC, HTTPS and answers",
      stack: () => behind([VPC, allowTcp(110, 1024, 65535)], [VPC, allowTcp(110, 443)]),
      says: "pass",
    },
    {
      when: "one that denies remote logins from everywhere first",
      stack: () => behind([denied(10, 22), denied(20, 3389), ALLOW], [ALLOW]),
      says: "pass",
    },
    {
      when: "one that lets no answers of the internet in",
      stack: () => behind([VPC, allowTcp(110, 443)], [ALLOW]),
      says: "fail",
      findings: ["acl: lets no answers on TCP 32768-61000 from the internet"],
    },
    {
      when: "one that lets a part of the answers in",
      stack: () => behind([VPC, allowTcp(110, 1024, 49151)], [ALLOW]),
      says: "unknown",
      blockedBy: ["acl#ingress"],
    },
    {
      when: "one that lets nothing out of the VPC, in front of a NAT gateway",
      stack: () => behind([ALLOW], [VPC]),
      says: "fail",
      findings: ["acl: lets no TCP 443 to the internet"],
    },
    {
      when: "one that lets nothing out of the VPC, in front of a gateway of S3",
      stack: () => behind([ALLOW], [VPC], PRIVATE, endpointStack()),
      says: "fail",
    },
    {
      when: "one that denies a part of the internet",
      stack: () => behind([aclEntry(50, "deny", { cidrBlock: "52.0.0.0/8" }), ALLOW], [ALLOW]),
      says: "unknown",
    },
    {
      when: "one that denies private networks of others",
      stack: () => behind([aclEntry(50, "deny", { cidrBlock: "172.16.0.0/12" }), ALLOW], [ALLOW]),
      says: "pass",
    },
    {
      when: "one without the port of the database",
      stack: () =>
        behind(
          [allowTcp(100, 443), allowTcp(110, 32768, 61000)],
          [allowTcp(100, 443), allowTcp(110, 32768, 61000)],
        ),
      says: "fail",
      findings: [
        "acl: lets no TCP 5432 from the environment's own subnets",
        "acl: lets no TCP 5432 to the environment's own subnets",
      ],
    },
    {
      when: "one for UDP alone",
      stack: () => behind([aclEntry(100, "allow", { protocol: "17", toPort: 65535 })], [ALLOW]),
      says: "fail",
    },
    {
      when: "one of a NAT gateway's subnet that admits the VPC alone",
      stack: () => behind([VPC], [ALLOW], ["public-id"]),
      says: "fail",
      findings: ["acl: lets no answers on TCP 1024-65535 from the internet"],
    },
    {
      when: "one of a NAT gateway's subnet for HTTPS and answers",
      stack: () => behind([VPC, allowTcp(110, 1024, 65535)], [ALLOW], ["public-id"]),
      says: "pass",
    },
    {
      when: "one of a NAT gateway's subnet that admits a container's answers alone",
      stack: () => behind([VPC, allowTcp(110, 32768, 61000)], [ALLOW], ["public-id"]),
      says: "unknown",
    },
  ]);
});

describe("a network ACL of subnets in which endpoints alone stand", () => {
  itSays("network-acls-let-traffic-through", [
    { when: "one that lets nothing through", stack: () => apart([], []), says: "fail" },
    {
      when: "one for HTTPS and its answers",
      stack: () => apart([allowTcp(100, 443)], [allowTcp(100, 32768, 61000)]),
      says: "pass",
    },
    {
      when: "one that admits somebody else",
      stack: () => apart([allowTcp(100, 443, 443, "10.0.99.0/24")], [ALLOW]),
      says: "fail",
      findings: ["acl: lets no TCP 443 from the environment's subnets"],
    },
    {
      when: "one that lets nothing through, of endpoints that take no calls",
      stack: () =>
        plus(
          without(apart([], []), "sqs"),
          make("ec2/vpcEndpoint:VpcEndpoint", "silent", {
            vpcId: "vpc-id",
            serviceName: "com.amazonaws.eu-west-1.sqs",
            vpcEndpointType: "Interface",
            subnetIds: ["home-id"],
          }),
        ),
      says: "pass",
    },
  ]);
});
