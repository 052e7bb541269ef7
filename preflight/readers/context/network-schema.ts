import { z } from "zod";
import { accountNumber } from "../../../mwaa/settings/accounts";
import { choice, flag, text, wholeNumber } from "../../../mwaa/settings/leaf";
import { block, cidr, ec2Id, name, policy } from "./leaves";
import { destination, peer, ports, protocol, target } from "./traffic";

const subnet = z.strictObject({
  id: ec2Id("subnet").describe("The subnet."),
  cidrBlock: cidr("ipv4").exactOptional().describe("Its IPv4 block."),
  ipv6CidrBlock: cidr("ipv6").exactOptional().describe("Its IPv6 block."),
  zoneId: text({
    what: "the id of an availability zone",
    allowed:
      "an id such as euw1-az1, which is the same in every account; not a name such as eu-west-1a",
    example: "euw1-az1",
    pattern: /^[a-z]+\d+-(?:[a-z]+\d+-)?az\d+$/,
    secret: "refused",
  })
    .exactOptional()
    .describe("The id of its availability zone, such as euw1-az1."),
  routeTable: ec2Id("rtb")
    .exactOptional()
    .describe("The table that its packets follow: its own, or the VPC's main one."),
  networkAcl: ec2Id("acl").exactOptional().describe("Its network ACL."),
  assignIpv6AddressOnCreation: flag(false)
    .exactOptional()
    .describe("Whether new network interfaces get an IPv6 address."),
});

const route = z.strictObject({
  to: destination().describe("A block of addresses, or a prefix list."),
  via: target().describe("The id of the gateway, or local."),
});

const routeTable = z.strictObject({
  id: ec2Id("rtb").describe("The route table."),
  routes: z
    .array(route)
    .exactOptional()
    .describe("All of its routes; the local one may be left out."),
});

const natGateway = z.strictObject({
  id: ec2Id("nat").describe("The NAT gateway."),
  subnet: ec2Id("subnet").exactOptional().describe("The subnet that it stands in."),
  allocation: ec2Id("eipalloc")
    .exactOptional()
    .describe("The allocation of its Elastic IP address."),
  publicIp: text({
    what: "a public IPv4 address",
    example: "203.0.113.10",
    pattern: /^\d{1,3}(\.\d{1,3}){3}$/,
    secret: "refused",
  })
    .exactOptional()
    .describe("Its public address; it says as much as the allocation."),
  connectivity: choice("the connectivity of a NAT gateway", ["public", "private"])
    .exactOptional()
    .describe("Whether it leads to the internet. Default: public, if it has an address."),
  availability: choice("the availability mode of a NAT gateway", ["zonal", "regional"])
    .exactOptional()
    .describe("Whether it serves a zone or the VPC. Default: zonal, if it has a subnet."),
});

const matched = {
  protocol: protocol()
    .exactOptional()
    .describe("Default: tcp where ports are given, else every protocol."),
  ports: ports().exactOptional().describe("A port or a range. Default: all of the protocol's."),
};

const securityGroup = z.strictObject({
  id: ec2Id("sg").describe("The security group."),
  ingress: z
    .array(z.strictObject({ from: peer().describe("Who may open connections."), ...matched }))
    .exactOptional()
    .describe("All rules for traffic that comes in; an empty list if nothing may."),
  egress: z
    .array(z.strictObject({ to: peer().describe("Where connections may go."), ...matched }))
    .exactOptional()
    .describe("All rules for traffic that goes out; an empty list if nothing may."),
});

const numbered = {
  rule: wholeNumber({ min: 1, max: 32767 }, 100).describe(
    "Its number; the lowest that fits decides.",
  ),
  action: choice("what an entry does", ["allow", "deny"]).describe("What happens to the packets."),
  ...matched,
};

const networkAcl = z.strictObject({
  id: ec2Id("acl").describe("The network ACL."),
  ingress: z
    .array(z.strictObject({ ...numbered, from: block().describe("Where packets come from.") }))
    .exactOptional()
    .describe("All entries for packets that come in, without the last one (*)."),
  egress: z
    .array(z.strictObject({ ...numbered, to: block().describe("Where packets go.") }))
    .exactOptional()
    .describe("All entries for packets that go out, without the last one (*)."),
});

const endpoint = z.strictObject({
  id: ec2Id("vpce").describe("The endpoint."),
  service: name("a service", "s3").describe(
    "The service in short, such as s3 or ecr.api, or its full name, such as com.amazonaws.eu-west-1.s3.",
  ),
  type: choice("a type of VPC endpoint", ["Gateway", "Interface", "GatewayLoadBalancer"])
    .exactOptional()
    .describe("What kind of endpoint it is."),
  privateDns: flag(true)
    .exactOptional()
    .describe("Whether the service's own name leads to an interface endpoint."),
  privateDnsForInboundResolverOnly: flag(false)
    .exactOptional()
    .describe("S3 only: whether private DNS serves other networks alone."),
  ipAddressType: choice("the kind of addresses of an endpoint", ["ipv4", "dualstack", "ipv6"])
    .exactOptional()
    .describe("Which kinds of addresses it has."),
  dnsRecordIpType: choice("the kind of addresses behind an endpoint's names", [
    "ipv4",
    "dualstack",
    "ipv6",
    "service-defined",
  ])
    .exactOptional()
    .describe("Which kinds of addresses its names lead to."),
  subnets: z
    .array(ec2Id("subnet"))
    .exactOptional()
    .describe("All subnets that an interface endpoint stands in."),
  securityGroups: z
    .array(ec2Id("sg"))
    .exactOptional()
    .describe("All security groups of an interface endpoint."),
  routeTables: z
    .array(ec2Id("rtb"))
    .exactOptional()
    .describe("All route tables that a gateway endpoint is on."),
  prefixList: ec2Id("pl")
    .exactOptional()
    .describe("The prefix list of a gateway endpoint's service."),
  policy: policy("full")
    .exactOptional()
    .describe("Its policy; full where it lets everything through."),
});

/** How people come into a VPC. */
const WAYS_IN = [
  "client-vpn",
  "site-to-site-vpn",
  "direct-connect",
  "transit-gateway",
  "peering",
  "load-balancer",
  "bastion",
  "other",
] as const;

/** A VPC and what is in it. */
export const vpcSchema = z.strictObject({
  id: ec2Id("vpc").describe("The VPC."),
  ownerAccount: accountNumber("refused")
    .exactOptional()
    .describe("The account that owns it. Default: the file's account."),
  cidrBlocks: z
    .tuple([cidr("ipv4")], cidr("ipv4"))
    .exactOptional()
    .describe("All of its IPv4 blocks, the first one first."),
  ipv6CidrBlocks: z.array(cidr("ipv6")).exactOptional().describe("All of its IPv6 blocks."),
  dnsSupport: flag(true).exactOptional().describe("Whether its DNS server resolves names."),
  dnsHostnames: flag(true).exactOptional().describe("Whether its interfaces get DNS names."),
  dnsServers: z
    .array(
      text({
        what: "a name server",
        allowed: "AmazonProvidedDNS, or the address of a name server",
        example: "AmazonProvidedDNS",
        pattern: /^(AmazonProvidedDNS|[0-9a-fA-F.:]+)$/,
        secret: "refused",
        suggestions: ["AmazonProvidedDNS"],
      }),
    )
    .exactOptional()
    .describe("All name servers of its DHCP options set."),
  waysIn: z
    .array(choice("a way into a VPC", WAYS_IN))
    .exactOptional()
    .describe(
      "All ways by which people come into it; an empty list if there is none. Besides what is told of it elsewhere.",
    ),
  mainRouteTable: ec2Id("rtb")
    .exactOptional()
    .describe("The table of every subnet that has none of its own."),
  defaultNetworkAcl: ec2Id("acl")
    .exactOptional()
    .describe("The network ACL of every subnet that has none of its own."),
  subnets: z.array(subnet).exactOptional().describe("Subnets; there may be others."),
  routeTables: z.array(routeTable).exactOptional().describe("Route tables; there may be others."),
  internetGateways: z
    .array(ec2Id("igw"))
    .exactOptional()
    .describe("The internet gateway that is attached to it; an empty list if none is."),
  natGateways: z.array(natGateway).exactOptional().describe("NAT gateways; there may be others."),
  securityGroups: z
    .array(securityGroup)
    .exactOptional()
    .describe("Security groups; there may be others."),
  networkAcls: z.array(networkAcl).exactOptional().describe("Network ACLs; there may be others."),
  endpoints: z
    .array(endpoint)
    .exactOptional()
    .describe("All of its endpoints; an empty list if it has none."),
});

/** What a context file says of a VPC. */
export type VpcFacts = z.infer<typeof vpcSchema>;
/** What a context file says of a subnet. */
export type SubnetFacts = z.infer<typeof subnet>;
/** What a context file says of a route table. */
export type RouteTableFacts = z.infer<typeof routeTable>;
/** What a context file says of a NAT gateway. */
export type NatGatewayFacts = z.infer<typeof natGateway>;
/** What a context file says of a security group. */
export type SecurityGroupFacts = z.infer<typeof securityGroup>;
/** What a context file says of a network ACL. */
export type NetworkAclFacts = z.infer<typeof networkAcl>;
/** What a context file says of a VPC endpoint. */
export type EndpointFacts = z.infer<typeof endpoint>;
