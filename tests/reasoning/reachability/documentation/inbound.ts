import type { Network, Question } from "../../../../reasoning/reachability";
import type { Change, Vector } from "./guide";
import { change, NEIGHBOUR, OPEN_RULES, put, route, tcpRule } from "./guide";

const GATEWAY = "vpc/latest/userguide/VPC_Internet_Gateway.html";
const EGRESS_ONLY = "vpc/latest/userguide/egress-only-internet-gateway-basics.html";
const EDGE = "vpc/latest/userguide/gateway-route-tables.html";
const NAT = "vpc/latest/userguide/vpc-nat-gateway.html";
const BLOCK = "vpc/latest/userguide/security-vpc-bpa.html";
const ACL = "vpc/latest/userguide/custom-network-acl.html";
const GROUPS = "vpc/latest/userguide/security-group-rules.html";
const TABLES = "vpc/latest/userguide/route-table-options.html";
const TRANSIT = "vpc/latest/tgw/how-transit-gateways-work.html";
const CODES = "vpc/latest/reachability/explanation-codes.html";

type Exclusions = NonNullable<
  Exclude<Network["blockPublicAccess"][number], { blockedBy: unknown }>["exclusions"]
>;
const block = (
  mode: "block-bidirectional" | "block-ingress",
  exclusions: Exclusions = [],
): Change => put("blockPublicAccess", { mode, exclusions });
const edge = (...routes: readonly ReturnType<typeof route>[]): Change =>
  put("routeTables", {
    id: "rtb-edge",
    vpcId: "vpc-1",
    subnetIds: [],
    gatewayIds: ["igw-1"],
    routes,
  });
const group = (cidr: string): Change =>
  change("securityGroups", "sg-open", { ingress: [{ protocol: "tcp", peer: { cidr } }] });

/** A question of the internet, for HTTPS at an interface or an address. */
function come(to: string, more: Partial<Question> = {}): Question {
  return {
    from: { kind: "internet" },
    to: /[.:]/.test(to)
      ? { kind: "address", address: to }
      : { kind: "interface", interfaceId: `eni-${to}` },
    ports: [{ first: 443, last: 443 }],
    ...more,
  };
}

const SITE = "192.168.0.0/16";
const VPN: readonly Change[] = [
  put("vpnGateways", { id: "vgw-1", vpcId: "vpc-1" }),
  change("routeTables", "rtb-main", { routes: [route(SITE, "vgw-1", { origin: "propagated" })] }),
];
const fromVpn = (to: string): Question =>
  come(to, { from: { kind: "vpnGateway", gatewayId: "vgw-1", addresses: [SITE] } });

const ATTACHED: readonly Change[] = [
  ...NEIGHBOUR,
  put("transitGateways", { id: "tgw-1" }),
  put(
    "transitGatewayAttachments",
    { id: "tgw-attach-vpn", transitGatewayId: "tgw-1", routeTableId: "tgw-rtb-vpn" },
    {
      id: "tgw-attach-2",
      transitGatewayId: "tgw-1",
      vpcId: "vpc-2",
      subnetIds: ["subnet-2"],
      routeTableId: "tgw-rtb-vpcs",
    },
  ),
  put(
    "transitGatewayRouteTables",
    {
      id: "tgw-rtb-vpn",
      transitGatewayId: "tgw-1",
      routes: [{ destination: "10.1.0.0/16", attachmentId: "tgw-attach-2" }],
    },
    {
      id: "tgw-rtb-vpcs",
      transitGatewayId: "tgw-1",
      routes: [{ destination: SITE, attachmentId: "tgw-attach-vpn" }],
    },
  ),
  change("routeTables", "rtb-2", { routes: [route(SITE, "tgw-1")] }),
];
const fromAttachment: Question = come("2", {
  from: { kind: "transitGatewayAttachment", attachmentId: "tgw-attach-vpn", addresses: [SITE] },
});

/** Ways in from outside, and what shuts them. */
export const INBOUND: readonly Vector[] = [
  {
    title: "resources in the internet open connections to a public address",
    changes: [],
    question: come("198.51.100.10"),
    outcome: "reachable",
    through: "igw-1",
    page: GATEWAY,
    section: "Internet access",
  },
  {
    title: "the internet finds no private address",
    changes: [],
    question: come("10.0.0.10"),
    outcome: "unreachable",
    code: "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
    page: CODES,
    section: "Path is not reachable",
  },
  {
    title: "the internet finds no interface without a public address",
    changes: [],
    question: come("app"),
    outcome: "unreachable",
    code: "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
    page: GATEWAY,
    section: "IP addresses and NAT",
  },
  {
    title: "nothing comes in from private addresses",
    changes: [],
    question: come("web", { from: { kind: "internet", addresses: ["10.0.0.0/8"] } }),
    outcome: "unreachable",
    code: "IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS",
    page: CODES,
    section: "Path is not reachable",
  },
  {
    title: "nothing comes in from shared addresses",
    changes: [],
    question: come("web", { from: { kind: "internet", addresses: ["100.64.0.0/10"] } }),
    outcome: "unreachable",
    code: "IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS",
    page: CODES,
    section: "Path is not reachable",
  },
  {
    title: "the internet finds IPv6 addresses without translation",
    changes: [],
    question: come("2001:db8:1234:1a00::10"),
    outcome: "reachable",
    through: "igw-1",
    page: GATEWAY,
    section: "IP addresses and NAT",
  },
  {
    title: "an egress-only gateway keeps the internet from starting connections",
    changes: [],
    question: come("2001:db8:1234:1a01::10"),
    outcome: "unreachable",
    code: "NO_POSSIBLE_DESTINATION",
    path: "return",
    page: EGRESS_ONLY,
    section: "Egress-only internet gateway basics",
  },
  {
    title: "a NAT gateway takes no connections from the internet",
    changes: [],
    question: come("198.51.100.4"),
    outcome: "unreachable",
    code: "NO_POSSIBLE_DESTINATION",
    page: NAT,
    section: "NAT gateways",
  },
  {
    title: "answers that a NAT gateway sends on have another source",
    changes: [
      change("networkInterfaces", "eni-app", {
        addresses: [{ address: "10.0.1.10", publicAddress: "198.51.100.11" }],
      }),
    ],
    question: come("app"),
    outcome: "unreachable",
    code: "NGW_SOURCE_ADDRESS_REASSIGN",
    path: "return",
    page: CODES,
    section: "Path is not reachable",
  },
  {
    title: "a public address in a subnet without a route to the internet gateway is of no use",
    changes: [change("routeTables", "rtb-public", { routes: [] })],
    question: come("web"),
    outcome: "unreachable",
    code: "NO_ROUTE_TO_DESTINATION",
    path: "return",
    page: GATEWAY,
    section: "Internet access",
  },
  {
    title: "ingress-only block of public access keeps the internet out",
    changes: [block("block-ingress")],
    question: come("web"),
    outcome: "unreachable",
    code: "VPC_BLOCK_PUBLIC_ACCESS_ENABLED",
    page: BLOCK,
    section: "Block public access to VPCs and subnets",
  },
  {
    title: "a bidirectional exclusion lets the internet in again",
    changes: [
      block("block-ingress", [{ resourceId: "subnet-public", mode: "allow-bidirectional" }]),
    ],
    question: come("web"),
    outcome: "reachable",
    page: BLOCK,
    section: "Block public access to VPCs and subnets",
  },
  {
    title: "an egress-only exclusion lets nothing in",
    changes: [block("block-bidirectional", [{ resourceId: "vpc-1", mode: "allow-egress" }])],
    question: come("web"),
    outcome: "unreachable",
    code: "VPC_BLOCK_PUBLIC_ACCESS_ENABLED",
    page: BLOCK,
    section: "Block public access to VPCs and subnets",
  },
  {
    title: "a public web server's network ACL has to let answers out on ephemeral ports",
    changes: [
      put("networkAcls", {
        id: "acl-public",
        vpcId: "vpc-1",
        subnetIds: ["subnet-public"],
        ingress: [tcpRule(100, 443)],
        egress: [tcpRule(100, 443)],
      }),
    ],
    question: come("web"),
    outcome: "unreachable",
    code: "SUBNET_ACL_RESTRICTION",
    path: "return",
    page: ACL,
    section: "Ephemeral ports",
  },
  {
    title: "a security group that admits a company's addresses keeps others out",
    changes: [group("203.0.113.0/24")],
    question: come("web"),
    outcome: "unreachable",
    code: "ENI_SG_RULES_MISMATCH",
    page: GROUPS,
    section: "Security group rule basics",
  },
  {
    title: "a security group that admits a company's addresses admits them",
    changes: [group("203.0.113.0/24")],
    question: come("web", { from: { kind: "internet", addresses: ["203.0.113.7/32"] } }),
    outcome: "reachable",
    page: GROUPS,
    section: "Security group rule basics",
  },
  {
    title: "hosts of the internet have no security group",
    changes: [
      change("securityGroups", "sg-open", {
        ingress: [{ protocol: "tcp", peer: { securityGroup: "sg-open" } }],
      }),
    ],
    question: come("web"),
    outcome: "unreachable",
    code: "ENI_SG_RULES_MISMATCH",
    page: GROUPS,
    section: "Security group referencing",
  },
  {
    title: "a gateway route table with the local route alone changes nothing",
    changes: [edge({ destination: "10.0.0.0/16", target: { kind: "local" } })],
    question: come("web"),
    outcome: "reachable",
    through: "rtb-edge",
    page: EDGE,
    section: "Gateway route table routes",
  },
  {
    title: "a gateway route table sends what is for a subnet to an appliance first",
    changes: [
      edge(route("10.0.0.0/24", "eni-app")),
      change("networkInterfaces", "eni-app", { sourceDestCheck: false }),
    ],
    question: come("web"),
    outcome: "unknown",
    page: EDGE,
    section: "Gateway route table routes",
  },
  {
    title: "an appliance that checks destinations drops what the gateway sends it",
    changes: [edge(route("10.0.0.0/24", "eni-app"))],
    question: come("web"),
    outcome: "unreachable",
    code: "ENI_SOURCE_DEST_CHECK_RESTRICTION",
    page: CODES,
    section: "Path is not reachable",
  },
  {
    title: "what is for other subnets goes by the gateway's local route",
    changes: [edge(route("10.0.1.0/24", "eni-app"))],
    question: come("web"),
    outcome: "reachable",
    through: "rtb-edge",
    page: EDGE,
    section: "Gateway route table routes",
  },
  {
    title: "a customer's network reaches a subnet with a propagated route back",
    changes: VPN,
    question: fromVpn("app"),
    outcome: "reachable",
    through: "vgw-1",
    page: TABLES,
    section: "Routing to a virtual private gateway",
  },
  {
    title: "a subnet without a route to the virtual private gateway does not answer",
    changes: [...VPN, change("routeTables", "rtb-main", { routes: [] })],
    question: fromVpn("app"),
    outcome: "unreachable",
    code: "NO_ROUTE_TO_DESTINATION",
    path: "return",
    page: TABLES,
    section: "Routing to a virtual private gateway",
  },
  {
    title: "network ACLs filter what comes from a customer's network",
    changes: [
      ...VPN,
      change("networkAcls", "acl-default", {
        ingress: [tcpRule(90, 443, 443, SITE, "deny"), ...OPEN_RULES],
      }),
    ],
    question: fromVpn("10.0.1.10"),
    outcome: "unreachable",
    code: "SUBNET_ACL_RESTRICTION",
    page: ACL,
    section: "Ephemeral ports",
  },
  {
    title: "a virtual private gateway that is not attached leads nowhere",
    changes: [put("vpnGateways", { id: "vgw-1" })],
    question: fromVpn("app"),
    outcome: "unreachable",
    code: "BAD_STATE_ATTACHMENT",
    page: CODES,
    section: "Path is not reachable",
  },
  {
    title: "a network behind a transit gateway reaches a VPC by the tables of both sides",
    changes: ATTACHED,
    question: fromAttachment,
    outcome: "reachable",
    through: "tgw-1",
    page: TRANSIT,
    section: "Routing",
  },
  {
    title: "answers need a route of the VPC's own transit gateway table",
    changes: [
      ...ATTACHED,
      put("transitGatewayRouteTables", {
        id: "tgw-rtb-vpcs",
        transitGatewayId: "tgw-1",
        routes: [],
      }),
    ],
    question: fromAttachment,
    outcome: "unreachable",
    code: "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
    path: "return",
    page: TRANSIT,
    section: "Routing",
  },
];
