import type { Report } from "./finding";
import type { PolicyForm } from "./forms";

/** Characters that IAM takes: tab, line feed, carriage return, and Latin-1 from the space on. */
const REFUSED = /[^\t\n\r\u0020-\u00ff]/u;

/** Whether a document, as its text, fits into the quota of its kind and holds what IAM takes. */
export function lintText(text: string, form: PolicyForm, report: Report): void {
  if (form.iam) {
    const refused = REFUSED.exec(text)?.[0];
    if (refused !== undefined) {
      const code = refused.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0") ?? "";
      report(
        "character-invalid",
        "",
        `The document holds the character U+${code}, which IAM refuses.`,
        "Write letters of Latin-1 alone.",
      );
    }
  }
  const { size } = form;
  if (size === undefined) return;
  const counted = size.whitespace ? text : withoutSpace(text);
  const length = size.unit === "bytes" ? new TextEncoder().encode(counted).length : counted.length;
  if (length <= size.most) return;
  report(
    "size-over-limit",
    "",
    `The document has ${length} ${size.unit}${size.whitespace ? "" : " without white space"}; a ${form.name} may have ${size.most}.`,
    "Use wildcards and fewer statements, or divide it.",
  );
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, "");
}
