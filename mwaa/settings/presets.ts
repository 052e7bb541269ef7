import type { Capacity } from "../service/capacity";
import { LATEST_AIRFLOW_VERSION } from "../service/versions";
import {
  BUCKET_DEFAULTS,
  EXECUTION_ROLE_DEFAULTS,
  KEY_DEFAULTS,
  LOG_GROUPS_DEFAULTS,
  PUBLIC_ROUTING_DEFAULTS,
} from "./defaults";
import type {
  KeySettings,
  LogGroupsSettings,
  NewBucketSettings,
  NewExecutionRoleSettings,
  Preset,
  PublicRoutingSettings,
  Settings,
} from "./types";

/** What a preset says; a stack file is laid over it, group by group. */
export interface PresetDefaults extends Pick<
  Settings,
  "environmentClass" | "webserverAccessMode" | "protect"
> {
  /** Absent: a stack has to say it, so that a newer table never changes a running environment. */
  readonly airflowVersion?: string;
  /** Counts other than the service's own defaults. */
  readonly capacity: Partial<Capacity>;
  readonly network: PublicRoutingSettings;
  readonly key: KeySettings;
  readonly bucket: NewBucketSettings;
  readonly executionRole: NewExecutionRoleSettings;
  readonly logGroups: LogGroupsSettings;
}

/** The presets by name. */
export const PRESET_DEFAULTS: Readonly<Record<Preset, PresetDefaults>> = {
  // The user guide's tutorial: https://docs.aws.amazon.com/mwaa/latest/userguide/quick-start.html,
  // "Step one: Save the AWS CloudFormation template locally", read 2026-11-22.
  "quick-start": {
    airflowVersion: LATEST_AIRFLOW_VERSION,
    environmentClass: "mw1.small",
    webserverAccessMode: "PUBLIC_ONLY",
    protect: false,
    capacity: { maxWorkers: 2 },
    network: PUBLIC_ROUTING_DEFAULTS,
    key: "aws-owned",
    bucket: BUCKET_DEFAULTS,
    executionRole: EXECUTION_ROLE_DEFAULTS,
    logGroups: LOG_GROUPS_DEFAULTS,
  },
  production: {
    environmentClass: "mw1.medium",
    webserverAccessMode: "PRIVATE_ONLY",
    protect: true,
    // Two workers stand in two zones: the loss of one zone leaves one that works.
    capacity: { minWorkers: 2, maxWorkers: 10 },
    network: {
      ...PUBLIC_ROUTING_DEFAULTS,
      s3GatewayEndpoint: true,
      flowLogs: { retentionDays: 90 },
    },
    key: KEY_DEFAULTS,
    bucket: { ...BUCKET_DEFAULTS, noncurrentVersions: 10, noncurrentDays: 90 },
    executionRole: { ...EXECUTION_ROLE_DEFAULTS, hardened: true },
    logGroups: { ...LOG_GROUPS_DEFAULTS, retentionDays: 365 },
  },
};

/** The preset of a stack that names none. */
export const DEFAULT_PRESET: Preset = "quick-start";
