import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { isFile, isFolder } from "./file-kind";
import { LineCounter, parseDocument } from "yaml";
import { unknownText } from "../../mwaa/settings/unknown-text";

/** A project or stack file that is missing, unreadable or not what Pulumi accepts. */
export class ProjectFileError extends Error {
  override readonly name = "ProjectFileError";
  /**
   * @param file the file.
   * @param problem what is wrong and what to do, without the file's name.
   * @param line where, if one line is to blame.
   */
  constructor(
    readonly file: string,
    readonly problem: string,
    readonly line?: number,
  ) {
    super(`${file}${line === undefined ? "" : `:${line}`}: ${problem}`);
  }
}

/** What Pulumi.yaml says. */
export interface Project {
  readonly directory: string;
  /** The file that was read. */
  readonly file: string;
  readonly name: string;
  /** The program's file or folder, relative to `directory`, if it is named. */
  readonly main?: string;
  /** Where the stack files are: `stackConfigDir`, or the project's own folder. */
  readonly stackDirectory: string;
}

/** The configuration of a stack as the engine hands it to a program. */
export interface StackConfig {
  /** Every value as text, lists and objects as JSON text, by full key (`aws:region`). */
  readonly config: Readonly<Record<string, string>>;
  /** Keys whose value is, or holds, a secret; each secret is a marker that says so. */
  readonly secretKeys: readonly string[];
  /** ESC environments that add values which nobody can see from here. */
  readonly environmentImports: readonly string[];
}

const PROJECT_FILES = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];
const STACK_FILE = /^Pulumi\.(.+)\.(?:yaml|yml|json)$/;

/**
 * Reads a folder's Pulumi.yaml.
 *
 * @throws ProjectFileError if there is none, it is malformed, or the program is in another language.
 */
export function readProject(directory: string): Project {
  const folder = path.resolve(directory);
  const file = PROJECT_FILES.map((name) => path.join(folder, name)).find(isFile);
  if (file === undefined) {
    const problem = isFolder(folder)
      ? "there is no Pulumi.yaml here: name the folder of a Pulumi project"
      : "there is no such folder: name the folder of a Pulumi project";
    throw new ProjectFileError(folder, problem);
  }
  const content = readYaml(file);
  if (!isRecord(content)) throw new ProjectFileError(file, "is no object: write name and runtime");
  const { name, runtime, main, stackConfigDir, config } = content;
  if (typeof name !== "string" || name === "") {
    throw new ProjectFileError(file, "name is missing: name the project, as in `name: airflow`");
  }
  const language = isRecord(runtime) ? runtime["name"] : runtime;
  if (language !== "nodejs") {
    throw new ProjectFileError(
      file,
      `runtime is ${show(language)}, and only nodejs programs can be planned: check the output of \`pulumi preview --json\` instead`,
    );
  }
  // Before stackConfigDir there was a plain text under `config` that meant the same.
  const stackFolder = optionalText(file, "stackConfigDir", stackConfigDir ?? plainText(config));
  const entry = optionalText(file, "main", main);
  return {
    directory: folder,
    file,
    name,
    stackDirectory: stackFolder === undefined ? folder : path.resolve(folder, stackFolder),
    ...(entry === undefined ? {} : { main: entry }),
  };
}

/** The stacks that have a file, in alphabetical order. */
export function listStacks(project: Project): readonly string[] {
  if (!isFolder(project.stackDirectory)) return [];
  return readdirSync(project.stackDirectory)
    .flatMap((name) => STACK_FILE.exec(name)?.[1] ?? [])
    .sort();
}

/**
 * The file of a stack.
 *
 * @throws ProjectFileError if the stack has none; the message lists those that have.
 */
export function stackFile(project: Project, stack: string): string {
  const candidates = ["yaml", "yml", "json"].map((extension) =>
    path.join(project.stackDirectory, `Pulumi.${stack}.${extension}`),
  );
  const found = candidates.find(isFile);
  if (found !== undefined) return found;
  const known = listStacks(project);
  const others =
    known.length === 0 ? "there is no stack file beside it" : `there is ${known.join(", ")}`;
  throw new ProjectFileError(
    path.join(project.stackDirectory, `Pulumi.${stack}.yaml`),
    `stack "${stack}" has no file; ${others}`,
  );
}

/**
 * Reads a stack's file into the texts that the engine hands to a program: keys without a namespace
 * get the project's, numbers and truths become text, lists and objects JSON text.
 *
 * @throws ProjectFileError if the file is missing or malformed.
 */
export function readStackConfig(file: string, project: string): StackConfig {
  const content = readYaml(file) ?? {};
  if (!isRecord(content))
    throw new ProjectFileError(file, "is no object: write `config:` and keys");
  const { config: values, environment } = content;
  if (values !== undefined && values !== null && !isRecord(values)) {
    throw new ProjectFileError(file, "config is no object: write one key a line below it");
  }
  const config: [string, string][] = [];
  const secretKeys: string[] = [];
  for (const [written, value] of Object.entries(values ?? {})) {
    const key = fullKey(written, project);
    const secrets: string[] = [];
    const visible = withoutSecrets(value, key, secrets);
    if (secrets.length > 0) secretKeys.push(key);
    config.push([key, asText(visible)]);
  }
  return {
    config: Object.fromEntries(config),
    secretKeys,
    environmentImports: imports(environment),
  };
}

/** `key` belongs to the project, `namespace:key` to the namespace; `:config:` is an old infix. */
function fullKey(written: string, project: string): string {
  const key = written.replace(":config:", ":");
  return key.includes(":") ? key : `${project}:${key}`;
}

/** Replaces each encrypted value by a text that says which one it is. */
function withoutSecrets(value: unknown, where: string, secrets: string[]): unknown {
  if (Array.isArray(value)) {
    return value.map((each, index) => withoutSecrets(each, `${where}[${index}]`, secrets));
  }
  if (!isRecord(value)) return value;
  const keys = Object.keys(value);
  if (keys.length === 1 && keys[0] === "secure") {
    secrets.push(where);
    return unknownText(`secret ${where}`);
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      withoutSecrets(each, `${where}.${key}`, secrets),
    ]),
  );
}

function asText(value: unknown): string {
  switch (typeof value) {
    case "string":
      return value;
    case "object":
      if (value === null) return "";
      return value instanceof Date ? value.toISOString() : JSON.stringify(value);
    case "undefined":
      return "";
    default:
      return JSON.stringify(value);
  }
}

/** `environment:` is a list of names, or an object with `imports`. */
function imports(environment: unknown): readonly string[] {
  const list = isRecord(environment) ? environment["imports"] : environment;
  if (typeof list === "string") return [list];
  if (!Array.isArray(list)) return [];
  return list.flatMap((each: unknown) =>
    typeof each === "string" ? [each] : isRecord(each) ? Object.keys(each) : [],
  );
}

/** @throws ProjectFileError if the file cannot be read or is no YAML. */
function readYaml(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new ProjectFileError(
      file,
      `cannot be read (${codeOf(error)}): check path and permissions`,
    );
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [fault] = document.errors;
  if (fault !== undefined) {
    const { line } = lines.linePos(fault.pos[0]);
    throw new ProjectFileError(file, `is not well-formed YAML: ${fault.message}`, line);
  }
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  } catch (error) {
    throw new ProjectFileError(file, `cannot be read as YAML: ${String(error)}`);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}

function optionalText(file: string, key: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw new ProjectFileError(file, `${key} is ${show(value)}, allowed: a path as text`);
}

function plainText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function show(value: unknown): string {
  return value === undefined ? "missing" : JSON.stringify(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date)
  );
}
