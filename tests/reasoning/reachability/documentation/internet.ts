import type { Network } from "../../../../reasoning/reachability";
import type { Change, Vector } from "./guide";
import { ask, change, put, route, tcpRule } from "./guide";

const GATEWAY = "vpc/latest/userguide/VPC_Internet_Gateway.html";
const NAT = "vpc/latest/userguide/vpc-nat-gateway.html";
const NAT_BASICS = "vpc/latest/userguide/nat-gateway-basics.html";
const REGIONAL = "vpc/latest/userguide/nat-gateways-regional.html";
const EGRESS_ONLY = "vpc/latest/userguide/egress-only-internet-gateway-basics.html";
const BLOCK = "vpc/latest/userguide/security-vpc-bpa.html";
const CODES = "vpc/latest/reachability/explanation-codes.html";

const HOST = "203.0.113.9";
const HOST_6 = "2606:4700::1111";

const block = (
  mode: "block-bidirectional" | "block-ingress",
  exclusions: NonNullable<
    Exclude<Network["blockPublicAccess"][number], { blockedBy: unknown }>["exclusions"]
  > = [],
): Change => put("blockPublicAccess", { mode, exclusions });
const regional = (...zones: readonly string[]): Change =>
  put("natGateways", {
    id: "nat-1",
    availability: "regional",
    vpcId: "vpc-1",
    availabilityZones: zones,
    publicAddresses: ["198.51.100.4"],
  });
const natAcl = (...ports: readonly (readonly [number, number])[]): Change =>
  put("networkAcls", {
    id: "acl-public",
    vpcId: "vpc-1",
    subnetIds: ["subnet-public"],
    ingress: ports.map(([first, last], index) => tcpRule(100 + index, first, last)),
    egress: [tcpRule(100, 0, 65535)],
  });

/** The ways to the internet, and what blocks them. */
export const INTERNET: readonly Vector[] = [
  {
    title: "a public address, a route and an internet gateway lead to the internet",
    changes: [],
    question: ask("web", HOST),
    outcome: "reachable",
    through: "igw-1",
    page: GATEWAY,
    section: "Internet access",
  },
  {
    title: "an interface without a public address is not translated",
    changes: [change("networkInterfaces", "eni-web", { addresses: [{ address: "10.0.0.10" }] })],
    question: ask("web", HOST),
    outcome: "unreachable",
    code: "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
    page: GATEWAY,
    section: "IP addresses and NAT",
  },
  {
    title: "IPv6 addresses are public: no translation is needed",
    changes: [],
    question: ask("web", HOST_6),
    outcome: "reachable",
    through: "igw-1",
    page: GATEWAY,
    section: "IP addresses and NAT",
  },
  {
    title: "a gateway that is not attached leads nowhere",
    changes: [put("internetGateways", { id: "igw-1" })],
    question: ask("web", HOST),
    outcome: "unreachable",
    code: "BAD_STATE_ATTACHMENT",
    page: CODES,
    section: "Path is not reachable",
  },
  {
    title: "private addresses of others are not in the internet",
    changes: [],
    question: ask("web", "192.168.1.1"),
    outcome: "unreachable",
    code: "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS",
    page: CODES,
    section: "Path is not reachable",
  },
  {
    title: "shared addresses are not in the internet",
    changes: [],
    question: ask("web", "100.64.0.1"),
    outcome: "unreachable",
    code: "IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS",
    page: CODES,
    section: "Path is not reachable",
  },
  {
    title: "a private subnet reaches the internet through NAT in a public one",
    changes: [],
    question: ask("app", HOST),
    outcome: "reachable",
    through: "nat-1",
    page: NAT,
    section: "NAT gateways",
  },
  {
    title: "NAT serves other zones too",
    changes: [],
    question: ask("db", HOST),
    outcome: "reachable",
    through: "nat-1",
    page: NAT_BASICS,
    section: "NAT gateway basics",
  },
  {
    title: "NAT takes TCP, UDP and ICMP only",
    changes: [],
    question: { ...ask("app", HOST), protocol: 50, ports: [{ first: 0, last: 65535 }] },
    outcome: "unreachable",
    code: "PROTOCOL_RESTRICTION",
    page: NAT_BASICS,
    section: "NAT gateway basics",
  },
  {
    title: "what a private NAT gateway sends to an internet gateway is dropped",
    changes: [change("natGateways", "nat-1", { connectivity: "private", publicAddresses: [] })],
    question: ask("app", HOST),
    outcome: "unreachable",
    code: "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
    page: NAT,
    section: "NAT gateways",
  },
  {
    title: "NAT in a subnet without a route to the internet leads nowhere",
    changes: [change("routeTables", "rtb-public", { routes: [] })],
    question: ask("app", HOST),
    outcome: "unreachable",
    code: "NO_ROUTE_TO_DESTINATION",
    page: "vpc/latest/userguide/nat-gateway-troubleshooting.html",
    section: "Instances can't access the internet",
  },
  {
    title: "NAT that failed passes nothing",
    changes: [change("natGateways", "nat-1", { state: "failed" })],
    question: ask("app", HOST),
    outcome: "unreachable",
    code: "BAD_STATE",
    page: CODES,
    section: "Path is not reachable",
  },
  {
    title: "NAT does not serve its own subnet: the subnet's table cannot lead to it",
    changes: [change("routeTables", "rtb-public", { routes: [route("0.0.0.0/0", "nat-1")] })],
    question: ask("web", HOST),
    outcome: "unreachable",
    code: "CANNOT_ROUTE",
    page: "vpc/latest/userguide/nat-gateway-troubleshooting.html",
    section: "Instances can't access the internet",
  },
  {
    title: "the network ACL of NAT's subnet has to admit answers on the ports 1024-65535",
    changes: [natAcl([443, 443], [1024, 65535])],
    question: ask("app", HOST),
    outcome: "reachable",
    through: "nat-1",
    page: NAT_BASICS,
    section: "NAT gateway basics",
  },
  {
    title: "the ports of Linux are not enough for the answers to NAT",
    changes: [natAcl([443, 443], [32768, 61000])],
    question: ask("app", HOST),
    outcome: "unreachable",
    code: "SUBNET_ACL_RESTRICTION",
    path: "return",
    page: "vpc/latest/userguide/custom-network-acl.html",
    section: "Ephemeral ports",
  },
  {
    title: "a regional NAT gateway serves the zones that it is in, and needs no subnet",
    changes: [regional("us-east-1a", "us-east-1b")],
    question: ask("app", HOST),
    outcome: "reachable",
    through: "nat-1",
    page: REGIONAL,
    section: "Regional NAT gateways for automatic multi-AZ expansion",
  },
  {
    title: "a regional NAT gateway serves no zone that it is not in",
    changes: [regional("us-east-1a")],
    question: ask("db", HOST),
    outcome: "unreachable",
    code: "REGIONAL_NGW_ROUTE_AZ_RESTRICTION",
    page: CODES,
    section: "Path is not reachable",
  },
  {
    title: "an egress-only gateway lets IPv6 out",
    changes: [],
    question: ask("app", HOST_6),
    outcome: "reachable",
    through: "eigw-1",
    page: EGRESS_ONLY,
    section: "Egress-only internet gateway basics",
  },
  {
    title: "an egress-only gateway takes no IPv4",
    changes: [change("routeTables", "rtb-main", { routes: [route("0.0.0.0/0", "eigw-1")] })],
    question: ask("app", HOST),
    outcome: "unreachable",
    code: "CANNOT_ROUTE",
    page: EGRESS_ONLY,
    section: "Egress-only internet gateway basics",
  },
  {
    title: "bidirectional block: nothing passes an internet gateway",
    changes: [block("block-bidirectional")],
    question: ask("web", HOST),
    outcome: "unreachable",
    code: "VPC_BLOCK_PUBLIC_ACCESS_ENABLED",
    page: BLOCK,
    section: "Block public access to VPCs and subnets",
  },
  {
    title: "bidirectional block: nothing passes an egress-only gateway either",
    changes: [block("block-bidirectional")],
    question: ask("app", HOST_6),
    outcome: "unreachable",
    code: "VPC_BLOCK_PUBLIC_ACCESS_ENABLED",
    page: BLOCK,
    section: "Block public access to VPCs and subnets",
  },
  {
    title: "ingress-only block: NAT goes on",
    changes: [block("block-ingress")],
    question: ask("app", HOST),
    outcome: "reachable",
    through: "nat-1",
    page: BLOCK,
    section: "Block public access to VPCs and subnets",
  },
  {
    title: "ingress-only block: an egress-only gateway goes on",
    changes: [block("block-ingress")],
    question: ask("app", HOST_6),
    outcome: "reachable",
    through: "eigw-1",
    page: BLOCK,
    section: "Block public access to VPCs and subnets",
  },
  {
    title: "ingress-only block: a public interface has no internet",
    changes: [block("block-ingress")],
    question: ask("web", HOST),
    outcome: "unreachable",
    code: "VPC_BLOCK_PUBLIC_ACCESS_ENABLED",
    page: BLOCK,
    section: "Block public access to VPCs and subnets",
  },
  {
    title: "a VPC that is excluded in both directions is not blocked",
    changes: [block("block-bidirectional", [{ resourceId: "vpc-1", mode: "allow-bidirectional" }])],
    question: ask("web", HOST),
    outcome: "reachable",
    through: "igw-1",
    page: BLOCK,
    section: "Block public access to VPCs and subnets",
  },
  {
    title: "a VPC that is excluded for egress goes out through NAT",
    changes: [block("block-bidirectional", [{ resourceId: "vpc-1", mode: "allow-egress" }])],
    question: ask("app", HOST),
    outcome: "reachable",
    through: "nat-1",
    page: BLOCK,
    section: "Block public access to VPCs and subnets",
  },
];
