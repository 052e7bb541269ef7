import type { LintCondition } from "./conditions";
import type { Report } from "./finding";

/**
 * `ForAllValues` is satisfied by a request without the key, so that in an Allow it needs a `Null`
 * condition that asks for the key.
 */
export function lintGuards(conditions: readonly LintCondition[], report: Report): void {
  const present = new Set(
    conditions
      // A set operator before Null is none that AWS knows, and would ask nothing of an absent key.
      .filter(({ operator: { family, quantifier }, values }) => {
        return family === "Null" && quantifier === undefined && isFalse(values);
      })
      .map(({ key }) => key.toLowerCase()),
  );
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

function isFalse(values: LintCondition["values"]): boolean {
  return values.length > 0 && values.every(({ text }) => text.toLowerCase() === "false");
}
