import { Unknown } from "../../../reasoning/known";
import type { Properties, Resource, Value } from "../resource";
import { pointer } from "../resource";

/** A block that stands inside a resource, such as a route of a table. */
export interface InlineEntry {
  readonly entry: Properties;
  /** Where it stands: `["routes", "0"]`. */
  readonly path: readonly string[];
}

/** The members of a list of blocks that stands inside a resource, and those that are hidden. */
export function inlineEntries(
  resource: Resource,
  property: string,
): { readonly entries: readonly InlineEntry[]; readonly unknowns: readonly Unknown[] } {
  const inline = resource.inputs[property];
  if (inline === undefined || inline === null) return { entries: [], unknowns: [] };
  if (inline instanceof Unknown || !Array.isArray(inline))
    return { entries: [], unknowns: [new Unknown([pointer(resource, [property])])] };
  const members = (inline as readonly Value[]).map((entry, i) => ({
    entry,
    path: [property, String(i)],
  }));
  return {
    entries: members.flatMap(({ entry, path }) => (isObject(entry) ? [{ entry, path }] : [])),
    unknowns: members.flatMap(({ entry, path }) =>
      isObject(entry) ? [] : [new Unknown([pointer(resource, path)])],
    ),
  };
}

/** A value that may be one text or a list of them, with unknown members as such. */
export function textsAt(
  resource: Resource,
  path: readonly string[],
  value: Value | undefined,
): readonly (string | Unknown)[] {
  if (value === undefined || value === null || value === "") return [];
  const hidden = new Unknown([pointer(resource, path)]);
  if (Array.isArray(value))
    return (value as readonly Value[]).map((each) => (typeof each === "string" ? each : hidden));
  return [typeof value === "string" ? value : hidden];
}

/** The first of the properties that an entry sets; engines render unset ones as empty. */
export function firstSet<P extends string>(
  entry: Properties,
  properties: readonly P[],
): P | undefined {
  return properties.find((property) => {
    const value = entry[property];
    return value !== undefined && value !== null && value !== "";
  });
}

function isObject(value: Value): value is Properties {
  return (
    typeof value === "object" &&
    value !== null &&
    !(value instanceof Unknown) &&
    !Array.isArray(value)
  );
}
