import {
  HIDDEN,
  change,
  endpointStack,
  itSays,
  make,
  natStack,
  plus,
  without,
  zonalStack,
} from "../network-stack";
import type { Stack, Value } from "../../../../preflight/model/resource";

const EVERYWHERE = "0.0.0.0/0";
const privateRoutes = (...routes: Value[]): Stack =>
  change(natStack(), "private-table", { routes });
const publicRoutes = (...routes: Value[]): Stack => change(natStack(), "public-table", { routes });
const toNat = { cidrBlock: EVERYWHERE, natGatewayId: "nat-id" };
const bare = (): Stack => without(natStack(), "private-1-association", "private-2-association");
const route = (name: string, inputs: Record<string, Value>, more = {}) =>
  make("ec2/route:Route", name, inputs, more);

describe("subnets-private", () => {
  itSays("subnets-private", [
    {
      when: "a default route to an internet gateway, once for both subnets",
      stack: () => privateRoutes({ cidrBlock: EVERYWHERE, gatewayId: "igw-id" }),
      says: "fail",
      findings: [
        "private-table: gives private-1 and private-2 a default route to an internet gateway",
      ],
    },
    {
      when: "a default route over IPv6 to an internet gateway",
      stack: () => privateRoutes(toNat, { ipv6CidrBlock: "::/0", gatewayId: "igw-id" }),
      says: "fail",
    },
    {
      when: "a default route in two halves to an internet gateway",
      stack: () =>
        privateRoutes(
          { cidrBlock: "0.0.0.0/1", gatewayId: "igw-id" },
          { cidrBlock: "128.0.0.0/1", gatewayId: "igw-id" },
        ),
      says: "fail",
      findings: [
        "private-table: gives private-1 and private-2 a default route to an internet gateway",
      ],
    },
    {
      when: "a narrow route to an internet gateway",
      stack: () => privateRoutes(toNat, { cidrBlock: "192.0.2.1/32", gatewayId: "igw-id" }),
      says: "pass",
    },
    {
      when: "a VPN gateway behind gatewayId, by id",
      stack: () => privateRoutes(toNat, { cidrBlock: "172.16.0.0/12", gatewayId: "vgw-0a" }),
      says: "pass",
    },
    {
      when: "a default route to a VPN gateway of the stack",
      stack: () =>
        plus(
          privateRoutes({ cidrBlock: EVERYWHERE, gatewayId: "vpn-id" }),
          make("ec2/vpnGateway:VpnGateway", "vpn", { vpcId: "vpc-id" }),
        ),
      says: "pass",
    },
    {
      when: "a default route to a gateway that is not known",
      stack: () => privateRoutes({ cidrBlock: EVERYWHERE, gatewayId: HIDDEN }),
      says: "unknown",
      blockedBy: ["private-table#routes.0.gatewayId"],
    },
    {
      when: "a hidden destination, which it names",
      stack: () => privateRoutes({ cidrBlock: HIDDEN, natGatewayId: "nat-id" }),
      says: "unknown",
      blockedBy: ["private-table#routes.0.cidrBlock"],
    },
  ]);
});

describe("subnets-reach-aws-services by routes", () => {
  itSays("subnets-reach-aws-services", [
    {
      when: "no route out",
      stack: () => privateRoutes(),
      says: "fail",
      findings: ["private-1", "private-2"].map(
        (name) =>
          `${name}: has neither a default route nor working endpoints for s3, logs, monitoring, sqs, kms`,
      ),
    },
    {
      when: "a default route in two halves through one NAT gateway",
      stack: () =>
        privateRoutes(
          { cidrBlock: "0.0.0.0/1", natGatewayId: "nat-id" },
          { cidrBlock: "128.0.0.0/1", natGatewayId: "nat-id" },
        ),
      says: "pass",
    },
    {
      when: "half a default route",
      stack: () => privateRoutes({ cidrBlock: "0.0.0.0/1", natGatewayId: "nat-id" }),
      says: "unknown",
    },
    {
      when: "a prefix list that may hold what is needed",
      stack: () => privateRoutes({ destinationPrefixListId: "pl-0a", natGatewayId: "nat-id" }),
      says: "unknown",
    },
    {
      when: "the prefix list of a gateway endpoint alone",
      stack: () => privateRoutes({ destinationPrefixListId: "pl-0a", gatewayId: "vpce-0a" }),
      says: "fail",
    },
    {
      when: "a route to a private network alone",
      stack: () => privateRoutes({ cidrBlock: "172.16.0.0/12", gatewayId: "vgw-0a" }),
      says: "fail",
    },
    {
      when: "a local route alone",
      stack: () => privateRoutes({ cidrBlock: "10.0.0.0/16", gatewayId: "local" }),
      says: "fail",
    },
    {
      when: "a default route to a transit gateway",
      stack: () => privateRoutes({ cidrBlock: EVERYWHERE, transitGatewayId: "tgw-0a" }),
      says: "unknown",
    },
    {
      when: "routes that a VPN gateway learns",
      stack: () => change(natStack(), "private-table", { routes: [], propagatingVgws: ["vgw-0a"] }),
      says: "unknown",
      blockedBy: ["private-table#propagatingVgws"],
    },
    {
      when: "hidden routes",
      stack: () => change(natStack(), "private-table", { routes: HIDDEN }),
      says: "unknown",
      blockedBy: ["private-table#routes"],
    },
    {
      when: "two associations of one subnet",
      stack: () =>
        plus(
          natStack(),
          make("ec2/routeTableAssociation:RouteTableAssociation", "second", {
            subnetId: "private-1-id",
            routeTableId: "public-table-id",
          }),
        ),
      says: "unknown",
    },
  ]);
});

describe("the main route table", () => {
  itSays("subnets-reach-aws-services", [
    {
      when: "a route by the VPC's mainRouteTableId",
      stack: () =>
        plus(
          bare(),
          route("main", {
            routeTableId: "rtb-main",
            destinationCidrBlock: EVERYWHERE,
            natGatewayId: "nat-id",
          }),
        ),
      says: "pass",
    },
    {
      when: "a route by the VPC's mainRouteTableId before it is known",
      stack: () =>
        plus(
          bare(),
          route(
            "main",
            {
              routeTableId: HIDDEN,
              destinationCidrBlock: EVERYWHERE,
              natGatewayId: "nat-id",
            },
            { propertyDependencies: { routeTableId: ["vpc"] } },
          ),
        ),
      says: "pass",
    },
    {
      when: "a route in a table that is not known",
      stack: () =>
        plus(
          bare(),
          route("main", {
            routeTableId: HIDDEN,
            destinationCidrBlock: EVERYWHERE,
            natGatewayId: "nat-id",
          }),
        ),
      says: "unknown",
    },
    {
      when: "a main table that nothing adds to",
      stack: bare,
      says: "fail",
    },
    {
      when: "a default table, adopted by value",
      stack: () =>
        plus(
          bare(),
          make("ec2/defaultRouteTable:DefaultRouteTable", "default", {
            defaultRouteTableId: "rtb-main",
            routes: [toNat],
          }),
        ),
      says: "pass",
    },
    {
      when: "a default table, adopted before its id is known",
      stack: () =>
        plus(
          change(bare(), "vpc", {}, { outputs: { id: "vpc-id" } }),
          make(
            "ec2/defaultRouteTable:DefaultRouteTable",
            "default",
            { defaultRouteTableId: HIDDEN, routes: [toNat] },
            { outputs: {}, propertyDependencies: { defaultRouteTableId: ["vpc"] } },
          ),
        ),
      says: "pass",
    },
    {
      when: "a default table of a VPC that cannot be told",
      stack: () =>
        plus(
          bare(),
          make("ec2/defaultRouteTable:DefaultRouteTable", "default", {
            defaultRouteTableId: HIDDEN,
            routes: [toNat],
          }),
        ),
      says: "unknown",
    },
    {
      when: "another table made the main one",
      stack: () =>
        plus(
          bare(),
          make("ec2/mainRouteTableAssociation:MainRouteTableAssociation", "main", {
            vpcId: "vpc-id",
            routeTableId: "private-table-id",
          }),
        ),
      says: "pass",
    },
    {
      when: "an association that names the main table by the VPC's output",
      stack: () =>
        plus(
          change(natStack(), "private-1-association", { routeTableId: "rtb-main" }),
          route("main", {
            routeTableId: "rtb-main",
            destinationCidrBlock: EVERYWHERE,
            natGatewayId: "nat-id",
          }),
        ),
      says: "pass",
    },
  ]);
});

describe("nat-gateways-lead-out", () => {
  itSays("nat-gateways-lead-out", [
    {
      when: "a gateway without an address, once for both subnets",
      stack: () => change(natStack(), "nat", { allocationId: undefined }),
      says: "fail",
      findings: ["nat: allocationId is not set, so that it has no public address"],
    },
    {
      when: "an internet gateway of no VPC",
      stack: () => change(natStack(), "igw", { vpcId: undefined }),
      says: "fail",
      findings: [
        "nat: stands in public, whose table leads to igw, which is not attached to the VPC",
      ],
    },
    {
      when: "an internet gateway with an attachment of its own",
      stack: () =>
        plus(
          change(natStack(), "igw", { vpcId: undefined }),
          make("ec2/internetGatewayAttachment:InternetGatewayAttachment", "attachment", {
            vpcId: "vpc-id",
            internetGatewayId: "igw-id",
          }),
        ),
      says: "pass",
    },
    {
      when: "an internet gateway of another VPC",
      stack: () => change(natStack(), "igw", { vpcId: "vpc-0f" }),
      says: "fail",
    },
    {
      when: "an internet gateway whose VPC is not known",
      stack: () => change(natStack(), "igw", { vpcId: HIDDEN }),
      says: "unknown",
    },
    {
      when: "a public table with a hidden destination",
      stack: () => publicRoutes({ cidrBlock: HIDDEN, gatewayId: "igw-id" }),
      says: "unknown",
      blockedBy: ["public-table#routes.0.cidrBlock"],
    },
    {
      when: "a public table that leads to a VPN gateway",
      stack: () => publicRoutes({ cidrBlock: EVERYWHERE, gatewayId: "vgw-0a" }),
      says: "unknown",
    },
    {
      when: "a public table that leads nowhere",
      stack: () => publicRoutes(),
      says: "fail",
      findings: ["nat: stands in public, whose table has no route to an internet gateway"],
    },
    {
      when: "a gateway in the subnet that it serves",
      stack: () => change(natStack(), "nat", { subnetId: "private-1-id" }),
      says: "fail",
    },
    {
      when: "a private gateway",
      stack: () => change(natStack(), "nat", { connectivityType: "private" }),
      says: "fail",
    },
    {
      when: "a gateway of a type that is not known",
      stack: () => change(natStack(), "nat", { connectivityType: HIDDEN }),
      says: "unknown",
    },
    {
      when: "a gateway that no stack holds",
      stack: () => privateRoutes({ cidrBlock: EVERYWHERE, natGatewayId: "nat-0a" }),
      says: "unknown",
    },
    {
      when: "endpoints without a gateway",
      stack: () => privateRoutes(),
      says: "notApplicable",
    },
  ]);
});

describe("workers-reach-web-server", () => {
  const onPublicServer = (stack: Stack): Stack =>
    change(stack, "environment", { airflowVersion: "3.2.1", webserverAccessMode: "PUBLIC_ONLY" });
  itSays("workers-reach-web-server", [
    { when: "a NAT gateway", stack: () => onPublicServer(natStack()), says: "pass" },
    { when: "no way out", stack: () => onPublicServer(privateRoutes()), says: "fail" },
    {
      when: "a transit gateway, which may lead out",
      stack: () =>
        onPublicServer(privateRoutes({ cidrBlock: EVERYWHERE, transitGatewayId: "tgw-0a" })),
      says: "unknown",
    },
    {
      when: "a private web server on a version that is not known",
      stack: () => change(natStack(), "environment", { airflowVersion: HIDDEN }),
      says: "notApplicable",
    },
  ]);
});

describe("nat-gateways-in-every-zone", () => {
  itSays("nat-gateways-in-every-zone", [
    { when: "a NAT gateway in each zone", stack: zonalStack, says: "pass" },
    {
      when: "one NAT gateway for both zones",
      stack: natStack,
      says: "fail",
      findings: ["nat: stands in another zone than private-2, which it serves"],
    },
    {
      when: "a regional NAT gateway",
      stack: () => change(natStack(), "nat", { availabilityMode: "regional" }),
      says: "pass",
    },
    {
      when: "zones by their ids",
      stack: () =>
        ["public", "private-1", "private-2"].reduce(
          (stack, name) => change(stack, name, { availabilityZoneId: "euw1-az1" }),
          natStack(),
        ),
      says: "pass",
    },
    {
      when: "a zone that is not known",
      stack: () => change(zonalStack(), "public-2", { availabilityZone: HIDDEN }),
      says: "unknown",
    },
    {
      when: "a NAT gateway that no stack holds",
      stack: () =>
        change(natStack(), "private-table", {
          routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat-0a" }],
        }),
      says: "unknown",
    },
    { when: "no NAT gateway", stack: endpointStack, says: "notApplicable" },
  ]);
});
