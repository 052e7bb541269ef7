import { type Capacity, capacityDefaults, capacityFaults } from "../service/capacity";
import type { EnvironmentClass } from "../service/classes";
import { LATEST_AIRFLOW_VERSION } from "../service/versions";
import { DAG_FILES_DEFAULTS, KEY_DEFAULTS, LOGGING_DEFAULTS } from "./defaults";
import { DEFAULT_PRESET, PRESET_DEFAULTS, type PresetDefaults } from "./presets";
import { resolvePublicRouting } from "./resolve-network";
import type {
  BucketSettings,
  ExecutionRoleSettings,
  KeyInput,
  KeySettings,
  LoggingInput,
  LoggingSettings,
  NetworkSettings,
  SettingsInput,
  Settings,
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

function resolveNetwork(given: SettingsInput["network"], preset: PresetDefaults): NetworkSettings {
  if (given?.kind === "existing") return given;
  return { kind: "public-routing", ...resolvePublicRouting(given ?? {}, preset.network) };
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

/** Lays what a stack gives over the defaults of its preset. Nothing is judged here. */
export function resolveSettings(given: SettingsInput, region: string): Settings {
  const name = given.preset ?? DEFAULT_PRESET;
  const preset = PRESET_DEFAULTS[name];
  const environmentClass = given.environmentClass ?? preset.environmentClass;
  return {
    generation: 1,
    tags: {},
    allowReplacement: false,
    webserverAccessMode: preset.webserverAccessMode,
    protect: preset.protect,
    ...given,
    preset: name,
    region,
    airflowVersion: given.airflowVersion ?? preset.airflowVersion ?? LATEST_AIRFLOW_VERSION,
    environmentClass,
    ...resolveCapacity(given, environmentClass, preset.capacity),
    logging: resolveLogging(given.logging),
    network: resolveNetwork(given.network, preset),
    bucket: resolveBucket(given.bucket, preset),
    key: given.key === undefined ? preset.key : resolveKey(given.key),
    executionRole: resolveRole(given.executionRole, preset),
    logGroups: { ...preset.logGroups, ...given.logGroups },
    dagFiles: { ...DAG_FILES_DEFAULTS, ...given.dagFiles },
  };
}
