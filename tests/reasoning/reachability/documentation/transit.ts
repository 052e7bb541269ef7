import type { SecurityGroupRule } from "../../../../reasoning/reachability";
import type { Change, Vector } from "./guide";
import { ask, change, NEIGHBOUR, put, route } from "./guide";

const TRANSIT = "vpc/latest/tgw/how-transit-gateways-work.html";
const ATTACHMENTS = "vpc/latest/tgw/tgw-vpc-attachments.html";
const CODES = "vpc/latest/reachability/explanation-codes.html";

const admit = (peer: SecurityGroupRule["peer"]): Change =>
  change("securityGroups", "sg-2", { ingress: [{ protocol: "tcp", peer }] });
const main = (...routes: readonly ReturnType<typeof route>[]): Change =>
  change("routeTables", "rtb-main", { routes });
const back = (...routes: readonly ReturnType<typeof route>[]): Change =>
  change("routeTables", "rtb-2", { routes });

const attachment = (number: number, subnetIds: readonly string[]): Change =>
  put("transitGatewayAttachments", {
    id: `tgw-attach-${number}`,
    transitGatewayId: "tgw-1",
    vpcId: `vpc-${number}`,
    subnetIds,
    routeTableId: "tgw-rtb-1",
    securityGroupReferencingSupport: true,
  });
const table = (
  ...routes: readonly {
    readonly destination: string;
    readonly attachmentId?: string;
    readonly state?: "blackhole";
  }[]
): Change =>
  put("transitGatewayRouteTables", { id: "tgw-rtb-1", transitGatewayId: "tgw-1", routes });
const TO_1 = { destination: "10.0.0.0/16", attachmentId: "tgw-attach-1" };
const TO_2 = { destination: "10.1.0.0/16", attachmentId: "tgw-attach-2" };
const ATTACHED: readonly Change[] = [
  ...NEIGHBOUR,
  put("transitGateways", { id: "tgw-1", securityGroupReferencingSupport: true }),
  attachment(1, ["subnet-app"]),
  attachment(2, ["subnet-2"]),
  table(TO_1, TO_2),
  main(route("10.1.0.0/16", "tgw-1")),
  back(route("10.0.0.0/16", "tgw-1")),
];

/** VPCs that a transit gateway joins. */
export const TRANSIT_GATEWAYS: readonly Vector[] = [
  {
    title: "attached VPCs reach each other by the tables of both sides",
    changes: ATTACHED,
    question: ask("app", "2"),
    outcome: "reachable",
    through: "tgw-1",
    page: TRANSIT,
    section: "Routing",
  },
  {
    title: "a zone without an attachment subnet has no way in",
    changes: ATTACHED,
    question: ask("db", "2"),
    outcome: "unreachable",
    code: "TGW_ROUTE_AZ_RESTRICTION",
    page: TRANSIT,
    section: "Availability Zones",
  },
  {
    title: "a zone without an attachment subnet cannot answer",
    changes: ATTACHED,
    question: ask("2", "db"),
    outcome: "unreachable",
    code: "TGW_ROUTE_AZ_RESTRICTION",
    path: "return",
    page: ATTACHMENTS,
    section: "Amazon VPC attachments in AWS Transit Gateway",
  },
  {
    title: "an attachment without a route table has no way out of the gateway",
    changes: [
      ...ATTACHED,
      put("transitGatewayAttachments", {
        id: "tgw-attach-1",
        transitGatewayId: "tgw-1",
        vpcId: "vpc-1",
        subnetIds: ["subnet-app"],
      }),
    ],
    question: ask("app", "2"),
    outcome: "unreachable",
    code: "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION",
    page: TRANSIT,
    section: "Route table association",
  },
  {
    title: "a table that has no route drops packets",
    changes: [...ATTACHED, table(TO_1)],
    question: ask("app", "2"),
    outcome: "unreachable",
    code: "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
    page: TRANSIT,
    section: "Route propagation",
  },
  {
    title: "a blackhole route drops packets",
    changes: [...ATTACHED, table(TO_1, { destination: "10.1.0.0/16", state: "blackhole" })],
    question: ask("app", "2"),
    outcome: "unreachable",
    code: "TGW_RTB_BAD_STATE_ROUTE",
    page: CODES,
    section: "Path is not reachable",
  },
  {
    title: "groups of attached VPCs can be named where both sides support it",
    changes: [...ATTACHED, admit({ securityGroup: "sg-open" })],
    question: ask("app", "2"),
    outcome: "reachable",
    page: ATTACHMENTS,
    section: "Security group referencing",
  },
  {
    title: "groups of attached VPCs cannot be named where the gateway does not support it",
    changes: [
      ...ATTACHED,
      change("transitGateways", "tgw-1", { securityGroupReferencingSupport: false }),
      admit({ securityGroup: "sg-open" }),
    ],
    question: ask("app", "2"),
    outcome: "unreachable",
    code: "SG_REFERENCING_SUPPORT",
    page: ATTACHMENTS,
    section: "Security group referencing",
  },
];
