import type { Grant } from "../documents/grants";
import type { EnvironmentClass } from "../service/classes";
import type { MadeNetwork, NetworkInput, NetworkSettings, OtherAccount } from "./network-types";
import type {
  CustomerEndpointsInput,
  CustomerEndpointsSettings,
  EndpointAutomationInput,
  EndpointAutomationSettings,
  ShareSettings,
  WebAccessInput,
  WebAccessSettings,
} from "./sharing-types";

export type * from "./network-types";
export type * from "./sharing-types";

/** What a stack can be made of. */
export const BUILDS = ["environment", "shared-network", "customer-endpoints"] as const;

/**
 * What a stack is made of: an environment with all that is around it, a network that is shared with
 * other accounts, or the endpoints of an environment that runs in such a network.
 */
export type Builds = (typeof BUILDS)[number];

/** The settings of a stack after defaults, whatever it builds. */
export type StackSettings = Settings | SharedNetworkStackSettings | CustomerEndpointsStackSettings;

/** What every stack says. */
interface EveryStack {
  /** The set of defaults that the rest was filled in from. */
  readonly preset: Preset;
  /** The environment's name, or the network's; every other name derives from it. */
  readonly name: string;
  /** The region of everything, from `aws:region`. */
  readonly region: string;
  /** The account, 12 digits. Absent: the engine's caller identity, or a placeholder offline. */
  readonly account?: string;
  /** Tags of every taggable resource. */
  readonly tags: Readonly<Record<string, string>>;
}

/** A network that its owner shares, with what makes the endpoints of those who use it. */
export interface SharedNetworkStackSettings extends EveryStack {
  readonly builds: "shared-network";
  readonly network: MadeNetwork;
  readonly share: ShareSettings;
  /** Absent: endpoints are made by a stack of their own for each environment. */
  readonly endpointAutomation?: EndpointAutomationSettings;
}

/** The endpoints of one environment, in the account that owns its network. */
export interface CustomerEndpointsStackSettings extends EveryStack {
  readonly builds: "customer-endpoints";
  /** The environment's; it decides which endpoints there are. */
  readonly webserverAccessMode: WebserverAccessMode;
  /** The environment's stack, as a StackReference names it. */
  readonly environmentStack: string;
  readonly endpoints: CustomerEndpointsSettings;
}

/**
 * The settings of a stack with an environment: what the program builds from. Component arguments
 * are the groups below with `Input<>` around the leaves; in them everything is optional that has a
 * default (the `…Input` forms).
 */
export interface Settings extends EveryStack {
  readonly builds: "environment";
  /** Changes the hash at the end of the bucket's and the role's name. */
  readonly generation: number;
  readonly airflowVersion: string;
  readonly environmentClass: EnvironmentClass;
  readonly schedulers: number;
  readonly minWorkers: number;
  readonly maxWorkers: number;
  readonly minWebservers: number;
  readonly maxWebservers: number;
  readonly webserverAccessMode: WebserverAccessMode;
  /** `DAY:HH:MM` in UTC, on the half hour. Absent: MWAA chooses. */
  readonly weeklyMaintenanceWindowStart?: string;
  /** Absent: MWAA's default, `FORCED`. */
  readonly workerReplacementStrategy?: WorkerReplacementStrategy;
  /** Airflow options by dotted key, laid over the recommended ones. */
  readonly airflowConfigurationOptions?: Readonly<Record<string, string>>;
  readonly logging: LoggingSettings;
  /** Arguments of `aws.mwaa.Environment` that are passed through as they are, over everything else. */
  readonly environmentArgs?: Readonly<Record<string, unknown>>;
  /** Whether Pulumi refuses to delete or replace the environment and what holds its data. */
  readonly protect: boolean;
  /** Whether a change that replaces the environment may go ahead. */
  readonly allowReplacement: boolean;
  readonly network: NetworkSettings;
  /** `CUSTOMER`: the endpoints towards MWAA are made here and not by the service. */
  readonly endpointManagement: EndpointManagement;
  /** How the endpoints are made, where they are made here. */
  readonly endpoints: CustomerEndpointsSettings;
  /** The web server under a domain of your own. Absent: under the one that MWAA gives it. */
  readonly webAccess?: WebAccessSettings;
  /**
   * Takes the environment away and leaves its surroundings: the first step of a teardown where the
   * endpoints are made in this stack too, since they must outlive the environment.
   */
  readonly retired: boolean;
  readonly bucket: BucketSettings;
  readonly key: KeySettings;
  readonly executionRole: ExecutionRoleSettings;
  readonly logGroups: LogGroupsSettings;
  readonly dagFiles: DagFilesSettings;
}

/** The sets of defaults: the user guide's public-network tutorial, and a guarded environment. */
export const PRESETS = ["quick-start", "production"] as const;

/** The name of a set of defaults. */
export type Preset = (typeof PRESETS)[number];

/** Who can open the Airflow web interface: through a VPC endpoint, the internet, or both. */
export type WebserverAccessMode = "PRIVATE_ONLY" | "PUBLIC_ONLY" | "PUBLIC_AND_PRIVATE";

/** Who makes the VPC endpoints between an environment and what MWAA runs in its own VPC. */
export type EndpointManagement = "SERVICE" | "CUSTOMER";

/** How an update treats running workers: stops them, or lets them finish. */
export type WorkerReplacementStrategy = "FORCED" | "GRACEFUL";

/** The least severe level that a log group receives. */
type LogLevel = "CRITICAL" | "ERROR" | "WARNING" | "INFO" | "DEBUG";

/** One of MWAA's five logs. */
export interface LogSettings {
  readonly enabled: boolean;
  readonly logLevel: LogLevel;
}

/** The five logs by their name in the API. */
export interface LoggingSettings {
  readonly dagProcessingLogs: LogSettings;
  readonly schedulerLogs: LogSettings;
  readonly taskLogs: LogSettings;
  readonly webserverLogs: LogSettings;
  readonly workerLogs: LogSettings;
}

/** The bucket of DAGs: one that exists, or one made here. */
export type BucketSettings = { readonly existing: string } | NewBucketSettings;

/** A bucket made here. */
export interface NewBucketSettings {
  /** Absent: derived from the environment's name with a stable hash. */
  readonly name?: string;
  /** How many noncurrent versions of plugins, requirements and startup script stay, at least 3. */
  readonly noncurrentVersions: number;
  /** For how many days noncurrent versions stay at least, 30 or more. */
  readonly noncurrentDays: number;
  /** `delete` empties the bucket first. */
  readonly whenDestroyed: "keep" | "delete";
}

/** What encrypts the environment, its queue, bucket and logs. */
export type KeySettings = "aws-owned" | { readonly existing: string } | NewKeySettings;

/** A customer key made here. */
export interface NewKeySettings {
  /** The account that owns the key, where it is another one. Absent: the environment's. */
  readonly owner?: OtherAccount;
  /** ARNs of principals that may administer the key. Absent: the account decides by IAM alone. */
  readonly administrators?: readonly string[];
  /** Days between the request to delete the key and its deletion, 7 to 30. */
  readonly deletionWindowDays: number;
  /** `keep` leaves the key behind: what it encrypted stays readable. */
  readonly whenDestroyed: "keep" | "schedule-deletion";
}

/** The execution role: one that exists, or one made here. */
export type ExecutionRoleSettings = { readonly existing: string } | NewExecutionRoleSettings;

/** An execution role made here. */
export interface NewExecutionRoleSettings {
  /** The role's IAM path, with a slash at both ends. */
  readonly path: string;
  /** ARN of the policy that bounds the role. */
  readonly permissionsBoundary?: string;
  /** What DAGs may use beyond what MWAA itself needs. */
  readonly grants?: readonly Grant[];
  /** Whether the role names the five log groups one by one instead of by a pattern. */
  readonly hardened: boolean;
}

/** The five log groups, made before the environment so that retention and key are ours. */
export interface LogGroupsSettings {
  /** One of the periods that CloudWatch Logs offers. */
  readonly retentionDays: number;
  readonly whenDestroyed: "keep" | "delete";
}

/** What is uploaded; paths are relative to the project's folder. */
export interface DagFilesSettings {
  /** The folder whose files become the environment's DAGs. */
  readonly folder: string;
  /** A `requirements.txt`. */
  readonly requirements?: string;
  /** A `plugins.zip`, or a folder that becomes one. */
  readonly plugins?: string;
  /** A shell script that runs before Airflow starts. */
  readonly startupScript?: string;
}

/** {@link NewBucketSettings} before defaults. */
export type NewBucketInput = Partial<NewBucketSettings>;

/** {@link BucketSettings} before defaults. */
export type BucketInput = { readonly existing: string } | NewBucketInput;

/** {@link NewKeySettings} before defaults. */
export type NewKeyInput = Partial<NewKeySettings>;

/** {@link KeySettings} before defaults. */
export type KeyInput = "aws-owned" | { readonly existing: string } | NewKeyInput;

/** {@link NewExecutionRoleSettings} before defaults. */
export type NewExecutionRoleInput = Partial<NewExecutionRoleSettings>;

/** {@link ExecutionRoleSettings} before defaults. */
export type ExecutionRoleInput = { readonly existing: string } | NewExecutionRoleInput;

/** {@link LogGroupsSettings} before defaults. */
export type LogGroupsInput = Partial<LogGroupsSettings>;

/** {@link DagFilesSettings} before defaults. */
export type DagFilesInput = Partial<DagFilesSettings>;

/** {@link LoggingSettings} before defaults: each log, and each half of it, may be left out. */
export type LoggingInput = {
  readonly [Log in keyof LoggingSettings]?: Partial<LogSettings>;
};

/** The groups of {@link Settings} whose input form differs from the resolved one. */
interface GroupInputs {
  readonly network?: NetworkInput;
  readonly endpoints?: CustomerEndpointsInput;
  readonly webAccess?: WebAccessInput;
  readonly bucket?: BucketInput;
  readonly key?: KeyInput;
  readonly executionRole?: ExecutionRoleInput;
  readonly logGroups?: LogGroupsInput;
  readonly dagFiles?: DagFilesInput;
  readonly logging?: LoggingInput;
}

/** What only stacks have that build something else than an environment. */
interface OtherStacks {
  readonly share?: ShareSettings;
  readonly endpointAutomation?: EndpointAutomationInput;
  readonly environmentStack?: string;
}

/** {@link StackSettings} as a stack file gives them: `mwaa:<key>`, the region from `aws:region`. */
export type SettingsInput = { readonly name: string; readonly builds?: Builds } & Partial<
  Omit<Settings, keyof GroupInputs | "name" | "region" | "builds">
> &
  GroupInputs &
  OtherStacks;
