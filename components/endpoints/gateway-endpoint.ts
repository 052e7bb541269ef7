import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import { gatewayEndpointName } from "../../mwaa/service/endpoints";
import type { Children } from "../children";

/** What a gateway endpoint is made from. */
export interface GatewayEndpointPlan {
  /** The end of the endpoint's logical name. */
  readonly name: string;
  /** What its `Name` tag says it is. */
  readonly label: string;
  /** A service that has gateways: S3 or DynamoDB. */
  readonly service: string;
  readonly vpcId: pulumi.Input<string>;
  readonly region: pulumi.Output<string>;
  /** The route tables of the subnets to serve, by the end of their association's logical name. */
  readonly tables: Readonly<Record<string, pulumi.Input<string>>>;
  /** Absent: everything passes. */
  readonly policy?: pulumi.Input<string>;
}

/** A gateway endpoint, and the associations without which it serves no subnet. */
export interface GatewayEndpoint {
  readonly endpoint: ec2.VpcEndpoint;
  readonly associations: readonly pulumi.Resource[];
}

/**
 * Sends what subnets send to a service through a gateway endpoint: it costs nothing, while NAT
 * gateways and interface endpoints charge by the gigabyte.
 */
export function createGatewayEndpoint(
  children: Children,
  plan: GatewayEndpointPlan,
): GatewayEndpoint {
  const options = { parent: children.parent };
  const endpoint = new ec2.VpcEndpoint(
    children.named(plan.name),
    {
      vpcId: plan.vpcId,
      serviceName: plan.region.apply((code) => gatewayEndpointName(plan.service, code)),
      vpcEndpointType: "Gateway",
      ...(plan.policy !== undefined && { policy: plan.policy }),
      tags: children.tags(plan.label),
    },
    options,
  );
  const associations = Object.entries(plan.tables).map(
    ([table, routeTableId]) =>
      new ec2.VpcEndpointRouteTableAssociation(
        children.named(`${plan.name}-${table}`),
        { vpcEndpointId: endpoint.id, routeTableId },
        options,
      ),
  );
  return { endpoint, associations };
}
