import { render, type Fault } from "../fault";
import type { Source } from "../source";
import { containsUnknownText } from "../settings/unknown-text";
import { ENVIRONMENT_CLASSES, type EnvironmentClass } from "../service/classes";
import { isAtLeast, isOlderThan, parseVersion } from "../service/versions";
import { BASE_URL_OPTION, baseUrlFaults } from "./base-url";
import { OPTION_CATALOGUE, REFUSED_OPTIONS, type OptionRow } from "./option-catalogue";

/** Where the shape of keys and values stands. */
export const OPTION_SHAPE_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/API/API_CreateEnvironment.html",
  section: "AirflowConfigurationOptions",
  read: "2026-11-22",
};

/** Where it stands why Airflow 3 wants a fixed number of processes per worker. */
export const FIXED_AUTOSCALE_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/t-apache-airflow-202.html",
  section: "My tasks fail in Apache Airflow v3 without logs",
  read: "2026-11-22",
};

/** Airflow options by dotted key, as the API takes them. */
export type AirflowOptions = Readonly<Record<string, string>>;

/** The longest key, in characters. */
export const LONGEST_OPTION_KEY = 64;

/** The longest value, in characters. */
export const LONGEST_OPTION_VALUE = 65536;

const KEY = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/;
const PRINTABLE_ASCII = /^[ -~]+$/;
const AUTOSCALE = /^(\d{1,6}),(\d{1,6})$/;

const CATALOGUE_BY_KEY: ReadonlyMap<string, OptionRow> = new Map(
  OPTION_CATALOGUE.map((row) => [row.option, row]),
);

/** The environment variable by which an option reaches Airflow: `core.parallelism` is `AIRFLOW__CORE__PARALLELISM`. */
export function toEnvironmentVariable(key: string): string {
  const dot = key.lastIndexOf(".");
  const section = key.slice(0, Math.max(dot, 0)).replaceAll(".", "_");
  return `AIRFLOW__${section}__${key.slice(dot + 1)}`.toUpperCase();
}

/** The listed options that a version no longer has; none if the text is not a version. */
export function optionsRemovedIn(version: string): readonly OptionRow[] {
  return OPTION_CATALOGUE.filter((row) => isRemovedIn(row, version));
}

function isRemovedIn(row: OptionRow, version: string): boolean {
  return row.removedIn !== undefined && isAtLeast(version, row.removedIn);
}

/**
 * What is wrong with the options: keys and values the API does not take, options that MWAA refuses,
 * that the version does not have (any more or yet), a `celery.worker_autoscale` that is not
 * `max,min`, and a `webserver.base_url` that is no domain. Values that are not known offline are not judged, their keys are.
 *
 * @param context without a version, or with text that is not one, nothing is said about versions.
 */
export function optionFaults(
  options: Readonly<Record<string, unknown>>,
  context: { readonly airflowVersion?: string } = {},
): Fault[] {
  return Object.entries(options).flatMap(([key, value]) => {
    const keyFault = keyFaultOf(key, value) ?? refusalOf(key, value);
    if (keyFault !== undefined) return [keyFault];
    return [...versionFaults(key, value, context.airflowVersion), ...valueFaults(key, value)];
  });
}

function faultAt(
  key: string,
  value: unknown,
  rest: Pick<Fault, "problem" | "allowed" | "fix">,
): Fault {
  const secret = isSecretLookingKey(key) || isAddressWithPassword(value);
  const got = secret ? "[hidden]" : value;
  return { path: ["airflowConfigurationOptions", key], got, ...rest };
}

function keyFaultOf(key: string, value: unknown): Fault | undefined {
  const allowed = `section.option in lower case, at most ${LONGEST_OPTION_KEY} characters, such as core.parallelism`;
  if (key.length > LONGEST_OPTION_KEY) {
    const problem = `has a key of ${key.length} characters`;
    return faultAt(key, value, { problem, allowed, fix: "use the option's own name" });
  }
  if (KEY.test(key)) return undefined;
  const dotted = key
    .replace(/^AIRFLOW__/i, "")
    .replace(/__/, ".")
    .toLowerCase();
  const fix = KEY.test(dotted) ? `use ${dotted}` : "write the section, a dot and the option";
  return faultAt(key, value, { problem: "is not the key of an Airflow option", allowed, fix });
}

function refusalOf(key: string, value: unknown): Fault | undefined {
  const refused = REFUSED_OPTIONS.find((each) => each.option === key);
  if (refused === undefined) return undefined;
  return faultAt(key, value, {
    problem: `cannot be set on MWAA: ${refused.because}`,
    allowed: "options that MWAA leaves to you",
    fix: `remove ${key}`,
  });
}

function versionFaults(key: string, value: unknown, version: string | undefined): Fault[] {
  const row = CATALOGUE_BY_KEY.get(key);
  if (row === undefined || version === undefined || parseVersion(version) === undefined) return [];
  if (isRemovedIn(row, version)) {
    return [
      faultAt(key, value, {
        problem: `does not exist in Airflow ${version} any more`,
        allowed: row.replacedBy ?? `Airflow older than ${row.removedIn ?? ""}`,
        fix: row.replacedBy === undefined ? `remove ${key}` : `use ${row.replacedBy} instead`,
      }),
    ];
  }
  if (row.since === undefined || !isOlderThan(version, row.since)) return [];
  const predecessor = OPTION_CATALOGUE.find((each) => each.replacedBy === key)?.option;
  return [
    faultAt(key, value, {
      problem: `does not exist in Airflow ${version} yet`,
      allowed: predecessor ?? `Airflow ${row.since} or newer`,
      fix: predecessor === undefined ? `remove ${key}` : `use ${predecessor} instead`,
    }),
  ];
}

function valueFaults(key: string, value: unknown): Fault[] {
  if (typeof value !== "string") {
    const text = typeof value === "boolean" ? (value ? "True" : "False") : render(value);
    const fix = `write it as text, such as "${text}"`;
    return [faultAt(key, value, { problem: "is not text", allowed: "text", fix })];
  }
  if (containsUnknownText(value)) return [];
  // Empty or not ASCII, it is still the domain that is at fault, or none.
  if (key === BASE_URL_OPTION) {
    return baseUrlFaults(value).map(({ problem, allowed, fix }) =>
      faultAt(key, value, { problem, allowed, fix }),
    );
  }
  if (value.length > LONGEST_OPTION_VALUE || !PRINTABLE_ASCII.test(value)) {
    return [
      faultAt(key, value, {
        problem: "is not a value that the API takes",
        allowed: `1 to ${LONGEST_OPTION_VALUE} printable ASCII characters in one line`,
        fix: value === "" ? `remove ${key}` : "remove line breaks and characters outside ASCII",
      }),
    ];
  }
  return key === "celery.worker_autoscale" ? autoscaleFaults(key, value) : [];
}

function autoscaleFaults(key: string, value: string): Fault[] {
  const match = AUTOSCALE.exec(value);
  const allowed = "max,min: two whole numbers, the greater one first and at least 1, such as 5,5";
  if (match === null) {
    const single = /^\d{1,6}$/.test(value) ? `${value},${value}` : "5,5";
    const problem = "is not two whole numbers with a comma between them";
    return [faultAt(key, value, { problem, allowed, fix: `set ${key} to "${single}"` })];
  }
  const [max, min] = [Number(match[1]), Number(match[2])];
  if (max < 1) {
    const problem = "lets a worker run no task at all";
    return [faultAt(key, value, { problem, allowed, fix: `set ${key} to "5,5"` })];
  }
  if (max >= min) return [];
  const fix = `set ${key} to "${min},${max}"`;
  return [faultAt(key, value, { problem: "has a maximum below its minimum", allowed, fix })];
}

/** What the recommended options depend on. */
export interface RecommendationContext {
  readonly airflowVersion: string;
  readonly environmentClass: EnvironmentClass;
  /** Whether the environment has custom plugins. */
  readonly plugins: boolean;
}

/**
 * The options to set unless somebody set them otherwise: a fixed number of processes per worker on
 * Airflow 3 (its tasks can fail without a log while Celery scales processes down), and plugins that
 * load when a process starts, if there are plugins.
 */
export function recommendedOptions(context: RecommendationContext): AirflowOptions {
  const { tasksPerWorker } = ENVIRONMENT_CLASSES[context.environmentClass];
  return {
    ...(isAtLeast(context.airflowVersion, "3.0.0")
      ? { "celery.worker_autoscale": `${tasksPerWorker},${tasksPerWorker}` }
      : {}),
    ...(context.plugins ? { "core.lazy_load_plugins": "False" } : {}),
  };
}

const SECRET_WORDS =
  /(^|_)(password|passwd|passphrase|secret|token|fernet_key|secret_key|private_key|api_key|access_key|credentials?|sql_alchemy_conn|broker_url|result_backend)$/;

/** Airflow reads the value of these from a command or a secrets backend; the option names only where. */
const INDIRECTION = /_(cmd|secret)$/;

function isSecretLookingKey(key: string): boolean {
  const option = key.slice(key.lastIndexOf(".") + 1).toLowerCase();
  if (INDIRECTION.test(option) && SECRET_WORDS.test(option.replace(INDIRECTION, ""))) return false;
  return SECRET_WORDS.test(option);
}

function isAddressWithPassword(value: unknown): boolean {
  return typeof value === "string" && /^[a-z][a-z0-9+.-]*:\/\/[^/@\s]*:[^/@\s]+@/i.test(value);
}

/**
 * The keys of the options that look like secrets, by their name or because the value is an address
 * with a password in it. Options are readable in the console and by `airflow:GetEnvironment`:
 * secrets belong into a secrets backend.
 */
export function secretLookingOptions(
  options: Readonly<Record<string, unknown>>,
): readonly string[] {
  return Object.entries(options)
    .filter(([key, value]) => isSecretLookingKey(key) || isAddressWithPassword(value))
    .map(([key]) => key);
}
