import type { Properties, Resource, Stack } from "../../../../preflight/model/resource";
import { change, endpointStack, itSays, make, natStack, plus } from "../network-stack";

const route = (inputs: Properties = {}): Resource =>
  make("ec2/route:Route", "route", {
    routeTableId: "private-table-id",
    destinationCidrBlock: "10.9.0.0/16",
    transitGatewayId: "tgw-0a",
    ...inputs,
  });
const ruleOf = (direction: "Ingress" | "Egress"): Resource =>
  make(`vpc/securityGroup${direction}Rule:SecurityGroup${direction}Rule`, "rule", {
    securityGroupId: "group-id",
    ipProtocol: "-1",
    cidrIpv4: "10.0.0.0/16",
  });
const olderRule = (type: string): Resource =>
  make("ec2/securityGroupRule:SecurityGroupRule", "rule", { securityGroupId: "group-id", type });
const bare = (): Stack => change(natStack(), "private-table", { routes: undefined });
const tie = make("ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation", "tie", {
  vpcEndpointId: "sqs-id",
  subnetId: "public-id",
});

describe("network-lists-in-one-form", () => {
  itSays("network-lists-in-one-form", [
    { when: "routes and rules inside", stack: natStack, says: "pass" },
    { when: "routes of their own alone", stack: () => plus(bare(), route()), says: "pass" },
    {
      when: "routes inside and of their own",
      stack: () => plus(natStack(), route()),
      says: "fail",
      findings: ["private-table: says routes itself, and so does route"],
    },
    {
      when: "no routes inside, said so, and routes of their own",
      stack: () => plus(change(bare(), "private-table", { routes: [] }), route()),
      says: "fail",
    },
    {
      when: "rules inside and of their own",
      stack: () => plus(natStack(), ruleOf("Ingress")),
      says: "fail",
      findings: ["group: says ingress itself, and so does rule"],
    },
    {
      when: "an older rule of its own",
      stack: () => plus(natStack(), olderRule("egress")),
      says: "fail",
    },
    {
      when: "rules inside for one direction, and of their own for the other",
      stack: () => plus(change(natStack(), "group", { egress: undefined }), ruleOf("Egress")),
      says: "pass",
    },
    {
      when: "subnets inside an endpoint and by an association",
      stack: () => plus(endpointStack(), tie),
      says: "fail",
    },
    {
      when: "subnets of an endpoint by an association alone",
      stack: () => plus(change(endpointStack(), "sqs", { subnetIds: [] }), tie),
      says: "pass",
    },
    {
      when: "what an update shows of both",
      stack: () => ({ ...plus(natStack(), route()), door: "analyzer" }),
      says: "unknown",
    },
  ]);
});

describe("a group that keeps the rules of a list alone", () => {
  const kept = (...ingressRuleIds: string[]): Stack =>
    plus(
      change(natStack(), "group", { ingress: undefined }),
      make("vpc/securityGroupIngressRule:SecurityGroupIngressRule", "own", {
        securityGroupId: "group-id",
        ipProtocol: "-1",
        referencedSecurityGroupId: "group-id",
      }),
      make("ec2/vpcSecurityGroupRulesExclusive:VpcSecurityGroupRulesExclusive", "kept", {
        securityGroupId: "group-id",
        ingressRuleIds,
        egressRuleIds: [],
      }),
    );
  itSays("security-groups-admit-themselves", [
    { when: "a list that holds the rule", stack: () => kept("own-id"), says: "pass" },
    { when: "a list that leaves the rule out", stack: () => kept(), says: "fail" },
    { when: "a list of rules that no stack holds", stack: () => kept("sgr-0a"), says: "unknown" },
  ]);
});

describe("routes-differ-in-destination", () => {
  itSays("routes-differ-in-destination", [
    { when: "routes for different blocks", stack: () => plus(natStack(), route()), says: "pass" },
    {
      when: "two default routes",
      stack: () => plus(natStack(), route({ destinationCidrBlock: "0.0.0.0/0" })),
      says: "fail",
      findings: ["private-table: has a second route for 0.0.0.0/0, besides that of route"],
    },
    {
      when: "one block in two spellings",
      stack: () =>
        plus(
          change(bare(), "private-table", {
            routes: [{ cidrBlock: "10.9.0.0/16", natGatewayId: "nat-id" }],
          }),
          route({ destinationCidrBlock: "10.9.8.7/16" }),
        ),
      says: "fail",
    },
  ]);
});

describe("gateways-and-addresses-used-once", () => {
  const address = make("ec2/eip:Eip", "address", {});
  const nat = (name: string): Resource =>
    make("ec2/natGateway:NatGateway", name, { subnetId: "public-id", allocationId: "address-id" });
  itSays("gateways-and-addresses-used-once", [
    { when: "one of each", stack: natStack, says: "pass" },
    {
      when: "a second internet gateway",
      stack: () =>
        plus(natStack(), make("ec2/internetGateway:InternetGateway", "igw-2", { vpcId: "vpc-id" })),
      says: "fail",
      findings: ["igw-2: is a second one of vpc, besides igw"],
    },
    {
      when: "two NAT gateways with one address",
      stack: () => plus(natStack(), address, nat("one"), nat("other")),
      says: "fail",
      findings: ["other: is a second one of address, besides one"],
    },
  ]);
});

describe("address-blocks-allowed", () => {
  const block = (cidrBlock: string): Stack => change(natStack(), "vpc", { cidrBlock });
  itSays("address-blocks-allowed", [
    { when: "the widest block", stack: natStack, says: "pass" },
    {
      when: "a wider block",
      stack: () => block("10.0.0.0/15"),
      says: "fail",
      findings: ["vpc: cidrBlock 10.0.0.0/15 is wider than EC2 takes"],
    },
    {
      when: "the narrowest block",
      stack: () => change(natStack(), "public", { cidrBlock: "10.0.0.0/28" }),
      says: "pass",
    },
    {
      when: "a narrower block",
      stack: () => change(natStack(), "public", { cidrBlock: "10.0.0.0/29" }),
      says: "fail",
    },
    {
      when: "a block by another address than its first",
      stack: () => change(natStack(), "public", { cidrBlock: "10.0.0.1/24" }),
      says: "fail",
    },
    { when: "no block", stack: () => block("ten"), says: "fail" },
  ]);
});

describe("subnets-reach-aws-services where a route goes before the local one", () => {
  const inner = (destinationCidrBlock: string): Stack =>
    plus(
      change(endpointStack(), "private-table", { routes: undefined }),
      route({ destinationCidrBlock, transitGatewayId: null, networkInterfaceId: "eni-0a" }),
    );
  itSays("subnets-reach-aws-services", [
    {
      when: "one for another of its subnets",
      stack: () => inner("10.0.11.0/24"),
      says: "unknown",
      blockedBy: ["route#networkInterfaceId"],
    },
    { when: "one for a subnet of others", stack: () => inner("10.0.99.0/24"), says: "pass" },
  ]);
});
