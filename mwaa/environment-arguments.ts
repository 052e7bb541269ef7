import { BASE_URL_OPTION, baseUrlModeFaults } from "./airflow/base-url";
import { optionFaults } from "./airflow/options";
import type { Fault } from "./fault";
import { accessModeFaults, DEFAULT_ACCESS_MODE } from "./service/access-modes";
import { sortArguments, type ArgumentKind, type SortedArguments } from "./service/argument-kinds";
import { CAPACITY_PROPERTIES, capacityFaults } from "./service/capacity";
import { environmentClassFaults } from "./service/classes";
import { kmsKeyFaults } from "./service/kms-key";
import { LOG_MODULES, logLevelFaults, type LogProperty, type ModuleLogging } from "./service/logs";
import { maintenanceWindowFaults } from "./service/maintenance-window";
import { environmentNameFaults } from "./service/names";
import { securityGroupIdsFaults, subnetIdsFaults } from "./service/network-arguments";
import { dagS3PathFaults, VERSIONED_OBJECTS, versionedObjectFaults } from "./service/object-paths";
import { regionFaults } from "./service/regions";
import { airflowVersionFaults, LATEST_AIRFLOW_VERSION } from "./service/versions";
import { workerReplacementFaults } from "./service/worker-replacement";

/** Who makes and keeps the endpoints towards MWAA's own VPC. */
export const ENDPOINT_MANAGEMENT = ["SERVICE", "CUSTOMER"] as const;

/** The inputs of `aws.mwaa.Environment` as plain values; absent means the service's default. */
export interface EnvironmentArguments {
  readonly airflowConfigurationOptions?: Readonly<Record<string, string>>;
  readonly airflowVersion?: string;
  readonly dagS3Path: string;
  readonly endpointManagement?: string;
  readonly environmentClass?: string;
  readonly executionRoleArn: string;
  readonly kmsKey?: string;
  readonly loggingConfiguration?: { readonly [P in LogProperty]?: ModuleLogging };
  readonly maxWebservers?: number;
  readonly maxWorkers?: number;
  readonly minWebservers?: number;
  readonly minWorkers?: number;
  readonly name?: string;
  readonly networkConfiguration: {
    readonly securityGroupIds: readonly string[];
    readonly subnetIds: readonly string[];
  };
  readonly pluginsS3ObjectVersion?: string;
  readonly pluginsS3Path?: string;
  readonly region?: string;
  readonly requirementsS3ObjectVersion?: string;
  readonly requirementsS3Path?: string;
  readonly schedulers?: number;
  readonly sourceBucketArn: string;
  readonly startupScriptS3ObjectVersion?: string;
  readonly startupScriptS3Path?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly webserverAccessMode?: string;
  readonly weeklyMaintenanceWindowStart?: string;
  readonly workerReplacementStrategy?: string;
}

/** What the judgement of arguments may depend on besides them. */
export interface ArgumentContext {
  /** The region of the environment, unless the arguments name one. */
  readonly region?: string;
  /** Whether a path to plugins, requirements or startup script needs an object version. @default false */
  readonly requireObjectVersions?: boolean;
}

const MODULE_LOGGING: ArgumentKind = { enabled: "boolean", logLevel: "text" };

const KINDS: Readonly<Record<keyof EnvironmentArguments, ArgumentKind>> = {
  airflowConfigurationOptions: "map",
  airflowVersion: "text",
  dagS3Path: "text",
  endpointManagement: "text",
  environmentClass: "text",
  executionRoleArn: "text",
  kmsKey: "text",
  loggingConfiguration: {
    dagProcessingLogs: MODULE_LOGGING,
    schedulerLogs: MODULE_LOGGING,
    taskLogs: MODULE_LOGGING,
    webserverLogs: MODULE_LOGGING,
    workerLogs: MODULE_LOGGING,
  } satisfies Record<LogProperty, ArgumentKind>,
  maxWebservers: "number",
  maxWorkers: "number",
  minWebservers: "number",
  minWorkers: "number",
  name: "text",
  networkConfiguration: { securityGroupIds: "text list", subnetIds: "text list" },
  pluginsS3ObjectVersion: "text",
  pluginsS3Path: "text",
  region: "text",
  requirementsS3ObjectVersion: "text",
  requirementsS3Path: "text",
  schedulers: "number",
  sourceBucketArn: "text",
  startupScriptS3ObjectVersion: "text",
  startupScriptS3Path: "text",
  tags: "map",
  webserverAccessMode: "text",
  weeklyMaintenanceWindowStart: "text",
  workerReplacementStrategy: "text",
};

/** Arguments of which anything may be missing, as the judgement sees them. */
type KnownArguments = Partial<Omit<EnvironmentArguments, "networkConfiguration">> & {
  readonly networkConfiguration?: Partial<EnvironmentArguments["networkConfiguration"]>;
};

/**
 * Everything that is wrong with the arguments of an environment, as far as they alone decide it.
 * What is absent takes the service's default; what is not known offline, or has the wrong kind, is
 * left out of every judgement that needs it. Required arguments may be missing here: whoever has
 * them all leaves that to the compiler or to the provider.
 */
export function environmentArgumentFaults(
  args: Partial<EnvironmentArguments>,
  context: ArgumentContext = {},
): Fault[] {
  const sorted = sortArguments({ ...args }, KINDS);
  // The kinds above are those of the interface, so what they let through has its types.
  const known = sorted.known as KnownArguments;
  return [
    ...sorted.faults,
    ...singleFaults(known),
    ...capacityArgumentFaults(known, sorted),
    ...contextualFaults(known, sorted, context),
    ...objectFaults(known, sorted, context),
    ...loggingFaults(known),
    ...networkFaults(known),
  ];
}

/** Faults of the arguments that are judged each by itself. */
function singleFaults(known: KnownArguments): Fault[] {
  return [
    ...ifGiven(known.name, (name) => environmentNameFaults(name)),
    ...ifGiven(known.airflowVersion, airflowVersionFaults),
    ...ifGiven(known.environmentClass, environmentClassFaults),
    ...ifGiven(known.dagS3Path, dagS3PathFaults),
    ...ifGiven(known.region, regionFaults),
    ...ifGiven(known.weeklyMaintenanceWindowStart, maintenanceWindowFaults),
    ...ifGiven(known.endpointManagement, endpointManagementFaults),
    ...ifGiven(known.executionRoleArn, (arn) => arnFaults(arn, EXECUTION_ROLE_ARN)),
    ...ifGiven(known.sourceBucketArn, (arn) => arnFaults(arn, SOURCE_BUCKET_ARN)),
  ];
}

function ifGiven<T>(value: T | undefined, faults: (value: T) => Fault[]): Fault[] {
  return value === undefined ? [] : faults(value);
}

function capacityArgumentFaults(known: KnownArguments, { undecided }: SortedArguments): Fault[] {
  if (undecided.has("environmentClass")) return [];
  return capacityFaults(
    known,
    CAPACITY_PROPERTIES.filter((property) => undecided.has(property)),
  );
}

/** Faults of the arguments that depend on the Airflow version or the region. */
function contextualFaults(
  known: KnownArguments,
  { undecided }: SortedArguments,
  context: ArgumentContext,
): Fault[] {
  const latest = undecided.has("airflowVersion") ? undefined : LATEST_AIRFLOW_VERSION;
  const airflowVersion = known.airflowVersion ?? latest;
  const version = airflowVersion === undefined ? {} : { airflowVersion };
  const code = undecided.has("region") ? undefined : (known.region ?? context.region);
  // A misspelt region is one fault, and not also the fault of everything that lies in a region.
  const region = code === undefined || regionFaults(code).length > 0 ? {} : { region: code };
  return [
    ...ifGiven(known.webserverAccessMode, (mode) => accessModeFaults({ mode, ...version })),
    ...ifGiven(known.workerReplacementStrategy, (strategy) =>
      workerReplacementFaults({ strategy, ...version, ...region }),
    ),
    ...ifGiven(known.kmsKey, (key) => kmsKeyFaults(key, region)),
    ...ifGiven(known.airflowConfigurationOptions, (options) => optionFaults(options, version)),
    ...domainFaults(known, undecided),
  ];
}

/** Faults of a domain of one's own that depend on who can reach the web server. */
function domainFaults(known: KnownArguments, undecided: SortedArguments["undecided"]): Fault[] {
  const baseUrl: unknown = known.airflowConfigurationOptions?.[BASE_URL_OPTION];
  if (typeof baseUrl !== "string" || undecided.has("webserverAccessMode")) return [];
  const { webserverAccessMode = DEFAULT_ACCESS_MODE } = known;
  return baseUrlModeFaults({ baseUrl, webserverAccessMode });
}

function objectFaults(
  known: KnownArguments,
  { undecided }: SortedArguments,
  { requireObjectVersions = false }: ArgumentContext,
): Fault[] {
  return VERSIONED_OBJECTS.flatMap((object) => {
    // A version alone says nothing while the path is not known.
    if (undecided.has(object.path)) return [];
    const given = { path: known[object.path], version: known[object.version] };
    return versionedObjectFaults(
      object,
      given,
      requireObjectVersions && !undecided.has(object.version),
    );
  });
}

function loggingFaults(known: KnownArguments): Fault[] {
  return LOG_MODULES.flatMap(({ property }) =>
    ifGiven(known.loggingConfiguration?.[property]?.logLevel, (level) =>
      logLevelFaults(level, ["loggingConfiguration", property, "logLevel"]),
    ),
  );
}

function networkFaults({ networkConfiguration = {} }: KnownArguments): Fault[] {
  return [
    ...ifGiven(networkConfiguration.subnetIds, (ids) => subnetIdsFaults(ids)),
    ...ifGiven(networkConfiguration.securityGroupIds, (ids) => securityGroupIdsFaults(ids)),
  ];
}

function endpointManagementFaults(management: string): Fault[] {
  if ((ENDPOINT_MANAGEMENT as readonly string[]).includes(management)) return [];
  return [
    {
      path: ["endpointManagement"],
      problem: "is not a way to manage endpoints",
      got: management,
      allowed: ENDPOINT_MANAGEMENT.join(", "),
      fix: 'set endpointManagement to "SERVICE", or to "CUSTOMER" in a shared VPC',
    },
  ];
}

interface ArnShape {
  readonly property: string;
  readonly of: string;
  readonly shape: RegExp;
  readonly example: string;
}

const EXECUTION_ROLE_ARN: ArnShape = {
  property: "executionRoleArn",
  of: "an IAM role",
  shape: /^arn:aws(-[a-z]+)*:iam::\d{12}:role\/[a-zA-Z_0-9+=,.@\-/]+$/,
  example: "arn:aws:iam::123456789012:role/service-role/my-airflow",
};

const SOURCE_BUCKET_ARN: ArnShape = {
  property: "sourceBucketArn",
  of: "an S3 bucket",
  shape: /^arn:aws(-[a-z]+)*:s3:::[a-z0-9.-]+$/,
  example: "arn:aws:s3:::my-airflow-bucket",
};

function arnFaults(arn: string, { property, of, shape, example }: ArnShape): Fault[] {
  if (shape.test(arn)) return [];
  return [
    {
      path: [property],
      problem: `is not the ARN of ${of}`,
      got: arn,
      allowed: `an ARN such as ${example}`,
      fix: `set ${property} to the arn output of ${of}`,
    },
  ];
}
