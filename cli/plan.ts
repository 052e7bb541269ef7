import { PLACEHOLDER_ACCOUNT } from "../preflight/model/accounts";
import type { Stack } from "../preflight/model/resource";
import type { Project } from "../preflight/readers/project";
import { type JoinedPlan, planJoined } from "../preflight/readers/symbolic-plan/joined";
import { type PlanResult, startPlanner } from "../preflight/readers/symbolic-plan/plan";
import type { Contexts } from "./contexts";
import { BadInput } from "./failure";
import type { Outcome, PlanOptions } from "./invocation";
import { emptyPlan } from "./empty-plan";
import { LAZY_PLAN } from "./lazy-plan";
import { prepare, type Prepared, withSettings } from "./prepare";
import { isOwnProgram, openProject, programFolder } from "./program-folder";
import { shownPath } from "./shown-path";
import { chooseStacks } from "./stack-choice";
import type { WorldOutside } from "./world-outside";

/** More trees than these would bury the verdict. */
const TREES_SHOWN = 4;

const NO_CONTEXTS: Contexts = { stacks: [], stackOutputs: {}, components: {} };

function failureOf(results: readonly (readonly [Prepared, PlanResult])[]): BadInput | undefined {
  const failures = results.flatMap(([{ own }, result]) =>
    result.kind === "failed"
      ? [`${own.file ?? `stack ${own.stack}`} cannot be planned: ${result.message}`]
      : [],
  );
  if (failures.length === 0) return undefined;
  return new BadInput(
    results.length === 1
      ? failures.join("")
      : `${String(failures.length)} of ${String(results.length)} stacks cannot be planned:\n${failures.join("\n")}`,
  );
}

/** The command that plans these stacks once more, to be continued. */
function sameAgain(prepared: readonly Prepared[], { all }: PlanOptions): string {
  return `mwaa plan ${all ? "--all" : prepared.map(({ own }) => `--stack ${own.stack}`).join(" ")}`;
}

function nextCommands(
  stacks: readonly Stack[],
  prepared: readonly Prepared[],
  options: PlanOptions,
  world: WorldOutside,
): readonly string[] {
  const [only, ...others] = prepared;
  const folders = [
    ...new Set(prepared.map(({ chosen }) => shownPath(chosen.project.directory, world))),
  ];
  const folder = folders.length === 1 ? (folders[0] ?? ".") : "<folder>";
  const where = folder === "." ? "" : ` --cwd ${folder}`;
  const name = only === undefined || others.length > 0 ? "<stack>" : only.own.stack;
  const up = `pulumi up${where} --stack ${name}`;
  const hasPlaceholder = stacks.some(({ account }) => account === PLACEHOLDER_ACCOUNT);
  return [
    ...(hasPlaceholder && folders.length === 1
      ? [
          `${sameAgain(prepared, options)} --account <your account>   # names and ARNs as they will be`,
        ]
      : []),
    `${up}   # the first time after: pulumi stack init${where} ${name}`,
  ];
}

/** Where a plan hangs on things that exist, their facts decide more than reading about a rule. */
function factsCommand(
  stacks: readonly Stack[],
  prepared: readonly Prepared[],
  options: PlanOptions,
): readonly string[] {
  const reads = stacks.some(({ resources }) => resources.some(({ change }) => change === "read"));
  if (!reads || options.context.length > 0) return [];
  return [
    `${sameAgain(prepared, options)} --context <file>   # what exists already: docs/context.md`,
  ];
}

/** Reads the settings of the stacks that are our own program's, all faults of all of them at once. */
function withOwnSettings(prepared: readonly Prepared[], options: PlanOptions): readonly Prepared[] {
  const own = prepared.filter(({ chosen }) => isOwnProgram(chosen.project));
  if (own.length === 0) return prepared;
  const settled = LAZY_PLAN.ownSettings().settleStacks(own.map((each) => each.own));
  return prepared.map((each) => {
    const settings = settled[own.indexOf(each)];
    return settings === undefined ? each : withSettings(each, settings, options);
  });
}

function resultsOf(plan: JoinedPlan): readonly PlanResult[] {
  switch (plan.kind) {
    case "planned":
      return plan.results;
    case "circle":
      throw new BadInput(
        `the stacks read each other's outputs in a circle: ${plan.stacks.join(" -> ")}; none of them can be deployed first: let one of them do without, or plan them apart and say what is read in a --context file`,
      );
  }
}

/**
 * `mwaa plan`: runs programs offline and judges what they would create.
 *
 * The child process is started first: it takes longest, and does not need to know the stack to load
 * Pulumi. Everything else is read and loaded while it does.
 */
export async function plan(options: PlanOptions, world: WorldOutside): Promise<Outcome> {
  const [given, ...more] = options.program;
  const folder = programFolder(given, world);
  const folders = more.map((each) => programFolder(each, world));
  const projects: readonly [Project, ...Project[]] = [
    openProject(folder),
    ...folders.map((each) => openProject(each)),
  ];
  const alone = !options.all && more.length === 0 && options.stack.length < 2;
  const planner = alone ? startPlanner(folder) : undefined;
  try {
    const contexts =
      options.context.length === 0
        ? NO_CONTEXTS
        : LAZY_PLAN.contexts().readContexts(options.context, world);
    const prepared = withOwnSettings(
      chooseStacks(projects, options).map((each) => prepare(each, options, contexts, world)),
      options,
    );
    const planning = planJoined(
      prepared.map(({ request }) => request),
      planner,
    );
    // Loaded while the program runs.
    const { judge } = LAZY_PLAN.preflight();
    const { explainNext, present } = LAZY_PLAN.report();
    const results = resultsOf(await planning);
    const paired = prepared.flatMap((each, index) => {
      const result = results[index];
      return result === undefined ? [] : [[each, result] as const];
    });
    const failure = failureOf(paired);
    if (failure !== undefined) throw failure;
    const stacks = paired.flatMap(([{ assumptions }, result]) =>
      result.kind === "planned"
        ? [{ ...result.stack, assumptions: [...result.stack.assumptions, ...assumptions] }]
        : [],
    );
    const empty = emptyPlan(stacks, prepared);
    if (empty !== undefined) throw empty;
    const judged = [...stacks, ...contexts.stacks];
    const report = judge(judged);
    const next =
      report.verdict === "pass"
        ? nextCommands(stacks, prepared, options, world)
        : [
            ...(report.verdict === "unknown" ? factsCommand(stacks, prepared, options) : []),
            ...explainNext(report),
          ];
    return present(
      report,
      options,
      { stacks: judged, tree: stacks.length <= TREES_SHOWN, next },
      world,
    );
  } finally {
    planner?.stop();
  }
}
