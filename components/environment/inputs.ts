import type * as mwaa from "@pulumi/aws/mwaa";
import * as pulumi from "@pulumi/pulumi";
import { recommendedOptions } from "../../mwaa/airflow/options";
import { bucketArn } from "../../mwaa/service/arns";
import { CAPACITY_PROPERTIES } from "../../mwaa/service/capacity";
import { DEFAULT_ENVIRONMENT_CLASS } from "../../mwaa/service/classes";
import { LOG_MODULES } from "../../mwaa/service/logs";
import type { Place } from "../../mwaa/service/partitions";
import { LOGGING_DEFAULTS } from "../../mwaa/settings/defaults";
import { keyArnOf } from "../access/customer-key";
import { ExecutionRole } from "../access/execution-role";
import { EnvironmentBucket } from "../storage/bucket";
import type { EnvironmentArgs } from "./arguments";

type Arguments = mwaa.EnvironmentArgs;

/** The inputs of `aws.mwaa.Environment` that the arguments ask for. */
export function environmentInputs(
  name: pulumi.Input<string>,
  args: EnvironmentArgs,
  place: pulumi.Output<Place>,
): Arguments {
  const environmentClass = args.environmentClass ?? DEFAULT_ENVIRONMENT_CLASS;
  return {
    name,
    airflowVersion: args.airflowVersion,
    environmentClass,
    ...given(args, CAPACITY_PROPERTIES),
    webserverAccessMode: args.webserverAccessMode ?? "PRIVATE_ONLY",
    ...given({ ...args, endpointManagement: endpointManagementOf(args) }, PASSED_ON),
    networkConfiguration: {
      subnetIds: [...args.network.subnetIds],
      securityGroupIds: [...args.network.securityGroupIds],
    },
    sourceBucketArn: sourceBucketArn(args.bucket, place),
    executionRoleArn: roleArnOf(args.executionRole),
    ...keyInput(args),
    ...objectInputs(args),
    loggingConfiguration: loggingInput(args.logging),
    airflowConfigurationOptions: {
      ...recommendedOptions({
        airflowVersion: args.airflowVersion,
        environmentClass,
        plugins: (args.dagFiles?.plugins ?? args.pluginsS3Path) !== undefined,
      }),
      ...args.airflowConfigurationOptions,
    },
  };
}

/** Arguments that have the same name and meaning there. */
const PASSED_ON = [
  "weeklyMaintenanceWindowStart",
  "workerReplacementStrategy",
  "endpointManagement",
] as const;

/** Who makes the endpoints: as the arguments say, else as the network demands. */
function endpointManagementOf(args: EnvironmentArgs): EnvironmentArgs["endpointManagement"] {
  return args.endpointManagement ?? args.network.endpointManagement;
}

function given<T extends object, K extends keyof T>(args: T, keys: readonly K[]): Pick<T, K> {
  const entries = keys.flatMap((key) => (args[key] === undefined ? [] : [[key, args[key]]]));
  return Object.fromEntries(entries) as Pick<T, K>;
}

/** The ARN of an execution role: one made here, or one that exists. */
function roleArnOf(role: EnvironmentArgs["executionRole"]): pulumi.Input<string> {
  return role instanceof ExecutionRole ? role.arn : role;
}

/** The name of a bucket: one made here, or one that exists. */
export function bucketNameOf(bucket: EnvironmentArgs["bucket"]): pulumi.Input<string> {
  return bucket instanceof EnvironmentBucket ? bucket.name : bucket;
}

function sourceBucketArn(
  bucket: EnvironmentArgs["bucket"],
  place: pulumi.Output<Place>,
): pulumi.Input<string> {
  if (bucket instanceof EnvironmentBucket) return bucket.arn;
  return pulumi.all([place, bucket]).apply(([where, name]) => bucketArn(where, name));
}

function keyInput(args: EnvironmentArgs): Pick<Arguments, "kmsKey"> {
  const kmsKey = keyArnOf(args.key);
  return kmsKey === undefined ? {} : { kmsKey };
}

const OBJECT_KEYS = [
  "requirementsS3Path",
  "requirementsS3ObjectVersion",
  "pluginsS3Path",
  "pluginsS3ObjectVersion",
  "startupScriptS3Path",
  "startupScriptS3ObjectVersion",
] as const;

/** Paths and versions: of the uploaded files, and of others where none was uploaded. */
function objectInputs(
  args: EnvironmentArgs,
): Pick<Arguments, "dagS3Path" | (typeof OBJECT_KEYS)[number]> {
  const { requirements, plugins, startupScript } = args.dagFiles ?? {};
  return {
    dagS3Path: args.dagFiles?.dagS3Path ?? args.dagS3Path ?? "dags",
    ...given(args, OBJECT_KEYS),
    ...(requirements !== undefined && {
      requirementsS3Path: requirements.key,
      requirementsS3ObjectVersion: requirements.versionId,
    }),
    ...(plugins !== undefined && {
      pluginsS3Path: plugins.key,
      pluginsS3ObjectVersion: plugins.versionId,
    }),
    ...(startupScript !== undefined && {
      startupScriptS3Path: startupScript.key,
      startupScriptS3ObjectVersion: startupScript.versionId,
    }),
  };
}

function loggingInput(logging: EnvironmentArgs["logging"] = {}): Arguments["loggingConfiguration"] {
  return Object.fromEntries(
    LOG_MODULES.map(({ property }) => [
      property,
      { ...LOGGING_DEFAULTS[property], ...logging[property] },
    ]),
  );
}
