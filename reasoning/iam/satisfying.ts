import { lookupIn } from "./context";
import { compileCondition } from "./condition";
import type { Condition } from "./document";
import type { Truth } from "../known";
import type { ContextValue } from "./simulation";

/**
 * Values of a key that satisfy a condition, found by trying what its own values suggest; an empty
 * list stands for the key's absence. It may find none where there are some.
 */
export function satisfyingValues(condition: Condition): readonly ContextValue[] {
  return [...valuesThat(condition, true), ...(saysOf(condition, []) === true ? [[]] : [])].slice(
    0,
    1,
  );
}

/** A value of a key that does not satisfy a condition, found in the same way. */
export function otherValues(condition: Condition): readonly ContextValue[] {
  return valuesThat(condition, false);
}

/** The first value of which a condition says this, as the key would hold it. */
function valuesThat(condition: Condition, wanted: boolean): readonly ContextValue[] {
  const isSet = /^For(Any|All)/.test(condition.operator);
  const found = suggestionsOf(condition).find((each) => saysOf(condition, [each]) === wanted);
  return found === undefined ? [] : [isSet ? [found] : found];
}

function saysOf(condition: Condition, values: readonly string[]): Truth {
  return compileCondition(condition, true)(lookupIn(() => values));
}

/** Values that operators can compare, whatever a policy has. */
const TYPICAL: readonly (readonly [operator: RegExp, values: readonly string[]])[] = [
  [/Bool|Null/, ["true", "false"]],
  [/Numeric/, ["0"]],
  [/IpAddress/, ["192.0.2.1"]],
  [/Date/, ["1970-01-01T00:00:00Z", "2100-01-01T00:00:00Z"]],
  [/Arn/, ["arn:aws:iam::000000000000:role/another"]],
  [/./, ["another-value"]],
];

function suggestionsOf({ operator, values }: Condition): readonly string[] {
  const typical = TYPICAL.find(([kind]) => kind.test(operator))?.[1] ?? [];
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
    ...typical,
  ];
}

/** A number's or a date's neighbours, for operators that exclude the limit itself. */
function neighbours(value: string): readonly string[] {
  if (/^-?\d+$/.test(value)) return [String(Number(value) - 1), String(Number(value) + 1)];
  const time = /^\d{4}-/.test(value) ? Date.parse(value) : NaN;
  const at = (moment: number): string => new Date(moment).toISOString();
  return Math.abs(time) < 8e15 ? [at(time - 1000), at(time + 1000)] : [];
}
