import type { Properties, Resource, Stack, Value } from "../../../../preflight/model/resource";
import { HIDDEN, change, itSays, make, natStack, plus, without } from "../network-stack";

const ZONELESS = { subnetId: undefined, allocationId: undefined };
const regional = (
  inputs: Readonly<Record<string, Value | undefined>> = {},
  stack = natStack(),
): Stack =>
  change(stack, "nat", { availabilityMode: "regional", vpcId: "vpc-id", ...ZONELESS, ...inputs });

describe("nat-gateways-lead-out with a regional NAT gateway", () => {
  itSays("nat-gateways-lead-out", [
    { when: "one in a VPC with an internet gateway", stack: () => regional(), says: "pass" },
    {
      when: "one in a VPC without an internet gateway",
      stack: () => regional({}, without(natStack(), "igw")),
      says: "fail",
      findings: ["nat: stands in a VPC without an internet gateway"],
    },
    {
      when: "one beside an internet gateway that an attachment ties to the VPC",
      stack: () =>
        plus(
          regional({}, change(natStack(), "igw", { vpcId: undefined })),
          make("ec2/internetGatewayAttachment:InternetGatewayAttachment", "tie", {
            vpcId: "vpc-id",
            internetGatewayId: "igw-id",
          }),
        ),
      says: "pass",
    },
    {
      when: "one of another VPC",
      stack: () => plus(regional({ vpcId: "other-id" }), make("ec2/vpc:Vpc", "other", {})),
      says: "fail",
      findings: [
        "nat: stands in another VPC than private-1",
        "nat: stands in another VPC than private-2",
      ],
    },
    {
      when: "one with a subnet and an address",
      stack: () => regional({ subnetId: "public-id", allocationId: "eipalloc-1" }),
      says: "fail",
      findings: [
        "nat: availabilityMode is regional, and only a zonal gateway has subnetId and allocationId",
      ],
    },
    { when: "one without a VPC", stack: () => regional({ vpcId: undefined }), says: "fail" },
    {
      when: "one of a VPC that is not known",
      stack: () => regional({ vpcId: HIDDEN }),
      says: "unknown",
    },
  ]);
});

const block = (internetGatewayBlockMode: Value, more: Properties = {}): Resource =>
  make("ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions", "block", {
    internetGatewayBlockMode,
    ...more,
  });
const exclusion = (inputs: Properties, name = "exclusion"): Resource =>
  make("ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion", name, {
    internetGatewayExclusionMode: "allow-egress",
    ...inputs,
  });
const BOTH_WAYS = "block-bidirectional";

describe("nat-gateways-lead-out where the account blocks public access", () => {
  itSays("nat-gateways-lead-out", [
    {
      when: "a block in both directions",
      stack: () => plus(natStack(), block(BOTH_WAYS)),
      says: "fail",
      findings: ["nat: leads nowhere, since the account blocks public access in both directions"],
    },
    {
      when: "a block in both directions, with a regional gateway",
      stack: () => plus(regional(), block(BOTH_WAYS)),
      says: "fail",
    },
    {
      when: "a block of what comes in",
      stack: () => plus(natStack(), block("block-ingress")),
      says: "pass",
    },
    {
      when: "a block in another Region",
      stack: () => plus(natStack(), block(BOTH_WAYS, { region: "us-east-1" })),
      says: "pass",
    },
    {
      when: "a block that the VPC is excluded from",
      stack: () => plus(natStack(), block(BOTH_WAYS), exclusion({ vpcId: "vpc-id" })),
      says: "pass",
    },
    {
      when: "a block that another VPC is excluded from",
      stack: () => plus(natStack(), block(BOTH_WAYS), exclusion({ vpcId: "vpc-0a" })),
      says: "fail",
    },
    {
      when: "a block that the gateway's subnet alone is excluded from",
      stack: () => plus(natStack(), block(BOTH_WAYS), exclusion({ subnetId: "public-id" })),
      says: "unknown",
      blockedBy: ["exclusion#subnetId"],
    },
    {
      when: "a block that another subnet is excluded from",
      stack: () => plus(natStack(), block(BOTH_WAYS), exclusion({ subnetId: "subnet-0a" })),
      says: "fail",
    },
    {
      when: "a block that is not known",
      stack: () => plus(natStack(), block(HIDDEN)),
      says: "unknown",
    },
  ]);
});

const route = (inputs: Properties, name = "route"): Resource =>
  make("ec2/route:Route", name, { routeTableId: "private-table-id", ...inputs });
const PEERING = { vpcPeeringConnectionId: "pcx-0a" };
const list = (...cidrs: string[]): Resource =>
  make("ec2/managedPrefixList:ManagedPrefixList", "list", {
    addressFamily: "IPv4",
    entries: cidrs.map((cidr) => ({ cidr })),
  });

describe("subnets-reach-aws-services where other routes take a part of the internet", () => {
  const beside = (...resources: readonly Resource[]): Stack => plus(natStack(), ...resources);
  const toList = (more: Properties = PEERING): Resource =>
    route({ destinationPrefixListId: "list-id", ...more });
  itSays("subnets-reach-aws-services", [
    {
      when: "a block as wide as those of services that leads elsewhere",
      stack: () => beside(route({ destinationCidrBlock: "52.16.0.0/14", ...PEERING })),
      says: "unknown",
    },
    {
      when: "the addresses of a company that lead elsewhere",
      stack: () => beside(route({ destinationCidrBlock: "203.0.113.0/24", ...PEERING })),
      says: "pass",
    },
    {
      when: "private networks that lead elsewhere",
      stack: () =>
        beside(
          route({ destinationCidrBlock: "172.16.0.0/12", ...PEERING }),
          route({ destinationCidrBlock: "192.168.0.0/16", ...PEERING }, "route-2"),
        ),
      says: "pass",
    },
    {
      when: "a prefix list of private networks",
      stack: () => beside(toList(), list("10.9.0.0/16", "192.168.0.0/16")),
      says: "pass",
    },
    {
      when: "a prefix list that holds the internet",
      stack: () => beside(toList(), list("0.0.0.0/1", "128.0.0.0/1")),
      says: "unknown",
    },
    {
      when: "a prefix list whose entries are resources of their own",
      stack: () =>
        beside(
          toList(),
          list(),
          make("ec2/managedPrefixListEntry:ManagedPrefixListEntry", "entry", {
            prefixListId: "list-id",
            cidr: "0.0.0.0/1",
          }),
        ),
      says: "unknown",
    },
    {
      when: "a prefix list that nobody tells",
      stack: () => beside(route({ destinationPrefixListId: "pl-0a", ...PEERING })),
      says: "unknown",
    },
    {
      when: "a prefix list that nobody tells, and which leads to a NAT gateway too",
      stack: () => beside(route({ destinationPrefixListId: "pl-0a", natGatewayId: "nat-id" })),
      says: "pass",
    },
  ]);
});

describe("security-groups-admit-themselves by a prefix list", () => {
  const listed = (...cidrs: string[]): Stack =>
    plus(
      change(natStack(), "group", {
        ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, prefixListIds: ["list-id"] }],
      }),
      list(...cidrs),
    );
  itSays("security-groups-admit-themselves", [
    { when: "one of the VPC's addresses", stack: () => listed("10.0.0.0/16"), says: "pass" },
    { when: "one of other addresses", stack: () => listed("10.9.0.0/16"), says: "fail" },
  ]);
});
