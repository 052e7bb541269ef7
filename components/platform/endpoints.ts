import type * as pulumi from "@pulumi/pulumi";
import { CustomerManagedEndpoints } from "../endpoints/customer-managed-endpoints";
import { EnvironmentAvailability } from "../endpoints/environment-availability";
import type { Environment } from "../environment/environment";
import type { EnvironmentNetwork } from "../network/environment-network";
import type { Kit } from "./kit";
import type { OwnerSide, PlatformNetwork } from "./network";

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
  const { waitUntilAvailable, ...how } = args.endpoints;
  const provider: pulumi.ComponentResourceOptions =
    owner === undefined ? {} : { provider: owner.provider };
  const endpoints = new CustomerManagedEndpoints(
    kit.named("endpoints"),
    {
      ...how,
      ...shared,
      ...requestOf(environment),
      account: owner?.account ?? shared.account,
      environmentName: args.name,
      environmentAccount: shared.account,
      environmentSecurityGroupIds: network.securityGroupIds,
      vpcId,
      subnetIds: network.subnetIds,
      webserverAccessMode: args.webserverAccessMode,
    },
    { ...options, ...provider },
  );
  if (waitUntilAvailable && environment !== undefined) {
    new EnvironmentAvailability(
      kit.named("available"),
      { environmentName: args.name, region: shared.region, endpoints: endpoints.ready },
      options,
    );
  }
  return endpoints;
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
