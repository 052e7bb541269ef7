import type { Maybe } from "../known";
import { isKnown, joined, Unknown } from "../known";
import type { KeyLookup } from "./context";
import { areList, hasOneValue } from "./key-kind";
import { asLiteral, hasVariable } from "./variable";

/** A pattern with policy variables, ready to be filled in. */
export interface Template {
  readonly text: string;
  readonly pieces: readonly (string | Variable)[];
  /** Whether a variable stands before the fifth colon, where AWS knows none in an ARN. */
  readonly isEarly: boolean;
}

interface Variable {
  readonly key: string;
  readonly fallback?: string;
}

/** A pattern with its variables filled in. */
export interface Filled {
  /** `*` stands where the value is not known. */
  readonly pattern: string;
  readonly hidden?: Unknown;
  /** Whether a key of which nothing is known may turn out to have no value. */
  readonly mayMiss: boolean;
  /** A key without value and default: such a pattern matches nothing. */
  readonly missing?: string;
}

const VARIABLE = /(\$\{(?![*?$]\})[^}]*\})/;
const CONTENT = /^\$\{\s*([^,]*?)\s*(?:,\s*'([^']*)'\s*)?\}$/;

/** Reads a pattern's variables; undefined if it has none. */
export function templateOf(text: string): Template | undefined {
  if (!hasVariable(text)) return undefined;
  const pieces = text.split(VARIABLE).map((piece, i): string | Variable => {
    if (i % 2 === 0) return piece;
    const [, key = piece, fallback] = CONTENT.exec(piece) ?? [];
    return fallback === undefined ? { key } : { key, fallback };
  });
  const [start = ""] = text.split(VARIABLE, 1);
  return { text, pieces, isEarly: start.split(":").length < 6 };
}

/**
 * Fills in the values of a request. They stand for themselves, also where they hold a wildcard.
 *
 * @param prepare what is done to the text between the variables, such as taking it literally.
 */
export function fill(
  { text, pieces }: Template,
  lookup: KeyLookup,
  prepare: (piece: string) => string = (piece) => piece,
): Filled {
  let pattern = "";
  const hidden: Unknown[] = [];
  let mayMiss = false;
  for (const piece of pieces) {
    if (typeof piece === "string") {
      pattern += prepare(piece);
      continue;
    }
    const value = valueOf(piece, lookup, text);
    if (value === undefined) return { pattern: "", mayMiss: true, missing: piece.key };
    if (isKnown(value)) pattern += asLiteral(value).replaceAll("${", "${$}{");
    else {
      hidden.push(value);
      mayMiss ||= mayBeMissing(piece, lookup);
      pattern += "*";
    }
  }
  return hidden.length === 0 ? { pattern, mayMiss } : { pattern, mayMiss, hidden: joined(hidden) };
}

/**
 * Of a list of values AWS makes no value, which it may then take for none, whatever the default. A key of
 * which nothing is known may have one, unless it has a single value.
 */
function mayBeMissing({ key, fallback }: Variable, lookup: KeyLookup): boolean {
  const folded = key.toLowerCase();
  const found = lookup(folded, key);
  if (!isKnown(found)) return fallback === undefined || !hasOneValue(folded);
  return found !== undefined && areList(found, folded);
}

function valueOf(
  { key, fallback }: Variable,
  lookup: KeyLookup,
  text: string,
): Maybe<string> | undefined {
  const folded = key.toLowerCase();
  const found = lookup(folded, key);
  if (!isKnown(found)) return new Unknown([`policy variable in ${text}`]);
  if (found === undefined || found.values.length === 0)
    return fallback !== undefined && /[*?]/.test(fallback)
      ? new Unknown([`whether a wildcard in the default of ${key} counts in ${text}`])
      : fallback;
  const [value] = found.values;
  if (value === undefined || areList(found, folded))
    return new Unknown([`the variable in ${text}, whose key has a list of values`]);
  if (isKnown(value) && /[*?]/.test(value))
    return new Unknown([`whether a wildcard in the value of ${key} counts in ${text}`]);
  return value;
}
