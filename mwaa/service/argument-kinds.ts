import type { Fault } from "../fault";
import { containsUnknownText } from "../settings/unknown-text";

/** What an argument's value is made of. */
export type ArgumentKind =
  "text" | "number" | "boolean" | "text list" | "map" | { readonly [name: string]: ArgumentKind };

/** Arguments told apart by whether they can be judged. */
export interface SortedArguments {
  /** What is known and of the right kind; nested objects hold only such members too. */
  readonly known: Readonly<Record<string, unknown>>;
  /** Dotted paths of what is not known offline, or not of its kind: neither given nor absent. */
  readonly undecided: ReadonlySet<string>;
  /** One fault for each value that is not of its kind. */
  readonly faults: readonly Fault[];
}

/** The kinds in the words of a message. */
const WORDS = {
  text: "text",
  number: "a number",
  boolean: "true or false",
  "text list": "a list of texts",
  map: "keys with values",
} as const;

/**
 * Sorts arguments by the kinds they should have. Names without a kind are left out: they may be
 * newer than the table. `undefined` and `null` are absent.
 */
export function sortArguments(
  given: Readonly<Record<string, unknown>>,
  kinds: { readonly [name: string]: ArgumentKind },
  path: Fault["path"] = [],
): SortedArguments {
  const known: Record<string, unknown> = {};
  const undecided = new Set<string>();
  const faults: Fault[] = [];
  for (const [name, kind] of Object.entries(kinds)) {
    const value = given[name];
    const here = [...path, name];
    if (value === undefined || value === null) continue;
    if (typeof value === "string" && containsUnknownText(value)) {
      undecided.add(here.join("."));
    } else if (typeof kind === "object" && isRecord(value)) {
      const inner = sortArguments(value, kind, here);
      known[name] = inner.known;
      inner.undecided.forEach((each) => undecided.add(each));
      faults.push(...inner.faults);
    } else if (typeof kind !== "object" && isOfKind(value, kind)) {
      known[name] = value;
    } else {
      undecided.add(here.join("."));
      faults.push(kindFault(here, value, typeof kind === "object" ? "map" : kind));
    }
  }
  return { known, undecided, faults };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isOfKind(value: unknown, kind: keyof typeof WORDS): boolean {
  switch (kind) {
    case "text":
      return typeof value === "string";
    case "number":
      return typeof value === "number";
    case "boolean":
      return typeof value === "boolean";
    case "text list":
      return Array.isArray(value) && value.every((each) => typeof each === "string");
    case "map":
      return isRecord(value);
    default:
      return kind satisfies never;
  }
}

function kindFault(path: Fault["path"], value: unknown, kind: keyof typeof WORDS): Fault {
  return {
    path,
    problem: `is not ${WORDS[kind]}`,
    got: value,
    allowed: WORDS[kind],
    fix: `set ${path.join(".")} to ${WORDS[kind]}`,
  };
}
