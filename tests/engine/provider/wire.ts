import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A property value as it travels between engine and provider. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A bag of properties. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** How a value that is not known yet is written. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The key that tells assets, archives and secrets from plain objects. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** The key under which the bridged provider lists the inputs that it filled in itself. */
export const DEFAULTS = "__defaults";

/** True for a plain or signed object, false for lists and null. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True for a list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** An asset or archive. */
export interface Signed extends JsonObject {
  readonly [SIGNATURE]: string;
}

/** True for an asset or archive. */
export function isSigned(value: Json | undefined): value is Signed {
  return isObject(value) && SIGNATURE in value;
}

/** True when the value or anything in it is not known yet. */
export function hasUnknown(value: Json | undefined): boolean {
  if (value === UNKNOWN) return true;
  if (isList(value)) return value.some(hasUnknown);
  return isObject(value) && Object.values(value).some(hasUnknown);
}

/** A text property, or undefined when it is absent, empty, unknown or something else. */
export function textOf(bag: JsonObject | undefined, key: string): string | undefined {
  const value = bag?.[key];
  return typeof value === "string" && value !== "" && value !== UNKNOWN ? value : undefined;
}

/** The texts of a list property; empty when it is absent. */
export function textsOf(bag: JsonObject | undefined, key: string): readonly string[] {
  const value = bag?.[key];
  return isList(value) ? value.filter((item) => typeof item === "string") : [];
}

/** A value as text: scalars as they are, the rest as JSON. */
export function show(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Reads a protobuf struct; null properties are left out, as the bridge does. */
export function fromStruct(struct: Struct | undefined): JsonObject {
  if (struct === undefined) return {};
  const plain = struct.toJavaScript() as Record<string, Json>;
  return Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== null));
}

/** Writes a protobuf struct. */
export function toStruct(bag: JsonObject): Struct {
  return Struct.fromJavaScript(bag);
}
