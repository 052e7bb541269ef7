import type * as pulumi from "@pulumi/pulumi";
import type { CustomerEndpointsSettings } from "../../mwaa/settings/types";
import { CustomerManagedEndpoints } from "../endpoints/customer-managed-endpoints";
import type { CustomerManagedEndpointsArgs } from "../endpoints/customer-managed-endpoints-arguments";
import { EnvironmentAvailability } from "../endpoints/environment-availability";
import { WebserverAddress } from "../endpoints/webserver-address";
import { hostOf } from "../environment/endpoint-request";

/** Endpoints towards MWAA as settings describe them, and whether their environment is waited for. */
export interface AwaitedEndpointsPlan {
  /** The logical name of the endpoints. */
  readonly name: string;
  /** What the names of everything else begin with. */
  readonly prefix: string;
  readonly settings: CustomerEndpointsSettings;
  /** What settings do not say: the environment, its network and what it asks for. */
  readonly request: Omit<CustomerManagedEndpointsArgs, "region" | keyof CustomerEndpointsSettings>;
  readonly region: string;
  /** The role to ask for the environment's state with, where another account has it. */
  readonly roleArn?: pulumi.Input<string>;
  /** For what is in the account of the VPC's owner. */
  readonly ownerOptions: pulumi.ComponentResourceOptions;
  /** For what only asks. */
  readonly options: pulumi.CustomResourceOptions;
}

/** The endpoints and, if it is waited for, the environment once it is available. */
export interface AwaitedEndpoints {
  readonly endpoints: CustomerManagedEndpoints;
  readonly available: EnvironmentAvailability | undefined;
}

/**
 * Makes endpoints and, if settings say so, waits for the environment. The web server's name is
 * certain only once that is available, so that its hosted zone is made after the wait.
 */
export function createAwaitedEndpoints(plan: AwaitedEndpointsPlan): AwaitedEndpoints {
  const { request, region, options } = plan;
  const { waitUntilAvailable, privateHostedZone, ...how } = plan.settings;
  const waits = waitUntilAvailable && request.retired !== true;
  const endpoints = new CustomerManagedEndpoints(
    plan.name,
    { ...how, ...request, region, privateHostedZone: privateHostedZone && !waitUntilAvailable },
    plan.ownerOptions,
  );
  if (!waits) return { endpoints, available: undefined };
  const available = new EnvironmentAvailability(
    `${plan.prefix}-available`,
    {
      environmentName: request.environmentName,
      region,
      ...(plan.roleArn !== undefined && { roleArn: plan.roleArn }),
      endpoints: endpoints.ready,
    },
    options,
  );
  if (privateHostedZone) leadToWebserver(plan, endpoints, available);
  return { endpoints, available };
}

function leadToWebserver(
  { prefix, settings, request, region, ownerOptions }: AwaitedEndpointsPlan,
  endpoints: CustomerManagedEndpoints,
  available: EnvironmentAvailability,
): void {
  const { webserverEndpointDnsName: dnsName, webserverEndpointHostedZoneId: zoneId } = endpoints;
  if (dnsName === undefined || zoneId === undefined) return;
  new WebserverAddress(
    `${prefix}-web-address`,
    {
      vpcId: request.vpcId,
      webserverHost: available.webserverUrl.apply(hostOf),
      webserverEndpointDnsName: dnsName,
      webserverEndpointHostedZoneId: zoneId,
      ipAddressType: settings.ipAddressType,
      region,
      ...(request.tags !== undefined && { tags: request.tags }),
    },
    ownerOptions,
  );
}
