import type { Service } from "./services/service";
import type { Declaration } from "./schema/types";
import { plain } from "./defaults";
import { DEFAULTS, SIGNATURE, hasUnknown, isList, isObject, isSigned, show, textsOf } from "./wire";
import type { Json, JsonObject } from "./wire";

/** How one property path changes. */
export interface PropertyChange {
  readonly kind: "add" | "update" | "delete";
  readonly replaces: boolean;
}

/** The difference between what exists and what is wanted; empty when nothing changes. */
export type Changes = ReadonlyMap<string, PropertyChange>;

function asDocument(value: Json): Json | undefined {
  if (typeof value !== "string" || !/^\s*[{[]/.test(value)) return undefined;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return undefined;
  }
}

function sortedTexts(list: readonly Json[]): readonly Json[] {
  // Lists of plain texts are sets to the service: subnets, groups, prefixes.
  return list.every((item) => typeof item === "string")
    ? [...list].sort((a, b) => a.localeCompare(b))
    : list;
}

/** True when what exists already is what is wanted; existing objects may hold more than is asked for. */
function satisfies(existing: Json | undefined, wanted: Json): boolean {
  if (existing === wanted) return true;
  if (existing === undefined || existing === null) {
    return (
      wanted === null || (isObject(wanted) && !isSigned(wanted) && Object.keys(wanted).length === 0)
    );
  }
  if (hasUnknown(wanted)) return false;
  if (isSigned(wanted)) {
    return (
      isSigned(existing) &&
      existing[SIGNATURE] === wanted[SIGNATURE] &&
      existing["hash"] === wanted["hash"]
    );
  }
  if (isList(wanted)) {
    if (!isList(existing) || existing.length !== wanted.length) return false;
    const other = sortedTexts(existing);
    return sortedTexts(wanted).every((item, i) => satisfies(other[i], item));
  }
  if (isObject(wanted)) {
    return (
      isObject(existing) &&
      Object.entries(wanted).every(([key, item]) => satisfies(existing[key], item))
    );
  }
  const [a, b] = [asDocument(existing), asDocument(wanted)];
  if (a !== undefined && b !== undefined) return satisfies(a, b) && satisfies(b, a);
  return show(existing) === show(wanted);
}

function sameMap(existing: Json | undefined, wanted: Json): boolean {
  return satisfies(existing, wanted) && satisfies(wanted, existing ?? {});
}

/** Paths that differ below one property, down to the nested property that differs. */
function changedPaths(
  existing: Json | undefined,
  wanted: Json,
  path: string,
  exact: boolean,
): readonly string[] {
  const same = exact ? sameMap(existing, wanted) : satisfies(existing, wanted);
  if (same) return [];
  if (!exact && isObject(wanted) && !isSigned(wanted) && isObject(existing)) {
    return Object.entries(wanted).flatMap(([key, item]) =>
      changedPaths(existing[key], item, `${path}.${key}`, false),
    );
  }
  return [path];
}

/**
 * Compares the state with checked inputs as the bridged provider does: an input that is absent and that the
 * service computes itself keeps its value; one that was given before and is gone is a removal.
 */
export function changesBetween(
  declaration: Declaration,
  service: Service | undefined,
  state: JsonObject,
  oldInputs: JsonObject,
  inputs: JsonObject,
  ignored: readonly string[],
): Changes {
  const changes = new Map<string, PropertyChange>();
  const wanted = plain(inputs);
  const replaces = (path: string): boolean =>
    service?.replacedBy?.some((p) => path === p || path.startsWith(`${p}.`)) ?? false;
  const isIgnored = (path: string): boolean =>
    ignored.some((p) => path === p || path.startsWith(`${p}.`) || path.startsWith(`${p}[`));
  const oldDefaults = new Set(textsOf(oldInputs, DEFAULTS));
  for (const [key, value] of Object.entries(wanted)) {
    const exact = declaration.inputs[key]?.type.kind === "map" || key === "tagsAll";
    for (const path of changedPaths(state[key], value, key, exact)) {
      if (isIgnored(path)) continue;
      const kind = state[key] === undefined || state[key] === null ? "add" : "update";
      changes.set(path, { kind, replaces: replaces(path) });
    }
  }
  for (const key of Object.keys(plain(oldInputs))) {
    if (wanted[key] !== undefined || isIgnored(key) || oldDefaults.has(key)) continue;
    const computed = declaration.outputs[key]?.required ?? false;
    const gone = state[key] === undefined || state[key] === null;
    if (!computed && !gone) changes.set(key, { kind: "delete", replaces: replaces(key) });
  }
  for (const key of service?.alsoReplacedBy?.(state, wanted) ?? []) {
    const change = changes.get(key);
    if (change !== undefined) changes.set(key, { ...change, replaces: true });
  }
  return changes;
}

/** True when a replacement has to delete first: the name is fixed, so two cannot exist side by side. */
export function deletesFirst(service: Service | undefined, inputs: JsonObject): boolean {
  const property = service?.autoname?.property;
  if (property === undefined || inputs[property] === undefined) return false;
  return !textsOf(inputs, DEFAULTS).includes(property);
}
