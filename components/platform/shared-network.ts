import * as pulumi from "@pulumi/pulumi";
import type { SharedNetworkStackSettings } from "../../mwaa/settings/types";
import type { Tags } from "../children";
import { CustomerEndpointAutomation } from "../endpoints/endpoint-automation";
import { SharedVpcOwner } from "../shared-vpc/shared-vpc-owner";

/** What a {@link SharedNetwork} is made from. */
export interface SharedNetworkArgs extends Omit<
  SharedNetworkStackSettings,
  "builds" | "preset" | "account" | "tags"
> {
  /** Of everything; some values may be secrets. */
  readonly tags: Tags;
  /** The account that owns the network, 12 digits. */
  readonly account: string;
}

/**
 * The owner's side of a shared network, as settings describe it: the network, the share and, if
 * asked for, what makes the endpoints of the environments that others run in it.
 */
export class SharedNetwork extends pulumi.ComponentResource {
  /** The network and its share. */
  readonly vpc: SharedVpcOwner;
  /** What makes endpoints by itself. */
  readonly automation?: CustomerEndpointAutomation;
  /** What the stacks of participants ask for. */
  readonly handedOver: Readonly<Record<string, unknown>>;

  constructor(name: string, args: SharedNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mwaa:index:SharedNetwork", name, {}, opts);
    const { network, share, endpointAutomation, region, account, tags } = args;
    const where = { region, account, tags };
    this.vpc = new SharedVpcOwner(
      name,
      { network, shareWith: share.with, ...where },
      { parent: this },
    );
    if (endpointAutomation !== undefined) {
      const { vpcId, subnetIds } = this.vpc;
      this.automation = new CustomerEndpointAutomation(
        `${name}-endpoints`,
        { ...endpointAutomation, vpcId, subnetIds, ...where },
        { parent: this },
      );
    }
    this.handedOver = {
      vpcId: this.vpc.vpcId,
      vpcCidr: this.vpc.vpcCidr,
      subnetIds: this.vpc.subnetIds,
      resourceShareArn: this.vpc.resourceShareArn,
      ownerAccount: account,
      ...(this.automation !== undefined && { eventBusArn: this.automation.eventBusArn }),
    };
    this.registerOutputs(this.handedOver);
  }
}
