import type { Truth } from "../known";
import { all, isKnown, Unknown } from "../known";
import type { KeyLookup } from "./context";
import { areList, hasOneValue } from "./key-kind";
import type { Template } from "./template";

/**
 * What a variable without value does to the statement around it. Of some keys of the caller AWS says that
 * to compare with them makes the statement invalid where the caller has no such value; of others, that
 * nothing is like or equal to them, so that what negates that is satisfied, and that a statement whose
 * condition has one does not take effect. Neither says what another value beside them then does.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html, "Principal
 * key values" and "Policy variables with no value", read 2026-11-23.
 */
const OF_CALLERS: ReadonlySet<string> = new Set([
  "aws:username",
  "aws:userid",
  "aws:principaltype",
]);

/** Whether a pattern holds a variable of such a key. */
export function holdsInvalidating({ pieces }: Template): boolean {
  return pieces.some(
    (piece) =>
      typeof piece !== "string" &&
      piece.fallback === undefined &&
      OF_CALLERS.has(piece.key.toLowerCase()),
  );
}

/** Whether a statement takes effect beside these patterns: open where a variable has no value. */
export function takesEffect(patterns: readonly Template[], lookup: KeyLookup): Truth {
  return patterns.length === 0 || all(patterns.map((each) => isFilled(each, lookup)));
}

function isFilled({ text, pieces }: Template, lookup: KeyLookup): Truth {
  return all(
    pieces.map((piece): Truth => {
      if (typeof piece === "string") return true;
      const key = piece.key.toLowerCase();
      const found = lookup(key, piece.key);
      // With a default, only a list of values may be taken for none.
      if (!isKnown(found)) return (piece.fallback !== undefined && hasOneValue(key)) || found;
      const isNone = found === undefined || found.values.length === 0;
      if (isNone ? piece.fallback !== undefined : !areList(found, key)) return true;
      return new Unknown([
        `whether a statement with ${text} counts while ${piece.key} has no value`,
      ]);
    }),
  );
}
