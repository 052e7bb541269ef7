import { bucketNameOf } from "../environment/inputs";
import { keyArnOf } from "../access/customer-key";
import type { Platform } from "./platform";

/** What a person needs next: addresses, names, and the commands to log in. */
export function platformOutputs(platform: Platform): Record<string, unknown> {
  const { environment, network } = platform;
  return {
    environmentName: environment.name,
    environmentArn: environment.arn,
    status: environment.status,
    webserverUrl: environment.webserverUrl,
    loginCommands: environment.loginCommands,
    executionRoleArn: environment.executionRoleArn,
    bucketName: bucketNameOf(platform.bucket),
    logGroupNames: environment.logGroupNames,
    ...(platform.key !== undefined && { keyArn: keyArnOf(platform.key) }),
    ...("vpcId" in network && { vpcId: network.vpcId }),
    subnetIds: network.subnetIds,
    securityGroupIds: network.securityGroupIds,
  };
}
