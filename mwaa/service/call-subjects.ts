import { keyArn, logGroupArn } from "./arns";
import { LOG_MODULES } from "./logs";
import { logGroupName } from "./names";
import type { CallContext, CallSubject } from "./service-call";

/** The resource of actions that know none. */
export const anywhere = (): readonly string[] => ["*"];

/** The context of calls that no condition looks at. */
export const anyContext = (): readonly CallContext[] => [{}];

/** The environment's five log groups. */
export function logGroups({ place, environmentName }: CallSubject): readonly string[] {
  return LOG_MODULES.map(({ suffix }) => logGroupArn(place, logGroupName(environmentName, suffix)));
}

/** The customer's key, or any key that could be it. */
export function customerKey(subject: CallSubject): readonly string[] {
  return [subject.keyArn ?? keyArn(subject.place, "*")];
}

/** The execution role, or any role of the account that could be it. */
export function executionRole({ place, executionRoleArn }: CallSubject): readonly string[] {
  return [executionRoleArn ?? `arn:${place.partition}:iam::${place.account}:role/*`];
}
