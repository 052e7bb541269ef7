import { createRequire } from "node:module";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { explain } from "./errors";
import { unknownWhereUnanswered } from "./unanswered";
import { ResourceMonitor } from "./monitor";
import { acceptTypeScript, acceptTypeScriptModules, isEsModule } from "./program";
import { loadPulumi, seeEveryFrame, type PulumiSdk } from "./pulumi";
import { outputsOneByOne } from "./stack-outputs";
import { Transforms } from "./transforms";
import { MonitorService } from "./wire";
import type { ChildMessage, Job, ParentMessage } from "./protocol";

/** Runs in a process of its own: one program, one stack. The parent's argument is the program's folder. */
function main(directory: string): void {
  const job = nextJob();
  const errors: unknown[] = [];
  process.on("uncaughtException", (error) => errors.push(error));
  process.on("unhandledRejection", (error) => errors.push(error));
  reportExit();
  let pulumi: PulumiSdk;
  try {
    // Loaded before the job arrives: the parent is still reading the stack's configuration.
    pulumi = loadPulumi(directory);
  } catch (error) {
    say({ kind: "no-pulumi", message: error instanceof Error ? error.message : String(error) });
    return;
  }
  void job.then((given) => run(given, directory, pulumi, errors));
}

function nextJob(): Promise<Job> {
  return new Promise((resolve) => {
    process.on("message", (message: ParentMessage) => {
      if (message.kind === "job") {
        resolve(message.job);
        // From here on only the program itself keeps the process alive.
        process.channel?.unref();
      } else {
        say({ kind: "waiting", on: process.getActiveResourcesInfo() });
      }
    });
  });
}

function say(message: ChildMessage): void {
  process.send?.(message);
}

/** A program that ends its process takes the plan with it; say so before it happens. */
function reportExit(): void {
  const exit = process.exit.bind(process);
  process.exit = (code) => {
    Error.stackTraceLimit = 50;
    const { source } = explain(new Error());
    const status = Number(code ?? process.exitCode ?? 0);
    say({ kind: "exited", code: status, ...(source === undefined ? {} : { source }) });
    return exit(code);
  };
}

async function run(
  job: Job,
  directory: string,
  pulumi: PulumiSdk,
  errors: unknown[],
): Promise<void> {
  const monitor = new ResourceMonitor(job, {
    registered: (registration) => {
      say({ kind: "registered", registration });
    },
    outputs: (urn, outputs) => {
      say({ kind: "outputs", urn, outputs });
    },
  });
  if (pulumi.borrowed) {
    monitor.assume(
      `${directory} has no @pulumi/pulumi of its own: it was planned with version ${pulumi.version}, which this tool uses.`,
    );
  }
  const service = new MonitorService(pulumi.messages, monitor, new Transforms(pulumi));
  const { runtime } = pulumi.sdk;
  runtime.setMockOptions(service, job.project, job.stack, true, job.organization);
  runtime.setAllConfig(job.config, [...job.secretKeys]);
  unknownWhereUnanswered(pulumi.sdk, monitor);
  outputsOneByOne(pulumi.sdk);
  seeEveryFrame(pulumi.sdk);
  process.chdir(job.workingDirectory);
  acceptTypeScript(job.workingDirectory);

  let returned = false;
  const settle = onceNothingIsLeft(
    () => monitor.size + errors.length,
    () => {
      say({
        kind: "settled",
        errors: distinct(errors).map(explain),
        duplicates: monitor.duplicates,
        leaks: leaks(pulumi),
        returned,
        outputs: {},
        assumptions: monitor.assumptions,
      });
    },
  );
  process.on("beforeExit", settle);
  await (
    pulumi.load("runtime/settings") as { awaitFeatureSupport(): Promise<void> }
  ).awaitFeatureSupport();
  // A failure arrives as an unhandled rejection as well; here it only must not stay unhandled twice.
  await runtime
    .runInPulumiStack(() => load(job.entry))
    .then(() => {
      returned = true;
    })
    .catch((error: unknown) => errors.push(error));
}

/** Loads the program and, as Pulumi does, calls what it exports if that is a function. */
async function load(entry: string): Promise<unknown> {
  const exported: unknown = isEsModule(entry) ? await imported(entry) : createRequire(entry)(entry);
  return typeof exported === "function" ? (exported as () => unknown)() : exported;
}

async function imported(entry: string): Promise<unknown> {
  if (/\.m?ts$/.test(entry)) acceptTypeScriptModules(process.cwd());
  const module = (await import(pathToFileURL(entry).href)) as Record<string, unknown>;
  if (!Object.hasOwn(module, "default")) return { ...module };
  if (Object.keys(module).length > 1) {
    throw new Error("the program must have either a default export or named exports, but not both");
  }
  return module["default"];
}

/**
 * Calls back once the process has nothing left to do, twice in a row: a library's own `beforeExit`
 * handler may still register resources, and so may what it starts.
 */
function onceNothingIsLeft(progress: () => number, done: () => void): () => void {
  let seen = -1;
  let finished = false;
  return () => {
    if (finished) return;
    const now = progress();
    if (now === seen) {
      finished = true;
      done();
      return;
    }
    seen = now;
    // A pending immediate makes Node ask once more.
    setImmediate(() => undefined);
  };
}

/** What Pulumi still waits for. */
function leaks(pulumi: PulumiSdk): readonly string[] {
  const { leakedPromises } = pulumi.load("runtime/debuggable") as {
    leakedPromises: () => [Set<{ _debugCtx?: string }>, string];
  };
  const [promises] = leakedPromises();
  return [...promises].map((promise) => promise._debugCtx ?? "a promise");
}

/** The same error often arrives through several promises. */
function distinct(errors: readonly unknown[]): readonly unknown[] {
  return [...new Set(errors)];
}

main(path.resolve(process.argv[2] ?? "."));
