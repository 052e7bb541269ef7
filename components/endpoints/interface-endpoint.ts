import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import { endpointServiceName, type ServiceEndpoint } from "../../mwaa/service/endpoints";
import type { PerZone } from "../../mwaa/settings/types";
import type { Children } from "../children";

/**
 * The addresses that an endpoint of an AWS service has. In dual-stack subnets `ipv4` is enough, since
 * whatever runs there has an address of it.
 */
export type EndpointAddressType = "ipv4" | "dualstack";

/** What the interface endpoints of a network have in common. */
export interface InterfaceEndpoints {
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: PerZone<pulumi.Input<string>>;
  readonly securityGroupId: pulumi.Input<string>;
  readonly region: pulumi.Output<string>;
  readonly ipAddressType: EndpointAddressType;
}

/**
 * Makes an interface endpoint that answers to the service's own name: with private DNS the name
 * leads to the endpoint everywhere in the VPC, and no client has to know of it.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-vpe-create-access.html, "Attach VPC
 * endpoints for AWS services", read 2026-11-22.
 */
export function createInterfaceEndpoint(
  children: Children,
  endpoint: ServiceEndpoint,
  network: InterfaceEndpoints,
  policy: pulumi.Input<string> | undefined,
): ec2.VpcEndpoint {
  const { vpcId, subnetIds, securityGroupId, region, ipAddressType } = network;
  const dnsOptions = dnsOptionsOf(endpoint.service, ipAddressType);
  return new ec2.VpcEndpoint(
    children.named(endpoint.service.replaceAll(".", "-")),
    {
      vpcId,
      serviceName: region.apply((code) => endpointServiceName(endpoint, code)),
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: [...subnetIds],
      securityGroupIds: [securityGroupId],
      ipAddressType,
      ...(dnsOptions !== undefined && { dnsOptions }),
      ...(policy !== undefined && { policy }),
      tags: children.tags(endpoint.service),
    },
    { parent: children.parent },
  );
}

/**
 * S3 can have a gateway beside the interface, and EC2 takes it for granted that the interface is
 * for callers from outside the VPC alone, unless told otherwise. Without a gateway it refuses the
 * endpoint then.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html,
 * "Private DNS", read 2026-11-22.
 */
function dnsOptionsOf(
  service: string,
  dnsRecordIpType: EndpointAddressType,
): ec2.VpcEndpointArgs["dnsOptions"] {
  if (service === "s3") {
    return { dnsRecordIpType, privateDnsOnlyForInboundResolverEndpoint: false };
  }
  return dnsRecordIpType === "ipv4" ? undefined : { dnsRecordIpType };
}
