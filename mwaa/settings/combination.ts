import { BASE_URL_OPTION } from "../airflow/base-url";
import { type EnvironmentArguments, environmentArgumentFaults } from "../environment-arguments";
import type { Fault } from "../fault";
import { CAPACITY_PROPERTIES } from "../service/capacity";
import { parseArn } from "../service/arns";
import { environmentNameFaults } from "../service/names";
import { regionFaults } from "../service/regions";
import { accountCombinationFaults } from "./account-combination";
import { customerEndpointFaults, endpointFaults } from "./endpoint-combination";
import { networkFaults } from "./network-combination";
import { DEFAULT_PRESET, PRESET_DEFAULTS } from "./presets";
import { settingPartitionFaults } from "./partition-faults";
import { optionsOf, resolveCapacity } from "./resolve";
import type { SettingName } from "./schema";
import type { Readable } from "./readable";
import type { Builds, SettingsInput } from "./types";
import { unknownText } from "./unknown-text";

/** Where an argument of the environment stands among the settings, if it has another name there. */
const SETTING_OF_ARGUMENT: Readonly<Record<string, Fault["path"]>> = {
  loggingConfiguration: ["logging"],
  networkConfiguration: ["network"],
  kmsKey: ["key", "existing"],
  executionRoleArn: ["executionRole", "existing"],
};

/** Settings that are arguments of the environment under the same name. */
const SAME_NAME = [
  "name",
  "airflowVersion",
  "environmentClass",
  "webserverAccessMode",
  "weeklyMaintenanceWindowStart",
  "workerReplacementStrategy",
  "airflowConfigurationOptions",
] as const satisfies readonly (SettingName & keyof EnvironmentArguments)[];

/**
 * The arguments of the environment as far as the settings decide them. A setting that could not be
 * read is unknown, not absent: otherwise its default would be judged.
 */
function environmentArguments({ given, faulty }: Readable): Record<string, unknown> {
  const preset = PRESET_DEFAULTS[given.preset ?? DEFAULT_PRESET];
  const { network, key, executionRole } = given;
  const environmentClass = given.environmentClass ?? preset.environmentClass;
  const args: Record<string, unknown> = {
    ...Object.fromEntries(SAME_NAME.map((name) => [name, given[name]])),
    airflowVersion: given.airflowVersion ?? preset.airflowVersion ?? unknownText("airflowVersion"),
    environmentClass,
    ...resolveCapacity(given, environmentClass, preset.capacity),
    webserverAccessMode: given.webserverAccessMode ?? preset.webserverAccessMode,
    airflowConfigurationOptions: optionsOf(given),
    loggingConfiguration: given.logging,
    kmsKey: typeof key === "object" && "existing" in key ? key.existing : undefined,
    executionRoleArn:
      executionRole !== undefined && "existing" in executionRole
        ? executionRole.existing
        : undefined,
    networkConfiguration:
      network?.kind === "existing" && "subnetIds" in network
        ? { subnetIds: network.subnetIds, securityGroupIds: network.securityGroupIds }
        : undefined,
  };
  for (const name of [...SAME_NAME, ...CAPACITY_PROPERTIES]) {
    if (faulty.has(name) || faulty.has("preset")) args[name] = given[name] ?? unknownText(name);
  }
  return { ...args, ...given.environmentArgs };
}

/** Puts a fault where the setting stands that the argument came from. */
function inSettings(fault: Fault, given: Partial<SettingsInput>): Fault {
  const [argument, ...rest] = fault.path;
  const name = String(argument);
  const { webAccess, airflowConfigurationOptions: options } = given;
  const isOfDomain =
    webAccess !== undefined &&
    rest[0] === BASE_URL_OPTION &&
    options?.[BASE_URL_OPTION] === undefined;
  // The option was filled in from the domain, so that nobody finds it in the file.
  if (isOfDomain) {
    const fix = fault.fix
      .replace(`remove ${BASE_URL_OPTION}`, "remove webAccess")
      .replace(`set ${BASE_URL_OPTION}`, "set domainName");
    return { ...fault, path: ["webAccess", "domainName"], fix };
  }
  if (given.environmentArgs !== undefined && Object.hasOwn(given.environmentArgs, name)) {
    return { ...fault, path: ["environmentArgs", ...fault.path] };
  }
  return { ...fault, path: [...(SETTING_OF_ARGUMENT[name] ?? [name]), ...rest] };
}

function requiredFaults({ given, faulty }: Readable): Fault[] {
  const preset = given.preset ?? DEFAULT_PRESET;
  const { airflowVersion } = PRESET_DEFAULTS[preset];
  const isGiven = given.airflowVersion !== undefined || faulty.has("airflowVersion");
  if (isGiven || airflowVersion !== undefined || faulty.has("preset")) return [];
  return [
    {
      path: ["airflowVersion"],
      problem: "is missing",
      got: undefined,
      allowed: `a version, which preset ${preset} leaves to you so that it never changes by itself`,
      fix: `set airflowVersion to ${JSON.stringify(PRESET_DEFAULTS[DEFAULT_PRESET].airflowVersion)}`,
    },
  ];
}

/** What a stack cannot do without, by what it builds. */
const REQUIRED: Readonly<Record<Builds, readonly SettingName[]>> = {
  environment: [],
  "shared-network": ["share"],
  "customer-endpoints": ["environmentStack"],
};

const EXAMPLES: Partial<Record<SettingName, string>> = {
  share: '{ with: ["123456789012"] }',
  environmentStack: "<organization>/<project>/<stack>",
};

function missingFaults({ given, faulty }: Readable, builds: Builds): Fault[] {
  return REQUIRED[builds]
    .filter((name) => given[name] === undefined && !faulty.has(name))
    .map((name) => ({
      path: [name],
      problem: "is missing",
      got: undefined,
      allowed: `a stack that builds ${builds} needs it`,
      fix: `set ${name} to ${EXAMPLES[name] ?? "a value"}`,
    }));
}

/** CloudWatch tells a topic of its own Region alone. */
function alarmTopicFaults({ given, region, faulty }: Readable): Fault[] {
  if (faulty.has("endpointAutomation") || region === undefined) return [];
  const { alarmTopicArn = "" } = given.endpointAutomation ?? {};
  const topic = parseArn(alarmTopicArn);
  if (topic === undefined || topic.region === region) return [];
  return [
    {
      path: ["endpointAutomation", "alarmTopicArn"],
      problem: `is a topic of ${topic.region}, and the alarms are in ${region}`,
      got: alarmTopicArn,
      allowed: `a topic of ${region}`,
      fix: "name a topic of that region",
    },
  ];
}

/** What is wrong between settings, and what the environment's own arguments decide. */
export function combinationFaults(readable: Readable, builds: Builds): Fault[] {
  const { given, region } = readable;
  const place = region === undefined ? {} : { region };
  const common = [
    ...(region === undefined ? [] : regionFaults(region)),
    ...missingFaults(readable, builds),
    ...accountCombinationFaults(readable),
    ...settingPartitionFaults(readable),
  ];
  if (builds !== "environment") {
    const named = given.name === undefined ? [] : environmentNameFaults(given.name);
    const own =
      builds === "shared-network"
        ? [...networkFaults(readable, builds), ...alarmTopicFaults(readable)]
        : customerEndpointFaults(readable);
    return [...common, ...named, ...own];
  }
  return [
    ...common,
    ...requiredFaults(readable),
    ...environmentArgumentFaults(environmentArguments(readable), place).map((fault) =>
      inSettings(fault, given),
    ),
    ...networkFaults(readable, builds),
    ...endpointFaults(readable),
  ];
}
