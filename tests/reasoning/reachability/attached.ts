import type {
  Route,
  TransitGatewayAttachment,
  TransitGatewayRoute,
  TransitGatewayRouteTable,
} from "../../../reasoning/reachability";
import type { Change } from "./documentation/guide";
import { change, NEIGHBOUR, OPEN_PEERS, OPEN_RULES, put, route } from "./documentation/guide";
import type { LeavingOut } from "./left-out";
import { withWhatIsSet } from "./left-out";

/** An attachment of the guide's VPC (1) or of its neighbour (2). */
export function attachment(
  number: 1 | 2,
  more: LeavingOut<Partial<TransitGatewayAttachment>> = {},
): TransitGatewayAttachment {
  return withWhatIsSet<TransitGatewayAttachment>({
    id: `tgw-attach-${number}`,
    transitGatewayId: "tgw-1",
    vpcId: `vpc-${number}`,
    subnetIds: [number === 1 ? "subnet-app" : "subnet-2"],
    routeTableId: "tgw-rtb-1",
    ...more,
  });
}

/** Attaches a VPC in another way. */
export function attach(number: 1 | 2, more: LeavingOut<Partial<TransitGatewayAttachment>>): Change {
  return put("transitGatewayAttachments", attachment(number, more));
}

/** The way to the guide's VPC, inside the gateway. */
export const TO_1: TransitGatewayRoute = {
  destination: "10.0.0.0/16",
  attachmentId: "tgw-attach-1",
};
/** The way to its neighbour, inside the gateway. */
export const TO_2: TransitGatewayRoute = {
  destination: "10.1.0.0/16",
  attachmentId: "tgw-attach-2",
};

/** Gives the gateway's table other routes. */
export function inside(...routes: TransitGatewayRouteTable["routes"]): Change {
  return put("transitGatewayRouteTables", { id: "tgw-rtb-1", transitGatewayId: "tgw-1", routes });
}

/** Gives the main table of the guide's VPC other routes. */
export function main(...routes: readonly Route[]): Change {
  return change("routeTables", "rtb-main", { routes });
}

/** The guide's VPC and its neighbour, joined by a transit gateway. */
export const ATTACHED: readonly Change[] = [
  ...NEIGHBOUR,
  put("transitGateways", { id: "tgw-1" }),
  put("transitGatewayAttachments", attachment(1), attachment(2)),
  inside(TO_1, TO_2),
  main(route("10.1.0.0/16", "tgw-1")),
  change("routeTables", "rtb-2", { routes: [route("10.0.0.0/16", "tgw-1")] }),
];

/** A third VPC with one subnet and one host that everyone may speak to. */
export const THIRD: readonly Change[] = [
  put("vpcs", { id: "vpc-3", cidrBlocks: ["10.2.0.0/16"] }),
  put("subnets", {
    id: "subnet-3",
    vpcId: "vpc-3",
    availabilityZone: "us-east-1a",
    cidrBlocks: ["10.2.0.0/24"],
  }),
  put("networkAcls", {
    id: "acl-3",
    vpcId: "vpc-3",
    isDefault: true,
    subnetIds: [],
    ingress: OPEN_RULES,
    egress: OPEN_RULES,
  }),
  put("securityGroups", { id: "sg-3", vpcId: "vpc-3", ingress: OPEN_PEERS, egress: OPEN_PEERS }),
  put("networkInterfaces", {
    id: "eni-3",
    subnetId: "subnet-3",
    addresses: [{ address: "10.2.0.10" }],
    securityGroupIds: ["sg-3"],
  }),
];
