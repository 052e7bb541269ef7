/** What joins VPCs. */
import type { Maybe } from "../../known";
import type { Listed } from "./listed";
import type { RouteOrigin, RouteState } from "./routes";

/** Joins two VPCs. */
export interface PeeringConnection {
  readonly id: string;
  readonly requesterVpcId: Maybe<string>;
  readonly accepterVpcId: Maybe<string>;
  /** @default "active" */
  readonly state?: Maybe<string>;
}

/** Joins VPCs and other networks of a Region. */
export interface TransitGateway {
  readonly id: string;
  /** @default false */
  readonly securityGroupReferencingSupport?: Maybe<boolean>;
}

/** What is joined by a transit gateway. */
export interface TransitGatewayAttachment {
  readonly id: string;
  readonly transitGatewayId: Maybe<string>;
  /** The VPC. @default - something else than a VPC, which is not followed */
  readonly vpcId?: Maybe<string>;
  /** The subnets, at most one a zone, in which it has an interface. @default [] */
  readonly subnetIds?: Listed<string>;
  /** The transit gateway's route table for what comes from here. @default - none */
  readonly routeTableId?: Maybe<string>;
  /** @default - not known */
  readonly securityGroupReferencingSupport?: Maybe<boolean>;
  /** @default "available" */
  readonly state?: Maybe<string>;
}

/** Where a transit gateway sends what comes from the attachments associated with the table. */
export interface TransitGatewayRouteTable {
  readonly id: string;
  readonly transitGatewayId: Maybe<string>;
  /** All routes that act, propagated ones included. */
  readonly routes: Listed<TransitGatewayRoute>;
}

/** One line of a transit gateway's route table. */
export interface TransitGatewayRoute {
  /** A CIDR block, or the id of a prefix list. */
  readonly destination: Maybe<string>;
  /** Where to. @default - nowhere: the route is a blackhole */
  readonly attachmentId?: Maybe<string>;
  /** @default "static" */
  readonly origin?: Maybe<RouteOrigin>;
  /** @default "active" */
  readonly state?: Maybe<RouteState>;
}
