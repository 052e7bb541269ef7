import type { KeyType } from "../actions";

/** What an operator compares. */
export type OperatorFamily =
  "String" | "Numeric" | "Date" | "Bool" | "Binary" | "Ip" | "Arn" | "Null";

/** An operator of a condition, taken apart. */
export interface ReadOperator {
  /** As AWS writes it, with prefix and suffix. */
  readonly written: string;
  /** Without prefix and suffix: `StringEquals`. */
  readonly name: string;
  readonly family: OperatorFamily;
  readonly quantifier?: "ForAllValues" | "ForAnyValue";
  readonly ifExists: boolean;
  /** Whether it asks for a difference. */
  readonly negated: boolean;
  /** Whether `*` and `?` in its values are wildcards. */
  readonly wildcards: boolean;
}

/**
 * The operators by their names in lower case. AWS documents them in one spelling, and does not say whether
 * another one counts.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html,
 * "IAM JSON policy elements: Condition operators", read 2026-11-22.
 */
const OPERATORS: ReadonlyMap<string, readonly [name: string, family: OperatorFamily]> = new Map(
  (
    [
      ["StringEquals", "String"],
      ["StringNotEquals", "String"],
      ["StringEqualsIgnoreCase", "String"],
      ["StringNotEqualsIgnoreCase", "String"],
      ["StringLike", "String"],
      ["StringNotLike", "String"],
      ["NumericEquals", "Numeric"],
      ["NumericNotEquals", "Numeric"],
      ["NumericLessThan", "Numeric"],
      ["NumericLessThanEquals", "Numeric"],
      ["NumericGreaterThan", "Numeric"],
      ["NumericGreaterThanEquals", "Numeric"],
      ["DateEquals", "Date"],
      ["DateNotEquals", "Date"],
      ["DateLessThan", "Date"],
      ["DateLessThanEquals", "Date"],
      ["DateGreaterThan", "Date"],
      ["DateGreaterThanEquals", "Date"],
      ["Bool", "Bool"],
      ["BinaryEquals", "Binary"],
      ["IpAddress", "Ip"],
      ["NotIpAddress", "Ip"],
      ["ArnEquals", "Arn"],
      ["ArnLike", "Arn"],
      ["ArnNotEquals", "Arn"],
      ["ArnNotLike", "Arn"],
      ["Null", "Null"],
    ] as const
  ).map(([name, family]) => [name.toLowerCase(), [name, family]]),
);

/** The names of all operators, for who looks for the nearest one. */
export const OPERATOR_NAMES: readonly string[] = [...OPERATORS.values()].map(([name]) => name);

const QUANTIFIERS = ["ForAllValues", "ForAnyValue"] as const;

const PARTS = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/i;

/** Takes an operator apart; `undefined` if AWS has none of that name. */
export function readOperator(text: string): ReadOperator | undefined {
  const [, quantifier, base = "", suffix] = PARTS.exec(text) ?? [];
  const [name, family] = OPERATORS.get(base.toLowerCase()) ?? [];
  if (name === undefined || family === undefined) return undefined;
  // The key's absence is what Null asks for: there is nothing to let pass.
  if (family === "Null" && suffix !== undefined) return undefined;
  const set = QUANTIFIERS.find((each) => each.toLowerCase() === quantifier?.toLowerCase());
  return {
    written: `${set === undefined ? "" : `${set}:`}${name}${suffix === undefined ? "" : "IfExists"}`,
    name,
    family,
    ...(set === undefined ? {} : { quantifier: set }),
    ifExists: suffix !== undefined,
    negated: name.includes("Not"),
    wildcards: family === "Arn" || name.endsWith("Like"),
  };
}

/** Which operators compare a key by its type; `String` ones compare every key's text. */
export const FAMILIES_OF_TYPE: Readonly<Record<KeyType, readonly OperatorFamily[]>> = {
  String: ["String"],
  ARN: ["Arn"],
  Bool: ["Bool"],
  Numeric: ["Numeric"],
  // Seconds since 1970 are a date as well as a number.
  Date: ["Date", "Numeric"],
  IPAddress: ["Ip"],
  Binary: ["Binary"],
};
