import { keyArnOf } from "../access/customer-key";
import type { Environment } from "../environment/environment";
import { bucketNameOf } from "../environment/inputs";
import type { EnvironmentNetwork } from "../network/environment-network";
import type { CustomerEndpoints } from "./customer-endpoints";
import type { Platform } from "./platform";

/** What a person needs next: addresses, names, and the commands to log in. */
export function platformOutputs(platform: Platform): Record<string, unknown> {
  const { environment, network, webAccess } = platform;
  const { vpcId }: EnvironmentNetwork = network;
  return {
    ...(environment !== undefined && environmentOutputs(environment)),
    ...(platform.endpointRequest !== undefined && { endpointRequest: platform.endpointRequest }),
    bucketName: bucketNameOf(platform.bucket),
    ...(platform.key !== undefined && { keyArn: keyArnOf(platform.key) }),
    ...(vpcId !== undefined && { vpcId }),
    subnetIds: network.subnetIds,
    securityGroupIds: network.securityGroupIds,
    ...("statusReaderRoleArn" in network && { statusReaderRoleArn: network.statusReaderRoleArn }),
    ...(webAccess !== undefined && { webAccessUrl: webAccess.url }),
    ...(platform.endpoints?.dnsHandOver !== undefined && {
      webserverDnsHandOver: platform.endpoints.dnsHandOver,
    }),
  };
}

function environmentOutputs(environment: Environment): Record<string, unknown> {
  return {
    environmentName: environment.name,
    environmentArn: environment.arn,
    status: environment.status,
    webserverUrl: environment.webserverUrl,
    loginCommands: environment.loginCommands,
    executionRoleArn: environment.executionRoleArn,
    logGroupNames: environment.logGroupNames,
  };
}

/** What the environment's people need of its endpoints: that they are there, and where they lead. */
export function customerEndpointsOutputs(stack: CustomerEndpoints): Record<string, unknown> {
  const { endpoints } = stack;
  return {
    databaseEndpointId: endpoints.databaseEndpointId,
    ...(endpoints.webserverEndpointId !== undefined && {
      webserverEndpointId: endpoints.webserverEndpointId,
    }),
    ...(endpoints.dnsHandOver !== undefined && { webserverDnsHandOver: endpoints.dnsHandOver }),
    securityGroupId: endpoints.securityGroupId,
  };
}
