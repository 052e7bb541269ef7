import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../mwaa/settings/types";
import type { Tags } from "../children";

/** What a `Platform` is made from: settings, of which some values may be secrets. */
export interface PlatformArgs extends Omit<Settings, keyof Secretable | "account">, Secretable {
  /** The account of everything, 12 digits. */
  readonly account: string;
}

/** The settings that decide neither names nor structure, and so may be known only later. */
export interface Secretable {
  readonly tags: Tags;
  readonly weeklyMaintenanceWindowStart?: pulumi.Input<string>;
  readonly airflowConfigurationOptions?: Readonly<Record<string, pulumi.Input<string>>>;
  readonly environmentArgs?: Readonly<Record<string, unknown>>;
}
