import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import { endpointServiceName } from "../../mwaa/service/endpoints";
import type { PerZone } from "../../mwaa/settings/types";
import type { Children } from "../children";

/** A gateway endpoint's name begins alike in every partition. */
const S3_GATEWAY = { service: "s3", chinaPrefix: "com.amazonaws" } as const;

/**
 * Sends the private subnets' traffic to S3 through a gateway endpoint instead of a NAT gateway: it
 * costs nothing, and NAT gateways charge by the gigabyte. The endpoint admits every bucket, since
 * DAGs may use any that the execution role lets them.
 *
 * @returns the associations, without which the endpoint serves no subnet.
 */
export function createS3GatewayEndpoint(
  children: Children,
  vpc: ec2.Vpc,
  region: pulumi.Output<string>,
  tables: PerZone<ec2.RouteTable>,
): readonly pulumi.Resource[] {
  const options = { parent: children.parent };
  const endpoint = new ec2.VpcEndpoint(
    children.named("s3-endpoint"),
    {
      vpcId: vpc.id,
      serviceName: region.apply((code) => endpointServiceName(S3_GATEWAY, code)),
      vpcEndpointType: "Gateway",
      tags: children.tags("S3 endpoint"),
    },
    options,
  );
  return tables.map(
    (table, zone) =>
      new ec2.VpcEndpointRouteTableAssociation(
        children.named(`s3-endpoint-private-${zone + 1}`),
        { vpcEndpointId: endpoint.id, routeTableId: table.id },
        options,
      ),
  );
}
