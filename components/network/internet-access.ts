import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import type { PerZone } from "../../mwaa/settings/types";
import type { Children } from "../children";
import { createAssociation, createDefaultRoutes } from "./routes";

/** The way from the public subnets to the internet. */
export interface InternetAccess {
  readonly gateway: ec2.InternetGateway;
  /** Until the gateway is attached to the VPC, addresses and routes that use it are refused. */
  readonly attachment: ec2.InternetGatewayAttachment;
  /** The routes and associations that make the subnets public. */
  readonly edges: readonly pulumi.Resource[];
}

/** Attaches an internet gateway to the VPC and sends the public subnets' traffic to it. */
export function createInternetAccess(
  children: Children,
  vpc: ec2.Vpc,
  publicSubnets: PerZone<ec2.Subnet>,
  ipv6: boolean,
): InternetAccess {
  const options = { parent: children.parent };
  const gateway = new ec2.InternetGateway(
    children.named("internet-gateway"),
    { tags: children.tags("internet gateway") },
    options,
  );
  const attachment = new ec2.InternetGatewayAttachment(
    children.named("internet-gateway-attachment"),
    { internetGatewayId: gateway.id, vpcId: vpc.id },
    options,
  );
  const table = new ec2.RouteTable(
    children.named("public-routes"),
    { vpcId: vpc.id, tags: children.tags("public routes") },
    options,
  );
  const routes = createDefaultRoutes(
    children,
    "public",
    table,
    { ipv4: { gatewayId: gateway.id }, ...(ipv6 && { ipv6: { gatewayId: gateway.id } }) },
    [attachment],
  );
  const associations = publicSubnets.map((subnet, zone) =>
    createAssociation(children, `public-${zone + 1}`, table, subnet),
  );
  return { gateway, attachment, edges: [...routes, ...associations] };
}
