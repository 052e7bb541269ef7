import type { JsonObject } from "./json";
import { isObject, step } from "./json";
import { holdsStandIn } from "./variable";

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

/** Measures a JSON value; one that holds itself is nested too deeply. */
export function oversizeOf(value: unknown): Oversize | undefined {
  return new Measure().of(value, 0);
}

/** Counts on its way down, and tells the place of a fault on its way up, which is never far. */
class Measure {
  private values = 0;
  private characters = 0;

  of(value: unknown, depth: number): Oversize | undefined {
    if (++this.values > LIMITS.values) return here(`is one of more than ${LIMITS.values} values`);
    if (depth > LIMITS.depth) return here(`is nested more than ${LIMITS.depth} levels deep`);
    if (typeof value === "string") return this.text(value);
    if (Array.isArray(value)) return this.list(value, depth + 1);
    return isObject(value) ? this.members(value, depth + 1) : undefined;
  }

  private text(text: string): Oversize | undefined {
    this.characters += text.length;
    if (text.length > LIMITS.text)
      return here(`has ${text.length} characters; at most ${LIMITS.text} are read`);
    if (holdsStandIn(text))
      return here("holds U+E000 or U+E001, characters for private use that no policy of AWS has");
    return this.characters > LIMITS.characters
      ? here(`is beyond the ${LIMITS.characters} characters that are read`)
      : undefined;
  }

  private list(list: readonly unknown[], depth: number): Oversize | undefined {
    if (list.length > LIMITS.values) return here(`has ${list.length} entries`);
    for (let index = 0; index < list.length; index++) {
      const found = this.of(list[index], depth);
      if (found !== undefined) return beneath(index, found);
    }
    return undefined;
  }

  private members(object: JsonObject, depth: number): Oversize | undefined {
    for (const name of Object.keys(object)) {
      this.characters += name.length;
      if (name.length > LIMITS.text)
        return here(`has a member whose name is longer than ${LIMITS.text} characters`);
      const found = this.of(object[name], depth);
      if (found !== undefined) return beneath(name, found);
    }
    return undefined;
  }
}

function here(reason: string): Oversize {
  return { pointer: "", reason };
}

function beneath(name: string | number, { pointer, reason }: Oversize): Oversize {
  return { pointer: `${step(name)}${pointer}`, reason };
}
