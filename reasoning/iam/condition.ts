import type { Maybe, Truth } from "../known";
import { all, any, isKnown, not, Unknown } from "../known";
import type { Condition } from "./document";
import { arnCovers, matches } from "./pattern";

/**
 * What is known of a request beside action and resource: the values of a condition key, `undefined`
 * if the key is certainly absent, unknown if nobody can tell.
 */
export type RequestContext = (key: string) => Maybe<readonly string[] | undefined>;

/** A context of which only the given keys are known; every other one is unknown. */
export function contextOf(known: Readonly<Record<string, readonly string[]>>): RequestContext {
  const byKey = new Map(Object.entries(known).map(([key, values]) => [key.toLowerCase(), values]));
  return (key) => byKey.get(key.toLowerCase()) ?? new Unknown([`condition key ${key}`]);
}

type Comparison = (wanted: string, given: string) => boolean;

const equals: Comparison = (wanted, given) => wanted === given;
const equalsIgnoringCase: Comparison = (wanted, given) =>
  wanted.toLowerCase() === given.toLowerCase();

/** The comparisons by their positive names; `StringNotLike` and its kind are the negations. */
const COMPARISONS: Readonly<Record<string, Comparison>> = {
  StringEquals: equals,
  StringEqualsIgnoreCase: equalsIgnoringCase,
  StringLike: matches,
  // ArnEquals and ArnLike behave alike: both take wildcards, part by part.
  ArnEquals: arnCovers,
  ArnLike: arnCovers,
  Bool: equalsIgnoringCase,
};

/** Whether a request satisfies every condition of a statement. */
export function satisfies(conditions: readonly Condition[], context: RequestContext): Truth {
  return all(conditions.map((condition) => satisfiesOne(condition, context)));
}

function satisfiesOne(condition: Condition, context: RequestContext): Truth {
  const given = context(condition.key);
  if (!isKnown(given)) return given;
  const { name, quantifier, ifExists } = readOperator(condition.operator);
  if (name === "Null") return (given === undefined) === condition.values.includes("true");
  const negated = name.includes("Not");
  const comparison = COMPARISONS[name.replace("Not", "")];
  // An operator that is not evaluated here is no reason to guess.
  if (comparison === undefined) return new Unknown([`condition operator ${condition.operator}`]);
  if (given === undefined) return ifExists || negated || quantifier === "ForAllValues";
  const fits = (value: string): Truth => {
    const hit = any(condition.values.map((wanted) => compare(comparison, wanted, value)));
    return negated ? not(hit) : hit;
  };
  return quantifier === "ForAnyValue" || (quantifier === undefined && !negated)
    ? any(given.map(fits))
    : all(given.map(fits));
}

/** A value with a policy variable in it depends on the caller's session. */
function compare(comparison: Comparison, wanted: string, given: string): Truth {
  return /\$\{[^*?$]/.test(wanted)
    ? new Unknown([`policy variable in ${wanted}`])
    : comparison(wanted, given);
}

function readOperator(operator: string): {
  readonly name: string;
  readonly quantifier: string | undefined;
  readonly ifExists: boolean;
} {
  const [last = "", quantifier] = operator.split(":").reverse();
  return { name: last.replace(/IfExists$/, ""), quantifier, ifExists: last.endsWith("IfExists") };
}
