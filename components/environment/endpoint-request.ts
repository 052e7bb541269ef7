import type * as mwaa from "@pulumi/aws/mwaa";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../mwaa/service/partitions";
import type { PerZone } from "../../mwaa/settings/types";
import type { EnvironmentNetwork } from "../network/environment-network";

/**
 * What the owner of the VPC has to know to make the endpoints of an environment that does not make
 * its own. The names of the endpoint services are those that the environment got; everything else is
 * known before it exists.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-endpoint-management.html, "Create
 * the environment", read 2026-11-22.
 */
export interface EndpointRequest {
  /** The environment's name. */
  readonly environmentName: pulumi.Output<string>;
  /** The account of the environment, 12 digits. */
  readonly environmentAccount: pulumi.Output<string>;
  /** The environment's security groups, which belong to its own account. */
  readonly securityGroupIds: readonly pulumi.Output<string>[];
  /** The VPC, where the network names it. */
  readonly vpcId?: pulumi.Output<string>;
  /** The environment's subnets, in which the endpoints have to be too. */
  readonly subnetIds: PerZone<pulumi.Output<string>>;
  /** The name of the service of the metadata database. */
  readonly databaseVpcEndpointService: pulumi.Output<string>;
  /** The name of the service of the web server; empty where the access mode has none. */
  readonly webserverVpcEndpointService: pulumi.Output<string>;
  /** Who can open the web interface, which decides how many endpoints there are. */
  readonly webserverAccessMode: pulumi.Output<string>;
  /** The host of the web interface, without `https://`; may be empty while it is `PENDING`. */
  readonly webserverHost: pulumi.Output<string>;
}

/** What {@link endpointRequest} reads off. */
export interface RequestingEnvironment {
  readonly environment: mwaa.Environment;
  /** The environment's name, as the component shows it. */
  readonly name: pulumi.Output<string>;
  readonly place: pulumi.Output<Place>;
  readonly network: EnvironmentNetwork;
  /** As it is sent to the service. */
  readonly webserverAccessMode: pulumi.Input<string>;
}

/** What the owner of its VPC has to know of an environment. */
export function endpointRequest(of: RequestingEnvironment): EndpointRequest {
  const { environment, name, place, network } = of;
  return {
    environmentName: name,
    environmentAccount: place.account,
    securityGroupIds: network.securityGroupIds.map((id) => pulumi.output(id)),
    ...(network.vpcId !== undefined && { vpcId: network.vpcId }),
    subnetIds: [pulumi.output(network.subnetIds[0]), pulumi.output(network.subnetIds[1])],
    databaseVpcEndpointService: environment.databaseVpcEndpointService,
    webserverVpcEndpointService: environment.webserverVpcEndpointService,
    webserverAccessMode: pulumi.output(of.webserverAccessMode),
    webserverHost: environment.webserverUrl.apply(hostOf),
  };
}

/** The host in an address, which the service gives with or without a scheme. */
export function hostOf(address: string): string {
  return address.replace(/^https:\/\//, "").replace(/\/.*$/, "");
}
