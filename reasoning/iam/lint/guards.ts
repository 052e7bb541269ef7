import type { LintCondition } from "./conditions";
import type { Report } from "./finding";
import { needsKey } from "./key-need";

/**
 * `ForAllValues` is satisfied by a request without the key, so that in an Allow it needs a condition that
 * asks for the key, such as `Null`.
 */
export function lintGuards(conditions: readonly LintCondition[], report: Report): void {
  const present = new Set(conditions.filter(needsKey).map(({ key }) => key.toLowerCase()));
  for (const { operator, key, pointer } of conditions) {
    if (operator.quantifier !== "ForAllValues" || operator.family === "Null") continue;
    if (present.has(key.toLowerCase())) continue;
    report(
      "set-operator-unguarded",
      pointer,
      `A request without ${key} satisfies ForAllValues, and is allowed.`,
      `Add "Null": {"${key}": "false"}.`,
    );
  }
}
