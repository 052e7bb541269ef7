import * as pulumi from "@pulumi/pulumi";
import { resolvePublicRouting } from "../../mwaa/settings/resolve-network";
import type { PerZone, PublicRoutingInput } from "../../mwaa/settings/types";
import { ArgumentGate } from "../argument-gate";
import { Children, type Tags } from "../children";
import { createGatewayEndpoint } from "../endpoints/gateway-endpoint";
import { placeFor, regionFor, type WhereArgs } from "../place";
import type { EnvironmentNetwork } from "./environment-network";
import { createInternetAccess } from "./internet-access";
import { createMadeNetwork, idsOf, type MadeNetwork } from "./made-network";
import { madeNetworkFaults, zonesFor } from "./made-network-plan";
import { createNatGateways } from "./nat-gateways";
import { createNetworkAcl, namedSubnets } from "./network-acl";
import { createPrivateRoutes } from "./private-routes";
import { createSecurityGroup } from "./security-group";
import { createSubnets } from "./subnets";

/**
 * The arguments of a {@link PublicRoutingNetwork}. All of them decide which resources exist, so
 * they are plain values.
 */
export interface PublicRoutingNetworkArgs extends PublicRoutingInput, WhereArgs {
  /** Tags of everything that can have some. */
  readonly tags?: Tags;
}

/**
 * A VPC whose private subnets reach the internet through NAT gateways: what the user guide calls
 * public routing. Two public subnets with the gateways, two private ones for the environment, in
 * two availability zones.
 *
 * ```ts
 * const network = new PublicRoutingNetwork("airflow");
 * ```
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/networking-about.html, "Public routing
 * over the internet", read 2026-11-22.
 */
export class PublicRoutingNetwork extends pulumi.ComponentResource implements EnvironmentNetwork {
  /** The VPC. */
  readonly vpcId: pulumi.Output<string>;
  /** The two private subnets, which the environment takes. */
  readonly subnetIds: PerZone<pulumi.Output<string>>;
  /** The two public subnets. */
  readonly publicSubnetIds: PerZone<pulumi.Output<string>>;
  /** The one security group; none if the arguments say so. */
  readonly securityGroupIds: readonly pulumi.Output<string>[];
  /** The route table of each private subnet. */
  readonly routeTableIds: PerZone<pulumi.Output<string>>;
  readonly ready: readonly pulumi.Resource[];

  constructor(
    name: string,
    args: PublicRoutingNetworkArgs = {},
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("mwaa:index:PublicRoutingNetwork", name, {}, opts);
    const settings = resolvePublicRouting(args);
    const gate = new ArgumentGate("PublicRoutingNetwork", name);
    gate.refuse(madeNetworkFaults(settings, args));
    const { ipv6 } = settings;
    const children = new Children(this, name, args.tags);
    const region = regionFor(args, this);
    const zoneIds = zonesFor(settings.zoneIds, region, gate);

    const network = createMadeNetwork(children, settings, {
      zoneIds,
      place: () => placeFor({ ...args, region }, this),
    });
    const { vpc, subnets, tables } = network;
    const publicSubnets = createSubnets(children, {
      kind: "public",
      vpc,
      cidrs: settings.publicSubnetCidrs,
      zoneIds,
      ipv6,
    });
    const internet = createInternetAccess(children, vpc, publicSubnets, ipv6);
    const nats = createNatGateways(children, settings.natGateways, publicSubnets, internet);
    const routes = createPrivateRoutes(children, network, nats, ipv6);
    const acl = createNetworkAcl(
      children,
      vpc,
      { ...namedSubnets("public", publicSubnets), ...namedSubnets("private", subnets) },
      settings,
    );
    const s3 = settings.s3GatewayEndpoint ? s3Gateway(children, network, region) : [];
    const rules = settings.securityGroupRules;
    const security =
      rules === "none" ? undefined : createSecurityGroup(children, { vpcId: vpc.id, rules, ipv6 });

    this.vpcId = vpc.id;
    this.subnetIds = idsOf(subnets);
    this.publicSubnetIds = idsOf(publicSubnets);
    this.securityGroupIds = security === undefined ? [] : [security.group.id];
    this.routeTableIds = idsOf(tables);
    this.ready = [
      ...network.edges,
      ...internet.edges,
      ...routes,
      ...acl,
      ...s3,
      ...(security?.rules ?? []),
    ];
    this.registerOutputs({
      vpcId: this.vpcId,
      subnetIds: this.subnetIds,
      publicSubnetIds: this.publicSubnetIds,
      securityGroupIds: this.securityGroupIds,
    });
  }
}

/** S3 without the NAT gateways. It admits every bucket: DAGs may use any that the role lets them. */
function s3Gateway(
  children: Children,
  { vpc, tables }: MadeNetwork,
  region: pulumi.Output<string>,
): readonly pulumi.Resource[] {
  const { associations } = createGatewayEndpoint(children, {
    name: "s3-endpoint",
    label: "S3 endpoint",
    service: "s3",
    vpcId: vpc.id,
    region,
    tables: { "private-1": tables[0].id, "private-2": tables[1].id },
  });
  return associations;
}
