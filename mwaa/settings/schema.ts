import { z } from "zod";
import { ACCESS_MODES } from "../service/access-modes";
import { ENVIRONMENT_CLASS_NAMES } from "../service/classes";
import { REGIONS } from "../service/regions";
import { LATEST_AIRFLOW_VERSION, SUPPORTED_VERSIONS } from "../service/versions";
import { WORKER_REPLACEMENT_STRATEGIES } from "../service/worker-replacement";
import { executionRole, key } from "./access";
import { accountNumber, stackReference } from "./accounts";
import { choice, flag, isLeaf, leaf, text, wholeNumber } from "./leaf";
import { logging, logGroups } from "./logs";
import { network } from "./network";
import { customerEndpoints, endpointAutomation, share, webAccess } from "./sharing";
import { bucket, dagFiles } from "./storage";
import { report } from "./structure";
import { tagFaults } from "./tags";
import { BUILDS, type Builds, PRESETS } from "./types";

/** The bounds of counts depend on the class, so the environment's arguments are judged for them. */
const COUNT = { min: 0 };

const anything = leaf<unknown>({
  what: "a value",
  example: "a value",
  secret: "unknown offline",
  json: {},
  decode: (value) => value,
});

const textByName = z.record(z.string(), text({ what: "text", example: '"a text"' }));

/** The settings of `mwaa:<key>`, one schema a key. */
export const SETTINGS_SHAPE = {
  builds: choice("a kind of stack", BUILDS)
    .exactOptional()
    .describe("`shared-network` and `customer-endpoints` are an owner's. Default: environment."),
  preset: choice("a preset", PRESETS)
    .exactOptional()
    .describe("The defaults: `quick-start` (the tutorial) or `production`. Default: quick-start."),
  name: text({
    what: "the name of an environment",
    example: "my-airflow",
    secret: "refused",
  }).describe("The environment's name, 1 to 80 characters; every other name derives from it."),
  account: accountNumber()
    .exactOptional()
    .describe("The account, 12 digits in quotes. Default: the one whose credentials are used."),
  generation: wholeNumber({ min: 1 }, 1)
    .exactOptional()
    .describe("Raise it to get a new bucket and role name without any other change. Default: 1."),
  tags: textByName
    .superRefine((tags, context) => {
      report(context, tagFaults(tags));
    })
    .exactOptional()
    .describe("Tags of every resource that can have tags."),
  airflowVersion: text({
    what: "an Airflow version",
    example: `"${LATEST_AIRFLOW_VERSION}"`,
    secret: "refused",
    suggestions: SUPPORTED_VERSIONS,
  })
    .exactOptional()
    .describe("The Airflow version. Required outside quick-start, where it is the latest."),
  environmentClass: choice("an environment class", ENVIRONMENT_CLASS_NAMES)
    .exactOptional()
    .describe("The size of the environment. Default: mw1.small, or mw1.medium in production."),
  schedulers: wholeNumber(COUNT, 2)
    .exactOptional()
    .describe("How many schedulers: 2 to 5, or 1 with mw1.micro."),
  minWorkers: wholeNumber(COUNT, 1).exactOptional().describe("The fewest workers."),
  maxWorkers: wholeNumber(COUNT, 10).exactOptional().describe("The most workers."),
  minWebservers: wholeNumber(COUNT, 2)
    .exactOptional()
    .describe("The fewest web servers: 2 to 5, or 1 with mw1.micro."),
  maxWebservers: wholeNumber(COUNT, 2)
    .exactOptional()
    .describe("The most web servers: 2 to 5, or 1 with mw1.micro."),
  webserverAccessMode: choice("a web server access mode", ACCESS_MODES)
    .exactOptional()
    .describe("Who can open the web interface. Default: PUBLIC_ONLY in quick-start only."),
  weeklyMaintenanceWindowStart: text({ what: "a day and a half hour", example: '"SUN:03:30"' })
    .exactOptional()
    .describe("When the weekly maintenance starts, as DAY:HH:MM in UTC. Default: MWAA chooses."),
  workerReplacementStrategy: choice("a worker replacement strategy", WORKER_REPLACEMENT_STRATEGIES)
    .exactOptional()
    .describe("Whether updates stop running workers (FORCED) or let them finish (GRACEFUL)."),
  airflowConfigurationOptions: textByName
    .exactOptional()
    .describe("Airflow options by dotted key, such as core.default_task_retries."),
  logging: logging.exactOptional().describe("The five logs. Default: all enabled, INFO."),
  environmentArgs: z
    .record(z.string(), anything)
    .exactOptional()
    .describe("Arguments of aws.mwaa.Environment that are passed through, over everything else."),
  protect: flag(true)
    .exactOptional()
    .describe("Whether the environment can be deleted only after unprotecting it."),
  allowReplacement: flag(false)
    .exactOptional()
    .describe("Whether a change that replaces the environment may go ahead. Default: false."),
  network: network.exactOptional().describe("The network: made here, existing, or shared."),
  share: share.exactOptional().describe("With whom a shared-network stack shares its subnets."),
  endpointAutomation: endpointAutomation
    .exactOptional()
    .describe("Makes the endpoints of participants' environments. Default: none."),
  endpointManagement: choice("who makes endpoints", ["SERVICE", "CUSTOMER"])
    .exactOptional()
    .describe("`CUSTOMER` makes the endpoints towards MWAA here. Default: SERVICE, if not shared."),
  environmentStack: stackReference("has the environment whose endpoints are made").exactOptional(),
  endpoints: customerEndpoints
    .exactOptional()
    .describe("How the endpoints towards MWAA are made, where they are made here."),
  webAccess: webAccess
    .exactOptional()
    .describe("The private web server under a domain of your own. Default: none."),
  retired: flag(true)
    .exactOptional()
    .describe("Takes the environment away before the endpoints made here. Default: false."),
  bucket: bucket.exactOptional().describe("The bucket of DAGs: made here, or an existing one."),
  key: key
    .exactOptional()
    .describe("What encrypts: aws-owned, a key made here, or an existing one."),
  executionRole: executionRole
    .exactOptional()
    .describe("What DAGs and the environment act as: made here, or an existing role."),
  logGroups: logGroups.exactOptional().describe("The five log groups, made here."),
  dagFiles: dagFiles.exactOptional().describe("What is uploaded, from the project's folder."),
} as const;

/** All settings at once, as they stand in a stack file under `mwaa:`. */
export const settingsSchema = z.strictObject(SETTINGS_SHAPE);

/** The region, which stands under `aws:` because Pulumi's provider reads it there. */
export const regionSchema = text({
  what: "the code of an AWS region",
  example: "eu-west-1",
  secret: "refused",
  suggestions: REGIONS.map((each) => each.code),
});

/** Which settings a stack has that builds something else than an environment. */
const SETTINGS_OF_OTHERS = {
  "shared-network": ["network", "share", "endpointAutomation"],
  "customer-endpoints": ["webserverAccessMode", "environmentStack", "endpoints"],
} as const satisfies Partial<Record<Builds, readonly SettingName[]>>;

const SETTINGS_OF_ALL: readonly SettingName[] = ["builds", "preset", "name", "account", "tags"];

/** The settings that a stack can have, by what it builds. */
export function settingNamesOf(builds: Builds): readonly SettingName[] {
  const { "shared-network": sharing, "customer-endpoints": endpoints } = SETTINGS_OF_OTHERS;
  if (builds === "shared-network") return [...SETTINGS_OF_ALL, ...sharing];
  if (builds === "customer-endpoints") return [...SETTINGS_OF_ALL, ...endpoints];
  return SETTING_NAMES.filter((name) => !ONLY_OF_OTHERS.includes(name));
}

const ONLY_OF_OTHERS: readonly SettingName[] = ["share", "endpointAutomation", "environmentStack"];

/** The name of a setting. */
export type SettingName = keyof typeof SETTINGS_SHAPE;

/** The names of the settings, in their usual order. */
export const SETTING_NAMES = Object.keys(SETTINGS_SHAPE) as readonly SettingName[];

/** The settings that have parts: Pulumi hands them to a program as JSON text. */
export const STRUCTURED_SETTINGS: ReadonlySet<string> = new Set(
  SETTING_NAMES.filter((name) => !isLeaf(SETTINGS_SHAPE[name])),
);
