import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../mwaa/settings/types";
import type { CustomerKey } from "../access/customer-key";
import { ExecutionRole, type ExecutionRoleArgs } from "../access/execution-role";
import { EnvironmentKey } from "../access/key";
import type { ClassArgs, SurroundingsArgs } from "../environment/arguments";
import { Environment } from "../environment/environment";
import { LogGroups } from "../environment/log-groups";
import { EnvironmentBucket } from "../storage/bucket";
import { DagFiles } from "../storage/dag-files";
import type { PlatformArgs } from "./arguments";
import { Kit } from "./kit";
import { createNetwork, type PlatformNetwork } from "./network";

/**
 * An environment with everything around it, as settings describe it. What exists already is taken,
 * the rest is made.
 */
export class Platform extends pulumi.ComponentResource {
  /** Where the environment runs. */
  readonly network: PlatformNetwork;
  /** What the environment and its DAGs act as: made here, or the ARN of an existing role. */
  readonly executionRole: ExecutionRole | string;
  /** The customer's key: made here, or the ARN of an existing one. */
  readonly key: EnvironmentKey | string | undefined;
  /** Where the DAGs are: a bucket made here, or the name of an existing one. */
  readonly bucket: EnvironmentBucket | string;
  /** The environment's log groups. */
  readonly logGroups: LogGroups;
  /** What is uploaded. */
  readonly dagFiles: DagFiles;
  /** The environment. */
  readonly environment: Environment;

  constructor(name: string, args: PlatformArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mwaa:index:Platform", name, {}, opts);
    const kit = new Kit(name, args, this);
    this.network = createNetwork(kit).network;
    this.executionRole = executionRole(kit);
    this.key = key(kit, this.executionRole);
    this.bucket = bucket(kit, this.key);
    this.logGroups = logGroups(kit, this.key);
    this.dagFiles = dagFiles(kit, this.bucket);
    this.environment = environment(kit, {
      network: this.network,
      executionRole: this.executionRole,
      bucket: this.bucket,
      ...(this.key !== undefined && { key: this.key }),
      logGroups: this.logGroups,
      dagFiles: this.dagFiles,
    });
    this.registerOutputs({ environmentArn: this.environment.arn });
  }
}

function executionRole(kit: Kit): ExecutionRole | string {
  const { args, shared, bucketName, options } = kit;
  if ("existing" in args.executionRole) return args.executionRole.existing;
  return new ExecutionRole(
    kit.named("role"),
    {
      ...args.executionRole,
      ...shared,
      environmentName: args.name,
      bucketName,
      generation: args.generation,
      encryption: encryptionFor(args.key),
    },
    options,
  );
}

function encryptionFor(
  setting: Settings["key"],
): Exclude<ExecutionRoleArgs["encryption"], undefined> {
  if (setting === "aws-owned") return setting;
  return "existing" in setting ? { keyArn: setting.existing } : "separate";
}

function key(kit: Kit, role: ExecutionRole | string): EnvironmentKey | string | undefined {
  const { args, shared, dataOptions } = kit;
  if (args.key === "aws-owned") return undefined;
  if ("existing" in args.key) return args.key.existing;
  return new EnvironmentKey(
    kit.named("key"),
    { ...args.key, ...shared, environmentName: args.name, executionRole: role },
    dataOptions,
  );
}

function bucket(kit: Kit, customerKey: CustomerKey | undefined): EnvironmentBucket | string {
  const { args, shared, bucketName, dataOptions } = kit;
  if ("existing" in args.bucket) return args.bucket.existing;
  return new EnvironmentBucket(
    kit.named("bucket"),
    {
      ...args.bucket,
      ...shared,
      name: bucketName,
      ...(customerKey !== undefined && { key: customerKey }),
    },
    dataOptions,
  );
}

function logGroups(kit: Kit, customerKey: CustomerKey | undefined): LogGroups {
  const { args, shared, options } = kit;
  return new LogGroups(
    kit.named("logs"),
    {
      ...args.logGroups,
      environmentName: args.name,
      tags: shared.tags,
      ...(customerKey !== undefined && { key: customerKey }),
    },
    options,
  );
}

function dagFiles(kit: Kit, target: EnvironmentBucket | string): DagFiles {
  const { args, shared, options } = kit;
  return new DagFiles(
    kit.named("files"),
    { ...args.dagFiles, bucket: target, tags: shared.tags },
    options,
  );
}

function environment(kit: Kit, surroundings: SurroundingsArgs): Environment {
  const { args, shared, options } = kit;
  const { environmentClass, schedulers, minWorkers, maxWorkers, minWebservers, maxWebservers } =
    args;
  const counts = { schedulers, minWorkers, maxWorkers, minWebservers, maxWebservers };
  return new Environment(
    kit.name,
    {
      ...surroundings,
      ...shared,
      // The constructor judges whether the counts fit the class; here they are any numbers.
      ...({ environmentClass, ...counts } as ClassArgs),
      name: args.name,
      airflowVersion: args.airflowVersion,
      webserverAccessMode: args.webserverAccessMode,
      logging: args.logging,
      protect: args.protect,
      allowReplacement: args.allowReplacement,
      ...(args.weeklyMaintenanceWindowStart !== undefined && {
        weeklyMaintenanceWindowStart: args.weeklyMaintenanceWindowStart,
      }),
      ...(args.workerReplacementStrategy !== undefined && {
        workerReplacementStrategy: args.workerReplacementStrategy,
      }),
      ...(args.airflowConfigurationOptions !== undefined && {
        airflowConfigurationOptions: args.airflowConfigurationOptions,
      }),
      ...(args.environmentArgs !== undefined && { environmentArgs: args.environmentArgs }),
    },
    options,
  );
}
