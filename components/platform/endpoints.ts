import type * as pulumi from "@pulumi/pulumi";
import { CustomerManagedEndpoints } from "../endpoints/customer-managed-endpoints";
import { EnvironmentAvailability } from "../endpoints/environment-availability";
import { WebserverAddress } from "../endpoints/webserver-address";
import { hostOf } from "../environment/endpoint-request";
import type { Environment } from "../environment/environment";
import type { EnvironmentNetwork } from "../network/environment-network";
import type { Kit } from "./kit";
import type { PlatformNetwork } from "./network";
import type { OwnerSide } from "./participant";

/**
 * The endpoints between an environment and MWAA, if this program makes them: with a provider of the
 * VPC's owner where that is another account. A shared network whose owner is elsewhere has none.
 */
export function createEndpoints(
  kit: Kit,
  parts: {
    readonly network: PlatformNetwork;
    readonly owner: OwnerSide | undefined;
    readonly environment: Environment | undefined;
  },
): CustomerManagedEndpoints | undefined {
  const { args, shared, options } = kit;
  const { network, owner, environment } = parts;
  const { vpcId }: EnvironmentNetwork = network;
  const isElsewhere = args.network.kind === "shared" && owner === undefined;
  if (args.endpointManagement !== "CUSTOMER" || isElsewhere || vpcId === undefined)
    return undefined;
  const { waitUntilAvailable, privateHostedZone, ...how } = args.endpoints;
  // Its name is certain only once the environment is available, so that waiting comes first.
  const leadsToWebserver = privateHostedZone && waitUntilAvailable;
  const provider: pulumi.ComponentResourceOptions =
    owner === undefined ? {} : { provider: owner.provider };
  const endpoints = new CustomerManagedEndpoints(
    kit.named("endpoints"),
    {
      ...how,
      privateHostedZone: privateHostedZone && !waitUntilAvailable,
      ...shared,
      ...requestOf(environment),
      account: owner?.account ?? shared.account,
      environmentName: args.name,
      ...(owner !== undefined && {
        ownerAccount: owner.account,
        environmentAccount: shared.account,
      }),
      environmentSecurityGroupIds: network.securityGroupIds,
      vpcId,
      subnetIds: network.subnetIds,
      webserverAccessMode: args.webserverAccessMode,
    },
    { ...options, ...provider },
  );
  if (waitUntilAvailable && environment !== undefined)
    awaitEnvironment(kit, { endpoints, vpcId, leadsToWebserver, provider });
  return endpoints;
}

/** Waits for the environment and, then, leads its name to its endpoint where that is asked for. */
function awaitEnvironment(
  kit: Kit,
  parts: {
    readonly endpoints: CustomerManagedEndpoints;
    readonly vpcId: pulumi.Input<string>;
    readonly leadsToWebserver: boolean;
    readonly provider: pulumi.ComponentResourceOptions;
  },
): void {
  const { args, shared, options } = kit;
  const { endpoints, vpcId, leadsToWebserver, provider } = parts;
  const available = new EnvironmentAvailability(
    kit.named("available"),
    { environmentName: args.name, region: shared.region, endpoints: endpoints.ready },
    options,
  );
  const { webserverEndpointDnsName: dnsName, webserverEndpointHostedZoneId: zoneId } = endpoints;
  if (!leadsToWebserver || dnsName === undefined || zoneId === undefined) return;
  new WebserverAddress(
    kit.named("web-address"),
    {
      vpcId,
      webserverHost: available.webserverUrl.apply(hostOf),
      webserverEndpointDnsName: dnsName,
      webserverEndpointHostedZoneId: zoneId,
      ipAddressType: args.endpoints.ipAddressType,
      region: shared.region,
      tags: shared.tags,
    },
    { ...options, ...provider },
  );
}

/** What only the environment can say; once it is retired, the endpoints keep what it said. */
function requestOf(
  environment: Environment | undefined,
): Pick<
  ConstructorParameters<typeof CustomerManagedEndpoints>[1],
  "databaseVpcEndpointService" | "webserverVpcEndpointService" | "webserverHost" | "retired"
> {
  if (environment === undefined) return { retired: true };
  const { databaseVpcEndpointService, webserverVpcEndpointService, webserverHost } =
    environment.endpointRequest;
  return { databaseVpcEndpointService, webserverVpcEndpointService, webserverHost };
}
