import * as ram from "@pulumi/aws/ram";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { environmentNameFaults } from "../../mwaa/service/names";
import type { PerZone } from "../../mwaa/settings/types";
import { ArgumentGate } from "../argument-gate";
import { Children } from "../children";
import type { EnvironmentNetwork } from "../network/environment-network";
import { createSecurityGroup, type EnvironmentSecurityGroup } from "../network/security-group";
import { placeFor } from "../place";
import { known } from "../reference";
import type { SharedVpcParticipantArgs } from "./participant-arguments";
import {
  eventBusFaults,
  sameAccountFaults,
  sharedVpcParticipantFaults,
} from "./participant-faults";
import { createStatusForwarder } from "./status-forwarder";
import { createStatusReader, statusReaderArn } from "./status-reader";

/**
 * The participant's side of a shared VPC: what an environment takes for its network. The security
 * group belongs to the environment's own account. Its endpoints can be made by the VPC's owner alone,
 * so the environment's `endpointManagement` is `CUSTOMER`, and the owner may read its state.
 *
 * ```ts
 * const network = new SharedVpcParticipant("airflow-network", {
 *   vpcId: "vpc-0a1b2c3d", subnetIds: ["subnet-0a1b2c3d", "subnet-4e5f6a7b"],
 *   ownerAccount: "111111111111", environmentName: "airflow",
 * });
 * ```
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-endpoint-management.html, "Create
 * the environment", read 2026-11-22.
 */
export class SharedVpcParticipant extends pulumi.ComponentResource implements EnvironmentNetwork {
  readonly vpcId: pulumi.Output<string>;
  readonly subnetIds: PerZone<pulumi.Output<string>>;
  /** The one security group, in the environment's account. */
  readonly securityGroupIds: readonly pulumi.Output<string>[];
  /** Only the owner of a VPC can make endpoints in it. */
  readonly endpointManagement = "CUSTOMER";
  /** The account that owns the VPC. */
  readonly ownerAccount: pulumi.Output<string>;
  /** The role by which the owner reads the environment's state, known before it exists. */
  readonly statusReaderRoleArn: pulumi.Output<string>;
  readonly ready: readonly pulumi.Resource[];

  constructor(
    name: string,
    args: SharedVpcParticipantArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("mwaa:index:SharedVpcParticipant", name, {}, opts);
    const gate = new ArgumentGate("SharedVpcParticipant", name);
    gate.refuse(sharedVpcParticipantFaults(args));
    const children = new Children(this, name, args.tags);
    const place = placeFor(args, this);
    const ownerAccount = gate
      .admit(pulumi.all([args.ownerAccount, place.account]), ([owner, own]) =>
        sameAccountFaults(owner, own),
      )
      .apply(([owner]) => owner);

    const accepted = acceptShare(children, args);
    this.vpcId = known(args.vpcId, ...accepted);
    this.subnetIds = [known(args.subnetIds[0], ...accepted), known(args.subnetIds[1], ...accepted)];
    const security = securityGroup(children, args, { vpcId: this.vpcId, region: place.region });
    this.securityGroupIds = [security.group.id];
    this.ownerAccount = ownerAccount;
    this.statusReaderRoleArn =
      args.statusReader === "existing"
        ? statusReaderArn(place)
        : createStatusReader(children, { place, ownerAccount }).arn;
    const { eventBusArn } = args;
    const forwarding =
      eventBusArn === undefined
        ? []
        : createStatusForwarder(children, {
            place,
            environmentName: gate.admit(args.environmentName, (value) =>
              environmentNameFaults(value, ["environmentName"]),
            ),
            eventBusArn: gate
              .admit(pulumi.all([eventBusArn, ownerAccount]), (both) => eventBusFaults(...both))
              .apply(([bus]) => bus),
          });
    this.ready = [...accepted, ...security.rules, ...forwarding];
    this.registerOutputs({
      vpcId: this.vpcId,
      subnetIds: this.subnetIds,
      securityGroupIds: this.securityGroupIds,
      ownerAccount: this.ownerAccount,
      statusReaderRoleArn: this.statusReaderRoleArn,
    });
  }
}

function acceptShare(
  children: Children,
  args: SharedVpcParticipantArgs,
): readonly pulumi.Resource[] {
  if (args.acceptShare !== true || args.resourceShareArn === undefined) return [];
  return [
    new ram.ResourceShareAccepter(
      children.named("share"),
      { shareArn: args.resourceShareArn },
      { parent: children.parent },
    ),
  ];
}

/**
 * The environment's group. In a shared VPC the database is reached through an endpoint in the
 * owner's group, so that rules which end at members of this one would not get there.
 */
function securityGroup(
  children: Children,
  args: SharedVpcParticipantArgs,
  network: { readonly vpcId: pulumi.Output<string>; readonly region: pulumi.Output<string> },
): EnvironmentSecurityGroup {
  const { securityGroupRules: rules = "all", ipv6 = false, vpcCidr } = args;
  const { vpcId, region } = network;
  const inside = vpcCidr === undefined ? undefined : { vpcCidr, region, gateways: ["s3"] };
  const security = createSecurityGroup(children, {
    vpcId,
    rules,
    ipv6,
    ...(inside !== undefined && { inside }),
  });
  if (rules !== "restricted" || inside === undefined) return security;
  const toDatabase = new vpc.SecurityGroupEgressRule(
    children.named("security-group-to-database"),
    {
      securityGroupId: security.group.id,
      cidrIpv4: inside.vpcCidr,
      ipProtocol: "tcp",
      fromPort: 5432,
      toPort: 5432,
      description: "PostgreSQL to the endpoint of the database",
      tags: children.tags("to database"),
    },
    { parent: children.parent },
  );
  return { group: security.group, rules: [...security.rules, toDatabase] };
}
