import type { Change, Vector } from "./guide";
import { ask, change, drop, NEIGHBOUR, put, route } from "./guide";

const PRIORITY = "vpc/latest/userguide/route-tables-priority.html";
const CONCEPTS = "vpc/latest/userguide/RouteTables.html";
const SUBNET = "vpc/latest/userguide/subnet-route-tables.html";
const CODES = "vpc/latest/reachability/explanation-codes.html";

const main = (...routes: readonly ReturnType<typeof route>[]): Change =>
  change("routeTables", "rtb-main", { routes });
const PEERED: readonly Change[] = [
  ...NEIGHBOUR,
  put("peeringConnections", { id: "pcx-1", requesterVpcId: "vpc-1", accepterVpcId: "vpc-2" }),
  change("routeTables", "rtb-2", { routes: [route("10.0.0.0/16", "pcx-1")] }),
];

/** Which table and which route of it counts. */
export const ROUTES: readonly Vector[] = [
  {
    title: "the most specific route wins: the peer's block before the default route",
    changes: [...PEERED, main(route("0.0.0.0/0", "nat-1"), route("10.1.0.0/16", "pcx-1"))],
    question: ask("app", "2"),
    outcome: "reachable",
    through: "pcx-1",
    page: PRIORITY,
    section: "Longest prefix match",
  },
  {
    title: "all other traffic takes the default route",
    changes: [...PEERED, main(route("0.0.0.0/0", "nat-1"), route("10.1.0.0/16", "pcx-1"))],
    question: ask("app", "203.0.113.9"),
    outcome: "reachable",
    through: "nat-1",
    page: PRIORITY,
    section: "Longest prefix match",
  },
  {
    title: "traffic inside the VPC takes the local route, whatever the default route",
    changes: [],
    question: ask("app", "db"),
    outcome: "reachable",
    through: "rtb-main",
    page: PRIORITY,
    section: "Longest prefix match",
  },
  {
    title: "IPv4 and IPv6 routes are independent of each other",
    changes: [main(route("0.0.0.0/0", "nat-1"))],
    question: ask("app", "2606:4700::1111"),
    outcome: "unreachable",
    code: "NO_ROUTE_TO_DESTINATION",
    page: PRIORITY,
    section: "Longest prefix match",
  },
  {
    title: "a static route to the internet gateway goes before a propagated one to the VPN",
    changes: [
      put("vpnGateways", { id: "vgw-1", vpcId: "vpc-1" }),
      change("routeTables", "rtb-public", {
        routes: [
          route("203.0.113.0/24", "vgw-1", { origin: "propagated" }),
          route("203.0.113.0/24", "igw-1", { origin: "static" }),
        ],
      }),
    ],
    question: ask("web", "203.0.113.9"),
    outcome: "reachable",
    through: "igw-1",
    page: PRIORITY,
    section: "Route priority for static and dynamically propagated routes",
  },
  {
    title: "a route that references a prefix list goes before a propagated one",
    changes: [
      put("vpnGateways", { id: "vgw-1", vpcId: "vpc-1" }),
      put("prefixLists", { id: "pl-1", entries: ["203.0.113.0/24"] }),
      change("routeTables", "rtb-public", {
        routes: [
          route("203.0.113.0/24", "vgw-1", { origin: "propagated" }),
          route("pl-1", "igw-1"),
        ],
      }),
    ],
    question: ask("web", "203.0.113.9"),
    outcome: "reachable",
    through: "igw-1",
    page: PRIORITY,
    section: "Route priority for prefix lists",
  },
  {
    title: "a static route goes before one that references a prefix list",
    changes: [
      put("prefixLists", { id: "pl-1", entries: ["203.0.113.0/24"] }),
      put("vpnGateways", { id: "vgw-1", vpcId: "vpc-1" }),
      change("routeTables", "rtb-public", {
        routes: [route("pl-1", "vgw-1"), route("203.0.113.0/24", "igw-1")],
      }),
    ],
    question: ask("web", "203.0.113.9"),
    outcome: "reachable",
    through: "igw-1",
    page: PRIORITY,
    section: "Route priority for prefix lists",
  },
  {
    title: "a prefix list stands for each of its entries",
    changes: [
      put("prefixLists", { id: "pl-1", entries: ["203.0.113.0/25", "192.0.2.0/24"] }),
      change("routeTables", "rtb-public", { routes: [route("pl-1", "igw-1")] }),
    ],
    question: ask("web", "203.0.113.200"),
    outcome: "unreachable",
    code: "NO_ROUTE_TO_DESTINATION",
    page: "vpc/latest/userguide/managed-prefix-lists.html",
    section: "Prefix lists concepts and rules",
  },
  {
    title: "a subnet without a table of its own has the main table",
    changes: [],
    question: ask("db", "203.0.113.9"),
    outcome: "reachable",
    through: "rtb-main",
    page: SUBNET,
    section: "Main route table",
  },
  {
    title: "a subnet that is explicitly associated has that table, not the main one",
    changes: [change("routeTables", "rtb-main", { routes: [route("0.0.0.0/0", "igw-1")] })],
    question: ask("web", "203.0.113.9"),
    outcome: "reachable",
    through: "rtb-public",
    page: SUBNET,
    section: "Subnet route table association",
  },
  {
    title: "every table has a local route for every block of the VPC",
    changes: [
      change("vpcs", "vpc-1", { cidrBlocks: ["10.0.0.0/16", "10.2.0.0/16"] }),
      put("subnets", {
        id: "subnet-new",
        vpcId: "vpc-1",
        availabilityZone: "us-east-1a",
        cidrBlocks: ["10.2.0.0/24"],
      }),
      put("networkInterfaces", {
        id: "eni-new",
        subnetId: "subnet-new",
        addresses: [{ address: "10.2.0.10" }],
        securityGroupIds: ["sg-open"],
      }),
      main(),
    ],
    question: ask("app", "new"),
    outcome: "reachable",
    page: CONCEPTS,
    section: "Route table concepts",
  },
  {
    title: "a subnet whose table has no route out is isolated",
    changes: [main()],
    question: ask("app", "203.0.113.9"),
    outcome: "unreachable",
    code: "NO_ROUTE_TO_DESTINATION",
    page: "vpc/latest/userguide/configure-subnets.html",
    section: "Subnet types",
  },
  {
    title: "a route in the state blackhole drops what it matches",
    changes: [main(route("0.0.0.0/0", "nat-1", { state: "blackhole" }))],
    question: ask("app", "203.0.113.9"),
    outcome: "unreachable",
    code: "BAD_STATE_ROUTE",
    page: CODES,
    section: "Path is not reachable",
  },
  {
    title: "a blackhole that is more specific hides a route that works",
    changes: [
      main(
        route("0.0.0.0/0", "nat-1"),
        route("203.0.113.0/24", "pcx-gone", { state: "blackhole" }),
      ),
    ],
    question: ask("app", "203.0.113.9"),
    outcome: "unreachable",
    code: "BAD_STATE_ROUTE",
    page: PRIORITY,
    section: "Longest prefix match",
  },
  {
    title: "an interface that checks source and destination does not pass packets on",
    changes: [main(route("0.0.0.0/0", "eni-web"))],
    question: ask("app", "203.0.113.9"),
    outcome: "unreachable",
    code: "ENI_SOURCE_DEST_CHECK_RESTRICTION",
    page: "vpc/latest/userguide/work-with-nat-instances.html",
    section: "Disable source/destination checks",
  },
  {
    title: "what an interface does with packets that it passes on is not known",
    changes: [
      main(route("0.0.0.0/0", "eni-web")),
      change("networkInterfaces", "eni-web", { sourceDestCheck: false }),
    ],
    question: ask("app", "203.0.113.9"),
    outcome: "unknown",
    page: "vpc/latest/userguide/VPC_NAT_Instance.html",
    section: "NAT instance basics",
  },
  {
    title: "an address that no subnet holds is nowhere",
    changes: [],
    question: ask("app", "10.0.77.1"),
    outcome: "unreachable",
    code: "NO_POSSIBLE_DESTINATION",
    page: CODES,
    section: "Path is not reachable",
  },
  {
    title: "an interface without an IPv6 address cannot be asked for over IPv6",
    changes: [],
    question: ask("app", "db", 443, { family: "ipv6" }),
    outcome: "unreachable",
    code: "NO_SOURCE_OR_DESTINATION",
    page: CODES,
    section: "Path is not reachable",
  },
  {
    title: "a route leads nowhere known if its gateway is not told",
    changes: [drop("natGateways", "nat-1")],
    question: ask("app", "203.0.113.9"),
    outcome: "unknown",
    page: CODES,
    section: "Configuration",
  },
];
