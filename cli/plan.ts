import { PLACEHOLDER_ACCOUNT } from "../preflight/model/accounts";
import type { Stack } from "../preflight/model/resource";
import { type Project, readStackConfig } from "../preflight/readers/project";
import {
  planAll,
  planProgram,
  type PlanRequest,
  type PlanResult,
  startPlanner,
} from "../preflight/readers/symbolic-plan/plan";
import { BadInput } from "./failure";
import type { Outcome, PlanOptions } from "./invocation";
import { LAZY_PLAN } from "./lazy-plan";
import type { OwnStack, SettledStack } from "./own-settings";
import { isOwnProgram, openProject, programFolder, readingProject } from "./program-folder";
import { shownPath } from "./shown-path";
import { chooseStacks, type ChosenStack } from "./stack-choice";
import type { WorldOutside } from "./world-outside";

/** More trees than these would bury the verdict. */
const TREES_SHOWN = 4;

/** A stack with everything it is planned from. */
interface Prepared {
  readonly request: PlanRequest;
  readonly own: OwnStack;
  readonly assumptions: readonly string[];
}

function overlay(options: PlanOptions): Readonly<Record<string, string>> {
  return options.region === undefined
    ? options.config
    : { ...options.config, "aws:region": options.region };
}

function prepare(
  chosen: ChosenStack,
  project: Project,
  options: PlanOptions,
  world: WorldOutside,
): Prepared {
  const { file, name: stack, organization } = chosen;
  const given =
    file === undefined
      ? { config: {}, secretKeys: [], environmentImports: [] }
      : readingProject(() => readStackConfig(file, project.name));
  const over = overlay(options);
  const config = { ...given.config, ...over };
  const secretKeys = given.secretKeys.filter((key) => !Object.hasOwn(over, key));
  const imports = given.environmentImports.join(", ");
  return {
    request: {
      directory: project.directory,
      project: project.name,
      stack,
      config,
      secretKeys,
      timeoutSeconds: options.timeoutSeconds,
      ...(organization === undefined ? {} : { organization }),
      ...(project.main === undefined ? {} : { entry: project.main }),
      ...(options.account === undefined ? {} : { account: options.account }),
    },
    own: {
      stack,
      project: project.name,
      config,
      secretKeys,
      overridden: Object.keys(over).length > 0,
      ...(file === undefined ? {} : { path: file, file: shownPath(file, world) }),
    },
    assumptions:
      imports === ""
        ? []
        : [`The stack ${stack} uses ESC environments (${imports}), which are not opened offline.`],
  };
}

/** What the settings of our own program add: the account, and what they take for granted. */
function withSettings(prepared: Prepared, settled: SettledStack, options: PlanOptions): Prepared {
  const { account } = settled.settings;
  if (account !== undefined && options.account !== undefined && account !== options.account) {
    throw new BadInput(
      `--account ${options.account} contradicts mwaa:account ${account} of the stack ${settled.stack}; leave one of them out`,
    );
  }
  return {
    ...prepared,
    request: { ...prepared.request, ...(account === undefined ? {} : { account }) },
    assumptions: settled.assumptions,
  };
}

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

function nextCommands(
  stacks: readonly Stack[],
  prepared: readonly Prepared[],
  project: Project,
  verdict: "pass" | "fail" | "unknown",
  worst: readonly string[],
  world: WorldOutside,
): readonly string[] {
  if (verdict !== "pass") return worst;
  const [only, ...others] = prepared;
  const folder = shownPath(project.directory, world);
  const where = folder === "." ? "" : ` --cwd ${folder}`;
  const name = only === undefined || others.length > 0 ? "<stack>" : only.own.stack;
  const up = `pulumi up${where} --stack ${name}`;
  const hasPlaceholder = stacks.some(({ account }) => account === PLACEHOLDER_ACCOUNT);
  const which = others.length > 0 ? "--all" : `--stack ${name}`;
  return [
    ...(hasPlaceholder
      ? [`mwaa plan ${which} --account <your account>   # names and ARNs as they will be`]
      : []),
    `${up}   # the first time after: pulumi stack init${where} ${name}`,
  ];
}

/**
 * `mwaa plan`: runs programs offline and judges what they would create.
 *
 * The child process is started first: it takes longest, and does not need to know the stack to load
 * Pulumi. Everything else is read and loaded while it does.
 */
export async function plan(options: PlanOptions, world: WorldOutside): Promise<Outcome> {
  const folder = programFolder(options.program, world);
  const project = openProject(folder);
  const planner = options.all ? undefined : startPlanner(folder);
  try {
    let prepared = chooseStacks(project, options).map((each) =>
      prepare(each, project, options, world),
    );
    if (isOwnProgram(project)) {
      const settled = LAZY_PLAN.ownSettings().settleStacks(prepared.map(({ own }) => own));
      prepared = prepared.map((each, index) => {
        const settings = settled[index];
        return settings === undefined ? each : withSettings(each, settings, options);
      });
    }
    const requests = prepared.map(({ request }) => request);
    const [first] = requests;
    const planning =
      planner === undefined || first === undefined
        ? planAll(requests)
        : Promise.all([planProgram(first, planner)]);
    // Loaded while the program runs.
    const { judge } = LAZY_PLAN.preflight();
    const { explainNext, present } = LAZY_PLAN.report();
    const results = (await planning).map((result, index) => [prepared[index], result] as const);
    const paired = results.flatMap(([each, result]) =>
      each === undefined ? [] : [[each, result] as const],
    );
    const failure = failureOf(paired);
    if (failure !== undefined) throw failure;
    const stacks = paired.flatMap(([{ assumptions }, result]) =>
      result.kind === "planned"
        ? [{ ...result.stack, assumptions: [...result.stack.assumptions, ...assumptions] }]
        : [],
    );
    const report = judge(stacks);
    const next = nextCommands(
      stacks,
      prepared,
      project,
      report.verdict,
      explainNext(report),
      world,
    );
    return present(report, options, { stacks, tree: stacks.length <= TREES_SHOWN, next }, world);
  } finally {
    planner?.stop();
  }
}
