import type { Place } from "./cloud/place";
import { plain } from "./defaults";
import type { Declaration, ValueType } from "./schema/types";
import { UNKNOWN } from "./wire";
import type { Json, JsonObject } from "./wire";

function emptyOf(type: ValueType): Json {
  switch (type.kind) {
    case "number":
      return 0;
    case "boolean":
      return false;
    case "list":
      return [];
    case "map":
    case "reference":
      return {};
    default:
      return "";
  }
}

/** The whole state: inputs, what the service computed, and an empty value where the declaration promises one. */
export function stateOf(
  declaration: Declaration,
  inputs: JsonObject,
  computed: JsonObject,
  place: Place,
): JsonObject {
  const region = declaration.outputs["region"] === undefined ? {} : { region: place.region };
  const promised = Object.entries(declaration.outputs)
    .filter(([, output]) => output.required)
    .map(([key, output]) => [key, emptyOf(output.type)] as const);
  return { ...Object.fromEntries(promised), ...region, ...plain(inputs), ...computed };
}

/** The state that a preview promises before anything exists: what the service decides is unknown. */
export function plannedState(
  declaration: Declaration,
  inputs: JsonObject,
  place: Place,
): JsonObject {
  const unknowns = Object.entries(declaration.outputs)
    .filter(([, output]) => output.required)
    .map(([key]) => [key, UNKNOWN] as const);
  const region = declaration.outputs["region"] === undefined ? {} : { region: place.region };
  return { ...Object.fromEntries(unknowns), ...region, ...plain(inputs) };
}
