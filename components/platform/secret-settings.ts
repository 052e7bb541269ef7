import * as pulumi from "@pulumi/pulumi";
import { settingKey } from "../../mwaa/settings/setting-fault";
import type { StackSettings } from "../../mwaa/settings/types";
import type { Secretable } from "./arguments";

/** The settings that can stay secrets all the way to AWS. */
const CAN_STAY_SECRET: readonly (keyof Secretable)[] = [
  "tags",
  "weeklyMaintenanceWindowStart",
  "airflowConfigurationOptions",
  "environmentArgs",
];

/** Settings of any kind of stack whose account is known, and of which some values may be secrets. */
export type WithSecrets<S extends StackSettings> = Omit<S, keyof Secretable | "account"> &
  Pick<Secretable, keyof S & keyof Secretable> & { readonly account: string };

/**
 * Settings as arguments, with what came from secret configuration as secrets again: to a program
 * Pulumi hands it in plain text. What goes into names, addresses and documents is shown there in any
 * case, so that about these there is only a warning.
 *
 * @param secrets names of the secret settings.
 */
export function withSecrets<S extends StackSettings>(
  settings: S,
  account: string,
  secrets: readonly string[],
): WithSecrets<S> {
  const stays = (name: string): boolean => CAN_STAY_SECRET.some((each) => each === name);
  for (const name of secrets.filter((each) => !stays(each))) {
    void pulumi.log.warn(
      `${settingKey([name])} is a secret, but names, addresses and policies made from it are not.`,
    );
  }
  const wrapped = secrets
    .filter((name) => stays(name) && Object.hasOwn(settings, name))
    .map((name) => [name, secretLeaves(settings[name as keyof S])] as const);
  // Each value is what it was, within a secret.
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
