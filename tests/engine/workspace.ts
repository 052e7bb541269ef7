import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { parse, stringify } from "yaml";

import { runCommand } from "./command";
import type { CommandResult } from "./command";
import { ENGINE_CACHE, REPOSITORY } from "./paths";
import type { CloudFile } from "./provider/cloud/records";
import { toolchain } from "./toolchain";

/** No single command of these tests takes longer; one that does hangs. */
const LIMIT_SECONDS = 150;

/** Entries of the repository that a workspace makes itself or does not need. */
const NOT_LINKED = new Set([".git", ".cache", "Pulumi.yaml", "stacks", "coverage"]);

const ENTRY = "entry.ts";

/** Where a program and its stack files come from. */
export interface Program {
  /** Folder with Pulumi.yaml, or with an `index.ts` alone. */
  readonly folder: string;
  /** A file outside of the folder that is the program instead; it runs in the project's folder. */
  readonly entry?: string;
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

/** The project as written, with the test provider instead of a downloaded one. */
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
  return {
    ...project,
    ...(program.entry === undefined ? {} : { main: ENTRY }),
    runtime: {
      name: "nodejs",
      // Node 20 can spin for ever while it prints the stack of an error that went through Pulumi's source maps.
      options: { ...options, nodeargs: `${given} --stack-trace-limit=0`.trim() },
    },
    plugins: {
      providers: [{ name: "aws", path: toolchain().awsPlugin, version: awsVersion() }],
    },
  };
}

function awsSdk(): string {
  return path.dirname(require.resolve("@pulumi/aws/package.json"));
}

function awsVersion(): string {
  const manifest = path.join(awsSdk(), "package.json");
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

  constructor(program: Program, options: { readonly account?: string } = {}) {
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
      fs.writeFileSync(path.join(project, ENTRY), `import ${JSON.stringify(program.entry)};\n`);
    }
    fs.writeFileSync(path.join(project, "Pulumi.yaml"), stringify(projectFile(program)));
    this.cloudFile = path.join(this.folder, "cloud.json");
    this.#env = {
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
      MWAA_TEST_ACCOUNT: options.account ?? "000000000000",
      MWAA_TEST_AWS_SDK: awsSdk(),
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
    const result = await runCommand({
      program: toolchain().cli.path,
      args: [...args, "--non-interactive"],
      cwd: this.project,
      env: this.#env,
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

  /** Removes everything. */
  dispose(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
