import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import type { PerZone } from "../../mwaa/settings/types";
import type { Children } from "../children";
import type { NatGateways } from "./nat-gateways";
import { createAssociation, createDefaultRoutes } from "./routes";

/** The private subnets' way out, a route table for each zone. */
export interface PrivateRoutes {
  readonly tables: PerZone<ec2.RouteTable>;
  /** The routes and associations that give the subnets their way out. */
  readonly edges: readonly pulumi.Resource[];
}

/**
 * Sends each private subnet's traffic to the NAT gateway of its zone and, where the network has
 * IPv6, to an egress-only gateway: NAT gateways are for IPv4.
 */
export function createPrivateRoutes(
  children: Children,
  vpc: ec2.Vpc,
  privateSubnets: PerZone<ec2.Subnet>,
  natGateways: NatGateways,
  ipv6: boolean,
): PrivateRoutes {
  const options = { parent: children.parent };
  const egressOnly = ipv6
    ? new ec2.EgressOnlyInternetGateway(
        children.named("egress-only-gateway"),
        { vpcId: vpc.id, tags: children.tags("egress-only gateway") },
        options,
      )
    : undefined;
  const create = (zone: 0 | 1): { table: ec2.RouteTable; edges: pulumi.Resource[] } => {
    const name = `private-${zone + 1}`;
    const table = new ec2.RouteTable(
      children.named(`${name}-routes`),
      { vpcId: vpc.id, tags: children.tags(`private routes ${zone + 1}`) },
      options,
    );
    const routes = createDefaultRoutes(children, name, table, {
      ipv4: { natGatewayId: natGateways[zone].id },
      ...(egressOnly !== undefined && { ipv6: { egressOnlyGatewayId: egressOnly.id } }),
    });
    const association = createAssociation(children, name, table, privateSubnets[zone]);
    return { table, edges: [...routes, association] };
  };
  const [first, second] = [create(0), create(1)];
  return { tables: [first.table, second.table], edges: [...first.edges, ...second.edges] };
}
