import type { ConditionKey } from "../actions";
import { findKey } from "../actions";
import type { Placed } from "./elements";
import { isObject, readValues } from "./elements";
import type { Report } from "./finding";
import { shown, step } from "./finding";
import { nearestName } from "./nearest";
import type { ReadOperator } from "./operators";
import { FAMILIES_OF_TYPE, OPERATOR_NAMES, readOperator } from "./operators";
import { valueFault } from "./values";

/** A condition of a statement: an operator on a key, with the values that it is compared with. */
export interface LintCondition {
  readonly operator: ReadOperator;
  readonly key: string;
  /** Absent if the table does not tell. */
  readonly known?: ConditionKey;
  /** Whether requests to every service may carry the key. */
  readonly global: boolean;
  readonly values: readonly Placed[];
  readonly pointer: string;
}

/** Reads the conditions of a statement and judges each by itself. */
export function lintConditions(
  value: unknown,
  pointer: string,
  report: Report,
): readonly LintCondition[] {
  if (!isObject(value)) {
    report(
      "element-malformed",
      pointer,
      `${shown(value)} is no object of condition operators.`,
      'Write {"<operator>": {"<key>": "<value>"}}.',
    );
    return [];
  }
  return Object.entries(value).flatMap(([name, block]) =>
    lintBlock(name, block, step(pointer, name), report),
  );
}

function lintBlock(name: string, block: unknown, pointer: string, report: Report): LintCondition[] {
  const operator = readOperator(name);
  if (operator === undefined) {
    const nearest = nearestName(
      name.replace(/^For(All|Any)Values?:|IfExists$/gi, ""),
      OPERATOR_NAMES,
    );
    report(
      "operator-unknown",
      pointer,
      `There is no condition operator ${shown(name)}.`,
      nearest === undefined
        ? `Write one of ${OPERATOR_NAMES.join(", ")}.`
        : `Did you mean ${nearest}? A prefix ForAllValues: or ForAnyValue: and a suffix IfExists may stand with it.`,
    );
    return [];
  }
  if (operator.written !== name) {
    report(
      "operator-unknown",
      pointer,
      `AWS writes no condition operator as ${shown(name)}, and does not say whether it takes it.`,
      `Write ${operator.written}.`,
    );
  }
  if (!isObject(block)) {
    report(
      "element-malformed",
      pointer,
      `${shown(block)} is no object of condition keys.`,
      'Write {"<key>": "<value>"}.',
    );
    return [];
  }
  return Object.entries(block).map(([key, given]) => {
    const place = step(pointer, key);
    const values = readValues(given, place, report);
    const condition = withKey({ operator, key, values, pointer: place, global: false }, report);
    lintValues(condition, report);
    return condition;
  });
}

function withKey(condition: LintCondition, report: Report): LintCondition {
  const { key, pointer } = condition;
  const found = findKey(key);
  if (found.kind === "missing") {
    const nearest = nearestName(
      key,
      found.candidates.map(({ name }) => name),
    );
    report(
      "key-unknown",
      pointer,
      `AWS documents no condition key ${shown(key)}.`,
      nearest === undefined
        ? "See the service's condition keys in the Service Authorization Reference."
        : `Did you mean ${nearest}?`,
    );
  }
  if (found.kind !== "known") return condition;
  const known = { ...condition, known: found.key, global: found.global };
  lintType(known, found.key, report);
  lintQuantifier(known, found.key, report);
  return known;
}

function lintType(
  { operator, key, values, pointer }: LintCondition,
  known: ConditionKey,
  report: Report,
): void {
  const { family, name } = operator;
  const fitting = FAMILIES_OF_TYPE[known.type];
  if (family === "Null" || fitting.includes(family)) return;
  const right = fitting.map((each) => OPERATOR_NAMES.filter((one) => one.includes(each))).flat();
  const fix = `Compare ${key} by ${right.join(", ")}.`;
  if (family === "String") {
    report(
      "operator-compares-text",
      pointer,
      `${name} compares ${key} as a text, while it is of type ${known.type}.`,
      fix,
    );
    return;
  }
  // Tags and encryption contexts hold whatever their author writes: AWS's own examples compare such
  // texts as ARNs, and other texts are compared as ARNs and Booleans too.
  const isFree = family === "Arn" || family === "Bool" || /[$<]|tag-key$/.test(known.name);
  const areOf = known.type === "String" && isFree;
  if (areOf && values.every(({ text }) => valueFault(family, text) === undefined)) return;
  report(
    "operator-type-mismatch",
    pointer,
    `${name} cannot compare ${key}, which is of type ${known.type}.`,
    fix,
  );
}

function lintQuantifier(
  { operator, key, pointer }: LintCondition,
  known: ConditionKey,
  report: Report,
): void {
  const { quantifier, family, name } = operator;
  if (family === "Null") return;
  if (known.multivalued && quantifier === undefined) {
    report(
      "set-operator-missing",
      pointer,
      `${key} may have several values, which ${name} alone does not compare.`,
      `Write ForAnyValue:${name} (one of them fits) or ForAllValues:${name} (all of them fit).`,
    );
  }
  if (!known.multivalued && quantifier !== undefined) {
    report(
      "set-operator-needless",
      pointer,
      `${key} has one value: ${quantifier} ${quantifier === "ForAllValues" ? "is satisfied without any" : "adds nothing"}.`,
      `Write ${name}.`,
    );
  }
}

function lintValues({ operator, values }: LintCondition, report: Report): void {
  for (const { text, pointer } of values) {
    const wanted = valueFault(operator.family, text);
    if (wanted !== undefined) {
      report(
        "value-malformed",
        pointer,
        `${operator.name} does not compare ${shown(text)}.`,
        `Write ${wanted}.`,
      );
    }
    const isLiteral = operator.family === "String" && !operator.wildcards;
    if (isLiteral && /[*?]/.test(text.replace(/\$\{[^}]*\}/g, ""))) {
      report(
        "value-wildcard-literal",
        pointer,
        `${operator.name} takes the wildcard in ${shown(text)} for the character itself.`,
        `Write ${operator.negated ? "StringNotLike" : "StringLike"}.`,
      );
    }
  }
}
