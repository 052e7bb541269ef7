import * as pulumi from "@pulumi/pulumi";
import type { Fault } from "../../mwaa/fault";
import {
  securityGroupIdsFaults,
  subnetIdsFaults,
  SUBNETS_PER_ENVIRONMENT,
} from "../../mwaa/service/network-arguments";
import type { PerZone } from "../../mwaa/settings/types";
import { ArgumentGate, plainOnly } from "../argument-gate";
import { Children } from "../children";
import { regionFor, type WhereArgs } from "../place";
import type { EnvironmentNetwork } from "./environment-network";
import { lookUp } from "./existing-lookups";

/** The arguments of an {@link ExistingNetwork}. */
export interface ExistingNetworkArgs extends Pick<WhereArgs, "region"> {
  /**
   * Two private subnets in different availability zones. Of a list that is an output, such as
   * `privateSubnetIds` of a VPC of awsx or an output of another stack, the first two are taken.
   */
  readonly subnetIds: PerZone<pulumi.Input<string>> | pulumi.Input<readonly pulumi.Input<string>[]>;
  /** One to five security groups of the same VPC. A list that is an output must hold just one. */
  readonly securityGroupIds:
    readonly pulumi.Input<string>[] | pulumi.Input<readonly pulumi.Input<string>[]>;
  /** The VPC of subnets and groups. @default - what the first subnet tells, if it is looked up. */
  readonly vpcId?: pulumi.Input<string>;
  /**
   * Whether the network is read, so that its routes, rules and network ACLs can be judged before the
   * environment is created. That takes `ec2:Describe*` for these.
   *
   * @default true
   */
  readonly lookUp?: boolean;
  /**
   * Services whose endpoints the VPC has and that are read too, such as `s3` or `ecr.api`. Each must
   * have just one endpoint in the VPC.
   *
   * @default - none.
   */
  readonly serviceEndpoints?: readonly string[];
  /**
   * What an environment has to wait for, where the same program makes the network: routes,
   * associations and rules, or the component that makes them.
   *
   * @default - nothing: whoever made the network made it before.
   */
  readonly ready?: readonly pulumi.Resource[];
}

/**
 * A network that somebody else made. It creates nothing: it looks at what is there and hands it on
 * in the shape that an environment takes.
 *
 * ```ts
 * const network = new ExistingNetwork("airflow", {
 *   subnetIds: ["subnet-0a1b2c3d", "subnet-4e5f6a7b"], securityGroupIds: ["sg-0a1b2c3d"],
 * });
 * ```
 */
export class ExistingNetwork extends pulumi.ComponentResource implements EnvironmentNetwork {
  readonly vpcId?: pulumi.Output<string>;
  readonly subnetIds: PerZone<pulumi.Output<string>>;
  readonly securityGroupIds: readonly pulumi.Output<string>[];
  /** The route table of each subnet; absent if nothing is looked up. */
  readonly routeTableIds?: PerZone<pulumi.Output<string>>;
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: ExistingNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mwaa:index:ExistingNetwork", name, {}, opts);
    const gate = new ArgumentGate("ExistingNetwork", name);
    gate.refuse(faultsOf(args));
    this.ready = args.ready ?? [];
    const subnetIds = firstTwo(args.subnetIds, gate);
    const securityGroupIds = groupsOf(args.securityGroupIds, gate);
    const given = args.vpcId === undefined ? undefined : pulumi.output(args.vpcId);
    if (args.lookUp === false) {
      if (given !== undefined) this.vpcId = given;
      this.subnetIds = subnetIds;
      this.securityGroupIds = securityGroupIds;
    } else {
      const found = lookUp(new Children(this, name), {
        subnetIds,
        securityGroupIds,
        ...(given !== undefined && { vpcId: given }),
        serviceEndpoints: args.serviceEndpoints ?? [],
        region: () => regionFor(args, this),
      });
      this.vpcId = found.vpc.id;
      this.subnetIds = [found.subnets[0].id, found.subnets[1].id];
      this.securityGroupIds = found.securityGroups.map((group) => group.id);
      this.routeTableIds = [found.routeTables[0].id, found.routeTables[1].id];
    }
    this.registerOutputs({ subnetIds: this.subnetIds, securityGroupIds: this.securityGroupIds });
  }
}

const SUBNETS: Fault["path"] = ["subnetIds"];
const GROUPS: Fault["path"] = ["securityGroupIds"];

function faultsOf(args: ExistingNetworkArgs): readonly Fault[] {
  const { subnetIds, securityGroupIds, serviceEndpoints = [] } = plainOnly(args);
  return [
    ...(subnetIds === undefined ? [] : subnetIdsFaults(subnetIds, SUBNETS)),
    ...(securityGroupIds === undefined ? [] : securityGroupIdsFaults(securityGroupIds, GROUPS)),
    ...serviceEndpoints.flatMap((service, index) => serviceFaults(service, index, args)),
  ];
}

function serviceFaults(
  service: string,
  index: number,
  { lookUp: looks, serviceEndpoints = [] }: ExistingNetworkArgs,
): readonly Fault[] {
  const path = ["serviceEndpoints", index];
  const allowed = "services in short, each once, such as s3, sqs or ecr.api";
  const fault = (problem: string, fix: string): Fault => ({
    path,
    problem,
    got: service,
    allowed,
    fix,
  });
  if (looks === false)
    return [fault("is not looked up, because lookUp is false", "remove it, or set lookUp to true")];
  if (!/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)*$/.test(service) || service.startsWith("com.amazonaws"))
    return [fault("is not a service in short", "write what follows the Region in its full name")];
  return serviceEndpoints.indexOf(service) === index
    ? []
    : [fault("names a service a second time", "remove it")];
}

/** The first two of the subnets; a list that is known only later is judged then. */
function firstTwo(
  ids: ExistingNetworkArgs["subnetIds"],
  gate: ArgumentGate,
): PerZone<pulumi.Output<string>> {
  if (isList(ids)) return [pulumi.output(only(ids, 0)), pulumi.output(only(ids, 1))];
  const known = gate.admit(ids, (all) =>
    subnetIdsFaults(
      all.length > SUBNETS_PER_ENVIRONMENT ? all.slice(0, SUBNETS_PER_ENVIRONMENT) : all,
      SUBNETS,
    ),
  );
  return [known.apply((all) => only(all, 0)), known.apply((all) => only(all, 1))];
}

/** How many groups there are decides what is looked up, so that a list known later holds one. */
function groupsOf(
  ids: ExistingNetworkArgs["securityGroupIds"],
  gate: ArgumentGate,
): readonly pulumi.Output<string>[] {
  if (isList(ids)) return ids.map((id) => pulumi.output(id));
  const known = gate.admit(ids, (all) => [
    ...securityGroupIdsFaults(all, GROUPS),
    ...(all.length <= 1 ? [] : [severalFault(all)]),
  ]);
  return [known.apply((all) => only(all, 0))];
}

function severalFault(all: readonly string[]): Fault {
  return {
    path: GROUPS,
    problem: `has ${all.length} security groups, and how many there are must not be an output`,
    got: all,
    allowed: "one security group in a list that is an output, or a list of outputs",
    fix: "write it as a list: [ids.apply((all) => all[0]), ids.apply((all) => all[1])]",
  };
}

function isList<T>(value: readonly T[] | pulumi.Input<readonly T[]>): value is readonly T[] {
  return Array.isArray(value);
}

function only<T>(list: readonly T[], index: number): T {
  const member = list[index];
  if (member === undefined) throw new RangeError(`the list has no member ${index + 1}`);
  return member;
}
