import type { CustomerManagedEndpoints } from "../endpoints/customer-managed-endpoints";
import type { CustomerManagedEndpointsArgs } from "../endpoints/customer-managed-endpoints-arguments";
import type { Environment } from "../environment/environment";
import type { EnvironmentNetwork } from "../network/environment-network";
import { createAwaitedEndpoints } from "./awaited-endpoints";
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
  const { region, ...where } = shared;
  return createAwaitedEndpoints({
    name: kit.named("endpoints"),
    prefix: kit.name,
    settings: args.endpoints,
    request: {
      ...where,
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
    region,
    ownerOptions: { ...options, ...(owner !== undefined && { provider: owner.provider }) },
    options,
  }).endpoints;
}

/** What only the environment can say; once it is retired, the endpoints keep what it said. */
function requestOf(
  environment: Environment | undefined,
): Pick<
  CustomerManagedEndpointsArgs,
  "databaseVpcEndpointService" | "webserverVpcEndpointService" | "webserverHost" | "retired"
> {
  if (environment === undefined) return { retired: true };
  const { databaseVpcEndpointService, webserverVpcEndpointService, webserverHost } =
    environment.endpointRequest;
  return { databaseVpcEndpointService, webserverVpcEndpointService, webserverHost };
}
