import type * as pulumi from "@pulumi/pulumi";
import type { PerZone, SecurityGroupRules } from "../../mwaa/settings/types";
import type { Tags } from "../children";
import type { WhereArgs } from "../place";

/** The arguments of a `SharedVpcParticipant`: for the most part a `SharedVpcOwner`'s outputs. */
export interface SharedVpcParticipantArgs extends WhereArgs {
  /** The owner's VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** The two shared subnets. */
  readonly subnetIds: PerZone<pulumi.Input<string>>;
  /**
   * The VPC's IPv4 range, if the network has no way to the internet: with `restricted` rules the
   * environment then reaches nothing but the VPC and S3.
   *
   * @default - there is a way to the internet, which stays open.
   */
  readonly vpcCidr?: pulumi.Input<string>;
  /** The account that owns the VPC, 12 digits. */
  readonly ownerAccount: pulumi.Input<string>;
  /** The environment that will run in the subnets. */
  readonly environmentName: pulumi.Input<string>;
  /** The owner's resource share; `acceptShare` needs it. */
  readonly resourceShareArn?: pulumi.Input<string>;
  /**
   * Whether the share is accepted here. Within an organization there is nothing to accept.
   *
   * @default false
   */
  readonly acceptShare?: boolean;
  /**
   * What the environment's security group lets through.
   *
   * @default "all"
   */
  readonly securityGroupRules?: Exclude<SecurityGroupRules, "none">;
  /**
   * Whether the subnets have IPv6 ranges too.
   *
   * @default false
   */
  readonly ipv6?: boolean;
  /**
   * The owner's event bus, to which changes of status are sent. One environment of an account and
   * region is enough to send those of all.
   *
   * @default - nothing is sent; the owner's schedule finds the environment later.
   */
  readonly eventBusArn?: pulumi.Input<string>;
  /**
   * Whether the role by which the owner reads the environment's state is made here, or exists: it is
   * one for each account and region.
   *
   * @default "create"
   */
  readonly statusReader?: "create" | "existing";
  /** Tags of everything that can have some. */
  readonly tags?: Tags;
}
