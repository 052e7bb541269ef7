import { createHash, randomBytes } from "node:crypto";

import type { Service } from "./services/service";
import type { Declaration } from "./schema/types";
import { DEFAULTS, isList, isObject, isSigned, textsOf } from "./wire";
import type { Json, JsonObject } from "./wire";

const RANDOM_CHARACTERS = 7;

/** A provider's `defaultTags`. */
export type Tags = Readonly<Record<string, string>>;

/** What filling in needs to know about one resource. */
export interface Filling {
  readonly declaration: Declaration;
  readonly service: Service | undefined;
  readonly name: string;
  readonly olds: JsonObject;
  readonly seed: Uint8Array;
  readonly defaultTags: Tags;
}

/** Policy documents may be given as objects; the bridge sends them as JSON text. */
function documentsAsText(declaration: Declaration, inputs: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => {
      const type = declaration.inputs[key]?.type;
      const document =
        type?.kind === "union" &&
        type.of.some((t) => t.kind === "string") &&
        type.of.some((t) => t.kind === "reference" && t.name.endsWith("PolicyDocument"));
      return [key, document && isObject(value) ? JSON.stringify(value) : value];
    }),
  );
}

/** Marks every object with the list of names that were filled in, as the bridge does: empty for nested ones. */
function withMarks(value: Json): Json {
  if (isList(value)) return value.map(withMarks);
  if (!isObject(value) || isSigned(value)) return value;
  const nested = Object.entries(value).map(([key, item]) => [key, withMarks(item)] as const);
  return { [DEFAULTS]: value[DEFAULTS] ?? [], ...Object.fromEntries(nested) };
}

function autoname(filling: Filling, limit: number, lower: boolean): string {
  const suffix = (
    filling.seed.length > 0
      ? createHash("sha256").update(filling.seed).digest("hex")
      : randomBytes(8).toString("hex")
  ).slice(0, RANDOM_CHARACTERS);
  const base = lower ? filling.name.toLowerCase() : filling.name;
  return `${base.slice(0, limit - RANDOM_CHARACTERS - 1)}-${suffix}`;
}

/**
 * Inputs as the engine stores them: defaults of the schema, an automatic name where none is given (the old one if
 * it was automatic), all tags, and the `__defaults` marks that tell what was filled in.
 */
export function filledInputs(given: JsonObject, filling: Filling): JsonObject {
  const inputs: Record<string, Json> = { ...documentsAsText(filling.declaration, given) };
  const { service, olds } = filling;
  const wereDefaults = new Set(textsOf(olds, DEFAULTS));
  const filled: string[] = [];
  const naming = service?.autoname;
  if (naming !== undefined && inputs[naming.property] === undefined) {
    const prefixed = naming.unless?.some((other) => inputs[other] !== undefined) ?? false;
    if (!prefixed) {
      const old = olds[naming.property];
      inputs[naming.property] =
        old !== undefined && wereDefaults.has(naming.property)
          ? old
          : `${naming.prefix ?? ""}${autoname(filling, naming.limit, naming.lower ?? false)}`;
      filled.push(naming.property);
    }
  }
  for (const [key, value] of Object.entries(service?.defaults ?? {})) {
    if (inputs[key] !== undefined) continue;
    inputs[key] = value;
    filled.push(key);
  }
  if (filling.declaration.outputs["tagsAll"] !== undefined) {
    inputs["tagsAll"] = allTags(inputs["tags"], filling.defaultTags);
  }
  inputs[DEFAULTS] = filled.sort();
  return withMarks(inputs) as JsonObject;
}

function allTags(tags: Json | undefined, defaultTags: Tags): Json {
  if (tags === undefined || isObject(tags)) return { ...defaultTags, ...tags };
  return tags;
}

/** A value without the marks, as cloud and outputs hold it. */
function withoutMarks(value: Json): Json {
  if (isList(value)) return value.map(withoutMarks);
  if (!isObject(value) || isSigned(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== DEFAULTS)
      .map(([key, item]) => [key, withoutMarks(item)]),
  );
}

/** A bag of properties without the marks. */
export function plain(bag: JsonObject): JsonObject {
  return withoutMarks(bag) as JsonObject;
}
