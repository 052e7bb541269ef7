import { Unknown } from "../known";

/** An object of JSON, whatever it holds. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is an object of JSON, neither null nor a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object's own member: never one that every object has, such as `constructor`. */
export function member(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Reads `{ "unknown": "<why>" }`, which may stand for any value that nobody knows yet. */
export function unknownIn(value: unknown): Unknown | undefined {
  if (!isObject(value)) return undefined;
  const why = member(value, "unknown");
  return typeof why === "string" && Object.keys(value).length === 1
    ? new Unknown([why])
    : undefined;
}

/** A number, true or false as text; undefined for a number of which JSON keeps but the first digits. */
export function scalarText(value: number | boolean): string | undefined {
  const isRounded = typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER;
  return isRounded ? undefined : String(value);
}

/** A member's name as a step of a JSON pointer (RFC 6901). */
export function step(name: string | number): string {
  if (typeof name === "number" || !/[~/]/.test(name)) return `/${name}`;
  return `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
