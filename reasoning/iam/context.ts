import type { Maybe } from "../known";
import { isKnown, Unknown } from "../known";

/** The values that a condition key has in a request. */
export interface KeyValues {
  readonly values: readonly Maybe<string>[];
  /** True for a key that can have several values, however many it has now. */
  readonly several: boolean;
}

/**
 * What is known of a request beside action and resource: the values of a condition key, `undefined`
 * if the key is certainly absent, unknown if nobody can tell.
 *
 * @param key in small letters, since keys are compared without case.
 * @param written the key as the policy writes it, which is how people know it. @default key
 */
export type KeyLookup = (key: string, written?: string) => Maybe<KeyValues | undefined>;

/**
 * A lookup for those who tell of every key whether it is there, and take a single value for one. It is
 * asked with the key as the policy writes it.
 */
export type RequestContext = (key: string) => Maybe<readonly string[] | undefined>;

/** A context of which only the given keys are known; every other one is unknown. */
export function contextOf(known: Readonly<Record<string, readonly string[]>>): RequestContext {
  const byKey = new Map(Object.entries(known).map(([key, values]) => [key.toLowerCase(), values]));
  return (key) => byKey.get(key.toLowerCase()) ?? new Unknown([`condition key ${key}`]);
}

/** Asks a context of lists: one value is taken for a key that has only one. */
export function lookupIn(context: RequestContext): KeyLookup {
  return (key, written = key) => {
    const values = context(written);
    if (!isKnown(values) || values === undefined) return values;
    return values.length === 0 ? undefined : { values, several: values.length > 1 };
  };
}
