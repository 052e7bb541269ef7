import type * as mwaa from "@pulumi/aws/mwaa";
import type * as pulumi from "@pulumi/pulumi";
import type { CapacityOf } from "../../mwaa/service/capacity";
import type { EnvironmentClass } from "../../mwaa/service/classes";
import type {
  LoggingInput,
  WebserverAccessMode,
  WorkerReplacementStrategy,
} from "../../mwaa/settings/types";
import type { CustomerKey } from "../access/customer-key";
import type { ExecutionRole } from "../access/execution-role";
import type { Tags } from "../children";
import type { Inputs } from "../inputs";
import type { EnvironmentNetwork } from "../network/environment-network";
import type { WhereArgs } from "../place";
import type { EnvironmentBucket } from "../storage/bucket";
import type { DagFiles } from "../storage/dag-files";
import type { LogGroups } from "./log-groups";

/**
 * A class and the counts it accepts. What a class does not accept does not compile: `mw1.micro` has
 * one of everything.
 */
export type ClassArgs =
  | {
      readonly [C in EnvironmentClass]: { readonly environmentClass: C } & Inputs<CapacityOf<C>>;
    }[EnvironmentClass]
  | ({
      /** @default "mw1.small" */
      readonly environmentClass?: undefined;
    } & Inputs<CapacityOf<"mw1.small">>);

/** The surroundings of an environment: components made here, or ids and ARNs of what exists. */
export interface SurroundingsArgs {
  /** Where it runs: two private subnets and one to five security groups. */
  readonly network: EnvironmentNetwork;
  /** Where its DAGs are: a bucket made here, or the name of one that exists. */
  readonly bucket: EnvironmentBucket | pulumi.Input<string>;
  /** What it acts as: a role made here, or the ARN of one that exists. */
  readonly executionRole: ExecutionRole | pulumi.Input<string>;
  /**
   * The customer's key that encrypts it.
   *
   * @default - a key of AWS.
   */
  readonly key?: CustomerKey;
  /**
   * The log groups to wait for.
   *
   * @default - MWAA makes them, without an end to their retention.
   */
  readonly logGroups?: LogGroups;
  /**
   * The uploaded files, in the versions to run with.
   *
   * @default - what the paths below name.
   */
  readonly dagFiles?: DagFiles;
}

/** The paths and versions of files that somebody else uploads; `dagFiles` comes before them. */
export interface ObjectArgs {
  /** @default "dags" */
  readonly dagS3Path?: pulumi.Input<string>;
  /** Path of `requirements.txt` in the bucket. */
  readonly requirementsS3Path?: pulumi.Input<string>;
  /** Its version: MWAA does not follow the file, but the version it is told. */
  readonly requirementsS3ObjectVersion?: pulumi.Input<string>;
  /** Path of `plugins.zip` in the bucket. */
  readonly pluginsS3Path?: pulumi.Input<string>;
  /** Its version. */
  readonly pluginsS3ObjectVersion?: pulumi.Input<string>;
  /** Path of the startup script in the bucket. */
  readonly startupScriptS3Path?: pulumi.Input<string>;
  /** Its version. */
  readonly startupScriptS3ObjectVersion?: pulumi.Input<string>;
}

/** The arguments of an `Environment`. */
export type EnvironmentArgs = ClassArgs & CommonArgs;

/** What does not depend on the class. */
export interface CommonArgs extends SurroundingsArgs, ObjectArgs, WhereArgs {
  /**
   * The environment's name, from which log groups and documents are named. Another name is another
   * environment.
   *
   * @default - the component's logical name.
   */
  readonly name?: pulumi.Input<string>;
  /** The Airflow version, such as `3.2.1`. Another major version is another environment. */
  readonly airflowVersion: string;
  /**
   * Who can open the web interface.
   *
   * @default "PRIVATE_ONLY"
   */
  readonly webserverAccessMode?: pulumi.Input<WebserverAccessMode>;
  /**
   * When the weekly maintenance starts, `DAY:HH:MM` in UTC.
   *
   * @default - MWAA chooses.
   */
  readonly weeklyMaintenanceWindowStart?: pulumi.Input<string>;
  /**
   * Whether updates stop workers or wait for their tasks, up to 12 hours. The provider sends it
   * only in an update that changes it.
   *
   * @default - MWAA's, `FORCED`.
   */
  readonly workerReplacementStrategy?: WorkerReplacementStrategy;
  /**
   * Who makes the endpoints to the database and web server in MWAA's own VPC. With `CUSTOMER` the
   * environment waits for them, 72 hours at most. Where subnets are shared it cannot be otherwise.
   *
   * @default - what the network demands, else MWAA's, `SERVICE`.
   */
  readonly endpointManagement?: pulumi.Input<"SERVICE" | "CUSTOMER">;
  /** Airflow options by dotted key, laid over the recommended ones. They are kept as secrets. */
  readonly airflowConfigurationOptions?: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * The five logs.
   *
   * @default - all enabled, from `INFO` up.
   */
  readonly logging?: Inputs<LoggingInput>;
  /**
   * Arguments of `aws.mwaa.Environment` that are passed on as they are, over everything else; also
   * those that are newer than this package and its provider.
   */
  readonly environmentArgs?: PassedThrough;
  /**
   * Whether Pulumi refuses to delete or replace the environment. A replacement loses the metadata
   * database: connections, variables and the history of all runs.
   *
   * @default true
   */
  readonly protect?: boolean;
  /**
   * Lifts the protection for a change that replaces the environment: another name, key, pair of
   * subnets, endpoint management or major version.
   *
   * @default false
   */
  readonly allowReplacement?: boolean;
  /** Tags of the environment. */
  readonly tags?: Tags;
}

/** Arguments of `aws.mwaa.Environment`, and others that its types do not know yet. */
export type PassedThrough = Partial<mwaa.EnvironmentArgs> & Readonly<Record<string, unknown>>;
