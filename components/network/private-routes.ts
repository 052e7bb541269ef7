import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import type { Children } from "../children";
import type { MadeNetwork } from "./made-network";
import type { NatGateways } from "./nat-gateways";
import { createDefaultRoutes } from "./routes";

/**
 * Sends each private subnet's traffic to the NAT gateway of its zone and, where the network has
 * IPv6, to an egress-only gateway: NAT gateways are for IPv4.
 */
export function createPrivateRoutes(
  children: Children,
  { vpc, tables }: MadeNetwork,
  natGateways: NatGateways,
  ipv6: boolean,
): readonly pulumi.Resource[] {
  const egressOnly = ipv6
    ? new ec2.EgressOnlyInternetGateway(
        children.named("egress-only-gateway"),
        { vpcId: vpc.id, tags: children.tags("egress-only gateway") },
        { parent: children.parent },
      )
    : undefined;
  return ([0, 1] as const).flatMap((zone) =>
    createDefaultRoutes(children, `private-${zone + 1}`, tables[zone], {
      ipv4: { natGatewayId: natGateways[zone].id },
      ...(egressOnly !== undefined && { ipv6: { egressOnlyGatewayId: egressOnly.id } }),
    }),
  );
}
