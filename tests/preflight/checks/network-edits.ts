import type { Resource, Stack, Value } from "../../../preflight/model/resource";
import { aclEntry, allowTcp, networkAcl } from "./acl-inputs";
import { change, HIDDEN, interfaceEndpoint, make, plus, without } from "./network-stack";

/** One change of a small network that may break it, hide something of it, or do nothing at all. */
export interface NetworkEdit {
  readonly named: string;
  readonly edit: (stack: Stack) => Stack;
  /** The resource and the inputs that it sets, if that is all. */
  readonly sets?: { readonly name: string; readonly inputs: Readonly<Record<string, unknown>> };
}

const has = (stack: Stack, name: string): boolean =>
  stack.resources.some((each) => each.name === name);

/** The inputs of a resource changed, where the stack holds it. */
function set(name: string, inputs: Readonly<Record<string, Value | undefined>>): NetworkEdit {
  return {
    named: `${name} ${JSON.stringify(inputs)}`,
    edit: (stack) => (has(stack, name) ? change(stack, name, inputs) : stack),
    sets: { name, inputs },
  };
}

function add(named: string, ...resources: readonly Resource[]): NetworkEdit {
  return {
    named,
    edit: (stack) =>
      resources.some(({ name }) => has(stack, name)) ? stack : plus(stack, ...resources),
  };
}

function drop(name: string): NetworkEdit {
  return { named: `no ${name}`, edit: (stack) => without(stack, name) };
}

const ALLOW = aclEntry(100, "allow");
const VPC = aclEntry(90, "allow", { cidrBlock: "10.0.0.0/16" });
const acl = (named: string, subnets: Value, ingress: Value, egress: Value): NetworkEdit =>
  add(named, networkAcl(ingress, egress, subnets));
const BOTH = ["private-1-id", "private-2-id"];

const route = (inputs: Readonly<Record<string, Value>>): NetworkEdit =>
  add(
    `a route ${JSON.stringify(inputs)}`,
    make("ec2/route:Route", `route-${JSON.stringify(inputs).replace(/\W/g, "-")}`, {
      routeTableId: "private-table-id",
      ...inputs,
    }),
  );
const rules = (direction: string, inputs: Readonly<Record<string, Value>>): NetworkEdit =>
  set("group", { [direction]: [{ protocol: "tcp", fromPort: 443, toPort: 443, ...inputs }] });

/** Changes of routes, gateways, ACLs, groups, endpoints, names and addresses. */
export const NETWORK_EDITS: readonly NetworkEdit[] = [
  drop("public-association"),
  drop("private-2-association"),
  drop("igw"),
  drop("sqs"),
  drop("s3"),
  set("igw", { vpcId: "vpc-0a" }),
  set("igw", { vpcId: HIDDEN }),
  set("nat", { subnetId: "private-1-id" }),
  set("nat", { allocationId: undefined }),
  set("nat", { connectivityType: "private" }),
  set("nat", {
    subnetId: undefined,
    allocationId: undefined,
    vpcId: "vpc-id",
    availabilityMode: "regional",
  }),
  set("private-table", { routes: [] }),
  set("private-table", { routes: HIDDEN }),
  set("private-table", { routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-id" }] }),
  set("private-table", { propagatingVgws: ["vgw-1"] }),
  route({ destinationCidrBlock: "0.0.0.0/0", natGatewayId: "nat-id" }),
  route({ destinationCidrBlock: "0.0.0.0/1", natGatewayId: "nat-id" }),
  route({ destinationCidrBlock: "128.0.0.0/1", gatewayId: "igw-id" }),
  route({ destinationCidrBlock: "52.0.0.0/8", transitGatewayId: "tgw-1" }),
  route({ destinationCidrBlock: "52.0.0.0/10", gatewayId: "igw-id" }),
  route({ destinationCidrBlock: "52.94.0.0/20", gatewayId: "igw-id" }),
  route({ destinationCidrBlock: "10.0.11.0/24", networkInterfaceId: "eni-1" }),
  route({ destinationCidrBlock: "10.0.11.0/25", natGatewayId: "nat-id" }),
  route({ destinationPrefixListId: "pl-1", gatewayId: "igw-id" }),
  route({ destinationIpv6CidrBlock: "::/0", gatewayId: "igw-id" }),
  acl("an ACL that denies everything", BOTH, [], []),
  acl(
    "an ACL of HTTPS and answers",
    BOTH,
    [VPC, allowTcp(110, 1024, 65535)],
    [VPC, allowTcp(110, 443, 443)],
  ),
  acl("an ACL without answers", BOTH, [VPC, allowTcp(110, 443, 443)], [ALLOW]),
  acl(
    "an ACL of one subnet without the other",
    ["private-1-id"],
    [aclEntry(10, "deny", { cidrBlock: "10.0.11.0/24" }), ALLOW],
    [ALLOW],
  ),
  acl(
    "an ACL that denies a part of the internet",
    BOTH,
    [ALLOW],
    [aclEntry(10, "deny", { cidrBlock: "52.0.0.0/8" }), ALLOW],
  ),
  acl(
    "an ACL that denies PostgreSQL",
    BOTH,
    [aclEntry(10, "deny", { protocol: "tcp", fromPort: 5432, toPort: 5432 }), ALLOW],
    [ALLOW],
  ),
  acl(
    "an ACL of the NAT gateway's subnet without HTTPS",
    ["public-id"],
    [ALLOW],
    [allowTcp(100, 1024, 65535)],
  ),
  acl("an ACL with a hidden number", BOTH, [aclEntry(HIDDEN, "deny"), ALLOW], [ALLOW]),
  set("group", { ingress: [] }),
  set("group", { egress: [] }),
  set("group", { ingress: HIDDEN }),
  rules("ingress", { self: true }),
  rules("ingress", { cidrBlocks: ["10.0.0.0/16"] }),
  rules("ingress", { cidrBlocks: ["10.0.10.0/24"] }),
  rules("ingress", { cidrBlocks: [HIDDEN] }),
  rules("egress", { self: true }),
  rules("egress", { cidrBlocks: ["0.0.0.0/0"] }),
  rules("egress", { cidrBlocks: ["10.0.0.0/16"] }),
  rules("egress", { cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] }),
  rules("egress", { prefixListIds: ["pl-1"] }),
  rules("egress", { cidrBlocks: ["0.0.0.0/0"], fromPort: 0, toPort: 65535 }),
  rules("egress", { protocol: "-1", fromPort: 0, toPort: 0, securityGroups: ["group-id"] }),
  set("vpc", { enableDnsSupport: false }),
  set("vpc", { enableDnsHostnames: false }),
  set("vpc", { enableDnsHostnames: HIDDEN }),
  set("vpc", { cidrBlock: "10.0.0.0/20" }),
  set("private-1", { cidrBlock: HIDDEN }),
  set("private-1", { vpcId: "vpc-0b" }),
  set("private-1", { ipv6Native: true, cidrBlock: undefined, ipv6CidrBlock: "2001:db8::/64" }),
  set("sqs", { privateDnsEnabled: false }),
  set("sqs", { vpcEndpointType: HIDDEN }),
  set("sqs", { subnetIds: [] }),
  set("sqs", { subnetIds: ["public-id"] }),
  set("sqs", { subnetIds: ["private-1-id"] }),
  set("sqs", { ipAddressType: "ipv6" }),
  set("sqs", { serviceName: "com.amazonaws.eu-west-1.sns" }),
  set("sqs", { serviceName: HIDDEN }),
  set("sqs", { securityGroupIds: [] }),
  set("sqs", { securityGroupIds: ["other-id"] }),
  set("s3", { routeTableIds: [] }),
  set("s3", { routeTableIds: ["public-table-id"] }),
  set("s3", { routeTableIds: HIDDEN }),
  set("s3", {
    vpcEndpointType: "Interface",
    privateDnsEnabled: true,
    subnetIds: BOTH,
    securityGroupIds: ["group-id"],
  }),
  add("an interface for SQS", interfaceEndpoint("sqs")),
  add(
    "a group that admits the VPC",
    make("ec2/securityGroup:SecurityGroup", "other", {
      vpcId: "vpc-id",
      ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/16"] }],
      egress: [],
    }),
  ),
  add(
    "a block of public access",
    make("ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions", "block", {
      internetGatewayBlockMode: "block-bidirectional",
    }),
  ),
  add(
    "a block of what comes in",
    make("ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions", "block", {
      internetGatewayBlockMode: "block-ingress",
    }),
  ),
  add(
    "a zone for names of AWS",
    make("route53/zone:Zone", "zone", { name: "amazonaws.com", vpcs: [{ vpcId: "vpc-id" }] }),
  ),
  set("environment", { airflowVersion: "3.0.6", webserverAccessMode: "PUBLIC_ONLY" }),
];
