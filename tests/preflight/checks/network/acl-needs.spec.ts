import type { Resource, Stack, Value } from "../../../../preflight/model/resource";
import { change, endpointStack, itSays, make, natStack, plus, without } from "../network-stack";

const entry = (ruleNo: number, more: Record<string, Value> = {}, action = "allow"): Value => ({
  ruleNo,
  action,
  protocol: "-1",
  cidrBlock: "0.0.0.0/0",
  fromPort: 0,
  toPort: 0,
  ...more,
});
const ALLOW = entry(100);
const VPC = entry(100, { cidrBlock: "10.0.0.0/16" });
const tcp = (ruleNo: number, fromPort: number, toPort = fromPort, cidrBlock = "0.0.0.0/0"): Value =>
  entry(ruleNo, { protocol: "tcp", fromPort, toPort, cidrBlock });
const acl = (ingress: Value, egress: Value, subnetIds: Value): Resource =>
  make("ec2/networkAcl:NetworkAcl", "acl", { vpcId: "vpc-id", subnetIds, ingress, egress });
const PRIVATE = ["private-1-id", "private-2-id"];
const behind = (
  ingress: Value,
  egress: Value,
  subnets: Value = PRIVATE,
  stack = natStack(),
): Stack => plus(stack, acl(ingress, egress, subnets));
const denied = (ruleNo: number, port: number): Value =>
  entry(ruleNo, { protocol: "tcp", fromPort: port, toPort: port }, "deny");
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
      stack: () => behind([VPC, tcp(110, 1024, 65535)], [VPC, tcp(110, 443)]),
      says: "pass",
    },
    {
      when: "one that denies remote logins from everywhere first",
      stack: () => behind([denied(10, 22), denied(20, 3389), ALLOW], [ALLOW]),
      says: "pass",
    },
    {
      when: "one that lets no answers of the internet in",
      stack: () => behind([VPC, tcp(110, 443)], [ALLOW]),
      says: "fail",
      findings: ["acl: lets no answers on TCP 32768-61000 from the internet"],
    },
    {
      when: "one that lets a part of the answers in",
      stack: () => behind([VPC, tcp(110, 1024, 49151)], [ALLOW]),
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
      stack: () => behind([entry(50, { cidrBlock: "52.0.0.0/8" }, "deny"), ALLOW], [ALLOW]),
      says: "unknown",
    },
    {
      when: "one that denies private networks of others",
      stack: () => behind([entry(50, { cidrBlock: "172.16.0.0/12" }, "deny"), ALLOW], [ALLOW]),
      says: "pass",
    },
    {
      when: "one without the port of the database",
      stack: () =>
        behind([tcp(100, 443), tcp(110, 32768, 61000)], [tcp(100, 443), tcp(110, 32768, 61000)]),
      says: "fail",
      findings: [
        "acl: lets no TCP 5432 from the environment's own subnets",
        "acl: lets no TCP 5432 to the environment's own subnets",
      ],
    },
    {
      when: "one for UDP alone",
      stack: () => behind([entry(100, { protocol: "17", toPort: 65535 })], [ALLOW]),
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
      stack: () => behind([VPC, tcp(110, 1024, 65535)], [ALLOW], ["public-id"]),
      says: "pass",
    },
    {
      when: "one of a NAT gateway's subnet that admits a container's answers alone",
      stack: () => behind([VPC, tcp(110, 32768, 61000)], [ALLOW], ["public-id"]),
      says: "unknown",
    },
  ]);
});

describe("a network ACL of subnets in which endpoints alone stand", () => {
  itSays("network-acls-let-traffic-through", [
    { when: "one that lets nothing through", stack: () => apart([], []), says: "fail" },
    {
      when: "one for HTTPS and its answers",
      stack: () => apart([tcp(100, 443)], [tcp(100, 32768, 61000)]),
      says: "pass",
    },
    {
      when: "one that admits somebody else",
      stack: () => apart([tcp(100, 443, 443, "10.0.99.0/24")], [ALLOW]),
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
