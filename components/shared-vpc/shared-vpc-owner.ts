import * as pulumi from "@pulumi/pulumi";
import type { PerZone } from "../../mwaa/settings/types";
import { ArgumentGate } from "../argument-gate";
import { Children } from "../children";
import { madeNetwork, type MadeNetworkComponent, vpcCidrOf } from "../network/network-of-kind";
import { placeFor } from "../place";
import { known } from "../reference";
import type { SharedVpcOwnerArgs } from "./owner-arguments";
import { sharedVpcOwnerFaults } from "./owner-faults";
import { createSubnetShare } from "./share";

/**
 * The owner's side of a shared VPC: a network and the share of its private subnets. Who uses the
 * outputs waits for everything that they take for granted: routes, endpoints of AWS services, and
 * the share itself; and is gone before any of it is destroyed.
 *
 * ```ts
 * const owner = new SharedVpcOwner("airflow-network", {
 *   network: { kind: "private-routing" }, shareWith: ["222222222222"],
 * });
 * ```
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-endpoint-management.html, "Create
 * the Amazon VPC", read 2026-11-22.
 */
export class SharedVpcOwner extends pulumi.ComponentResource {
  /** The network. */
  readonly network: MadeNetworkComponent;
  /** The VPC, once it is shared. */
  readonly vpcId: pulumi.Output<string>;
  /** The two private subnets, once they are shared. */
  readonly subnetIds: PerZone<pulumi.Output<string>>;
  /** The VPC's IPv4 range. */
  readonly vpcCidr: pulumi.Output<string>;
  /** The resource share. */
  readonly resourceShareArn: pulumi.Output<string>;
  /** The account that owns the VPC and alone can make endpoints in it. */
  readonly ownerAccount: pulumi.Output<string>;
  /** What has to exist before a participant can start. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: SharedVpcOwnerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mwaa:index:SharedVpcOwner", name, {}, opts);
    new ArgumentGate("SharedVpcOwner", name).refuse(sharedVpcOwnerFaults(args));
    const { network: settings, shareWith, ...where } = args;
    const children = new Children(this, name, args.tags);
    const place = placeFor(args, this);

    const network = madeNetwork(
      children.named("network"),
      { ...settings, securityGroupRules: "none" },
      where,
      { parent: this },
    );
    const { share, associations } = createSubnetShare(children, {
      place,
      subnetIds: network.subnetIds,
      principals: shareWith,
      after: network.ready,
    });

    this.network = network;
    this.vpcId = known(network.vpcId, ...associations);
    this.subnetIds = [
      known(network.subnetIds[0], ...associations),
      known(network.subnetIds[1], ...associations),
    ];
    this.vpcCidr = pulumi.output(vpcCidrOf(settings));
    this.resourceShareArn = known(share.arn, ...associations);
    this.ownerAccount = place.account;
    this.ready = [...network.ready, ...associations];
    this.registerOutputs({
      vpcId: this.vpcId,
      subnetIds: this.subnetIds,
      vpcCidr: this.vpcCidr,
      resourceShareArn: this.resourceShareArn,
      ownerAccount: this.ownerAccount,
    });
  }
}
