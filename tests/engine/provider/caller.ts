import type { CloudFile } from "./cloud/records";
import { isList, isObject, textOf } from "./wire";
import type { JsonObject } from "./wire";

const ROLE_ACCOUNT = /^arn:aws[a-z-]*:iam::(\d{12}):role\/.+$/;

/**
 * The account that a provider calls from: that of the last role that it assumes, of its profile, or of the ambient
 * credentials. Throws for a profile that nobody set up and for a role that is no ARN.
 */
export function callerOf(configuration: JsonObject, cloud: CloudFile, ambient: string): string {
  const roles = (isList(configuration["assumeRoles"]) ? configuration["assumeRoles"] : [])
    .filter((role) => isObject(role))
    .map((role) => textOf(role, "roleArn") ?? "");
  const last = roles.at(-1);
  if (last !== undefined) {
    const account = ROLE_ACCOUNT.exec(last)?.[1];
    if (account === undefined) throw new Error(`Cannot assume IAM Role: "${last}" is no role ARN`);
    return account;
  }
  const profile = textOf(configuration, "profile");
  if (profile === undefined) return ambient;
  const account = cloud.profiles?.[profile];
  if (account === undefined) throw new Error(`failed to get shared config profile, ${profile}`);
  return account;
}
