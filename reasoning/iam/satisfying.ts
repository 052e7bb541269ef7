import { lookupIn } from "./context";
import { compileCondition } from "./condition";
import type { Condition } from "./document";
import type { ContextValue } from "./simulation";

/**
 * Values of a key that satisfy a condition, found by trying what its own values suggest; an empty
 * list stands for the key's absence. It may find none where there are some.
 */
export function satisfyingValues(condition: Condition): readonly ContextValue[] {
  const ask = compileCondition(condition, true);
  const isSet = /^For(Any|All)/.test(condition.operator);
  const satisfies = (values: readonly string[]): boolean => ask(lookupIn(() => values)) === true;
  for (const suggestion of suggestionsOf(condition))
    if (satisfies([suggestion])) return [isSet ? [suggestion] : suggestion];
  return satisfies([]) ? [[]] : [];
}

function suggestionsOf({ values }: Condition): readonly string[] {
  return [
    ...values.flatMap((value) => [
      // A text that a pattern stands for, the first address of a block.
      value
        .replace(/^([\da-f.:]+)\/\d{1,3}$/i, "$1")
        .replaceAll("*", "any")
        .replaceAll("?", "x"),
      value,
      ...neighbours(value),
    ]),
    "another-value",
    "true",
    "false",
    "192.0.2.1",
    "0",
  ];
}

/** A number's or a date's neighbours, for operators that exclude the limit itself. */
function neighbours(value: string): readonly string[] {
  if (/^-?\d+$/.test(value)) return [String(Number(value) - 1), String(Number(value) + 1)];
  const time = /^\d{4}-/.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(time)) return [];
  const at = (moment: number): string => new Date(moment).toISOString();
  return Math.abs(time) < 8e15 ? [at(time - 1000), at(time + 1000)] : [];
}
