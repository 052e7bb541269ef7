import { fork, type ChildProcess } from "node:child_process";
import * as path from "node:path";
import type { ChildMessage, Job, ParentMessage, Registration, Settled } from "./protocol";

/** How much of a program's output is kept: its end says what went wrong. */
const KEPT_OUTPUT = 16_384;
/** How long a program that ran out of time may take to say what it waits for. */
const LAST_WORDS_MILLISECONDS = 500;

/** Starts the child process for a program's folder. */
export function start(directory: string, stackTraces: boolean): ChildProcess {
  const extension = path.extname(__filename);
  const fromSources = extension === ".ts";
  const root = path.resolve(__dirname, "../../..");
  return fork(path.join(__dirname, `child${extension}`), [directory], {
    serialization: "advanced",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    execArgv: [
      `--stack-trace-limit=${stackTraces ? 50 : 0}`,
      ...(fromSources ? ["--require", path.join(root, "tools/load-sources.cjs")] : []),
    ],
    env: environment(directory),
  });
}

/** The caller's environment, without what would make Pulumi behave differently from here. */
function environment(directory: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([key]) =>
      !key.startsWith("PULUMI_NODEJS_") &&
      !["PULUMI_CONFIG", "PULUMI_CONFIG_SECRET_KEYS", "PULUMI_ENABLE_LEGACY_APPLY"].includes(key) &&
      !key.startsWith("TS_NODE_") &&
      key !== "FORCE_COLOR",
  );
  return {
    ...Object.fromEntries(inherited),
    PULUMI_NODEJS_ROOT_DIRECTORY: directory,
    // A program without an installation of its own finds this tool's packages.
    NODE_PATH: [process.env["NODE_PATH"], ...ownPackages()].filter(Boolean).join(path.delimiter),
    NO_COLOR: "1",
  };
}

/** The folders from which this tool itself would load packages, nearest first. */
function ownPackages(): readonly string[] {
  return (require.resolve.paths("@pulumi/pulumi") ?? []).filter((folder) =>
    folder.endsWith("node_modules"),
  );
}

/** What the parent sees of one run. */
export class Run {
  readonly registrations = new Map<string, Registration>();
  settled: Settled | undefined;
  last: Exclude<ChildMessage, Settled> | undefined;
  waitingOn: readonly string[] | undefined;
  hung = false;
  code: number | null = null;
  signal: NodeJS.Signals | null = null;
  printed = "";
  readonly #closed: Promise<void>;

  constructor(private readonly child: ChildProcess) {
    child.on("message", (message: ChildMessage) => {
      this.#receive(message);
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.printed = (this.printed + text).slice(-KEPT_OUTPUT);
      });
    }
    this.#closed = new Promise((resolve) => {
      child.on("error", (error) => {
        this.printed += error.message;
        resolve();
      });
      child.on("close", (code, signal) => {
        this.code = code;
        this.signal = signal;
        resolve();
      });
    });
  }

  async finish(job: Job, deadline: number): Promise<void> {
    this.#tell({ kind: "job", job });
    const limit = setTimeout(
      () => {
        this.hung = true;
        this.#tell({ kind: "what-are-you-waiting-for" });
        setTimeout(() => this.child.kill("SIGKILL"), LAST_WORDS_MILLISECONDS);
      },
      Math.max(0, deadline - Date.now()),
    );
    await this.#closed;
    clearTimeout(limit);
  }

  #receive(message: ChildMessage): void {
    switch (message.kind) {
      case "registered":
        this.registrations.set(message.registration.urn, message.registration);
        return;
      case "outputs": {
        const registration = this.registrations.get(message.urn);
        if (registration === undefined) return;
        this.registrations.set(message.urn, { ...registration, outputs: message.outputs });
        return;
      }
      case "settled":
        this.settled = message;
        this.child.kill("SIGKILL");
        return;
      case "waiting":
        this.waitingOn = message.on;
        this.child.kill("SIGKILL");
        return;
      default:
        this.last = message;
        if (message.kind === "no-pulumi") this.child.kill("SIGKILL");
    }
  }

  #tell(message: ParentMessage): void {
    // The child may be gone already; then its end is the answer.
    if (this.child.connected) this.child.send(message, () => undefined);
  }
}
