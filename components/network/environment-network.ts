import type * as pulumi from "@pulumi/pulumi";
import type { PerZone } from "../../mwaa/settings/types";

/** What an environment needs of a network, whoever made it. */
export interface EnvironmentNetwork {
  /** The VPC, where it is known. */
  readonly vpcId?: pulumi.Output<string>;
  /** Exactly two private subnets in different availability zones. */
  readonly subnetIds: PerZone<pulumi.Input<string>>;
  /** One to five security groups. */
  readonly securityGroupIds: readonly pulumi.Input<string>[];
  /**
   * Who makes the endpoints to the environment's database and web server; in a shared VPC only its
   * owner can.
   *
   * @default "SERVICE"
   */
  readonly endpointManagement?: "SERVICE" | "CUSTOMER";
  /** The route table of each private subnet, where they are known; zones may share one. */
  readonly routeTableIds?: PerZone<pulumi.Output<string>>;
  /** What has to exist before an environment can start: routes, associations, rules. */
  readonly ready?: readonly pulumi.Resource[];
}
