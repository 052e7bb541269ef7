/** The doors between a VPC and the outside, and what shuts them. */
import type { Maybe } from "../../known";
import type { Listed } from "./listed";

/** The door between one VPC and the internet. */
export interface InternetGateway {
  readonly id: string;
  /** The VPC it is attached to. @default - it is not attached */
  readonly vpcId?: Maybe<string>;
}

/** Lets IPv6 connections out of one VPC, and none in. */
export interface EgressOnlyInternetGateway {
  readonly id: string;
  readonly vpcId: Maybe<string>;
}

/** Whether a NAT gateway is in one subnet, or serves a VPC without being in any. */
export const NAT_AVAILABILITIES = ["zonal", "regional"] as const;
/** How a NAT gateway is placed. */
export type NatAvailability = (typeof NAT_AVAILABILITIES)[number];

/** Puts its own address in the place of others'. */
export interface NatGateway {
  readonly id: string;
  /** @default "public" */
  readonly connectivity?: Maybe<"public" | "private">;
  /** @default "zonal" */
  readonly availability?: Maybe<NatAvailability>;
  /** @default - the VPC of its subnet */
  readonly vpcId?: Maybe<string>;
  /** The subnet of a zonal one. @default - none */
  readonly subnetId?: Maybe<string>;
  /** The address that it has in its subnet. @default - some address of its subnet */
  readonly privateAddress?: Maybe<string>;
  /** Further addresses that it has in its subnet: packets may leave with any of them. @default [] */
  readonly secondaryAddresses?: Listed<string>;
  /** Whether it has an Elastic IP address. @default - whether one of `publicAddresses` is known */
  readonly isPublic?: Maybe<boolean>;
  /** Elastic IP addresses. @default [] */
  readonly publicAddresses?: Listed<string>;
  /** Where a regional one works. @default - in all zones of the VPC's subnets */
  readonly availabilityZones?: Listed<string>;
  /**
   * The route table of a regional one.
   * @default - the one whose `gatewayIds` name it, else one as AWS makes it, with a route to the internet
   */
  readonly routeTableId?: Maybe<string>;
  /** Ids of appliances that are attached to it and filter packets. @default [] */
  readonly appliances?: Listed<string>;
  /** @default "available" */
  readonly state?: Maybe<string>;
}

/** The door to a customer's network. What lies behind is not known. */
export interface VpnGateway {
  readonly id: string;
  /** @default - it is not attached */
  readonly vpcId?: Maybe<string>;
}

/** How far public access is blocked. */
export const BLOCK_MODES = ["off", "block-bidirectional", "block-ingress"] as const;
/** How far public access is blocked. */
export type BlockMode = (typeof BLOCK_MODES)[number];
/** What is let through in spite of the block. */
export const EXCLUSION_MODES = ["allow-bidirectional", "allow-egress"] as const;
/** What an exclusion lets through. */
export type ExclusionMode = (typeof EXCLUSION_MODES)[number];

/** VPC Block Public Access of an account in a Region. */
export interface BlockPublicAccess {
  /** @default - every account of the network */
  readonly account?: Maybe<string>;
  /** @default - every Region of the network */
  readonly region?: Maybe<string>;
  readonly mode: Maybe<BlockMode>;
  /** @default [] */
  readonly exclusions?: Listed<BlockExclusion>;
}

/** A VPC or subnet that is excluded from the block. */
export interface BlockExclusion {
  /** Id of a VPC or a subnet. */
  readonly resourceId: Maybe<string>;
  readonly mode: Maybe<ExclusionMode>;
}
