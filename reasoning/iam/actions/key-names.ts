import { remember } from "../../remember";
import { globalKeys, KNOWN_SERVICES, serviceActions } from "./catalogue";
import type { ConditionKey } from "./types";

/** What the table says of a condition key. */
export type KeyLookup =
  | { readonly kind: "known"; readonly key: ConditionKey; readonly global: boolean }
  /** The service is in the table and has no such key. */
  | { readonly kind: "missing"; readonly candidates: readonly ConditionKey[] }
  /** The service is not in the table. */
  | { readonly kind: "unlisted" };

/** Parts of a key's name that the policy's author chooses: `${TagKey}`, `<key>`, and `tag-key`. */
const CHOSEN = /\$\{[^}]*\}|<[^>]*>|(?<=\/)tag-key$/g;

/**
 * Whether a name in a policy is this key. Names are compared without case, and a part that the author
 * chooses has to hold something.
 */
export function isKey(key: ConditionKey, name: string): boolean {
  return patternOf(key.name).test(name);
}

const patternOf = remember(
  (name: string) => new RegExp(`^${name.split(CHOSEN).map(escapeText).join("[^]+")}$`, "i"),
);

function escapeText(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/**
 * Finds a condition key by its name in a policy, in any case. Keys of a service stand in its own table;
 * identity providers' keys stand in the table of `sts` without being prefixed by it.
 */
export const findKey: (name: string) => KeyLookup = remember(lookUp);

function lookUp(name: string): KeyLookup {
  const shared = globalKeys().find((key) => isKey(key, name));
  if (shared !== undefined) return { kind: "known", key: shared, global: true };
  const prefix = name.slice(0, Math.max(name.indexOf(":"), 0)).toLowerCase();
  if (prefix === "aws") return { kind: "missing", candidates: globalKeys() };
  const own = serviceActions(prefix);
  const key = (own ?? serviceActions("sts"))?.keys.find((each) => isKey(each, name));
  if (key !== undefined) return { kind: "known", key, global: false };
  if (own === undefined) return { kind: "unlisted" };
  // A few services use keys that only another one's page lists, as elasticloadbalancing does.
  for (const each of KNOWN_SERVICES) {
    const elsewhere = serviceActions(each)?.keys.find((candidate) => isKey(candidate, name));
    if (elsewhere !== undefined) return { kind: "known", key: elsewhere, global: false };
  }
  return { kind: "missing", candidates: own.keys };
}
