import type { Truth } from "../known";
import { all, any, choose, isKnown, mapKnown, not, plus, totalOf, Unknown } from "../known";
import { remember } from "../remember";
import { takesEffect } from "./absent-variable";
import type { KeyLookup, KeyValues, RequestContext } from "./context";
import { lookupIn } from "./context";
import type { Condition } from "./document";
import { areList } from "./key-kind";
import type { Operator } from "./operators";
import { OPERATORS } from "./operators";
import type { Template } from "./template";
import { fill, templateOf } from "./template";

/** A condition that is ready to be asked of many requests. */
export type CompiledCondition = (lookup: KeyLookup) => Truth;

/** Whether a request satisfies every condition of a statement. */
export function satisfies(conditions: readonly Condition[], context: RequestContext): Truth {
  const lookup = lookupIn(context);
  return all(conditions.map((condition) => compileCondition(condition, true)(lookup)));
}

/** An operator as a policy writes it. */
interface WrittenOperator {
  readonly quantifier: string | undefined;
  readonly name: string;
  readonly ifExists: boolean;
}

const writtenOperator = remember((text: string): WrittenOperator => {
  const [, quantifier, name = "", suffix] =
    /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(text) ?? [];
  return { quantifier, name, ifExists: suffix !== undefined };
});

/**
 * Prepares a condition.
 *
 * @param variables whether the document's version knows policy variables.
 */
export function compileCondition(condition: Condition, variables: boolean): CompiledCondition {
  const key = condition.key.toLowerCase();
  const { quantifier, name, ifExists } = writtenOperator(condition.operator);
  if (name === "Null" && quantifier === undefined && !ifExists)
    return (lookup) => isAbsent(condition, lookup(key, condition.key));
  const operator = OPERATORS.get(name);
  // An operator that AWS would refuse is no reason to guess.
  if (operator === undefined)
    return () => new Unknown([`condition operator ${condition.operator}`]);
  const fits = compileValues(condition, operator, variables);
  return (lookup) => {
    const given = lookup(key, condition.key);
    if (!isKnown(given)) return given;
    if (given === undefined || given.values.length === 0)
      return ifAbsent(condition.operator, operator, quantifier, ifExists);
    const [only] = given.values;
    const isList = quantifier === undefined && areList(given, key);
    if (given.values.length === 1 && quantifier === undefined && !isList && only !== undefined)
      return isKnown(only) ? fits(only, lookup) : only;
    const each = given.values.map((value) => (isKnown(value) ? fits(value, lookup) : value));
    if (quantifier === undefined) return isList ? withoutSetOperator(condition, each) : all(each);
    const truth = quantifier === "ForAnyValue" ? any(each) : all(each);
    // What the set operators say of no value, which an empty text may be.
    const ofNone = quantifier === "ForAllValues";
    if (!isKnown(truth) || truth === ofNone) return truth;
    return choose(areNothing(given.values, condition.operator), ofNone, truth);
  };
}

/**
 * Whether values are none at all: AWS has the set operators, and `Null`, take a null data set for none, such
 * as an empty text.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html,
 * "Condition operator to check existence of condition keys", and
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html,
 * "Set operators for multivalued context keys", read 2026-11-23.
 */
function areNothing(values: KeyValues["values"], operator: string): Truth {
  return all(
    values.map((each) =>
      each === ""
        ? new Unknown([`whether ${operator} takes the empty text for no value`])
        : mapKnown(each, () => false),
    ),
  );
}

/** What a condition says of a key that is not in the request. */
function ifAbsent(
  written: string,
  { negated }: Operator,
  quantifier: string | undefined,
  ifExists: boolean,
): Truth {
  if (quantifier === "ForAnyValue" && ifExists)
    return new Unknown([`whether ${written} is satisfied without the key, which AWS leaves open`]);
  if (quantifier === "ForAnyValue") return false;
  return ifExists || negated || quantifier === "ForAllValues";
}

/**
 * A key with a list of values needs a set operator, and AWS does not say what happens without: each value
 * may have to satisfy the operator, or one of them. What is certain is only a condition that none satisfies.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html,
 * "Single-valued vs. multivalued context keys", read 2026-11-22.
 */
function withoutSetOperator({ key, operator: written }: Condition, each: readonly Truth[]): Truth {
  if (any(each) === false) return false;
  return new Unknown([`whether ${written} without a set operator is satisfied by the list ${key}`]);
}

/** `Null`: true asks for the key's absence, false for its presence. */
function isAbsent({ values, hidden }: Condition, given: KeyValues | Unknown | undefined): Truth {
  if (!isKnown(given)) return given;
  const absent = given === undefined || given.values.length === 0;
  const nothing = absent || areNothing(given.values, "Null");
  if (!isKnown(nothing)) return nothing;
  return any([
    ...values.map((value): Truth => {
      const wanted = value.toLowerCase();
      return wanted === "true" || wanted === "false"
        ? (wanted === "true") === absent
        : new Unknown([`Null with the value ${value}`]);
    }),
    ...(hidden === undefined ? [] : [hidden]),
  ]);
}

/** Compares one value of the request; undefined if it cannot be compared, and that is not certain to differ. */
type ValueTest = (given: string, lookup: KeyLookup) => Truth | undefined;

/** Whether one value of the request satisfies the operator with the condition's values. */
function compileValues(
  condition: Condition,
  compared: Operator,
  variables: boolean,
): (given: string, lookup: KeyLookup) => Truth {
  const { negated } = compared;
  const templates: Template[] = [];
  const tests = condition.values.map((wanted) => {
    const fillsIn = variables && compared.comparison.variables !== false;
    const template = fillsIn ? templateOf(wanted) : undefined;
    if (template === undefined) return compileText(wanted, compared, variables);
    templates.push(template);
    return compileTemplate(template, compared);
  });
  const { hidden, operator } = condition;
  return (given, lookup) => {
    let hits = plus(false, hidden ?? false);
    for (const test of tests) {
      const hit = test(given, lookup);
      if (hit === true) return !negated && takesEffect(templates, lookup);
      hits = plus(
        hits,
        hit ?? new Unknown([`what ${operator} says of ${given}, which it cannot compare`]),
      );
    }
    return negated ? not(totalOf(hits)) : totalOf(hits);
  };
}

function compileText(wanted: string, operator: Operator, variables: boolean): ValueTest {
  const { testOf, prepare } = operator.comparison;
  // Without variables a document knows no escapes either: its text counts as it stands.
  const text = variables ? prepare(wanted) : escapeBraces(prepare, wanted);
  const test = testOf(text);
  return (given) => test(given) ?? incomparable(operator, text, given);
}

/** What cannot be compared is certain to differ only from what no reading would find in it. */
function incomparable(
  { comparison, negated }: Operator,
  wanted: string,
  given: string,
): false | undefined {
  return negated || comparison.isOpen(wanted, given) ? undefined : false;
}

function compileTemplate(template: Template, operator: Operator): ValueTest {
  const { comparison, negated } = operator;
  const { testOf, mayFit, mayBeNone, prepare, variables: fillsIn } = comparison;
  return (given, lookup) => {
    const filled = fill(template, lookup, prepare);
    // Nothing is like or equal to no value; what negates that is another question.
    if (filled.missing !== undefined) return negated ? undefined : false;
    const hit = testOf(filled.pattern)(given);
    // The star that stands for what is hidden is no value: one may compare where the star does not.
    if (hit !== true && filled.hidden !== undefined && mayFit(filled.pattern, given))
      return filled.hidden;
    // Without a value, nothing would be compared: to negate that is not certain either.
    const mayBeNothing =
      filled.mayMiss || (filled.hidden !== undefined && mayBeNone(filled.pattern));
    if (hit === false && negated && mayBeNothing) return undefined;
    if (hit === false) return false;
    if (hit === undefined) return incomparable(operator, filled.pattern, given);
    return filled.hidden ?? (fillsIn === "unclear" ? unclear(template.text) : hit);
  };
}

function unclear(wanted: string): Unknown {
  return new Unknown([`whether AWS fills in the variable in ${wanted} of a Bool condition`]);
}

/** Keeps `${*}` from being read as an escape in a document that knows none. */
function escapeBraces(prepare: (text: string) => string, wanted: string): string {
  if (!wanted.includes("${")) return prepare(wanted);
  return wanted.split("${").map(prepare).join("${$}{");
}
