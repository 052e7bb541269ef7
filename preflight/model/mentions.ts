import type { Truth } from "../../reasoning/known";
import { any, Unknown } from "../../reasoning/known";
import type { Resource, Value } from "./resource";
import { pointer } from "./resource";

/** Whether one of the texts stands anywhere inside a property. */
export function namesAny(resource: Resource, property: string, texts: readonly string[]): Truth {
  return within(resource.inputs[property], texts, pointer(resource, [property]));
}

function within(value: Value | undefined, texts: readonly string[], where: string): Truth {
  if (value === undefined || value === null) return false;
  if (value instanceof Unknown) return new Unknown([where]);
  if (typeof value === "string") return texts.includes(value);
  if (typeof value !== "object") return false;
  return any(Object.values(value).map((each) => within(each, texts, where)));
}
