/**
 * Policy variables: `${aws:username}` stands for a value of the request, `${*}`, `${?}` and `${$}`
 * for the character itself.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html, "IAM
 * policy elements: Variables and tags", read 2026-11-22.
 */
const VARIABLE = /\$\{(?![*?$]\})[^}]*\}/g;

const ESCAPED = /\$\{([*?$])\}/g;

/** Stand for characters that are no wildcards; a policy cannot hold these code points. */
const LITERAL: ReadonlyMap<string, string> = new Map([
  ["*", "\u{E000}"],
  ["?", "\u{E001}"],
  ["$", "$"],
]);

/** Whether a text holds a variable whose value only the request knows. */
export function hasVariable(text: string): boolean {
  return text.includes("${") && text.search(VARIABLE) >= 0;
}

/** The pattern with `*` for every variable: it holds whatever the variables turn out to be. */
export function loosen(pattern: string): string {
  return pattern.includes("${") ? pattern.replace(VARIABLE, "*") : pattern;
}

/** The pattern with every escaped character as one that no wildcard is. */
export function unescape(pattern: string): string {
  return pattern.includes("${")
    ? pattern.replace(ESCAPED, (_all, character: string) => LITERAL.get(character) ?? character)
    : pattern;
}

/** A text as a pattern that only it fits, but for its variables. */
export function literally(text: string): string {
  if (!text.includes("${")) return asLiteral(text);
  return text
    .split(/(\$\{[^}]*\})/)
    .map((part) => (part.startsWith("${") ? part : asLiteral(part)))
    .join("");
}

/** Whether a text holds what stands for characters that are no wildcards: a text of a request may not. */
export function holdsStandIn(text: string): boolean {
  return text.includes("\u{E000}") || text.includes("\u{E001}");
}

/** A text in which `*` and `?` stand for themselves. */
export function asLiteral(text: string): string {
  if (!text.includes("*") && !text.includes("?")) return text;
  return text.replace(/[*?]/g, (character) => LITERAL.get(character) ?? character);
}
