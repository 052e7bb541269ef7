import type { LintCondition } from "./conditions";

type Asked = Pick<LintCondition, "operator" | "values">;

/** Whether a request without the key satisfies a condition. */
export function passesWithout({ operator, values }: Asked): boolean {
  if (operator.family === "Null") return values.some(({ text }) => text.toLowerCase() === "true");
  // ForAnyValue asks for a value, also one that differs; with IfExists AWS leaves it open.
  if (operator.quantifier === "ForAnyValue") return operator.ifExists;
  return operator.negated || operator.ifExists || operator.quantifier === "ForAllValues";
}

/** Whether a condition asks for the key, so that a request without it fails it for certain. */
export function needsKey({ operator, values }: Asked): boolean {
  if (operator.family !== "Null") return !passesWithout({ operator, values });
  // A set operator before Null is none that AWS knows, and would ask nothing of an absent key.
  if (operator.quantifier !== undefined) return false;
  return values.length > 0 && values.every(({ text }) => text.toLowerCase() === "false");
}
