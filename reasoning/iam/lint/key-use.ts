import type { Action } from "../actions";
import { isKey } from "../actions";
import type { NamedActions } from "./actions";
import type { LintCondition } from "./conditions";
import { passesWithout } from "./key-need";
import type { Report } from "./finding";

/** How many names a message lists. */
const LISTED = 5;

/** Global keys that requests carry only where the service's table says so. */
const BY_TABLE = /^aws:(RequestTag\/.*|ResourceTag\/.*|TagKeys)$/i;

/** Whether requests for the actions of a statement can carry the keys of its conditions. */
export function lintKeyUse(
  conditions: readonly LintCondition[],
  actions: readonly NamedActions[],
  report: Report,
): void {
  for (const { key, known, global, pointer, operator, values } of conditions) {
    if (known === undefined || (global && !BY_TABLE.test(key))) continue;
    const without = actions.filter(
      (named) => named.actions.length > 0 && !named.actions.some((action) => carries(action, key)),
    );
    if (without.length === 0) continue;
    const names = without.slice(0, LISTED).map(({ text }) => text);
    const passes = passesWithout({ operator, values });
    report(
      "key-not-for-action",
      pointer,
      `Requests for ${names.join(", ")}${without.length > LISTED ? ", …" : ""} carry no ${key}, so that the condition ${passes ? "always" : "never"} holds for them.`,
      "State these actions without the condition in a statement of their own, or use a key that they carry.",
    );
  }
}

const answers = new WeakMap<Action, Map<string, boolean>>();

/** How many answers are kept for an action. */
const REMEMBERED = 1_000;

function carries(action: Action, key: string): boolean {
  const known = answers.get(action) ?? new Map<string, boolean>();
  answers.set(action, known);
  const before = known.get(key);
  if (before !== undefined) return before;
  const keys = [
    ...action.keys,
    ...action.resources.flatMap((resource) => [...resource.keys, ...resource.type.keys]),
  ];
  const answer = keys.some((each) => isKey(each, key));
  if (known.size >= REMEMBERED) known.clear();
  known.set(key, answer);
  return answer;
}
