import { arnOverlaps } from "../arn";
import { readDate } from "../operators";
import { overlaps } from "../pattern";
import { asLiteral } from "../variable";
import type { LintCondition } from "./conditions";
import type { Report } from "./finding";
import { needsKey } from "./key-need";

/** More pairs of values than these are not compared with each other. */
const MOST_PAIRS = 10_000;

/**
 * Conditions on one key that no request can satisfy together, so that the statement never matches.
 * Keys that may have several values, as far as the table tells, are not judged: one value may satisfy each.
 */
export function lintContradictions(conditions: readonly LintCondition[], report: Report): void {
  const byKey = new Map<string, LintCondition[]>();
  for (const condition of conditions) {
    const key = condition.key.toLowerCase();
    byKey.set(key, [...(byKey.get(key) ?? []), condition]);
  }
  for (const group of byKey.values()) {
    if (group.length < 2) continue;
    const pair = contradictionIn(group);
    if (pair === undefined) continue;
    const [one, other] = pair;
    report(
      "condition-contradictory",
      other.pointer,
      `No request satisfies ${one.operator.name} and ${other.operator.name} on ${other.key} together, so that the statement never matches.`,
      "Put the values into one operator (one of them has to fit), or into two statements.",
    );
  }
}

type Pair = readonly [LintCondition, LintCondition];

function contradictionIn(group: readonly LintCondition[]): Pair | undefined {
  for (const [index, one] of group.entries()) {
    for (const other of group.slice(index + 1)) if (excludes(one, other)) return [one, other];
  }
  return undefined;
}

function excludes(one: LintCondition, other: LintCondition): boolean {
  if (one.operator.family === "Null" || other.operator.family === "Null") {
    return isAbsence(one) ? needsKey(other) : isAbsence(other) && needsKey(one);
  }
  // Both pass a request without the key.
  if (!needsKey(one) && !needsKey(other)) return false;
  if (
    [one, other].some(
      ({ operator, known }) => operator.quantifier !== undefined || known?.multivalued !== false,
    )
  )
    return false;
  const texts = [one, other].flatMap(({ values }) => values.map(({ text }) => text));
  if (texts.some((text) => text.includes("${"))) return false;
  if (one.values.length * other.values.length > MOST_PAIRS) return false;
  return excludesTexts(one, other) || excludesNumbers(one, other);
}

/** `Null` with `true` alone: the key is absent. */
function isAbsence({ operator, values }: LintCondition): boolean {
  return (
    operator.family === "Null" &&
    values.length > 0 &&
    values.every(({ text }) => text.toLowerCase() === "true")
  );
}

function excludesTexts(one: LintCondition, other: LintCondition): boolean {
  if (one.operator.negated && other.operator.negated) return false;
  if (one.operator.negated) return excludesTexts(other, one);
  const both = [one.operator.family, other.operator.family];
  if (!both.every((family) => family === "String" || family === "Arn")) return false;
  // Across families, and where case is free, only what differs in any reading is a contradiction.
  const pattern = (condition: LintCondition, text: string): string => {
    const written = condition.operator.wildcards ? text : asLiteral(text);
    return isCaseFree(one) || isCaseFree(other) ? written.toLowerCase() : written;
  };
  if (other.operator.negated) {
    const exact = (condition: LintCondition): boolean => !condition.operator.wildcards;
    if (!exact(one) || !exact(other) || isCaseFree(one) !== isCaseFree(other)) return false;
    const refused = new Set(other.values.map(({ text }) => pattern(other, text)));
    return one.values.length > 0 && one.values.every(({ text }) => refused.has(pattern(one, text)));
  }
  const meet = both.every((family) => family === "Arn") ? arnOverlaps : overlaps;
  return !one.values.some(({ text }) =>
    other.values.some((each) => meet(pattern(one, text), pattern(other, each.text))),
  );
}

function isCaseFree({ operator }: LintCondition): boolean {
  return operator.name.endsWith("IgnoreCase");
}

/** The numbers or moments that an operator admits. */
interface Range {
  readonly from: number;
  readonly to: number;
  /** Whether the bounds are among them. */
  readonly closed: boolean;
}

function excludesNumbers(one: LintCondition, other: LintCondition): boolean {
  const [first, second] = [rangesOf(one), rangesOf(other)];
  if (first === undefined || second === undefined) return false;
  return !first.some((a) => second.some((b) => meet(a, b)));
}

function meet(a: Range, b: Range): boolean {
  const from = Math.max(a.from, b.from);
  const to = Math.min(a.to, b.to);
  if (from !== to) return from < to;
  // A single point: both have to hold it.
  return [a, b].every((range) => range.closed || (range.from < from && from < range.to));
}

function rangesOf({ operator, values }: LintCondition): readonly Range[] | undefined {
  const { family, name, negated } = operator;
  if ((family !== "Numeric" && family !== "Date") || negated) return undefined;
  const numbers = values.map(({ text }) => numberOf(family, text));
  if (numbers.some((number) => Number.isNaN(number))) return undefined;
  const closed = name.endsWith("Equals");
  return numbers.map((number) => {
    if (name.includes("LessThan")) return { from: -Infinity, to: number, closed };
    if (name.includes("GreaterThan")) return { from: number, to: Infinity, closed };
    return { from: number, to: number, closed };
  });
}

/** More digits than these a number of JavaScript may lose. */
const EXACT = 15;

/** As the evaluator reads it: a date without a zone is in UTC. Not a number where that would be a guess. */
function numberOf(family: "Numeric" | "Date", text: string): number {
  if (family === "Date") return readDate(text) ?? NaN;
  return text.replace(/\D/g, "").length > EXACT ? NaN : Number(text);
}
