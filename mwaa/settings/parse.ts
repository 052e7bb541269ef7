import type { Fault } from "../fault";
import { combinationFaults } from "./combination";
import type { Readable } from "./readable";
import { resolveStack } from "./resolve";
import {
  regionSchema,
  type SettingName,
  SETTING_NAMES,
  settingNamesOf,
  SETTINGS_SHAPE,
  STRUCTURED_SETTINGS,
} from "./schema";
import { type SettingFault, settingKey } from "./setting-fault";
import { check, unknownKeyFault } from "./structure";
import { type Builds, BUILDS, type SettingsInput, type StackSettings } from "./types";
import { containsUnknownText, mentionsUnknown } from "./unknown-text";

/** The settings with what had to be taken for granted, or every fault at once. */
export type ParsedSettings =
  | { readonly settings: StackSettings; readonly assumptions: readonly string[] }
  | { readonly faults: readonly [SettingFault, ...(readonly SettingFault[])] };

/** Where settings are read from, besides themselves. */
export interface SettingsContext {
  /** The value of `aws:region`; whatever it is, it is judged. */
  readonly region: unknown;
  /** Names of settings whose values are secret: they are left out of messages. */
  readonly secrets?: readonly string[];
}

/** JSON text, which is how Pulumi hands structured values to a program, as a value. */
function decoded(value: unknown): { readonly value: unknown } | { readonly fault: Fault } {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return { value };
  try {
    return { value: JSON.parse(value) as unknown };
  } catch {
    const fault = {
      path: [],
      problem: "is not JSON, although it begins like it",
      got: value,
      allowed: "a mapping or a list, in YAML or as JSON text",
      fix: "write it in YAML, without quotes around the whole",
    };
    return { fault };
  }
}

function checkSetting(name: SettingName, given: unknown): ReturnType<typeof check<unknown>> {
  if (!STRUCTURED_SETTINGS.has(name)) return check<unknown>(SETTINGS_SHAPE[name], given);
  const value = decoded(given);
  return "fault" in value
    ? { faults: [value.fault] }
    : check<unknown>(SETTINGS_SHAPE[name], value.value);
}

function under(name: SettingName | "region", faults: readonly Fault[]): Fault[] {
  return faults.map((fault) => ({ ...fault, path: [name, ...fault.path] }));
}

/** What the stack builds; whatever is no answer to that is judged as a setting like any other. */
function buildsOf(values: Readonly<Record<string, unknown>>): Builds {
  const checked = check(SETTINGS_SHAPE.builds, values["builds"]);
  return "value" in checked ? checked.value : "environment";
}

function unknownKeyFaults(values: Readonly<Record<string, unknown>>, builds: Builds): Fault[] {
  const names = settingNamesOf(builds);
  return Object.keys(values)
    .filter((key) => !names.some((name) => name === key))
    .map((key) =>
      Object.hasOwn(SETTINGS_SHAPE, key)
        ? foreignKeyFault(key, builds, values[key])
        : unknownKeyFault([key], names, values[key]),
    );
}

/** The fault of a setting that belongs to another kind of stack. */
function foreignKeyFault(key: string, builds: Builds, got: unknown): Fault {
  const owners = BUILDS.filter((each) => settingNamesOf(each).some((name) => name === key));
  return {
    path: [key],
    problem: `is not a setting of a stack that builds ${builds}`,
    got,
    allowed: settingNamesOf(builds).join(", "),
    fix: `remove it, or set builds to ${owners.join(" or ")}`,
  };
}

/** Reads every setting on its own, so that one fault does not hide another. */
function readEach(
  values: Readonly<Record<string, unknown>>,
  region: unknown,
): { readonly readable: Readable; readonly faults: readonly Fault[] } {
  const given: Record<string, unknown> = {};
  const faulty = new Set<SettingName | "region">();
  const faults: Fault[] = [];
  for (const name of SETTING_NAMES) {
    if (name !== "name" && values[name] === undefined) continue;
    const checked = checkSetting(name, values[name]);
    if ("value" in checked) given[name] = checked.value;
    else {
      faulty.add(name);
      faults.push(...under(name, checked.faults));
    }
  }
  const checkedRegion = check(regionSchema, region);
  if ("faults" in checkedRegion) {
    faulty.add("region");
    faults.push(...under("region", checkedRegion.faults));
  }
  const readable: Readable = {
    // Each value was checked against the schema of its own key.
    given,
    region: "value" in checkedRegion ? checkedRegion.value : undefined,
    faulty,
  };
  return { readable, faults };
}

function secretLeaves(value: unknown, path: Fault["path"]): Fault["path"][] {
  if (typeof value === "string") return mentionsUnknown(value) ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    secretLeaves(each, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** A fault with its key; what is secret is not repeated, neither as given nor in a suggestion. */
function settingFault(fault: Fault, secrets: readonly string[]): SettingFault {
  const key = settingKey(fault.path);
  if (typeof fault.got === "string" && containsUnknownText(fault.got)) {
    return { ...fault, key, got: { secure: "…" } };
  }
  if (!secrets.includes(String(fault.path[0]))) return { ...fault, key };
  const got = fault.got === undefined ? undefined : "[secret]";
  return { ...fault, key, got, fix: "set it to what is allowed" };
}

/**
 * Turns values into settings. A value may be of the kind that its key asks for, or text of it; a
 * structured value may be JSON text.
 *
 * @param values by the name of the setting, without `mwaa:`
 */
export function parseSettings(
  values: Readonly<Record<string, unknown>>,
  context: SettingsContext,
): ParsedSettings {
  const builds = buildsOf(values);
  const { readable, faults } = readEach(values, context.region);
  const [first, ...rest] = [
    ...faults,
    ...unknownKeyFaults(values, builds),
    ...combinationFaults(readable, builds),
  ].map((fault) => settingFault(fault, context.secrets ?? []));
  if (first !== undefined) return { faults: [first, ...rest] };
  // Without a fault the name and the region are there.
  const settings = resolveStack(readable.given as SettingsInput, String(readable.region));
  const assumptions = secretLeaves(readable.given, []).map(
    (path) => `The value of ${settingKey(path)} is not known offline and was not judged.`,
  );
  return { settings, assumptions };
}

/** The namespace of our settings, whatever the Pulumi project is called. */
export const NAMESPACE = "mwaa";

/**
 * Turns the configuration that Pulumi hands to a program into settings: `mwaa:<key>` and
 * `aws:region`, all of it text, whatever the stack file held. Other namespaces are left alone.
 *
 * @param secretKeys full names of the entries that are secret; they are left out of messages
 */
export function settingsFromConfig(
  entries: Readonly<Record<string, string>>,
  secretKeys: readonly string[] = [],
): ParsedSettings {
  const prefix = `${NAMESPACE}:`;
  const ours = (key: string): string[] =>
    key.startsWith(prefix) ? [key.slice(prefix.length)] : [];
  const values = Object.fromEntries(
    Object.entries(entries).flatMap(([key, value]) => ours(key).map((name) => [name, value])),
  );
  const secrets = secretKeys.flatMap((key) => (key === "aws:region" ? ["region"] : ours(key)));
  return parseSettings(values, { region: entries["aws:region"], secrets });
}
