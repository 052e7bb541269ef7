import { Address4, Address6 } from "ip-address";
import { arnPattern, isWhole, plainArnPattern, reaches } from "./arn";
import { fitsText, normalise } from "./pattern";
import { remember } from "../remember";
import { textPattern } from "./text-pattern";
import { asLiteral, literally } from "./variable";

/** Compares a value of a request; undefined if the two cannot be compared. */
export type Test = (given: string) => boolean | undefined;

/**
 * How an operator compares.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html,
 * "IAM JSON policy elements: Condition operators", read 2026-11-22.
 */
export interface Comparison {
  /** Prepares the comparison with a value of the policy, whose variables are filled in. */
  readonly testOf: (wanted: string) => Test;
  /**
   * Whether what the test does not find may compare all the same, with another text in place of a star
   * that stands for a value that is not known.
   */
  readonly mayFit: (wanted: string, given: string) => boolean;
  /** How the policy's text beside its variables is taken: wildcards count or stand for themselves. */
  readonly prepare: (text: string) => string;
  /** Whether AWS fills in variables; where its pages disagree, `unclear`. */
  readonly variables: boolean | "unclear";
}

/** An operator by its name without set operator and `IfExists`. */
export interface Operator {
  readonly comparison: Comparison;
  /** True for `Not`: satisfied if no value of the policy compares. */
  readonly negated: boolean;
}

const asIs = (text: string): string => text;

const never = (): boolean => false;

const pattern = (
  fold: (text: string) => string,
  prepare: (text: string) => string,
): Comparison => ({
  testOf: (wanted) => {
    const pattern = textPattern(normalise(fold(wanted)));
    return (given) => {
      const text = asLiteral(fold(given));
      if (!pattern.wild) return text === pattern.normal;
      return text.startsWith(pattern.start) && (pattern.isPrefix || fitsText(pattern.normal, text));
    };
  },
  mayFit: never,
  prepare,
  variables: true,
});

const lower = (text: string): string => text.toLowerCase();

const arn: Comparison = {
  testOf: (wanted) => {
    const wantedArn = arnPattern(wanted);
    return (given) => {
      // An escape in a value of the request is none.
      const givenArn = given.includes("${")
        ? plainArnPattern(asLiteral(given))
        : arnPattern(asLiteral(given));
      if (reaches(wantedArn, givenArn, "covers")) return true;
      // What is no ARN has no parts to compare.
      return isWhole(wantedArn) && isWhole(givenArn) ? false : undefined;
    };
  },
  // A value may hold colons, and so parts, which a star for one part does not reach.
  mayFit: fitsAsText,
  prepare: asIs,
  variables: true,
};

/** Whether an ARN, or one that a pattern with too few parts begins, fits if stars reach beyond colons. */
function fitsAsText(wanted: string, given: string): boolean {
  const text = asLiteral(given);
  const { whole } = arnPattern(wanted);
  return fitsText(whole.normal, text) || fitsText(`${whole.normal}:*`, text);
}

const bool: Comparison = {
  testOf: (wanted) => {
    const value = lower(wanted);
    if (value !== "true" && value !== "false") return () => undefined;
    return (given) => lower(given) === value;
  },
  mayFit: () => true,
  prepare: asIs,
  variables: "unclear",
};

/** A comparison of what both sides stand for, if both can be read. */
function comparing<T>(
  read: (text: string) => T | undefined,
  compare: (given: T, wanted: T) => boolean,
): Comparison {
  return {
    testOf: (text) => {
      const wanted = read(text);
      return (given) => {
        const value = read(given);
        return value === undefined || wanted === undefined ? undefined : compare(value, wanted);
      };
    },
    mayFit: never,
    prepare: asIs,
    variables: false,
  };
}

/** A number without loss: `units` times ten to the power of minus `scale`. */
interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

const NUMBER = /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

function readNumber(text: string): Decimal | undefined {
  const [, sign = "", whole, fraction = "", exponent = "0"] = NUMBER.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const units = BigInt(`${whole}${fraction}`);
  return { units: sign === "-" ? -units : units, scale: fraction.length - Number(exponent) };
}

/** Below zero, zero or above, as the first number is to the second. */
function compareNumbers(one: Decimal, other: Decimal): number {
  const scale = Math.max(one.scale, other.scale);
  const scaled = (each: Decimal): bigint => each.units * 10n ** BigInt(scale - each.scale);
  const [a, b] = [scaled(one), scaled(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}

const DATE =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

/** Milliseconds of a date in W3C's form of ISO 8601, or of a number of seconds since 1970. */
function readDate(text: string): number | undefined {
  const [
    ,
    year,
    month = "01",
    day = "01",
    hour = "00",
    minute = "00",
    second = "00",
    rest = "",
    zone = "Z",
  ] = DATE.exec(text) ?? [];
  if (year === undefined) return /^\d{1,15}(\.\d+)?$/.test(text) ? Number(text) * 1000 : undefined;
  // JavaScript takes the 30th of February for a day in March.
  if (Number(day) > new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate())
    return undefined;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  // JavaScript reads no more than milliseconds.
  return Number.isNaN(time) ? undefined : time + Number(`0${rest}`) * 1000;
}

/** Bytes in base 64, in the one form that every padding and alphabet comes down to. */
function readBytes(text: string): string | undefined {
  return /^[A-Za-z0-9+/_-]*={0,2}$/.test(text)
    ? Buffer.from(text, "base64").toString("hex")
    : undefined;
}

interface Range {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** An address, or a block of them in the form of CIDR. */
const readRange = remember((text: string): Range | "none" => {
  const family = Address4.isValid(text) ? 4 : Address6.isValid(text) ? 6 : undefined;
  if (family === undefined) return "none";
  const address = family === 4 ? new Address4(text) : new Address6(text);
  return {
    family,
    first: address.startAddress().bigInt(),
    last: address.endAddress().bigInt(),
  };
});

const address = comparing<Range>(
  (text) => {
    const range = readRange(text);
    return range === "none" ? undefined : range;
  },
  (given, wanted) =>
    given.family === wanted.family && given.first >= wanted.first && given.last <= wanted.last,
);

/** What an order makes of the sign of a comparison. */
const ORDERS: readonly (readonly [string, (sign: number) => boolean])[] = [
  ["Equals", (sign) => sign === 0],
  ["LessThan", (sign) => sign < 0],
  ["LessThanEquals", (sign) => sign <= 0],
  ["GreaterThan", (sign) => sign > 0],
  ["GreaterThanEquals", (sign) => sign >= 0],
];

const COMPARISONS: readonly (readonly [string, Comparison])[] = [
  ["StringEquals", pattern(asIs, literally)],
  ["StringEqualsIgnoreCase", pattern(lower, literally)],
  ["StringLike", pattern(asIs, asIs)],
  // ArnEquals and ArnLike behave alike: both take wildcards, part by part.
  ["ArnEquals", arn],
  ["ArnLike", arn],
  ["Bool", bool],
  ["BinaryEquals", comparing(readBytes, (given, wanted) => given === wanted)],
  ["IpAddress", address],
  ...ORDERS.map(
    ([name, order]) =>
      [`Numeric${name}`, comparing(readNumber, (a, b) => order(compareNumbers(a, b)))] as const,
  ),
  ...ORDERS.map(
    ([name, order]) => [`Date${name}`, comparing(readDate, (a, b) => order(a - b))] as const,
  ),
];

/** The negations by the names of what they negate; the others have none. */
const NEGATIONS: readonly (readonly [string, string])[] = [
  ["StringNotEquals", "StringEquals"],
  ["StringNotEqualsIgnoreCase", "StringEqualsIgnoreCase"],
  ["StringNotLike", "StringLike"],
  ["ArnNotEquals", "ArnEquals"],
  ["ArnNotLike", "ArnLike"],
  ["NotIpAddress", "IpAddress"],
  ["NumericNotEquals", "NumericEquals"],
  ["DateNotEquals", "DateEquals"],
];

/** Every operator but `Null` by its name. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  COMPARISONS.flatMap(([name, comparison]): [string, Operator][] => [
    [name, { comparison, negated: false }],
    ...NEGATIONS.filter(([, negates]) => negates === name).map(([negation]): [string, Operator] => [
      negation,
      { comparison, negated: true },
    ]),
  ]),
);
