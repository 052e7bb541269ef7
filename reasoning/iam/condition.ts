import type { Maybe, Truth } from "../known";
import { all, any, isKnown, not, Unknown } from "../known";
import type { Condition } from "./document";
import { arnCovers, matches } from "./pattern";
import { hasVariable, literally, loosen } from "./variable";

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

const equals: Comparison = (wanted, given) => matches(literally(wanted), given);
const equalsIgnoringCase: Comparison = (wanted, given) =>
  equals(wanted.toLowerCase(), given.toLowerCase());

/** The comparisons by their positive names; a `Not` in an operator's name is the negation. */
const COMPARISONS: ReadonlyMap<string, Comparison> = new Map([
  ["StringEquals", equals],
  ["StringEqualsIgnoreCase", equalsIgnoringCase],
  ["StringLike", matches],
  // ArnEquals and ArnLike behave alike: both take wildcards, part by part.
  ["ArnEquals", arnCovers],
  ["ArnLike", arnCovers],
  ["Bool", equalsIgnoringCase],
]);

/** Operators on texts and ARNs have negations; `Bool` has none. */
const NEGATED = /^(String|Arn)Not(Equals|EqualsIgnoreCase|Like)$/;

/** Whether a request satisfies every condition of a statement. */
export function satisfies(conditions: readonly Condition[], context: RequestContext): Truth {
  return all(conditions.map((condition) => satisfiesOne(condition, context)));
}

function satisfiesOne(condition: Condition, context: RequestContext): Truth {
  const operator = readOperator(condition.operator);
  // An operator that is not evaluated here is no reason to guess.
  if (operator === undefined) return new Unknown([`condition operator ${condition.operator}`]);
  const given = context(condition.key);
  if (!isKnown(given)) return given;
  const { comparison, negated, quantifier, ifExists } = operator;
  if (comparison === undefined) return isAbsent(condition, given === undefined);
  if (given === undefined) {
    if (quantifier === "ForAnyValue") return ifExists;
    return ifExists || negated || quantifier === "ForAllValues";
  }
  const fits = (value: string): Truth => {
    const hit = any(condition.values.map((wanted) => compare(comparison, wanted, value)));
    return negated ? not(hit) : hit;
  };
  return quantifier === "ForAnyValue" || (quantifier === undefined && !negated)
    ? any(given.map(fits))
    : all(given.map(fits));
}

/** `Null`: true asks for the key's absence, false for its presence. */
function isAbsent({ values }: Condition, absent: boolean): Truth {
  return any(
    values.map((value): Truth => {
      const wanted = value.toLowerCase();
      return wanted === "true" || wanted === "false"
        ? (wanted === "true") === absent
        : new Unknown([`Null with the value ${value}`]);
    }),
  );
}

/** A variable stands for what only the caller's session tells; the text around it is known. */
function compare(comparison: Comparison, wanted: string, given: string): Truth {
  if (!hasVariable(wanted)) return comparison(wanted, given);
  const pattern = loosen(comparison === matches ? wanted : literally(wanted));
  const possible = comparison === arnCovers ? arnCovers(loosen(wanted), given) : fitsAnyCase();
  return possible ? new Unknown([`policy variable in ${wanted}`]) : false;

  function fitsAnyCase(): boolean {
    return matches(pattern.toLowerCase(), given.toLowerCase());
  }
}

interface Operator {
  /** Absent for `Null`. */
  readonly comparison?: Comparison;
  readonly negated: boolean;
  readonly quantifier?: string;
  readonly ifExists: boolean;
}

function readOperator(operator: string): Operator | undefined {
  const [, quantifier, name = "", suffix] =
    /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(operator) ?? [];
  const rest = {
    ...(quantifier === undefined ? {} : { quantifier }),
    ifExists: suffix !== undefined,
  };
  if (name === "Null") return rest.ifExists ? undefined : { ...rest, negated: false };
  const negated = NEGATED.test(name);
  const comparison = COMPARISONS.get(negated ? name.replace("Not", "") : name);
  return comparison === undefined ? undefined : { ...rest, comparison, negated };
}
