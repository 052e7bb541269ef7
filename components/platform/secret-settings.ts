import * as pulumi from "@pulumi/pulumi";
import { settingKey } from "../../mwaa/settings/setting-fault";
import type { Settings } from "../../mwaa/settings/types";
import type { PlatformArgs } from "./arguments";

/** The settings that can stay secrets all the way to AWS. */
const CAN_STAY_SECRET: readonly string[] = [
  "tags",
  "weeklyMaintenanceWindowStart",
  "airflowConfigurationOptions",
  "environmentArgs",
];

/**
 * Settings as a platform's arguments, with what came from secret configuration as secrets again:
 * to a program Pulumi hands it in plain text. What goes into names, addresses and documents is
 * shown there in any case, so that about these there is only a warning.
 *
 * @param secrets names of the secret settings.
 */
export function withSecrets(
  settings: Settings,
  account: string,
  secrets: readonly string[],
): PlatformArgs {
  for (const name of secrets.filter((each) => !CAN_STAY_SECRET.includes(each))) {
    void pulumi.log.warn(
      `${settingKey([name])} is a secret, but names, addresses and policies made from it are not.`,
    );
  }
  const wrapped = secrets
    .filter((name) => CAN_STAY_SECRET.includes(name))
    .map((name) => [name, secretLeaves(settings[name as keyof Settings])] as const);
  return { ...settings, account, ...Object.fromEntries(wrapped) };
}

/** Keys stay readable; each value under them is a secret of its own. */
function secretLeaves(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return value === undefined ? undefined : pulumi.secret(value);
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, each]: [string, unknown]) => [key, pulumi.secret(each)]),
  );
}
