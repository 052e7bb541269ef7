import type { Source } from "../source";
import type { WorkerReplacementStrategy } from "./worker-replacement";

/** Where it stands what an update can change; the provider's own schema decides what it replaces. */
export const LIFECYCLE_SOURCES: readonly Source[] = [
  {
    url: "https://docs.aws.amazon.com/mwaa/latest/API/API_UpdateEnvironment.html",
    section: "Request Body",
    read: "2026-11-22",
  },
  {
    url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-mwaa-environment.html",
    section: "Properties",
    read: "2026-11-22",
  },
  {
    url: "https://www.pulumi.com/registry/packages/aws/api-docs/mwaa/environment/",
    section: "Inputs",
    read: "2026-11-22",
  },
];

/** What changing a property of an existing environment does. */
export type PropertyChange =
  /** The environment is updated. */
  | "in-place"
  /** The environment is deleted and another one made. */
  | "replace"
  /** One or the other, as `replacedBy` says. */
  | "in-place-or-replace";

/** What changing one input of `aws.mwaa.Environment` does. */
export interface UpdateRule {
  /** The name of the input. */
  readonly property: string;
  readonly change: PropertyChange;
  /** Which changes replace the environment; only with `in-place-or-replace`. */
  readonly replacedBy?: string;
  /** What else there is to know about the change. */
  readonly note?: string;
}

/** What changing each input of `aws.mwaa.Environment` does, by name. */
export const UPDATE_MATRIX = [
  {
    property: "airflowConfigurationOptions",
    change: "in-place",
  },
  {
    property: "airflowVersion",
    change: "in-place-or-replace",
    replacedBy: "a newer major version",
    note: "stops running tasks whatever the worker replacement strategy; planVersionChange says which version may follow",
  },
  { property: "dagS3Path", change: "in-place" },
  { property: "endpointManagement", change: "replace" },
  { property: "environmentClass", change: "in-place" },
  { property: "executionRoleArn", change: "in-place" },
  { property: "kmsKey", change: "replace" },
  { property: "loggingConfiguration", change: "in-place" },
  { property: "maxWebservers", change: "in-place" },
  { property: "maxWorkers", change: "in-place" },
  { property: "minWebservers", change: "in-place" },
  { property: "minWorkers", change: "in-place" },
  { property: "name", change: "replace" },
  {
    property: "networkConfiguration",
    change: "in-place-or-replace",
    replacedBy: "another set of subnetIds; securityGroupIds change in place",
  },
  { property: "pluginsS3ObjectVersion", change: "in-place" },
  {
    property: "pluginsS3Path",
    change: "in-place",
    note: "dropping it does not remove the plugins: upload an empty archive instead",
  },
  { property: "region", change: "replace" },
  { property: "requirementsS3ObjectVersion", change: "in-place" },
  {
    property: "requirementsS3Path",
    change: "in-place",
    note: "dropping it does not remove the requirements: upload an empty file instead",
  },
  { property: "schedulers", change: "in-place" },
  { property: "sourceBucketArn", change: "in-place" },
  { property: "startupScriptS3ObjectVersion", change: "in-place" },
  { property: "startupScriptS3Path", change: "in-place" },
  { property: "tags", change: "in-place", note: "does not update the environment itself" },
  { property: "webserverAccessMode", change: "in-place" },
  { property: "weeklyMaintenanceWindowStart", change: "in-place" },
  {
    property: "workerReplacementStrategy",
    change: "in-place",
    note: "the provider sends it only in an update that changes it; every other update is FORCED",
  },
] as const satisfies readonly UpdateRule[];

/** The name of an input of `aws.mwaa.Environment`. */
export type EnvironmentProperty = (typeof UPDATE_MATRIX)[number]["property"];

/** The paths inside the inputs whose change always replaces the environment. */
export const REPLACING_PATHS: readonly string[] = [
  ...UPDATE_MATRIX.flatMap((rule) => (rule.change === "replace" ? [rule.property] : [])),
  "networkConfiguration.subnetIds",
];

/** Seconds after which the creation of an environment is given up: 3 hours (it takes about half an hour). */
export const CREATE_TIMEOUT_SECONDS = 3 * 60 * 60;

/** Seconds after which an update is given up that stops workers: 3 hours (a version change takes up to 2). */
export const UPDATE_TIMEOUT_SECONDS = 3 * 60 * 60;

/** Seconds after which an update is given up that waits for workers: 14 hours (they may take 12). */
export const GRACEFUL_UPDATE_TIMEOUT_SECONDS = 14 * 60 * 60;

/** Seconds after which the deletion of an environment is given up: 2 hours. */
export const DELETE_TIMEOUT_SECONDS = 2 * 60 * 60;

/** How long each operation on an environment may take, in seconds. */
export interface OperationTimeouts {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
}

/** How long to wait for an environment that replaces its workers by this strategy (FORCED if none is given). */
export function operationTimeouts(strategy?: WorkerReplacementStrategy): OperationTimeouts {
  return {
    create: CREATE_TIMEOUT_SECONDS,
    update: strategy === "GRACEFUL" ? GRACEFUL_UPDATE_TIMEOUT_SECONDS : UPDATE_TIMEOUT_SECONDS,
    delete: DELETE_TIMEOUT_SECONDS,
  };
}
