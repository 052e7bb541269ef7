import * as pulumi from "@pulumi/pulumi";
import type { CustomerEndpointsStackSettings } from "../../mwaa/settings/types";
import type { Tags } from "../children";
import type { CustomerManagedEndpoints } from "../endpoints/customer-managed-endpoints";
import type { EnvironmentAvailability } from "../endpoints/environment-availability";
import { createAwaitedEndpoints } from "./awaited-endpoints";
import { exportedRequest } from "./exported-request";
import { OtherStack, TEXT } from "./other-stack";

/** What {@link CustomerEndpoints} are made from. */
export interface CustomerEndpointsArgs extends Omit<
  CustomerEndpointsStackSettings,
  "builds" | "preset" | "account" | "tags"
> {
  /** Of everything; some values may be secrets. */
  readonly tags: Tags;
  /** The account that owns the network, 12 digits. */
  readonly account: string;
}

/**
 * The endpoints of an environment that runs in this account's network and belongs to another one,
 * from what the environment's own stack exports. With this stack an environment that waits in
 * `PENDING` comes up; it waits for that, if asked to, through the role that the environment's stack
 * makes for the owner of the network.
 */
export class CustomerEndpoints extends pulumi.ComponentResource {
  /** The endpoints. */
  readonly endpoints: CustomerManagedEndpoints;
  /** The environment, once it is available, if it is waited for. */
  readonly available: EnvironmentAvailability | undefined;

  constructor(name: string, args: CustomerEndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mwaa:index:CustomerEndpoints", name, {}, opts);
    const { environmentStack, endpoints, webserverAccessMode, region, account, tags } = args;
    const stack = new OtherStack(
      { kind: "CustomerEndpoints", name },
      {
        stack: environmentStack,
        path: ["environmentStack"],
        what: "a stack with an environment in a network that this account shares",
      },
      { name: `${name}-environment-stack`, options: { parent: this } },
    );
    const request = exportedRequest(stack, webserverAccessMode);
    const made = createAwaitedEndpoints({
      name,
      prefix: name,
      settings: endpoints,
      request: {
        environmentName: request.environmentName,
        environmentAccount: request.environmentAccount,
        ownerAccount: account,
        environmentSecurityGroupIds: [
          request.apply(({ securityGroupIds }) => only(securityGroupIds)),
        ],
        vpcId: request.vpcId,
        subnetIds: [request.subnetIds[0], request.subnetIds[1]],
        databaseVpcEndpointService: request.databaseVpcEndpointService,
        webserverVpcEndpointService: request.apply(
          ({ webserverVpcEndpointService = "" }) => webserverVpcEndpointService,
        ),
        webserverHost: request.apply(({ webserverHost = "" }) => webserverHost),
        webserverAccessMode,
        account,
        tags,
      },
      region,
      ...(endpoints.waitUntilAvailable && {
        roleArn: stack.output("statusReaderRoleArn", TEXT),
      }),
      ownerOptions: { parent: this },
      options: { parent: this },
    });
    this.endpoints = made.endpoints;
    this.available = made.available;
    this.registerOutputs({ databaseEndpointId: this.endpoints.databaseEndpointId });
  }
}

/** The request was refused if it has more than one. */
function only(ids: readonly string[]): string {
  return ids[0] ?? "";
}
