import type { Catalogue } from "./schema/catalogue";
import type { Declaration, Properties, ValueType } from "./schema/types";
import { DEFAULTS, UNKNOWN, isList, isObject, isSigned } from "./wire";
import type { Json, JsonObject } from "./wire";

/** One reason why inputs are refused, in the bridged provider's words. */
export interface Refusal {
  readonly property: string;
  readonly reason: string;
}

interface Checking {
  readonly resource: string;
  readonly objects: Readonly<Record<string, Properties>>;
  readonly refusals: Refusal[];
}

function refuse(checking: Checking, path: string, reason: string): void {
  checking.refusals.push({
    property: "",
    reason: `${reason}. Examine values at '${checking.resource}.${path}'.`,
  });
}

function nameOf(value: Json): string {
  if (isSigned(value)) return "an asset";
  if (isList(value)) return "a list";
  return isObject(value) ? "an object" : `a ${typeof value}`;
}

/** The provider itself turns numbers and booleans to text and back, so those never are a mismatch. */
function isScalar(value: Json): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function fits(type: ValueType, value: Json): boolean {
  switch (type.kind) {
    case "string":
      return isScalar(value);
    case "number":
      return (
        typeof value === "number" ||
        (typeof value === "string" && value.trim() !== "" && !Number.isNaN(Number(value)))
      );
    case "boolean":
      return typeof value === "boolean" || value === "true" || value === "false";
    case "asset":
      return isSigned(value);
    case "list":
      return isList(value);
    case "map":
    case "reference":
      return isObject(value) && !isSigned(value);
    case "union":
      return type.of.some((member) => fits(member, value));
    case "any":
      return true;
  }
}

function checkValue(checking: Checking, type: ValueType, value: Json, path: string): void {
  if (value === UNKNOWN || value === null) return;
  if (!fits(type, value)) {
    const wanted = type.kind === "union" ? type.of.map((t) => t.kind).join(" or ") : type.kind;
    refuse(
      checking,
      path,
      `Incorrect attribute value type: ${wanted} expected, got ${nameOf(value)}`,
    );
    return;
  }
  switch (type.kind) {
    case "list":
      if (isList(value)) {
        for (const [i, item] of value.entries()) {
          checkValue(checking, type.of, item, `${path}[${String(i)}]`);
        }
      }
      return;
    case "map":
      if (isObject(value)) {
        for (const [key, item] of Object.entries(value)) {
          checkValue(checking, type.of, item, `${path}.${key}`);
        }
      }
      return;
    case "reference":
      if (isObject(value))
        checkProperties(checking, checking.objects[type.name] ?? {}, value, path);
      return;
    case "union": {
      const member = type.of.find((candidate) => fits(candidate, value));
      if (member !== undefined) checkValue(checking, member, value, path);
      return;
    }
    default:
      return;
  }
}

function checkProperties(
  checking: Checking,
  properties: Properties,
  bag: JsonObject,
  prefix: string,
): void {
  const at = (key: string): string => (prefix === "" ? key : `${prefix}.${key}`);
  for (const [key, value] of Object.entries(bag)) {
    if (key === DEFAULTS) continue;
    const property = properties[key];
    if (property === undefined) refuse(checking, at(key), "Invalid or unknown key");
    else checkValue(checking, property.type, value, at(key));
  }
  for (const [key, property] of Object.entries(properties)) {
    const value = bag[key];
    if (property.required && (value === undefined || value === null)) {
      checking.refusals.push({
        property: "",
        reason: `Missing required property '${at(key)}'`,
      });
    }
  }
}

/** Every unknown name, wrong shape and missing required property in `inputs`, nested objects included. */
export function refusalsOf(
  declaration: Declaration,
  inputs: JsonObject,
  resource: string,
): readonly Refusal[] {
  const checking: Checking = { resource, objects: declaration.objects, refusals: [] };
  checkProperties(checking, declaration.inputs, inputs, "");
  return checking.refusals;
}

/** The declaration of a type, or the error of a provider that does not know it. */
export function declarationOf(catalogue: Catalogue, token: string, step: string): Declaration {
  const declaration = catalogue.resource(token);
  if (declaration === undefined) {
    throw new Error(`unrecognized resource type (${step}): ${token}`);
  }
  return declaration;
}
