import type { SecurityGroupRule } from "../../../../reasoning/reachability";
import type { Change, Vector } from "./guide";
import { ask, change, NEIGHBOUR, put, route } from "./guide";

const LIMITS = "vpc/latest/peering/vpc-peering-basics.html";
const PEER_GROUPS = "vpc/latest/peering/vpc-peering-security-groups.html";
const CODES = "vpc/latest/reachability/explanation-codes.html";

const admit = (peer: SecurityGroupRule["peer"]): Change =>
  change("securityGroups", "sg-2", { ingress: [{ protocol: "tcp", peer }] });
const main = (...routes: readonly ReturnType<typeof route>[]): Change =>
  change("routeTables", "rtb-main", { routes });
const back = (...routes: readonly ReturnType<typeof route>[]): Change =>
  change("routeTables", "rtb-2", { routes });

const PEERED: readonly Change[] = [
  ...NEIGHBOUR,
  put("peeringConnections", { id: "pcx-1", requesterVpcId: "vpc-1", accepterVpcId: "vpc-2" }),
  main(route("0.0.0.0/0", "nat-1"), route("10.1.0.0/16", "pcx-1")),
  back(route("10.0.0.0/16", "pcx-1")),
];

/** Connections of VPCs that are peered: one hop, and no further. */
export const PEERING: readonly Vector[] = [
  {
    title: "peered VPCs reach each other if both have a route",
    changes: PEERED,
    question: ask("app", "2"),
    outcome: "reachable",
    through: "pcx-1",
    page: "vpc/latest/peering/vpc-peering-routing.html",
    section: "Update your route tables for a VPC peering connection",
  },
  {
    title: "a peer without a route back cannot answer",
    changes: [...PEERED, back()],
    question: ask("app", "2"),
    outcome: "unreachable",
    code: "NO_ROUTE_TO_DESTINATION",
    path: "return",
    page: "vpc/latest/peering/vpc-peering-routing.html",
    section: "Update your route tables for a VPC peering connection",
  },
  {
    title: "a peering connection that nobody accepted yet carries nothing",
    changes: [...PEERED, change("peeringConnections", "pcx-1", { state: "pending-acceptance" })],
    question: ask("app", "2"),
    outcome: "unreachable",
    code: "BAD_STATE",
    page: LIMITS,
    section: "VPC peering connection lifecycle",
  },
  {
    title: "a peer's internet gateway cannot be used",
    changes: [...PEERED, back(route("0.0.0.0/0", "pcx-1"))],
    question: ask("2", "203.0.113.9"),
    outcome: "unreachable",
    code: "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR",
    page: LIMITS,
    section: "Edge to edge routing through a gateway or private connection",
  },
  {
    title: "peering is not transitive",
    changes: [
      ...PEERED,
      put("vpcs", { id: "vpc-3", region: "us-east-1", cidrBlocks: ["10.3.0.0/16"] }),
      put("peeringConnections", { id: "pcx-3", requesterVpcId: "vpc-2", accepterVpcId: "vpc-3" }),
      main(route("10.3.0.0/16", "pcx-1")),
    ],
    question: ask("app", "10.3.0.10"),
    outcome: "unreachable",
    code: "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR",
    page: LIMITS,
    section: "Transitive peering",
  },
  {
    title: "a NAT gateway serves its own VPC only",
    changes: [...PEERED, back(route("0.0.0.0/0", "nat-1"))],
    question: ask("2", "203.0.113.9"),
    outcome: "unreachable",
    code: "NGW_REQUIRES_SOURCE_IN_VPC",
    page: LIMITS,
    section: "Edge to edge routing through a gateway or private connection",
  },
  {
    title: "answers from a peer do not come back through NAT",
    changes: [
      ...PEERED,
      change("routeTables", "rtb-public", {
        routes: [route("0.0.0.0/0", "igw-1"), route("10.1.0.0/16", "pcx-1")],
      }),
      main(route("0.0.0.0/0", "nat-1")),
    ],
    question: ask("2", "app"),
    outcome: "unreachable",
    code: "NGW_SOURCE_ADDRESS_REASSIGN",
    path: "return",
    page: CODES,
    section: "Path is not reachable",
  },
  {
    title: "a group of a peer in the same Region can be named",
    changes: [...PEERED, admit({ securityGroup: "sg-open" })],
    question: ask("app", "2"),
    outcome: "reachable",
    page: PEER_GROUPS,
    section: "Update your security groups to reference peer security groups",
  },
  {
    title: "a group of a peer in another Region cannot be named",
    changes: [
      ...PEERED,
      change("vpcs", "vpc-2", { region: "eu-west-1" }),
      admit({ securityGroup: "sg-open" }),
    ],
    question: ask("app", "2"),
    outcome: "unreachable",
    code: "SG_REFERENCES_NOT_PRESERVED",
    page: PEER_GROUPS,
    section: "Update your security groups to reference peer security groups",
  },
];
