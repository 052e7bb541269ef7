/** Where packets go. */
import type { Maybe } from "../../known";
import type { Listed } from "./listed";

/** Where packets of subnets, or of gateways, go. */
export interface RouteTable {
  readonly id: string;
  readonly vpcId: Maybe<string>;
  /** Whether subnets without a table of their own use it. @default false */
  readonly isMain?: Maybe<boolean>;
  /** The subnets that are explicitly associated. */
  readonly subnetIds: Listed<string>;
  /**
   * Internet and virtual private gateways whose incoming packets it routes, and regional NAT gateways
   * whose packets it routes. @default []
   */
  readonly gatewayIds?: Listed<string>;
  /** The routes; local ones may be left out. */
  readonly routes: Listed<Route>;
}

/** One line of a route table. */
export interface Route {
  /** A CIDR block, or the id of a prefix list (`pl-…`). */
  readonly destination: Maybe<string>;
  readonly target: Maybe<RouteTarget>;
  /** Who wrote it; a static one goes before a propagated one. @default "static" */
  readonly origin?: Maybe<RouteOrigin>;
  /** @default "active" */
  readonly state?: Maybe<RouteState>;
}

/** Where a route may come from. */
export const ROUTE_ORIGINS = ["static", "propagated"] as const;
/** Where a route comes from. */
export type RouteOrigin = (typeof ROUTE_ORIGINS)[number];

/** A route whose target is gone drops what it matches. */
export const ROUTE_STATES = ["active", "blackhole"] as const;
/** Whether a route has a target that works. */
export type RouteState = (typeof ROUTE_STATES)[number];

/** What a route may lead to. `other` is whatever this engine does not follow: it makes unknown. */
export const TARGET_KINDS = [
  "internetGateway",
  "natGateway",
  "egressOnlyInternetGateway",
  "vpcEndpoint",
  "peeringConnection",
  "transitGateway",
  "networkInterface",
  "vpnGateway",
  "other",
] as const;
/** The kind of what a route leads to. */
export type TargetKind = (typeof TARGET_KINDS)[number];
/** What a route leads to. */
export type RouteTarget =
  { readonly kind: "local" } | { readonly kind: TargetKind; readonly id: string };
