import * as pulumi from "@pulumi/pulumi";
import { securityGroupIdsFaults, subnetIdsFaults } from "../../mwaa/service/network-arguments";
import type { PerZone } from "../../mwaa/settings/types";
import { ArgumentGate, plainOnly } from "../argument-gate";
import type { EnvironmentNetwork } from "./environment-network";

/** The arguments of an {@link ExistingNetwork}. */
export interface ExistingNetworkArgs {
  /** Two private subnets in different availability zones. */
  readonly subnetIds: PerZone<pulumi.Input<string>>;
  /** One to five security groups of the same VPC. */
  readonly securityGroupIds: readonly pulumi.Input<string>[];
}

/**
 * A network that somebody else made. It creates nothing: it checks the ids and hands them on in the
 * shape that an environment takes.
 *
 * ```ts
 * const network = new ExistingNetwork("airflow", {
 *   subnetIds: ["subnet-0a1b2c3d", "subnet-4e5f6a7b"], securityGroupIds: ["sg-0a1b2c3d"],
 * });
 * ```
 */
export class ExistingNetwork extends pulumi.ComponentResource implements EnvironmentNetwork {
  readonly subnetIds: PerZone<pulumi.Output<string>>;
  readonly securityGroupIds: readonly pulumi.Output<string>[];
  /** Empty: whoever made the network made it before. */
  readonly ready: readonly pulumi.Resource[] = [];

  constructor(name: string, args: ExistingNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mwaa:index:ExistingNetwork", name, {}, opts);
    const { subnetIds, securityGroupIds } = plainOnly(args);
    new ArgumentGate("ExistingNetwork", name).refuse([
      ...(subnetIds === undefined ? [] : subnetIdsFaults(subnetIds, ["subnetIds"])),
      ...(securityGroupIds === undefined
        ? []
        : securityGroupIdsFaults(securityGroupIds, ["securityGroupIds"])),
    ]);
    this.subnetIds = [pulumi.output(args.subnetIds[0]), pulumi.output(args.subnetIds[1])];
    this.securityGroupIds = args.securityGroupIds.map((id) => pulumi.output(id));
    this.registerOutputs({ subnetIds: this.subnetIds, securityGroupIds: this.securityGroupIds });
  }
}
