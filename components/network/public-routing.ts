import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import type { PerZone, PublicRoutingInput } from "../../mwaa/settings/types";
import { ArgumentGate } from "../argument-gate";
import { Children, type Tags } from "../children";
import { placeFor, regionFor, type WhereArgs } from "../place";
import type { EnvironmentNetwork } from "./environment-network";
import { createFlowLogs } from "./flow-logs";
import { createInternetAccess } from "./internet-access";
import { createNatGateways } from "./nat-gateways";
import { createPrivateRoutes } from "./private-routes";
import { publicRoutingDefaults, publicRoutingFaults, zonesFor } from "./public-routing-plan";
import { createS3GatewayEndpoint } from "./s3-gateway-endpoint";
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
  /** The one security group. */
  readonly securityGroupIds: readonly pulumi.Output<string>[];
  /** The route table of each private subnet. */
  readonly privateRouteTableIds: PerZone<pulumi.Output<string>>;
  readonly ready: readonly pulumi.Resource[];

  constructor(
    name: string,
    args: PublicRoutingNetworkArgs = {},
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("mwaa:index:PublicRoutingNetwork", name, {}, opts);
    const gate = new ArgumentGate("PublicRoutingNetwork", name);
    gate.refuse(publicRoutingFaults(args));
    const settings = publicRoutingDefaults(args);
    const { ipv6 } = settings;
    const children = new Children(this, name, args.tags);
    const region = regionFor(args, this);
    const zoneIds = zonesFor(settings.zoneIds, region, gate);

    const vpc = createVpc(children, settings.vpcCidr, ipv6);
    const subnets = { vpc, zoneIds, ipv6 };
    const publicSubnets = createSubnets(children, {
      ...subnets,
      kind: "public",
      cidrs: settings.publicSubnetCidrs,
    });
    const privateSubnets = createSubnets(children, {
      ...subnets,
      kind: "private",
      cidrs: settings.privateSubnetCidrs,
    });
    const internet = createInternetAccess(children, vpc, publicSubnets, ipv6);
    const nats = createNatGateways(children, settings.natGateways, publicSubnets, internet);
    const routes = createPrivateRoutes(children, vpc, privateSubnets, nats, ipv6);
    const s3 = settings.s3GatewayEndpoint
      ? createS3GatewayEndpoint(children, vpc, region, routes.tables)
      : [];
    const security = createSecurityGroup(children, { vpcId: vpc.id, ipv6 });
    if (settings.flowLogs !== undefined) {
      createFlowLogs(children, vpc, placeFor({ ...args, region }, this), settings.flowLogs);
    }

    this.vpcId = vpc.id;
    this.subnetIds = [privateSubnets[0].id, privateSubnets[1].id];
    this.publicSubnetIds = [publicSubnets[0].id, publicSubnets[1].id];
    this.securityGroupIds = [security.group.id];
    this.privateRouteTableIds = [routes.tables[0].id, routes.tables[1].id];
    this.ready = [...internet.edges, ...routes.edges, ...s3, ...security.rules];
    this.registerOutputs({
      vpcId: this.vpcId,
      subnetIds: this.subnetIds,
      publicSubnetIds: this.publicSubnetIds,
      securityGroupIds: this.securityGroupIds,
    });
  }
}

/** DNS names are what the environment's own endpoints are found by, so both settings are on. */
function createVpc(children: Children, cidr: string, ipv6: boolean): ec2.Vpc {
  return new ec2.Vpc(
    children.named("vpc"),
    {
      cidrBlock: cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      ...(ipv6 && { assignGeneratedIpv6CidrBlock: true }),
      tags: children.tags("VPC"),
    },
    { parent: children.parent },
  );
}
