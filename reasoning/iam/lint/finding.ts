import type { LintCode, LintSeverity } from "./codes";
import { LINT_CODES } from "./codes";

/** Something that a document's author would want to know. */
export interface LintFinding {
  readonly code: LintCode;
  readonly severity: LintSeverity;
  /** The JSON pointer to the element. */
  readonly pointer: string;
  /** What is wrong with it, with the value. */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
}

/** Takes a finding down; the severity follows from the code. */
export type Report = (code: LintCode, pointer: string, message: string, fix: string) => void;

/** Collects findings in the order in which they are reported. */
export class Findings {
  readonly list: LintFinding[] = [];

  readonly report: Report = (code, pointer, message, fix) => {
    this.list.push({ code, severity: LINT_CODES[code].severity, pointer, message, fix });
  };
}

/** How much of a value a message shows. */
const SHOWN = 120;

/** A value in a message, cut short. */
export function shown(value: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    // A circle, or nested deeper than the stack reaches.
  }
  text ??= typeof value;
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/** A step of a JSON pointer. */
export function step(pointer: string, name: string | number): string {
  return `${pointer}/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
