import { compareRanges, LIKE_ADDRESS, readRange } from "./address-range";
import { fitsAsText, fitsLoosely, isShort, testArn } from "./arn-comparison";
import { fitsText, normalise } from "./pattern";
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
   * Whether what cannot be compared may compare all the same, in another reading: the page says which forms
   * values must have, and not what one of another form comes to.
   */
  readonly isOpen: (wanted: string, given: string) => boolean;
  /**
   * Whether what the test does not find may compare, with another text in place of a star that stands for a
   * value that is not known.
   */
  readonly mayFit: (wanted: string, given: string) => boolean;
  /** Whether such a text in place of the star may leave something that compares with nothing. */
  readonly mayBeNone: (wanted: string) => boolean;
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
  isOpen: never,
  mayFit: never,
  mayBeNone: never,
  prepare,
  variables: true,
});

const lower = (text: string): string => text.toLowerCase();

const arn: Comparison = {
  testOf: testArn,
  isOpen: fitsLoosely,
  // A value may hold colons, and so parts, which a star for one part does not reach.
  mayFit: fitsAsText,
  mayBeNone: isShort,
  prepare: asIs,
  variables: true,
};

const readBoolean = (text: string): boolean | undefined => BOOLEANS.get(lower(text));

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
]);

const bool: Comparison = {
  testOf: (wanted) => {
    const value = readBoolean(wanted);
    return (given) => {
      const other = readBoolean(given);
      return value === undefined || other === undefined ? undefined : value === other;
    };
  },
  isOpen: () => true,
  mayFit: () => true,
  mayBeNone: () => true,
  prepare: asIs,
  variables: "unclear",
};

/**
 * A comparison of what both sides stand for, if both can be read.
 *
 * @param resembles fits every text that somebody might read; any other compares with nothing.
 */
function comparing<T>(
  read: (text: string) => T | undefined,
  compare: (given: T, wanted: T) => boolean | undefined,
  resembles: RegExp,
): Comparison {
  return {
    testOf: (text) => {
      const wanted = read(text);
      return (given) => {
        const value = read(given);
        return value === undefined || wanted === undefined ? undefined : compare(value, wanted);
      };
    },
    isOpen: (wanted, given) => resembles.test(wanted) && resembles.test(given),
    mayFit: never,
    mayBeNone: never,
    prepare: asIs,
    variables: false,
  };
}

/** A number without loss: `units` times ten to the power of minus `scale`. */
interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** Infinity is a number to some, and what is none has digits to nobody. */
const LIKE_NUMBER = /\d|^[+-]?(inf|nan)/i;

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

/** What holds a digit may be a date in another form: in small letters, with a zone without colon, in words. */
const LIKE_DATE = /\d/;

const DATE =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

/** Milliseconds of a date in W3C's form of ISO 8601, or of a number of seconds since 1970. */
export function readDate(text: string): number | undefined {
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

/** Some readers skip what base 64 does not know. */
const LIKE_BYTES = /^/;

/** Bytes in base 64, in the one form that every padding and alphabet comes down to. */
function readBytes(text: string): string | undefined {
  return /^[A-Za-z0-9+/_-]*={0,2}$/.test(text)
    ? Buffer.from(text, "base64").toString("hex")
    : undefined;
}

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
  ["BinaryEquals", comparing(readBytes, (given, wanted) => given === wanted, LIKE_BYTES)],
  ["IpAddress", comparing(readRange, compareRanges, LIKE_ADDRESS)],
  ...ORDERS.map(
    ([name, order]) =>
      [
        `Numeric${name}`,
        comparing(readNumber, (a, b) => order(compareNumbers(a, b)), LIKE_NUMBER),
      ] as const,
  ),
  ...ORDERS.map(
    ([name, order]) =>
      [`Date${name}`, comparing(readDate, (a, b) => order(a - b), LIKE_DATE)] as const,
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
