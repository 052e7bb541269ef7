import * as pulumi from "@pulumi/pulumi";
import type { Fault } from "../../mwaa/fault";
import { subnetIdsFaults, SUBNETS_PER_ENVIRONMENT } from "../../mwaa/service/network-arguments";
import { cidrFaults } from "../../mwaa/settings/cidr";
import { AWSX_NETWORK_DEFAULTS } from "../../mwaa/settings/defaults";
import type { AwsxNetworkInput, AwsxNetworkSettings, PerZone } from "../../mwaa/settings/types";
import { ArgumentGate } from "../argument-gate";
import { Children, type Tags } from "../children";
import { createAwsxVpc } from "./awsx-vpc";
import type { EnvironmentNetwork } from "./environment-network";
import { createSecurityGroup } from "./security-group";

/**
 * The arguments of an {@link AwsxNetwork}. All of them decide which resources exist, so they are
 * plain values.
 */
export interface AwsxNetworkArgs extends AwsxNetworkInput {
  /**
   * The names (not ids) of two availability zones. In us-east-1 give two in which MWAA runs: which
   * zone bears which name differs from account to account.
   *
   * @default - the first two of the Region.
   */
  readonly availabilityZoneNames?: PerZone<string>;
  /** Tags of everything that can have some. */
  readonly tags?: Tags;
}

const NAT_STRATEGIES = { "one-per-zone": "OnePerAz", single: "Single" } as const;

/**
 * A VPC as `awsx.ec2.Vpc` lays it out, with NAT gateways and the environment's security group: for
 * those who make their VPCs with `@pulumi/awsx`, which has to be installed. Another process makes
 * what is in the VPC, so that a plan offline does not see it; a preview does.
 *
 * ```ts
 * const network = new AwsxNetwork("airflow", { vpcCidr: "10.20.0.0/16" });
 * ```
 */
export class AwsxNetwork extends pulumi.ComponentResource implements EnvironmentNetwork {
  /** The VPC. */
  readonly vpcId: pulumi.Output<string>;
  /** The two private subnets, which the environment takes. */
  readonly subnetIds: PerZone<pulumi.Output<string>>;
  /** The one security group; none if the arguments say so. */
  readonly securityGroupIds: readonly pulumi.Output<string>[];
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: AwsxNetworkArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("mwaa:index:AwsxNetwork", name, {}, opts);
    const { availabilityZoneNames, tags, ...input } = args;
    const settings: AwsxNetworkSettings = { ...AWSX_NETWORK_DEFAULTS, ...input };
    const gate = new ArgumentGate("AwsxNetwork", name);
    gate.refuse([
      ...cidrFaults(settings.vpcCidr, ["vpcCidr"]),
      ...(availabilityZoneNames === undefined ? [] : zoneNameFaults(availabilityZoneNames)),
    ]);
    const children = new Children(this, name, tags);
    const vpc = createAwsxVpc(
      children.named("vpc"),
      {
        cidrBlock: settings.vpcCidr,
        enableDnsSupport: true,
        enableDnsHostnames: true,
        natGateways: { strategy: NAT_STRATEGIES[settings.natGateways] },
        subnetStrategy: "Auto",
        ...(availabilityZoneNames === undefined
          ? { numberOfAvailabilityZones: SUBNETS_PER_ENVIRONMENT }
          : { availabilityZoneNames: [...availabilityZoneNames] }),
        tags: children.tags("VPC"),
      },
      { parent: this },
    );
    const rules = settings.securityGroupRules;
    const security =
      rules === "none"
        ? undefined
        : createSecurityGroup(children, { vpcId: vpc.vpcId, rules, ipv6: false });
    const subnetIds = gate.admit(vpc.privateSubnetIds, (ids) =>
      subnetIdsFaults(ids, ["privateSubnetIds"]),
    );

    this.vpcId = vpc.vpcId;
    this.subnetIds = [subnetIds.apply((ids) => at(ids, 0)), subnetIds.apply((ids) => at(ids, 1))];
    this.securityGroupIds = security === undefined ? [] : [security.group.id];
    this.ready = [vpc.component, ...(security?.rules ?? [])];
    this.registerOutputs({
      vpcId: this.vpcId,
      subnetIds: this.subnetIds,
      securityGroupIds: this.securityGroupIds,
    });
  }
}

function zoneNameFaults(names: readonly string[]): readonly Fault[] {
  const path = ["availabilityZoneNames"];
  if (names.length !== SUBNETS_PER_ENVIRONMENT || new Set(names).size !== names.length)
    return [
      {
        path,
        problem: "are not two different zones",
        got: names,
        allowed: "the names of two zones of the Region, such as eu-west-1a and eu-west-1b",
        fix: "name two zones",
      },
    ];
  return names.flatMap((name, index) =>
    /^[a-z]+(-[a-z]+)+-\d[a-z]$/.test(name)
      ? []
      : [
          {
            path: [...path, index],
            problem: "is not the name of an availability zone",
            got: name,
            allowed: "a name such as eu-west-1a",
            fix: "give the zone's name, not its id",
          },
        ],
  );
}

function at(ids: readonly string[], index: number): string {
  const id = ids[index];
  if (id === undefined) throw new RangeError(`the VPC has no private subnet ${index + 1}`);
  return id;
}
