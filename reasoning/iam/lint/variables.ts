import { findKey, globalKeys } from "../actions";
import type { Placed } from "./elements";
import type { Report } from "./finding";
import { shown } from "./finding";
import { nearestName } from "./nearest";

/** A variable, but for the escaped characters `${*}`, `${?}` and `${$}`; a default follows a comma. */
const VARIABLE = /\$\{(?![*?$]\})\s*([^},]*?)\s*(?:,[^}]*)?\}/g;

/** How many variables of one text are looked at. */
const MOST = 100;

/**
 * Whether variables in resources and conditions stand for something.
 *
 * @param inert true in a document of an older version, where `${` is plain text.
 */
export function lintVariables(texts: readonly Placed[], inert: boolean, report: Report): void {
  for (const { text, pointer } of texts) {
    if (!text.includes("${")) continue;
    if (inert) {
      report(
        "variable-inert",
        pointer,
        `${shown(text)} is taken as plain text: the document is not of version 2012-10-17.`,
        'Add "Version": "2012-10-17".',
      );
      continue;
    }
    let count = 0;
    for (const [, key = ""] of text.matchAll(VARIABLE)) {
      if (++count > MOST) break;
      lintVariable(key, { text, pointer }, report);
    }
  }
}

function lintVariable(key: string, { text, pointer }: Placed, report: Report): void {
  const found = findKey(key);
  if (found.kind === "missing" || !key.includes(":")) {
    const candidates = found.kind === "missing" ? found.candidates : globalKeys();
    const nearest = nearestName(
      key,
      candidates.map(({ name }) => name),
    );
    report(
      "variable-unknown",
      pointer,
      `${shown(text)} names the key ${shown(key)}, which does not exist.`,
      nearest === undefined ? "Name a condition key." : `Did you mean ${nearest}?`,
    );
    return;
  }
  if (found.kind === "known" && found.key.multivalued) {
    report(
      "variable-unknown",
      pointer,
      `${key} may have several values and cannot be a variable.`,
      "Compare the key in a condition with ForAnyValue or ForAllValues.",
    );
  }
}
