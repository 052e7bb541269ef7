import type { Report } from "./finding";
import { shown, step } from "./finding";

/** A text and where it stands. */
export interface Placed {
  readonly text: string;
  readonly pointer: string;
}

/** An object of JSON, as opposed to a list or a plain value. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Own members only: a document may name `__proto__`. */
export function member(object: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/**
 * Reads an element that is one text or a list of texts.
 *
 * @returns the texts with their places; what is no text is reported and left out.
 */
export function readTexts(value: unknown, pointer: string, report: Report): readonly Placed[] {
  if (typeof value === "string") return [{ text: value, pointer }];
  if (!Array.isArray(value)) {
    report(
      "element-malformed",
      pointer,
      `${shown(value)} is neither a text nor a list of texts.`,
      "Write one text, or a list of texts.",
    );
    return [];
  }
  if (value.length === 0) {
    report(
      "element-empty",
      pointer,
      "The list is empty, so that the statement speaks of nothing.",
      "Name at least one, or remove the statement.",
    );
  }
  const texts: Placed[] = [];
  for (const [index, each] of (value as readonly unknown[]).entries()) {
    const place = step(pointer, index);
    if (typeof each === "string") texts.push({ text: each, pointer: place });
    else report("element-malformed", place, `${shown(each)} is not a text.`, "Put it into quotes.");
  }
  return texts;
}

/**
 * Reads the values of a condition: texts, and the numbers and booleans that AWS takes as texts.
 */
export function readValues(value: unknown, pointer: string, report: Report): readonly Placed[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0) {
    report(
      "element-empty",
      pointer,
      "The list of values is empty, so that nothing can be equal to one of them.",
      "Name at least one value, or remove the condition.",
    );
  }
  const values: Placed[] = [];
  for (const [index, each] of list.entries()) {
    const place = Array.isArray(value) ? step(pointer, index) : pointer;
    if (typeof each === "string") values.push({ text: each, pointer: place });
    else if (typeof each === "number" || typeof each === "boolean")
      values.push({ text: String(each), pointer: place });
    else
      report(
        "element-malformed",
        place,
        `${shown(each)} is no value of a condition.`,
        "Write a text, a number, true or false.",
      );
  }
  return values;
}
