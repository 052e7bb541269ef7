/**
 * Reads values of a stated shape from arbitrary JSON, and says of everything that does not fit where
 * it stands, what it is and what is wanted. Nothing here throws, and no name from the input becomes a
 * property of anything.
 */
import { Unknown } from "../known";
import type { Maybe } from "../known";
import type { Listed } from "./network";

/** What does not fit. */
export interface Fault {
  /** JSON pointer of the value. */
  readonly pointer: string;
  /** What is wrong, what stands there, what is wanted. */
  readonly message: string;
}

/** Somebody has to read them: after so many faults the rest is not told. */
const MAX_FAULTS = 100;
/** Longer lists are refused: no account has so many of anything. */
const MAX_ITEMS = 1_000_000;
/** Longer names, ids and addresses are refused. */
const MAX_TEXT = 1024;

/** In the place of what does not fit. */
export const REFUSED = Symbol("refused");
/** In the place of what does not fit. */
export type Refused = typeof REFUSED;

/** Where the faults of one reading are put down. */
export class Faults {
  readonly found: Fault[] = [];

  /** Puts a fault down, unless there are too many already. */
  add(pointer: string, message: string): Refused {
    if (this.found.length < MAX_FAULTS) this.found.push({ pointer, message });
    return REFUSED;
  }
}

/** Reads one value; refused if it does not fit, with at least one fault. */
export type Decoder<T> = (value: unknown, pointer: string, faults: Faults) => T | Refused;

/** A property that may be left out. */
export interface Optional<T> {
  readonly optional: Decoder<T>;
}

/** A decoder for every property of `T`. */
export type Shape<T> = {
  readonly [K in keyof T]-?: Partial<Pick<T, K>> extends Pick<T, K>
    ? Optional<Exclude<T[K], undefined>>
    : Decoder<T[K]>;
};

/** Marks a property that may be left out. */
export function optional<T>(decoder: Decoder<T>): Optional<T> {
  return { optional: decoder };
}

/** A value as it can be shown in a message. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value === "string") {
    return value.length > 60 ? `${JSON.stringify(value.slice(0, 60))}…` : JSON.stringify(value);
  }
  return String(value);
}

/** A property's name as part of a JSON pointer (RFC 6901). */
export function escapePointer(name: string): string {
  return name.slice(0, MAX_TEXT).replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Tells objects from everything else. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Text that is not empty and not endless. */
export const text: Decoder<string> = (value, pointer, faults) =>
  typeof value === "string" && value !== "" && value.length <= MAX_TEXT
    ? value
    : faults.add(pointer, `is ${shown(value)}; a text of 1 to ${MAX_TEXT} characters is wanted`);

/** true or false. */
export const flag: Decoder<boolean> = (value, pointer, faults) =>
  typeof value === "boolean"
    ? value
    : faults.add(pointer, `is ${shown(value)}; true or false is wanted`);

/** A whole number within bounds. */
export function whole(least: number, most: number): Decoder<number> {
  return (value, pointer, faults) =>
    typeof value === "number" && Number.isInteger(value) && value >= least && value <= most
      ? value
      : faults.add(
          pointer,
          `is ${shown(value)}; a whole number from ${least} to ${most} is wanted`,
        );
}

/** One of a few words. */
export function oneOf<T extends string>(words: readonly T[]): Decoder<T> {
  return (value, pointer, faults) =>
    words.find((word) => word === value) ??
    faults.add(pointer, `is ${shown(value)}; one of ${words.join(", ")} is wanted`);
}

/** Text that passes a test. */
export function textThat(passes: (value: string) => boolean, wanted: string): Decoder<string> {
  return (value, pointer, faults) => {
    const read = text(value, pointer, faults);
    if (read === REFUSED || passes(read)) return read;
    return faults.add(pointer, `is ${shown(value)}; ${wanted} is wanted`);
  };
}

/** Either a value or `{ "unknown": "why" }`. */
export function maybe<T>(decoder: Decoder<T>): Decoder<Maybe<T>> {
  return (value, pointer, faults) =>
    isObject(value) && Object.hasOwn(value, "unknown")
      ? readUnknown(value, pointer, faults)
      : decoder(value, pointer, faults);
}

function readUnknown(
  value: Readonly<Record<string, unknown>>,
  pointer: string,
  faults: Faults,
): Unknown | Refused {
  if (Object.keys(value).length > 1) {
    return faults.add(pointer, 'has "unknown" beside other properties; only one of both is wanted');
  }
  const why = value["unknown"];
  const reasons = list(text)(Array.isArray(why) ? why : [why], `${pointer}/unknown`, faults);
  if (reasons === REFUSED) return REFUSED;
  if (reasons.length === 0) {
    return faults.add(`${pointer}/unknown`, "is an empty list; what blocks the value is wanted");
  }
  return new Unknown(reasons);
}

/** A list of values. */
export function list<T>(decoder: Decoder<T>): Decoder<readonly T[]> {
  return (value, pointer, faults) => {
    if (!Array.isArray(value)) return faults.add(pointer, `is ${shown(value)}; a list is wanted`);
    if (value.length > MAX_ITEMS) {
      return faults.add(pointer, `is ${shown(value)}; at most ${MAX_ITEMS} are read`);
    }
    const read: T[] = [];
    for (let index = 0; index < value.length; index += 1) {
      const item = decoder(value[index], `${pointer}/${index}`, faults);
      if (item !== REFUSED) read.push(item);
      if (faults.found.length >= MAX_FAULTS) break;
    }
    return read;
  };
}

/** A list in which an unknown says that there may be more; an unknown in its place says only that. */
export function listed<T>(decoder: Decoder<T>): Decoder<Listed<T>> {
  const items = list(maybe(decoder));
  return (value, pointer, faults) => {
    if (!isObject(value) || !Object.hasOwn(value, "unknown")) return items(value, pointer, faults);
    const unknown = readUnknown(value, pointer, faults);
    return unknown === REFUSED ? REFUSED : [unknown];
  };
}

/** An object with these properties and no others: a property that is misspelt must not be lost. */
export function object<T extends object>(shape: Shape<T>): Decoder<T> {
  const entries = Object.entries<Decoder<unknown> | Optional<unknown>>(
    shape as Readonly<Record<string, Decoder<unknown> | Optional<unknown>>>,
  );
  const names = entries.map(([name]) => name);
  const known = new Set(names);
  return (value, pointer, faults) => {
    if (!isObject(value)) return faults.add(pointer, `is ${shown(value)}; an object is wanted`);
    let isWhole = true;
    for (const name of Object.keys(value)) {
      if (known.has(name)) continue;
      isWhole = false;
      faults.add(
        `${pointer}/${escapePointer(name)}`,
        `is not known; the properties here are ${names.join(", ")}`,
      );
    }
    const read: [string, unknown][] = [];
    for (const [name, field] of entries) {
      const decode = typeof field === "function" ? field : field.optional;
      if (!Object.hasOwn(value, name)) {
        if (typeof field !== "function") continue;
        isWhole = false;
        faults.add(`${pointer}/${name}`, "is missing");
        continue;
      }
      const part = decode(value[name], `${pointer}/${name}`, faults);
      if (part === REFUSED) isWhole = false;
      else read.push([name, part]);
    }
    if (!isWhole) return REFUSED;
    return Object.fromEntries(read) as T;
  };
}
