import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { parse, stringify } from "yaml";

import { runCommand } from "./command";
import type { CommandResult } from "./command";
import { ENGINE_CACHE, REPOSITORY } from "./paths";
import type { CloudFile, Organization } from "./provider/cloud/records";
import { Store } from "./provider/cloud/store";
import { settle } from "./provider/services/settle";
import { ServiceEndpoints, accessKeyOf } from "./service-endpoints";
import { toolchain } from "./toolchain";

/** No single command of these tests takes longer; one that does hangs. */
const LIMIT_SECONDS = 150;

/** Entries of the repository that a workspace makes itself or does not need. */
const NOT_LINKED = new Set([".git", ".cache", "Pulumi.yaml", "stacks", "coverage"]);

const ENTRY = "entry.js";

/** Where a program and its stack files come from. */
export interface Program {
  /** Folder with Pulumi.yaml, or with an `index.ts` alone. */
  readonly folder: string;
  /** A file outside of the folder that is the program instead; it runs in the project's folder. */
  readonly entry?: string;
  /** Lets Pulumi translate the sources itself. Default: false, their translations are kept. */
  readonly asUsersRunIt?: boolean;
}

/** The accounts around a program. */
export interface WorkspaceOptions {
  /** The account of the ambient credentials. Default: 000000000000. */
  readonly account?: string;
  /** Accounts by profile of the configuration files. */
  readonly profiles?: Readonly<Record<string, string>>;
  /** Who belongs together. Default: every account does. */
  readonly organization?: Organization;
  /** Another workspace of the same program whose stacks, and what they brought up, this one begins with. */
  readonly after?: Workspace;
}

/** One invocation of the CLI. */
export interface Invocation {
  readonly result: CommandResult;
  /** stdout and stderr, for messages. */
  readonly text: string;
}

interface ProjectFile {
  readonly name?: string;
  readonly runtime?: unknown;
  readonly [key: string]: unknown;
}

const SOURCES_LOADER = path.join(REPOSITORY, "tools/load-sources.cjs");

/** The project as written, with the test providers instead of downloaded ones. */
function projectFile(program: Program): ProjectFile {
  const file = path.join(program.folder, "Pulumi.yaml");
  const project = fs.existsSync(file)
    ? (parse(fs.readFileSync(file, "utf8")) as ProjectFile)
    : { name: path.basename(program.folder), main: "index.ts" };
  const runtime =
    typeof project.runtime === "object" && project.runtime !== null ? project.runtime : {};
  const options =
    "options" in runtime && typeof runtime.options === "object" ? runtime.options : {};
  const given = options !== null && "nodeargs" in options ? String(options.nodeargs) : "";
  // Node 20 can spin for ever while it prints the stack of an error that went through Pulumi's source maps.
  const nodeargs = `${given} --stack-trace-limit=0`.trim();
  return {
    ...project,
    ...(program.entry === undefined ? {} : { main: ENTRY }),
    runtime: {
      name: "nodejs",
      // Translating every source at every run costs more than all the rest: by default it is done once.
      options:
        program.asUsersRunIt === true
          ? { ...options, nodeargs }
          : { ...options, typescript: false, nodeargs: `${nodeargs} --require=${SOURCES_LOADER}` },
    },
    plugins: {
      providers: Object.entries(toolchain().plugins).map(([name, folder]) => ({
        name,
        path: folder,
        version: versionOf(name),
      })),
    },
  };
}

function writeProfiles(home: string, profiles: Readonly<Record<string, string>>): void {
  const sections = Object.entries(profiles).map(([name, account]) =>
    [
      `[${name}]`,
      `aws_access_key_id = ${accessKeyOf(account)}`,
      "aws_secret_access_key = secret",
      "",
    ].join("\n"),
  );
  if (sections.length === 0) return;
  fs.mkdirSync(path.join(home, ".aws"));
  fs.writeFileSync(path.join(home, ".aws/credentials"), sections.join("\n"));
}

function awsSdk(): string {
  return path.dirname(require.resolve("@pulumi/aws/package.json"));
}

function versionOf(name: string): string {
  const manifest = require.resolve(`@pulumi/${name}/package.json`);
  return (JSON.parse(fs.readFileSync(manifest, "utf8")) as { version: string }).version;
}

/**
 * A program in a folder of its own, with its own state, its own plugins and its own fake account. The program's
 * files are links; stack files are copies, because the CLI rewrites what it sets.
 */
export class Workspace {
  readonly folder: string;
  readonly cloudFile: string;
  readonly #env: Record<string, string>;
  readonly #store: Store;
  #endpoints: Promise<ServiceEndpoints> | undefined;
  #hoursPerQuestion = 0;

  constructor(program: Program, options: WorkspaceOptions = {}) {
    // First, so that nothing is left behind when there is no engine.
    const { cli, extraPath } = toolchain();
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), "mwaa-engine-"));
    const project = path.join(this.folder, "project");
    const state = path.join(this.folder, "state");
    fs.mkdirSync(project);
    fs.mkdirSync(state);
    for (const entry of fs.readdirSync(program.folder)) {
      if (NOT_LINKED.has(entry)) continue;
      fs.symlinkSync(path.join(program.folder, entry), path.join(project, entry));
    }
    for (const shared of ["node_modules", "package.json", "tsconfig.json"]) {
      const link = path.join(project, shared);
      if (!fs.existsSync(link)) fs.symlinkSync(path.join(REPOSITORY, shared), link);
    }
    const stacks = path.join(program.folder, "stacks");
    if (fs.existsSync(stacks)) {
      fs.cpSync(stacks, path.join(project, "stacks"), { recursive: true, dereference: true });
    }
    if (program.entry !== undefined) {
      fs.writeFileSync(
        path.join(project, ENTRY),
        `module.exports = require(${JSON.stringify(program.entry)});\n`,
      );
    }
    fs.writeFileSync(path.join(project, "Pulumi.yaml"), stringify(projectFile(program)));
    this.cloudFile = path.join(this.folder, "cloud.json");
    this.#store = new Store(this.cloudFile, settle);
    if (options.after !== undefined) this.#begin(options.after);
    const account = options.account ?? "000000000000";
    writeProfiles(this.folder, options.profiles ?? {});
    if (options.profiles !== undefined || options.organization !== undefined) {
      const { profiles, organization } = options;
      const cloud: CloudFile = {
        records: [],
        events: [],
        ...(profiles === undefined ? {} : { profiles }),
        ...(organization === undefined ? {} : { organization }),
      };
      fs.writeFileSync(this.cloudFile, JSON.stringify(cloud));
    }
    this.#env = {
      AWS_ACCESS_KEY_ID: accessKeyOf(account),
      AWS_SECRET_ACCESS_KEY: "secret",
      PATH: [path.dirname(cli.path), ...extraPath, process.env["PATH"] ?? ""].join(path.delimiter),
      HOME: this.folder,
      PULUMI_HOME: path.join(this.folder, "home"),
      PULUMI_BACKEND_URL: `file://${state}`,
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      // Types are checked once, by `npm run typecheck`.
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
      MWAA_TEST_CLOUD: this.cloudFile,
      MWAA_TEST_ACCOUNT: account,
      MWAA_TEST_AWS_SDK: awsSdk(),
      MWAA_TEST_AWSX_VERSION: versionOf("awsx"),
      MWAA_TEST_SCHEMA_CACHE: path.join(ENGINE_CACHE, "schema"),
      NO_COLOR: "1",
    };
  }

  /** The project folder, in which commands run. */
  get project(): string {
    return path.join(this.folder, "project");
  }

  /** Runs `pulumi` with these arguments, without questions. */
  async pulumi(...args: readonly string[]): Promise<Invocation> {
    this.#endpoints ??= ServiceEndpoints.start(this.#store, () => {
      if (this.#hoursPerQuestion > 0) this.#store.advance(this.#hoursPerQuestion);
    });
    const { url } = await this.#endpoints;
    const result = await runCommand({
      program: toolchain().cli.path,
      args: [...args, "--non-interactive"],
      cwd: this.project,
      env: { ...this.#env, AWS_ENDPOINT_URL_MWAA: url, AWS_ENDPOINT_URL_STS: url },
      limitSeconds: LIMIT_SECONDS,
    });
    const text = `${result.stdout}\n${result.stderr}`.trim();
    if (result.timedOut) {
      throw new Error(
        `pulumi ${args.join(" ")} did not end in ${String(LIMIT_SECONDS)} s:\n${text}`,
      );
    }
    return { result, text };
  }

  /** Like `pulumi`, for commands that have to succeed. */
  async succeed(...args: readonly string[]): Promise<Invocation> {
    const invocation = await this.pulumi(...args);
    if (invocation.result.exitCode !== 0) {
      throw new Error(
        `pulumi ${args.join(" ")} ended with ${String(invocation.result.exitCode)}:\n${invocation.text}`,
      );
    }
    return invocation;
  }

  /** What exists in the fake account. */
  cloud(): CloudFile {
    return fs.existsSync(this.cloudFile)
      ? (JSON.parse(fs.readFileSync(this.cloudFile, "utf8")) as CloudFile)
      : { records: [], events: [] };
  }

  /** Changes the fake account behind the engine's back. */
  changeCloud(change: (cloud: CloudFile) => CloudFile): void {
    fs.writeFileSync(this.cloudFile, JSON.stringify(change(this.cloud()), null, 1));
  }

  /** Runs the commands that follow with the credentials of an account. */
  useAccount(account: string): void {
    this.#env["AWS_ACCESS_KEY_ID"] = accessKeyOf(account);
    this.#env["MWAA_TEST_ACCOUNT"] = account;
  }

  /** Lets simulated hours pass, and the services do what is due. */
  advance(hours: number): void {
    this.#store.advance(hours);
  }

  #begin({ folder }: Workspace): void {
    for (const part of ["state", "home", "cloud.json", "project/stacks"]) {
      const from = path.join(folder, part);
      if (fs.existsSync(from)) fs.cpSync(from, path.join(this.folder, part), { recursive: true });
    }
  }

  /** Lets so many simulated hours pass whenever somebody asks for the state of an environment. */
  hurry(hours: number): void {
    this.#hoursPerQuestion = hours;
  }

  /** Removes everything. */
  dispose(): void {
    void this.#endpoints?.then((endpoints) => {
      endpoints.stop();
    });
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
