/**
 * What the compiler proves about arguments: they are the settings with `Input<>` around the leaves,
 * they reach every input of the resource, and counts that a class does not accept do not compile.
 * This file only has to compile.
 */
import type * as mwaa from "@pulumi/aws/mwaa";
import type * as pulumi from "@pulumi/pulumi";
import type {
  ClassArgs,
  CommonArgs,
  DagFilesArgs,
  EnvironmentArgs,
  EnvironmentBucketArgs,
  EnvironmentKeyArgs,
  ExecutionRoleArgs,
  AwsxNetworkArgs,
  CustomerEndpointAutomationArgs,
  CustomerManagedEndpointsArgs,
  LogGroupsArgs,
  PlatformArgs,
  PrivateRoutingNetworkArgs,
  PublicRoutingNetworkArgs,
} from "../../components";
import type { Plain } from "../../components/argument-gate";
import type { EnvironmentClass } from "../../mwaa/service/classes";
import type {
  DagFilesInput,
  AwsxNetworkInput,
  CustomerEndpointsInput,
  EndpointAutomationInput,
  LogGroupsInput,
  LoggingInput,
  NewBucketInput,
  NewExecutionRoleInput,
  NewKeyInput,
  PrivateRoutingInput,
  PublicRoutingInput,
  Settings,
} from "../../mwaa/settings/types";

/** Whether each of two types fits the other. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** Whether the arguments, once everything in them is known, are the settings. */
type AreSettings<Args, S> = keyof S extends keyof Args
  ? Same<Plain<Pick<Args, keyof S>>, Partial<S>>
  : false;

type Holds<T extends true> = T;

export type Proofs = [
  Holds<AreSettings<PublicRoutingNetworkArgs, PublicRoutingInput>>,
  Holds<AreSettings<PrivateRoutingNetworkArgs, PrivateRoutingInput>>,
  Holds<AreSettings<AwsxNetworkArgs, AwsxNetworkInput>>,
  Holds<AreSettings<EnvironmentBucketArgs, NewBucketInput>>,
  Holds<AreSettings<EnvironmentKeyArgs, Omit<NewKeyInput, "owner">>>,
  Holds<
    AreSettings<CustomerManagedEndpointsArgs, Omit<CustomerEndpointsInput, "waitUntilAvailable">>
  >,
  Holds<AreSettings<CustomerEndpointAutomationArgs, EndpointAutomationInput>>,
  Holds<AreSettings<ExecutionRoleArgs, NewExecutionRoleInput>>,
  Holds<AreSettings<LogGroupsArgs, LogGroupsInput>>,
  Holds<AreSettings<DagFilesArgs, DagFilesInput>>,
  Holds<AreSettings<Pick<CommonArgs, SharedKey>, Pick<Settings, SharedKey>>>,
  Holds<Same<Plain<CommonArgs>["logging"], LoggingInput | undefined>>,
  Holds<Same<Exclude<ClassArgs["environmentClass"], undefined>, EnvironmentClass>>,
  Holds<Same<keyof PlatformArgs, keyof Settings>>,
  Holds<Settings & { readonly account: string } extends PlatformArgs ? true : false>,
];

type SharedKey =
  | "airflowConfigurationOptions"
  | "airflowVersion"
  | "allowReplacement"
  | "name"
  | "protect"
  | "tags"
  | "webserverAccessMode"
  | "weeklyMaintenanceWindowStart"
  | "workerReplacementStrategy";

type KeysOfAny<T> = T extends unknown ? keyof T : never;

/** Which argument reaches which input; an input that is new to the provider fails to compile. */
export const REACHED_BY: Record<keyof mwaa.EnvironmentArgs, KeysOfAny<EnvironmentArgs>> = {
  airflowConfigurationOptions: "airflowConfigurationOptions",
  airflowVersion: "airflowVersion",
  dagS3Path: "dagS3Path",
  endpointManagement: "endpointManagement",
  environmentClass: "environmentClass",
  executionRoleArn: "executionRole",
  kmsKey: "key",
  loggingConfiguration: "logging",
  maxWebservers: "maxWebservers",
  maxWorkers: "maxWorkers",
  minWebservers: "minWebservers",
  minWorkers: "minWorkers",
  name: "name",
  networkConfiguration: "network",
  pluginsS3ObjectVersion: "pluginsS3ObjectVersion",
  pluginsS3Path: "pluginsS3Path",
  region: "environmentArgs",
  requirementsS3ObjectVersion: "requirementsS3ObjectVersion",
  requirementsS3Path: "requirementsS3Path",
  schedulers: "schedulers",
  sourceBucketArn: "bucket",
  startupScriptS3ObjectVersion: "startupScriptS3ObjectVersion",
  startupScriptS3Path: "startupScriptS3Path",
  tags: "tags",
  webserverAccessMode: "webserverAccessMode",
  weeklyMaintenanceWindowStart: "weeklyMaintenanceWindowStart",
  workerReplacementStrategy: "workerReplacementStrategy",
};

declare const surroundings: Pick<CommonArgs, "network" | "bucket" | "executionRole">;
declare const someCount: pulumi.Output<2 | 3>;
const airflowVersion = "3.2.1";

export const micro: EnvironmentArgs = {
  ...surroundings,
  airflowVersion,
  environmentClass: "mw1.micro",
  schedulers: 1,
};

export const large: EnvironmentArgs = {
  ...surroundings,
  airflowVersion,
  environmentClass: "mw1.large",
  schedulers: someCount,
  maxWorkers: 25,
};

export const unnamedClass: EnvironmentArgs = { ...surroundings, airflowVersion, schedulers: 2 };

// @ts-expect-error: mw1.micro has one scheduler.
export const microWithTwo: EnvironmentArgs = {
  ...surroundings,
  airflowVersion,
  environmentClass: "mw1.micro",
  schedulers: 2,
};

// @ts-expect-error: mw1.micro does not scale its workers.
export const microThatScales: EnvironmentArgs = {
  ...surroundings,
  airflowVersion,
  environmentClass: "mw1.micro",
  maxWorkers: 5,
};

// @ts-expect-error: every class above mw1.micro has at least two schedulers.
export const smallWithOne: EnvironmentArgs = {
  ...surroundings,
  airflowVersion,
  environmentClass: "mw1.small",
  schedulers: 1,
};

// @ts-expect-error: without a class it is mw1.small, which has at least two schedulers.
export const unnamedWithOne: EnvironmentArgs = { ...surroundings, airflowVersion, schedulers: 1 };

export const noSuchClass: EnvironmentArgs = {
  ...surroundings,
  airflowVersion,
  // @ts-expect-error: there is no such class.
  environmentClass: "mw1.huge",
};
