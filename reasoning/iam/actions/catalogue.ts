import { remember } from "../../remember";
import { decodeKey, decodeService } from "./decode";
import table from "./services.json";
import type { Action, ConditionKey, ServiceActions } from "./types";

/** Where the table comes from, with the version: a package and the day of its data. */
export const ACTION_DATA_SOURCE: string = table.source;

/** The licence of the table's source, which wants to be kept with it. */
export const ACTION_DATA_NOTICE: string = table.notice.join("\n");

const texts: ReadonlyMap<string, string> = new Map(Object.entries(table.services));

/** The prefixes of the services that the table holds. */
export const KNOWN_SERVICES: readonly string[] = [...texts.keys()];

/**
 * The actions of a service, read when it is first asked for. `undefined` for a service that the table
 * does not hold: nothing can be said of its actions then, least of all that one does not exist.
 *
 * @param prefix in any case, as in policies.
 */
export function serviceActions(prefix: string): ServiceActions | undefined {
  return decoded(prefix.toLowerCase());
}

const decoded = remember((name: string): ServiceActions | undefined => {
  const text = texts.get(name);
  return text === undefined ? undefined : decodeService(name, text);
});

/** Finds an action by its whole name, such as `s3:GetObject`, in any case. */
export function findAction(name: string): Action | undefined {
  const colon = name.indexOf(":");
  if (colon < 0) return undefined;
  return serviceActions(name.slice(0, colon))?.action(name.slice(colon + 1));
}

let globals: readonly ConditionKey[] | undefined;

/** Keys that requests to every service may carry, which AWS calls global. */
export function globalKeys(): readonly ConditionKey[] {
  globals ??= table.globalKeys.split(";").map(decodeKey);
  return globals;
}
