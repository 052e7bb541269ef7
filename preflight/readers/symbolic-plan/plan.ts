import { availableParallelism } from "node:os";
import * as path from "node:path";
import pLimit from "p-limit";
import { PLACEHOLDER_ACCOUNT } from "../../model/accounts";
import type { Properties, Resource, Stack } from "../../model/resource";
import { awsConfiguration, defaultAccount } from "../engine-facts";
import { readProject } from "../project";
import { findEntry } from "./entry";
import { Run, start } from "./run";
import { whyItFailed, type FailureReason } from "./failure";
import { stackOutputs, toResource, toStack } from "./stack";
import { DEFAULT_ORGANIZATION } from "./stack-name";
import type {
  ComponentOutputs,
  Job,
  Registration,
  SourcePosition,
  WireProperties,
} from "./protocol";

/** A program to plan for one stack. */
export interface PlanRequest {
  /** The folder of the program, where its Pulumi.yaml is. */
  readonly directory: string;
  readonly project: string;
  readonly stack: string;
  /** What `pulumi.getOrganization()` answers; default `organization`. */
  readonly organization?: string;
  /** Every value as text, objects as JSON text, by full key (`aws:region`). */
  readonly config: Readonly<Record<string, string>>;
  /** The keys whose values are secret. */
  readonly secretKeys: readonly string[];
  /** The program's file or folder, relative to `directory`; default `main` of Pulumi.yaml there. */
  readonly entry?: string;
  /** How long the program may take, its start included; default 60. */
  readonly timeoutSeconds?: number;
  /**
   * The default provider's account in ARNs; default the one that the configuration names, else
   * {@link PLACEHOLDER_ACCOUNT}, which the stack then says.
   */
  readonly account?: string;
  /** The region if `aws:region` is not configured. */
  readonly region?: string;
  /** What other stacks export, by the name that a StackReference uses; what is not here is unknown. */
  readonly references?: Readonly<Record<string, WireProperties>>;
  /** What components of other processes give out, by type token, then by logical name. */
  readonly components?: ComponentOutputs;
}

/** What a program asks for, or why that could not be found out. */
export type PlanResult =
  | {
      readonly kind: "planned";
      readonly stack: Stack;
      /** The stack's outputs. */
      readonly outputs: Properties;
      /** Whole registrations, with what {@link Resource} leaves out: aliases, replaceOnChanges and so on. */
      readonly registrations: readonly Registration[];
    }
  | {
      readonly kind: "failed";
      readonly reason: FailureReason;
      /** One text for people: what happened, where, and what to do. */
      readonly message: string;
      /** The line of the program that is to blame, if it is known. */
      readonly source?: SourcePosition;
      /** What had been registered by then. */
      readonly resources: readonly Resource[];
      /** The end of what the program printed. */
      readonly printed: string;
    };

/** A child process that is already starting. */
export interface Planner {
  /** Runs the one program this planner was started for. */
  plan(request: Omit<PlanRequest, "directory">): Promise<PlanResult>;
  /** Ends the child if it is not needed after all. */
  stop(): void;
}

const DEFAULT_TIMEOUT_SECONDS = 60;

/**
 * Starts the child for a program's folder, so that it loads Pulumi while the caller still reads
 * the stack's configuration.
 */
export function startPlanner(directory: string, options: { stackTraces?: boolean } = {}): Planner {
  const folder = path.resolve(directory);
  const started = Date.now();
  const child = start(folder, options.stackTraces === true);
  const run = new Run(child);
  return {
    plan: async (request) => {
      const seconds = request.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
      const found = findEntry(folder, request.entry ?? mainOf(folder));
      if (typeof found === "string") {
        child.kill("SIGKILL");
        return { kind: "failed", reason: "no-program", message: found, resources: [], printed: "" };
      }
      const region = request.config["aws:region"] ?? request.region;
      const configured = defaultAccount([], awsConfiguration(request.config));
      const job: Job = {
        ...found,
        project: request.project,
        stack: request.stack,
        organization: request.organization ?? DEFAULT_ORGANIZATION,
        config: request.config,
        secretKeys: request.secretKeys,
        account: request.account ?? configured.account ?? PLACEHOLDER_ACCOUNT,
        ...(configured.ownCredentials === undefined ? {} : { ownCredentials: true }),
        references: request.references ?? {},
        components: request.components ?? {},
        ...(region === undefined ? {} : { region }),
      };
      await run.finish(job, started + seconds * 1000);
      return conclude(run, job, seconds);
    },
    stop: () => {
      child.kill("SIGKILL");
    },
  };
}

/** What Pulumi.yaml names as the program; a project that cannot be read names none. */
function mainOf(folder: string): string | undefined {
  try {
    return readProject(folder).main;
  } catch {
    return undefined;
  }
}

/**
 * Plans a program offline: runs it for real, in a process of its own, against a monitor that
 * records what it asks for. Never throws for what the program does.
 *
 * @param planner a child that was started before, for the same folder; one is started if absent.
 */
export async function planProgram(
  request: PlanRequest,
  planner: Planner = startPlanner(request.directory),
): Promise<PlanResult> {
  const result = await planner.plan(request);
  if (!worthLocating(result)) return result;
  // Programs run without stack traces, which makes them several times faster. One that threw is run
  // again with them, to name the line.
  const again = await startPlanner(request.directory, { stackTraces: true }).plan(request);
  return again.kind === "failed" && again.reason === result.reason ? again : result;
}

/** Plans several programs, as many at a time as there are processors. Results keep the order. */
export async function planAll(
  requests: readonly PlanRequest[],
  concurrency: number = availableParallelism(),
): Promise<readonly PlanResult[]> {
  const limit = pLimit(Math.max(1, concurrency));
  return Promise.all(requests.map((request) => limit(() => planProgram(request))));
}

function worthLocating(result: PlanResult): result is PlanResult & { kind: "failed" } {
  return result.kind === "failed" && result.reason === "threw" && result.source === undefined;
}

function conclude(run: Run, job: Job, seconds: number): PlanResult {
  const registrations = [...run.registrations.values()];
  const failure = whyItFailed(run, { entry: job.entry, seconds });
  if (failure !== undefined) {
    return {
      kind: "failed",
      ...failure,
      resources: registrations.map(toResource),
      printed: run.printed.trim(),
    };
  }
  const assumptions = run.settled?.assumptions ?? [];
  return {
    kind: "planned",
    stack: toStack(registrations, { ...job, assumptions }),
    outputs: stackOutputs(registrations),
    registrations,
  };
}
