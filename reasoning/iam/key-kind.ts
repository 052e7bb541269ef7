import { remember } from "../remember";
import type { ConditionKey } from "./actions";
import { globalKeys, isKey, serviceActions } from "./actions";
import type { KeyValues } from "./context";

/** How many values a condition key has; `untold` if neither the service's table nor the global one lists it. */
type KeyKind = "one" | "several" | "untold";

/** Keys are asked of again and again, and a service's table is large. */
const kindOf = remember((key: string): KeyKind => {
  const known = listed(globalKeys(), key) ?? listed(tableOf(key), key);
  if (known === undefined) return "untold";
  return known.multivalued ? "several" : "one";
});

function listed(keys: readonly ConditionKey[], name: string): ConditionKey | undefined {
  return keys.find((each) => isKey(each, name));
}

/** Identity providers' keys stand in the table of `sts` without being prefixed by it. */
function tableOf(key: string): readonly ConditionKey[] {
  const prefix = key.slice(0, Math.max(key.indexOf(":"), 0));
  return (serviceActions(prefix) ?? serviceActions("sts"))?.keys ?? [];
}

/** Whether a key, in small letters, has one value at most, whatever a request holds. */
export function hasOneValue(key: string): boolean {
  return kindOf(key) === "one";
}

/**
 * Whether values are a list: as many as one may be, of a key, in small letters, that can have several.
 *
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html,
 * "The condition keys table", read 2026-11-22.
 */
export function areList({ several }: KeyValues, key: string): boolean {
  return several || kindOf(key) === "several";
}
