import { OLDER_POLICY_VERSION, POLICY_VERSION } from "../document";
import { isObject, member } from "./elements";
import type { LintFinding, Report } from "./finding";
import { Findings, shown, step } from "./finding";
import type { PolicyForm, PolicyFormName } from "./forms";
import { POLICY_FORMS } from "./forms";
import { nearestName } from "./nearest";
import { lintText } from "./size";
import { lintStatement } from "./statements";

/** What the linter has to be told. */
export interface LintOptions {
  /** What the document is for. */
  readonly form: PolicyFormName;
}

const MEMBERS: readonly string[] = ["Version", "Id", "Statement"];

/**
 * Judges a policy document by itself: whether AWS takes it, and whether it says what it seems to say.
 * It reads whatever it is given and never throws.
 *
 * @param source the document's text, or the object that was read from it. White space counts for
 * some kinds of policies, so that only the text tells their size; of an object the shortest text is
 * measured.
 * @returns every finding, in the order of the document.
 */
export function lintPolicy(source: unknown, { form: name }: LintOptions): readonly LintFinding[] {
  const findings = new Findings();
  const { report } = findings;
  const form: PolicyForm = POLICY_FORMS[name];
  const text = textOf(source);
  const value = typeof source === "string" ? valueOf(source) : source;
  if (text === undefined || !isObject(value)) {
    report(
      "not-a-document",
      "",
      typeof source === "string" && value === undefined
        ? "The text is not JSON."
        : `${shown(value)} is no JSON object.`,
      'Write {"Version": "2012-10-17", "Statement": [...]}.',
    );
    return findings.list;
  }
  lintText(text, form, report);
  for (const each of Object.keys(value)) {
    if (MEMBERS.includes(each)) continue;
    const nearest = nearestName(each, MEMBERS);
    report(
      "element-unknown",
      step("", each),
      `A policy has no element ${shown(each)}.`,
      nearest === undefined ? `Write one of ${MEMBERS.join(", ")}.` : `Did you mean ${nearest}?`,
    );
  }
  const inert = lintVersion(member(value, "Version"), report);
  const list = member(value, "Statement");
  if (list === undefined) {
    report("element-missing", "/Statement", "The policy has no statements.", "Add Statement.");
    return findings.list;
  }
  const statements: readonly unknown[] = Array.isArray(list) ? list : [list];
  if (statements.length === 0) {
    report(
      "element-empty",
      "/Statement",
      "The policy has no statements.",
      "Add one, or remove it.",
    );
  }
  const setting = { name, form, inert, sids: new Map<string, string>() };
  for (const [index, statement] of statements.entries()) {
    const pointer = Array.isArray(list) ? `/Statement/${index}` : "/Statement";
    lintStatement(statement, pointer, setting, report);
  }
  return findings.list;
}

/** Whether variables are plain text under the version. */
function lintVersion(version: unknown, report: Report): boolean {
  if (version === POLICY_VERSION) return false;
  const fix = `Write "Version": "${POLICY_VERSION}".`;
  if (version === undefined)
    report(
      "version-missing",
      "/Version",
      `Without a version a document is of ${OLDER_POLICY_VERSION}, which knows no policy variables.`,
      fix,
    );
  else if (version === OLDER_POLICY_VERSION)
    report("version-old", "/Version", `${OLDER_POLICY_VERSION} knows no policy variables.`, fix);
  else report("version-invalid", "/Version", `There is no version ${shown(version)}.`, fix);
  return version === undefined || version === OLDER_POLICY_VERSION;
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The document as a text; `undefined` for what has none, such as a circle. */
function textOf(source: unknown): string | undefined {
  if (typeof source === "string") return source;
  try {
    return JSON.stringify(source);
  } catch {
    return undefined;
  }
}
