/**
 * Text that stands for a value nobody can read here: a secret, or a value that an ESC environment
 * supplies. It is text, so that whatever is built from it stays analysable, and it can be
 * recognised wherever it ends up.
 */
const OPENING = "«unknown: ";
const CLOSING = "»";

/** The stand-in for a value that is not known offline; `what` says which one, in words. */
export function unknownText(what: string): string {
  return `${OPENING}${what}${CLOSING}`;
}

/** Whether a text is, or was built from, a value that is not known offline. */
export function containsUnknownText(text: string): boolean {
  const start = text.indexOf(OPENING);
  return start !== -1 && text.indexOf(CLOSING, start) !== -1;
}

/** What the unknown parts of a text are, in the words given to {@link unknownText}. */
export function unknownParts(text: string): readonly string[] {
  return text
    .split(OPENING)
    .slice(1)
    .flatMap((rest) => {
      const end = rest.indexOf(CLOSING);
      return end === -1 ? [] : [rest.slice(0, end)];
    });
}

/** Whether a value is, or holds anywhere, text that is not known offline. */
export function mentionsUnknown(value: unknown): boolean {
  if (typeof value === "string") return containsUnknownText(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(mentionsUnknown);
}
