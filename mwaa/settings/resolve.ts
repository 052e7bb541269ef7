import { BASE_URL_OPTION } from "../airflow/base-url";
import { type Capacity, capacityDefaults, capacityFaults } from "../service/capacity";
import type { EnvironmentClass } from "../service/classes";
import { featuresOf } from "../service/endpoint-features";
import { LATEST_AIRFLOW_VERSION } from "../service/versions";
import {
  CUSTOMER_ENDPOINTS_DEFAULTS,
  DAG_FILES_DEFAULTS,
  ENDPOINT_AUTOMATION_DEFAULTS,
  KEY_DEFAULTS,
  LOGGING_DEFAULTS,
  WEB_ACCESS_DEFAULTS,
} from "./defaults";
import { DEFAULT_PRESET, PRESET_DEFAULTS, type PresetDefaults } from "./presets";
import { resolveMadeNetwork, resolveNetwork } from "./resolve-network";
import type {
  BucketSettings,
  CustomerEndpointsStackSettings,
  ExecutionRoleSettings,
  KeyInput,
  KeySettings,
  LoggingInput,
  LoggingSettings,
  MadeNetworkInput,
  NetworkSettings,
  Settings,
  SettingsInput,
  SharedNetworkStackSettings,
  StackSettings,
} from "./types";

/** Between which numbers something scales. */
interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** A bound that was given moves the default of the other one out of its way. */
function bounds(given: Partial<Bounds>, usual: Bounds): Bounds {
  return {
    min: given.min ?? Math.min(usual.min, given.max ?? usual.min),
    max: given.max ?? Math.max(usual.max, given.min ?? usual.max),
  };
}

function defined<T extends object>(record: {
  readonly [K in keyof T]?: T[K] | undefined;
}): Partial<T> {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}

/**
 * The counts of an environment: what was given, else what the preset says where the class accepts
 * it, else the service's defaults.
 */
export function resolveCapacity(
  given: Partial<Capacity>,
  environmentClass: EnvironmentClass,
  preset: Partial<Capacity>,
): Capacity {
  const service = capacityDefaults(environmentClass);
  const fits = capacityFaults({ environmentClass, ...preset }).length === 0;
  const usual = fits ? { ...service, ...preset } : service;
  const workers = bounds(defined<Bounds>({ min: given.minWorkers, max: given.maxWorkers }), {
    min: usual.minWorkers,
    max: usual.maxWorkers,
  });
  const webservers = bounds(
    defined<Bounds>({ min: given.minWebservers, max: given.maxWebservers }),
    { min: usual.minWebservers, max: usual.maxWebservers },
  );
  return {
    schedulers: given.schedulers ?? usual.schedulers,
    minWorkers: workers.min,
    maxWorkers: workers.max,
    minWebservers: webservers.min,
    maxWebservers: webservers.max,
  };
}

/** Fills in the logs, and the halves of a log, that are not given. */
function resolveLogging(given: LoggingInput = {}): LoggingSettings {
  const { dagProcessingLogs, schedulerLogs, taskLogs, webserverLogs, workerLogs } =
    LOGGING_DEFAULTS;
  return {
    dagProcessingLogs: { ...dagProcessingLogs, ...given.dagProcessingLogs },
    schedulerLogs: { ...schedulerLogs, ...given.schedulerLogs },
    taskLogs: { ...taskLogs, ...given.taskLogs },
    webserverLogs: { ...webserverLogs, ...given.webserverLogs },
    workerLogs: { ...workerLogs, ...given.workerLogs },
  };
}

/** Fills in a key that is to be made; who describes one does not mean AWS's own. */
function resolveKey(given: KeyInput): KeySettings {
  return given === "aws-owned" || "existing" in given ? given : { ...KEY_DEFAULTS, ...given };
}

function resolveBucket(given: SettingsInput["bucket"], preset: PresetDefaults): BucketSettings {
  return given !== undefined && "existing" in given ? given : { ...preset.bucket, ...given };
}

function resolveRole(
  given: SettingsInput["executionRole"],
  preset: PresetDefaults,
): ExecutionRoleSettings {
  return given !== undefined && "existing" in given ? given : { ...preset.executionRole, ...given };
}

/** What every stack has. */
function resolveEvery(
  given: SettingsInput,
  region: string,
): Omit<SharedNetworkStackSettings, "builds" | "network" | "share"> {
  const { name, preset = DEFAULT_PRESET, tags = {}, account } = given;
  return { name, preset, region, tags, ...(account !== undefined && { account }) };
}

function resolveSharedNetwork(given: SettingsInput, region: string): SharedNetworkStackSettings {
  const every = resolveEvery(given, region);
  const { network = {}, share = { with: [] }, endpointAutomation } = given;
  const made = resolveMadeNetwork(
    network as MadeNetworkInput,
    PRESET_DEFAULTS[every.preset].network,
  );
  return {
    ...every,
    builds: "shared-network",
    network: { ...made, securityGroupRules: "none" },
    share,
    ...(endpointAutomation !== undefined && {
      endpointAutomation: { ...ENDPOINT_AUTOMATION_DEFAULTS, ...endpointAutomation },
    }),
  };
}

function resolveCustomerEndpoints(
  given: SettingsInput,
  region: string,
): CustomerEndpointsStackSettings {
  const every = resolveEvery(given, region);
  const preset = PRESET_DEFAULTS[every.preset];
  const { environmentStack = "", webserverAccessMode = preset.webserverAccessMode } = given;
  return {
    ...every,
    builds: "customer-endpoints",
    environmentStack,
    webserverAccessMode,
    endpoints: { ...CUSTOMER_ENDPOINTS_DEFAULTS, ...given.endpoints },
  };
}

/** Lays what a stack gives over the defaults of its preset. Nothing is judged here. */
export function resolveStack(given: SettingsInput, region: string): StackSettings {
  switch (given.builds) {
    case "shared-network":
      return resolveSharedNetwork(given, region);
    case "customer-endpoints":
      return resolveCustomerEndpoints(given, region);
    default:
      return resolveSettings(given, region);
  }
}

/** {@link resolveStack} for a stack with an environment. */
export function resolveSettings(given: SettingsInput, region: string): Settings {
  const name = given.preset ?? DEFAULT_PRESET;
  const preset = PRESET_DEFAULTS[name];
  const environmentClass = given.environmentClass ?? preset.environmentClass;
  const network = withFeatures(resolveNetwork(given.network, preset.network), given);
  const { webAccess } = given;
  const airflowConfigurationOptions = optionsOf(given);
  return {
    generation: 1,
    tags: {},
    allowReplacement: false,
    webserverAccessMode: preset.webserverAccessMode,
    protect: preset.protect,
    retired: false,
    endpointManagement: network.kind === "shared" ? "CUSTOMER" : "SERVICE",
    ...ofEnvironment(given),
    builds: "environment",
    preset: name,
    region,
    airflowVersion: given.airflowVersion ?? preset.airflowVersion ?? LATEST_AIRFLOW_VERSION,
    environmentClass,
    ...resolveCapacity(given, environmentClass, preset.capacity),
    ...(airflowConfigurationOptions !== undefined && { airflowConfigurationOptions }),
    logging: resolveLogging(given.logging),
    network,
    endpoints: { ...CUSTOMER_ENDPOINTS_DEFAULTS, ...given.endpoints },
    ...(webAccess !== undefined && { webAccess: { ...WEB_ACCESS_DEFAULTS, ...webAccess } }),
    bucket: resolveBucket(given.bucket, preset),
    key: given.key === undefined ? preset.key : resolveKey(given.key),
    executionRole: resolveRole(given.executionRole, preset),
    logGroups: { ...preset.logGroups, ...given.logGroups },
    dagFiles: { ...DAG_FILES_DEFAULTS, ...given.dagFiles },
  };
}

/** What is left without the settings of stacks that build something else. */
function ofEnvironment(given: SettingsInput): Omit<SettingsInput, SettingOfOthers | "webAccess"> {
  const foreign: readonly string[] = [...SETTINGS_OF_OTHERS, "webAccess"];
  return Object.fromEntries(
    Object.entries(given).filter(([name]) => !foreign.includes(name)),
  ) as Omit<SettingsInput, SettingOfOthers | "webAccess">;
}

const SETTINGS_OF_OTHERS = ["share", "endpointAutomation", "environmentStack"] as const;
type SettingOfOthers = (typeof SETTINGS_OF_OTHERS)[number];

/** A network without internet gets an endpoint for everything that the settings show to be used. */
function withFeatures(network: NetworkSettings, given: SettingsInput): NetworkSettings {
  if (network.kind !== "private-routing") return network;
  const { executionRole, airflowConfigurationOptions } = given;
  const grants =
    executionRole !== undefined && "grants" in executionRole ? executionRole.grants : undefined;
  const shown = featuresOf({
    ...(airflowConfigurationOptions !== undefined && { airflowConfigurationOptions }),
    ...(grants !== undefined && { grants }),
  });
  const features = [...new Set([...network.serviceEndpoints.features, ...shown])];
  return { ...network, serviceEndpoints: { ...network.serviceEndpoints, features } };
}

/** Airflow's options; it has to know the domain that it is opened under. */
export function optionsOf(
  given: Pick<Partial<SettingsInput>, "webAccess" | "airflowConfigurationOptions">,
): SettingsInput["airflowConfigurationOptions"] {
  const { webAccess, airflowConfigurationOptions: options } = given;
  return webAccess === undefined
    ? options
    : { [BASE_URL_OPTION]: webAccess.domainName, ...options };
}
