import type { Maybe } from "../known";
import type { Condition, Statement } from "./document";
import { isDerivedKey } from "./derived-keys";
import { evaluate } from "./evaluate";
import type { Evaluation, Outcome, StatementRef } from "./evaluation";
import { refOf } from "./layer";
import type { ContextValue, GivenContext, Simulation } from "./simulation";
import { statementsOf } from "./statements";
import { otherValues, satisfyingValues } from "./satisfying";

/** Request context under which the answer would be another one. */
export interface ContextChange {
  /** The keys to change with their values; an empty list stands for a key that is absent. */
  readonly context: Readonly<Record<string, ContextValue>>;
  readonly outcome: Outcome;
  /** The statement whose conditions suggested the change. */
  readonly suggestedBy: StatementRef;
}

/** How many changes are tried; each costs as much as the question itself. */
const TRIED = 500;

/**
 * Finds request context that would change the answer, among what the conditions of the policies ask
 * for: one key at a time, and all keys of a statement together. Each change is verified by evaluating
 * again; that none is found does not prove that there is none.
 */
export function contextChanges(
  simulation: Simulation,
  evaluation: Evaluation = evaluate(simulation),
): readonly ContextChange[] {
  const changes = new Map<string, ContextChange>();
  let left = TRIED;
  for (const { kind, document, level, statement } of statementsOf(simulation.policies))
    for (const edits of editsOf(statement)) {
      const id = JSON.stringify(edits);
      if (changes.has(id)) continue;
      if (left-- === 0) return [...changes.values()];
      const { outcome } = evaluate(withContext(simulation, edits));
      if (outcome === evaluation.outcome) continue;
      const suggestedBy = refOf(kind, document, statement, level);
      changes.set(id, { context: Object.fromEntries(edits), outcome, suggestedBy });
    }
  return [...changes.values()];
}

type Edit = readonly [key: string, value: ContextValue];

/** Changes of the keys that a statement asks for. */
function* editsOf({ conditions }: Statement): Iterable<readonly Edit[]> {
  const asked = conditions.filter(({ key }) => !isDerivedKey(key));
  for (const { key, operator, values } of asked) {
    for (const value of candidates({ key, operator, values })) yield [[key, value]];
  }
  if (asked.length < 2) return;
  const satisfied = asked.map((each): Edit | undefined => {
    const [value] = satisfyingValues(each);
    return value === undefined ? undefined : [each.key, value];
  });
  const edits = satisfied.filter((each) => each !== undefined);
  const keys = new Set(edits.map(([key]) => key.toLowerCase()));
  if (keys.size === asked.length) yield edits;
}

/** Values that satisfy a condition, one that does not, and none. */
function candidates(condition: Condition): readonly ContextValue[] {
  return [...satisfyingValues(condition), ...otherValues(condition), []];
}

function withContext({ request, policies }: Simulation, edits: readonly Edit[]): Simulation {
  const edited = new Map<string, Maybe<ContextValue>>(edits);
  const names = new Set(edits.map(([key]) => key.toLowerCase()));
  for (const [key, value] of request.context)
    if (!names.has(key.toLowerCase())) edited.set(key, value);
  const context: GivenContext = edited;
  return { request: { ...request, context }, policies };
}
