import { probablyMeant } from "./nearest";
import { NAMESPACE } from "./parse";
import { dotted, type SettingFault } from "./setting-fault";
import { isMapping } from "./structure";
import { unknownText } from "./unknown-text";
import { type Position, readYaml, type YamlDocument } from "./yaml-document";

/** What a stack file is called. */
export interface StackFileName {
  /** The path to show in messages. */
  readonly file: string;
  /** The stack's name. */
  readonly stack: string;
  /** The Pulumi project: keys without a namespace are in the one of its name. @default "mwaa" */
  readonly project?: string;
}

/** One entry of the configuration. */
interface StackFileEntry {
  /** The key in full, with its namespace. */
  readonly key: string;
  /** The value, with a stand-in for each secret. */
  readonly value: unknown;
  /** Whether any part of the value is encrypted; Pulumi then treats all of it as secret. */
  readonly secret: boolean;
  /** Where the key, or a part of its value, stands. */
  readonly positionOf: (path: readonly (string | number)[]) => Position;
}

/** What a stack file says, for any Pulumi project. */
export interface StackFile extends StackFileName {
  readonly entries: readonly StackFileEntry[];
  /** The configuration as Pulumi hands it to a program: text, and JSON text for what has parts. */
  readonly config: Readonly<Record<string, string>>;
  /** The keys of the entries that are secret. */
  readonly secretKeys: readonly string[];
  /** ESC environments that the file imports or defines. They are not opened offline. */
  readonly environments: readonly string[];
  /** Where `config` stands. */
  readonly position: Position;
  /** What is wrong with single keys, whatever they mean; the rest could be read. */
  readonly faults: readonly SettingFault[];
}

/** A key as Pulumi reads it: without a namespace it is the project's, `a:config:b` is `a:b`. */
function fullKey(key: string, project: string): string | undefined {
  const [first, second, third, ...more] = key.split(":");
  if (first === undefined || more.length > 0) return undefined;
  if (third !== undefined) return second === "config" ? `${first}:${third}` : undefined;
  return second === undefined ? `${project}:${first}` : `${first}:${second}`;
}

/** Whether a value is what Pulumi writes for an encrypted one. */
function isSecure(value: unknown): boolean {
  return isMapping(value) && typeof value["secure"] === "string" && Object.keys(value).length === 1;
}

function withStandIns(value: unknown, key: string, path: readonly (string | number)[]): unknown {
  if (isSecure(value))
    return unknownText(`the secret ${key}${path.length > 0 ? "." : ""}${dotted(path)}`);
  if (Array.isArray(value)) {
    return value.map((each: unknown, index) => withStandIns(each, key, [...path, index]));
  }
  if (!isMapping(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, withStandIns(each, key, [...path, name])]),
  );
}

function holdsSecret(value: unknown): boolean {
  if (isSecure(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsSecret);
}

/** Keys in the order of the alphabet, as the engine writes JSON. */
function sorted(_: string, value: unknown): unknown {
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A value as Pulumi hands it to a program. */
function asConfigText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value, sorted);
}

function environmentNames(environment: unknown): readonly string[] {
  if (environment === undefined || environment === null) return [];
  if (typeof environment === "string") return [environment];
  if (Array.isArray(environment)) {
    return environment.flatMap((each: unknown) =>
      isMapping(each) ? Object.keys(each) : [String(each)],
    );
  }
  if (!isMapping(environment)) return [];
  const own = environment["values"] === undefined ? [] : ["the one defined in the file"];
  return [...own, ...environmentNames(environment["imports"])];
}

type Words = Pick<SettingFault, "key" | "problem" | "got" | "allowed" | "fix">;

/** Reads a stack file of any Pulumi project, or says in one fault why it cannot be read at all. */
export function readStackFile(
  text: string,
  name: StackFileName,
): StackFile | { readonly unreadable: SettingFault } {
  const document = readYaml(text, name);
  if ("malformed" in document) return { unreadable: document.malformed };
  const { file, project = NAMESPACE } = name;
  const top = document.value;
  const words = shapeFault(top) ?? configFault(top, project);
  if (words !== undefined) {
    const path = words.key === "config" ? ["config"] : [];
    return { unreadable: { path, file, ...document.positionOf(path), ...words } };
  }
  const { config = {}, environment } = top as Readonly<Record<string, unknown>>;
  const { entries, faults } = readEntries(config as Readonly<Record<string, unknown>>, {
    document,
    file,
    project,
  });
  return {
    ...name,
    entries,
    config: Object.fromEntries(entries.map(({ key, value }) => [key, asConfigText(value)])),
    secretKeys: entries.filter((each) => each.secret).map((each) => each.key),
    environments: environmentNames(environment),
    position: document.positionOf(["config"]),
    faults: [...document.faults, ...faults],
  };
}

interface Reading {
  readonly document: YamlDocument;
  readonly file: string;
  readonly project: string;
}

function readEntries(
  config: Readonly<Record<string, unknown>>,
  { document, file, project }: Reading,
): Pick<StackFile, "entries" | "faults"> {
  const entries = new Map<string, StackFileEntry>();
  const faults: SettingFault[] = [];
  for (const [written, given] of Object.entries(config)) {
    const key = fullKey(written, project);
    const at = ["config", written];
    const words = keyFault(written, key, entries, project);
    if (key === undefined || words !== undefined) {
      if (words !== undefined)
        faults.push({ path: at, file, ...document.positionOf(at), ...words });
      continue;
    }
    if (key.startsWith(`${NAMESPACE}:`)) faults.push(...surpriseFaults(key, at, document, file));
    entries.set(key, {
      key,
      value: withStandIns(given, key, []),
      secret: holdsSecret(given),
      positionOf: (path) => document.positionOf([...at, ...path]),
    });
  }
  return { entries: [...entries.values()], faults };
}

function keyFault(
  written: string,
  key: string | undefined,
  entries: ReadonlyMap<string, StackFileEntry>,
  project: string,
): Words | undefined {
  if (key === undefined) {
    return {
      key: written,
      problem: "is not a configuration key",
      got: written,
      allowed: "<namespace>:<name>",
      fix: `write it as ${project}:<name>`,
    };
  }
  if (!entries.has(key)) return undefined;
  return {
    key: written,
    problem: `is ${key}, which is given already`,
    got: written,
    allowed: "each key once",
    fix: "remove one of them",
  };
}

function surpriseFaults(
  key: string,
  at: readonly string[],
  document: YamlDocument,
  file: string,
): SettingFault[] {
  return document.surprises(at).map(({ path, written, readAs }) => ({
    key: [key, dotted(path.slice(at.length))].filter((each) => each !== "").join("."),
    path,
    problem: `is read by YAML as ${readAs}`,
    got: written,
    allowed: "text in quotes, or a number in its usual form",
    fix: `write ${JSON.stringify(written)}`,
    file,
    ...document.positionOf(path),
  }));
}

function configFault(top: unknown, project: string): Words | undefined {
  const config = isMapping(top) ? top["config"] : undefined;
  if (config === undefined || isMapping(config)) return undefined;
  return {
    key: "config",
    problem: config === null ? "is empty" : "is not a mapping",
    got: config,
    allowed: `a mapping from keys such as ${project}:name to values`,
    fix: `write ${project}:name: my-airflow under it`,
  };
}

function shapeFault(top: unknown): Words | undefined {
  const allowed = "a mapping with `config`";
  const fix = "write `config:` with the settings under it";
  if (top === null || top === undefined) {
    return { key: "stack file", problem: "is empty", got: undefined, allowed, fix };
  }
  if (!isMapping(top)) {
    return { key: "stack file", problem: "is not a mapping", got: top, allowed, fix };
  }
  if ("config" in top || "environment" in top) return undefined;
  const keys = Object.keys(top);
  const meant = keys.find((key) => probablyMeant(key, ["config"]) !== undefined);
  return {
    key: "stack file",
    problem: "has no config",
    got: keys,
    allowed,
    fix: meant === undefined ? fix : `rename ${meant} to config`,
  };
}
