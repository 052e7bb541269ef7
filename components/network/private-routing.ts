import * as pulumi from "@pulumi/pulumi";
import { endpointPolicyFaults } from "../../mwaa/documents/endpoint-policy-faults";
import type { Fault } from "../../mwaa/fault";
import { endpointChoiceFaults, endpointsFor } from "../../mwaa/service/endpoints";
import { resolvePrivateRouting } from "../../mwaa/settings/resolve-network";
import type {
  PerZone,
  PrivateRoutingInput,
  PrivateRoutingSettings,
} from "../../mwaa/settings/types";
import { ArgumentGate, plainOnly } from "../argument-gate";
import { Children, type Tags } from "../children";
import type { EndpointCallers } from "../endpoints/endpoint-callers";
import { type ScopedPolicyArgs, ServiceEndpoints } from "../endpoints/service-endpoints";
import { placeFor, regionFor, type WhereArgs } from "../place";
import type { EnvironmentNetwork } from "./environment-network";
import { createMadeNetwork, idsOf, type MadeNetwork } from "./made-network";
import { madeNetworkFaults, zonesFor } from "./made-network-plan";
import { createNetworkAcl, namedSubnets } from "./network-acl";
import { createSecurityGroup, type EnvironmentSecurityGroup } from "./security-group";

/**
 * The arguments of a {@link PrivateRoutingNetwork}. All of them decide which resources exist, so
 * they are plain values.
 */
export interface PrivateRoutingNetworkArgs
  extends PrivateRoutingInput, ScopedPolicyArgs, WhereArgs {
  /** Tags of everything that can have some. */
  readonly tags?: Tags;
}

/**
 * A VPC that has no way to the internet: two private subnets in two availability zones, and
 * endpoints by which an environment reaches AWS services. There is neither an internet gateway nor a
 * NAT gateway, nor, with IPv6, an egress-only gateway: that would be a way out too.
 *
 * ```ts
 * const network = new PrivateRoutingNetwork("airflow", {
 *   serviceEndpoints: { features: ["secretsmanager"] },
 * });
 * ```
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/networking-about.html, "Private routing
 * without internet access", read 2026-11-22.
 */
export class PrivateRoutingNetwork extends pulumi.ComponentResource implements EnvironmentNetwork {
  /** The VPC. */
  readonly vpcId: pulumi.Output<string>;
  /** The two private subnets. */
  readonly subnetIds: PerZone<pulumi.Output<string>>;
  /** The one security group; none if the arguments say so. */
  readonly securityGroupIds: readonly pulumi.Output<string>[];
  /** The route table of each subnet. */
  readonly routeTableIds: PerZone<pulumi.Output<string>>;
  /** The endpoints of AWS services. */
  readonly serviceEndpoints: ServiceEndpoints;
  readonly ready: readonly pulumi.Resource[];

  constructor(
    name: string,
    args: PrivateRoutingNetworkArgs = {},
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("mwaa:index:PrivateRoutingNetwork", name, {}, opts);
    const settings = resolvePrivateRouting(args);
    const gate = new ArgumentGate("PrivateRoutingNetwork", name);
    gate.refuse(privateRoutingFaults(settings, args));
    const children = new Children(this, name, args.tags);
    const region = regionFor(args, this);

    const network = createMadeNetwork(children, settings, {
      zoneIds: zonesFor(settings.zoneIds, region, gate),
      place: () => placeFor({ ...args, region }, this),
    });
    const subnets = namedSubnets("private", network.subnets);
    const acl = createNetworkAcl(children, network.vpc, subnets, settings);
    const security = securityGroup(children, network, settings, region);

    this.vpcId = network.vpc.id;
    this.subnetIds = idsOf(network.subnets);
    this.securityGroupIds = security === undefined ? [] : [security.group.id];
    this.routeTableIds = idsOf(network.tables);
    this.serviceEndpoints = new ServiceEndpoints(
      children.named("endpoints"),
      {
        ...args,
        ...settings.serviceEndpoints,
        // As plain text as it was given, so that faults are found before anything is made.
        region: args.region ?? region,
        vpcId: this.vpcId,
        subnetIds: this.subnetIds,
        routeTableIds: this.routeTableIds,
        callers: callersOf(security, settings),
      },
      { parent: this },
    );
    this.ready = [
      ...network.edges,
      ...acl,
      ...(security?.rules ?? []),
      ...this.serviceEndpoints.ready,
    ];
    this.registerOutputs({
      vpcId: this.vpcId,
      subnetIds: this.subnetIds,
      securityGroupIds: this.securityGroupIds,
      routeTableIds: this.routeTableIds,
    });
  }
}

function privateRoutingFaults(
  settings: PrivateRoutingSettings,
  args: PrivateRoutingNetworkArgs,
): readonly Fault[] {
  const { serviceEndpoints } = settings;
  const region = plainOnly({ region: args.region });
  const inside = endpointChoiceFaults({ ...serviceEndpoints, ...region });
  return [
    ...madeNetworkFaults(settings, args),
    ...inside.map((fault) => ({ ...fault, path: ["serviceEndpoints", ...fault.path] })),
    ...(serviceEndpoints.policies === "scoped" ? endpointPolicyFaults(args) : []),
  ];
}

function securityGroup(
  children: Children,
  { vpc }: MadeNetwork,
  settings: PrivateRoutingSettings,
  region: pulumi.Output<string>,
): EnvironmentSecurityGroup | undefined {
  const { securityGroupRules: rules, vpcCidr, ipv6, serviceEndpoints } = settings;
  if (rules === "none") return undefined;
  const gateways = endpointsFor(serviceEndpoints)
    .filter(({ kind }) => kind === "gateway")
    .map(({ service }) => service);
  const blocks = { vpcCidr, ...(ipv6 && { vpcIpv6Cidr: vpc.ipv6CidrBlock }) };
  return createSecurityGroup(children, {
    vpcId: vpc.id,
    rules,
    ipv6,
    inside: { ...blocks, region, gateways },
  });
}

/** Members of the environment's group or, where others bring theirs, whoever is in the subnets. */
function callersOf(
  security: EnvironmentSecurityGroup | undefined,
  { privateSubnetCidrs }: PrivateRoutingSettings,
): EndpointCallers {
  return security === undefined
    ? { cidrs: privateSubnetCidrs }
    : { securityGroupIds: [security.group.id] };
}
