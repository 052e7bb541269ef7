import { isObject, step } from "./json";

/** What is read at most, so that an answer takes bounded time whatever the input. */
export const LIMITS = {
  /** Characters of one text; the longest policy that AWS takes, a key's, has 32,768. */
  text: 32_768,
  /** Characters of all texts together. */
  characters: 64_000_000,
  /** Values of all kinds together. */
  values: 5_000_000,
  /** Lists and objects within each other. */
  depth: 32,
} as const;

/** Where a value is larger than {@link LIMITS} allow, and what to do about it. */
export interface Oversize {
  readonly pointer: string;
  readonly reason: string;
}

interface Visit {
  readonly value: unknown;
  readonly depth: number;
  readonly parent?: Visit;
  readonly name?: string | number;
}

/** Measures a JSON value without recursion; a value that holds itself is nested too deeply. */
export function oversizeOf(value: unknown): Oversize | undefined {
  const open: Visit[] = [{ value, depth: 0 }];
  let values = 0;
  let characters = 0;
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    const each = visit.value;
    if (++values > LIMITS.values)
      return oversize(visit, `is one of more than ${LIMITS.values} values`);
    if (visit.depth > LIMITS.depth)
      return oversize(visit, `is nested more than ${LIMITS.depth} levels deep`);
    if (typeof each === "string") {
      characters += each.length;
      if (each.length > LIMITS.text)
        return oversize(visit, `has ${each.length} characters; at most ${LIMITS.text} are read`);
      if (characters > LIMITS.characters)
        return oversize(visit, `is beyond the ${LIMITS.characters} characters that are read`);
    } else if (Array.isArray(each)) {
      if (each.length > LIMITS.values) return oversize(visit, `has ${each.length} entries`);
      for (let i = each.length - 1; i >= 0; i--) open.push(below(visit, i, each[i] as unknown));
    } else if (isObject(each)) {
      for (const name of Object.keys(each)) {
        characters += name.length;
        if (name.length > LIMITS.text)
          return oversize(
            visit,
            `has a member whose name is longer than ${LIMITS.text} characters`,
          );
        open.push(below(visit, name, each[name]));
      }
    }
  }
  return undefined;
}

function below(parent: Visit, name: string | number, value: unknown): Visit {
  return { value, depth: parent.depth + 1, parent, name };
}

function oversize(visit: Visit, reason: string): Oversize {
  let pointer = "";
  for (let at: Visit | undefined = visit; at?.name !== undefined; at = at.parent)
    pointer = `${step(at.name)}${pointer}`;
  return { pointer, reason };
}
