import type { PlanRequest, PlanResult } from "./plan";
import { planAll, type Planner, planProgram } from "./plan";
import { handedOutputs } from "./handed-outputs";
import { meantBy } from "./stack-name";
import type { WireProperties } from "./protocol";

/** What planning several stacks together came to. */
export type JoinedPlan =
  /** A result for each request, in order. */
  | { readonly kind: "planned"; readonly results: readonly PlanResult[] }
  /** The stacks of a circle, `<project>/<stack>`, each of which reads the next; the first again last. */
  | { readonly kind: "circle"; readonly stacks: readonly string[] };

const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/** A stack with what it was planned from. */
interface Planned {
  readonly request: PlanRequest;
  result: PlanResult;
  /** Counts the plans, so that whoever read an earlier one is planned again. */
  version: number;
  /** Which plan of which stack answered each reference that was read so far. */
  readonly read: Map<string, { readonly from: Planned; readonly version: number }>;
}

/**
 * Plans stacks that may read each other's outputs. All are planned once, without; whoever read the
 * outputs of another stack is planned again with them, after that one, so that ids are the same in
 * both. Stacks that read none cost nothing more.
 *
 * @param planner a child that was started before, for the folder of the first request.
 */
export async function planJoined(
  requests: readonly PlanRequest[],
  planner?: Planner,
): Promise<JoinedPlan> {
  const [first] = requests;
  const results =
    planner !== undefined && first !== undefined && requests.length === 1
      ? [await planProgram(first, planner)]
      : await planAll(requests);
  const stacks = requests.flatMap((request, index): Planned[] => {
    const result = results[index];
    return result === undefined ? [] : [{ request, result, version: 0, read: new Map() }];
  });
  if (stacks.length < 2) return { kind: "planned", results };
  const identities = stacks.map((stack) => ({ ...stack.request, planned: stack }));
  for (;;) {
    for (const stack of stacks) noteReferences(stack, identities);
    const circle = circleIn(stacks);
    if (circle !== undefined) return { kind: "circle", stacks: circle };
    const stale = new Set(stacks.filter(isStale));
    const ready = [...stale].filter(({ read }) =>
      [...read.values()].every(({ from }) => !stale.has(from)),
    );
    if (ready.length === 0) return { kind: "planned", results: stacks.map(withAssumptions) };
    await planAgain(ready);
  }
}

/** Notes which planned stacks a stack reads; what was read once counts from then on. */
function noteReferences(
  stack: Planned,
  identities: readonly (PlanRequest & { readonly planned: Planned })[],
): void {
  for (const name of referencesIn(stack.result)) {
    if (stack.read.has(name)) continue;
    const meant = meantBy(name, stack.request, identities)?.stack.planned;
    // Its own outputs are those of the deployment before.
    if (meant === undefined || meant === stack) continue;
    stack.read.set(name, { from: meant, version: -1 });
  }
}

/** The names by which a program referred to other stacks. */
function referencesIn(result: PlanResult): readonly string[] {
  const resources = result.kind === "planned" ? result.stack.resources : result.resources;
  return resources.flatMap(({ type, outputs }) => {
    const name = outputs["id"];
    return type === STACK_REFERENCE && typeof name === "string" ? [name] : [];
  });
}

/** Whether a stack was planned without the outputs that it reads. A stack that failed has none. */
function isStale({ read }: Planned): boolean {
  return [...read.values()].some(
    ({ from, version }) => from.result.kind === "planned" && from.version !== version,
  );
}

async function planAgain(stacks: readonly Planned[]): Promise<void> {
  const requests = stacks.map(({ request, read }): PlanRequest => {
    const given = [...read].flatMap(([name, { from }]): [string, WireProperties][] =>
      from.result.kind === "planned" ? [[name, handedOutputs(from.result.registrations)]] : [],
    );
    return { ...request, references: { ...request.references, ...Object.fromEntries(given) } };
  });
  const results = await planAll(requests);
  stacks.forEach((stack, index) => {
    stack.result = results[index] ?? stack.result;
    stack.version++;
    for (const [name, { from }] of stack.read)
      stack.read.set(name, { from, version: from.version });
  });
}

/** Says which references were taken for stacks of an organization that nobody named. */
function withAssumptions({ request, result, read }: Planned): PlanResult {
  if (result.kind === "failed") return result;
  const assumptions = [...read].flatMap(([name, { from }]) => {
    const meant = meantBy(name, request, [from.request]);
    return meant === undefined || meant.certain
      ? []
      : [`The stack reference "${name}" is taken to mean ${nameOf(from)}, which is planned here.`];
  });
  if (assumptions.length === 0) return result;
  const { stack } = result;
  return {
    ...result,
    stack: { ...stack, assumptions: [...stack.assumptions, ...assumptions] },
  };
}

function nameOf({ request }: Planned): string {
  return `${request.project}/${request.stack}`;
}

/** A circle of stacks that read each other, found by walking from each along what it reads. */
function circleIn(stacks: readonly Planned[]): readonly string[] | undefined {
  const finished = new Set<Planned>();
  const walk = (stack: Planned, path: readonly Planned[]): readonly string[] | undefined => {
    if (finished.has(stack)) return undefined;
    const start = path.indexOf(stack);
    if (start !== -1) return [...path.slice(start), stack].map(nameOf);
    for (const { from } of stack.read.values()) {
      const circle = walk(from, [...path, stack]);
      if (circle !== undefined) return circle;
    }
    finished.add(stack);
    return undefined;
  };
  for (const stack of stacks) {
    const circle = walk(stack, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
