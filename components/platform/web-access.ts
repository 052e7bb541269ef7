import type * as pulumi from "@pulumi/pulumi";
import type { CustomerManagedEndpoints } from "../endpoints/customer-managed-endpoints";
import type { Environment } from "../environment/environment";
import { WebserverLoadBalancer } from "../web-access/webserver-load-balancer";
import type { EnvironmentNetwork } from "../network/environment-network";
import type { Kit } from "./kit";
import type { PlatformNetwork } from "./network";

/** The web server under a domain of one's own, if settings ask for it. */
export function createWebAccess(
  kit: Kit,
  parts: {
    readonly network: PlatformNetwork;
    readonly environment: Environment | undefined;
    readonly endpoints: CustomerManagedEndpoints | undefined;
  },
): WebserverLoadBalancer | undefined {
  const { args, shared, options } = kit;
  const { network, environment, endpoints } = parts;
  const { webAccess } = args;
  const { vpcId }: EnvironmentNetwork = network;
  if (webAccess === undefined || environment === undefined || vpcId === undefined) return undefined;
  return new WebserverLoadBalancer(
    kit.named("web"),
    {
      ...webAccess,
      ...shared,
      ...endpointOf(environment, endpoints),
      vpcId,
      subnetIds: subnetsFor(webAccess.scheme, network),
      environmentSecurityGroupId: endpoints?.securityGroupId ?? firstOf(network.securityGroupIds),
    },
    // A load balancer with public addresses needs the way to the internet to be there.
    { ...options, dependsOn: [...network.ready] },
  );
}

/** Where the web server's endpoint is: known here if it is made here, else looked up. */
function endpointOf(
  environment: Environment,
  endpoints: CustomerManagedEndpoints | undefined,
): Pick<
  ConstructorParameters<typeof WebserverLoadBalancer>[1],
  "environment" | "endpointAddresses"
> {
  const addresses = endpoints?.webserverEndpointAddresses;
  return addresses === undefined ? { environment } : { endpointAddresses: [...addresses] };
}

/** A load balancer with public addresses stands in public subnets. */
function subnetsFor(
  scheme: "internal" | "internet-facing",
  network: PlatformNetwork,
): readonly pulumi.Input<string>[] {
  return scheme === "internet-facing" && "publicSubnetIds" in network
    ? network.publicSubnetIds
    : network.subnetIds;
}

/** Networks that are made here have one group; of several any does that the endpoint has too. */
function firstOf(ids: readonly pulumi.Output<string>[]): pulumi.Input<string> {
  return ids[0] ?? "";
}
