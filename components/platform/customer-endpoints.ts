import * as pulumi from "@pulumi/pulumi";
import type { CustomerEndpointsStackSettings, PerZone } from "../../mwaa/settings/types";
import { CustomerManagedEndpoints } from "../endpoints/customer-managed-endpoints";
import { EnvironmentAvailability } from "../endpoints/environment-availability";

/** What {@link CustomerEndpoints} are made from. */
export interface CustomerEndpointsArgs extends Omit<
  CustomerEndpointsStackSettings,
  "builds" | "preset" | "account"
> {
  /** The account that owns the network, 12 digits. */
  readonly account: string;
}

/** What the stack of an environment exports for the owner of its network. */
interface Exported {
  readonly environmentName: string;
  readonly environmentAccount: string;
  readonly securityGroupIds: readonly string[];
  readonly vpcId: string;
  readonly subnetIds: PerZone<string>;
  readonly databaseVpcEndpointService: string;
  readonly webserverVpcEndpointService: string;
  readonly webserverHost: string;
  readonly statusReaderRoleArn?: string;
}

/**
 * The endpoints of an environment that runs in this account's network and belongs to another one,
 * from what the environment's own stack exports. With this stack an environment that waits in
 * `PENDING` comes up.
 */
export class CustomerEndpoints extends pulumi.ComponentResource {
  readonly endpoints: CustomerManagedEndpoints;

  constructor(name: string, args: CustomerEndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mwaa:index:CustomerEndpoints", name, {}, opts);
    const { environmentStack, endpoints, webserverAccessMode, region, account, tags } = args;
    const stack = new pulumi.StackReference(
      `${name}-environment-stack`,
      { name: environmentStack },
      { parent: this },
    );
    const request = stack.requireOutput("endpointRequest") as pulumi.Output<Exported>;
    const { waitUntilAvailable, ...how } = endpoints;
    this.endpoints = new CustomerManagedEndpoints(
      name,
      {
        ...how,
        environmentName: request.environmentName,
        environmentAccount: request.environmentAccount,
        ownerAccount: account,
        environmentSecurityGroupIds: [request.securityGroupIds.apply(first)],
        vpcId: request.vpcId,
        subnetIds: [request.subnetIds[0], request.subnetIds[1]],
        databaseVpcEndpointService: request.databaseVpcEndpointService,
        webserverVpcEndpointService: request.webserverVpcEndpointService,
        webserverHost: request.webserverHost,
        webserverAccessMode,
        region,
        account,
        tags,
      },
      { parent: this },
    );
    if (waitUntilAvailable) {
      new EnvironmentAvailability(
        `${name}-available`,
        {
          environmentName: request.environmentName,
          region,
          roleArn: request.apply(({ statusReaderRoleArn = "" }) => statusReaderRoleArn),
          endpoints: this.endpoints.ready,
        },
        { parent: this },
      );
    }
    this.registerOutputs({ databaseEndpointId: this.endpoints.databaseEndpointId });
  }
}

/** The environments made here have one group; the count decides which rules there are. */
function first(ids: readonly string[]): string {
  return ids[0] ?? "";
}
