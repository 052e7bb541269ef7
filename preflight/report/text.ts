import type { Finding, Report, Verdict } from "../findings/finding";
import type { Stack } from "../model/resource";
import { groupFindings, titleOf } from "./groups";
import { inkFor, type Ink } from "./ink";
import { labelled, wrap } from "./paragraphs";
import { renderTree } from "./tree";
import { describePointer, describeUrn } from "./urn";
import { labelOf, summarySentence, verdictSentence } from "./words";

/** How a report is laid out for people. */
export interface TextOptions {
  /** The stacks that were judged; findings are grouped by environment with them. @default [] */
  readonly stacks?: readonly Stack[];
  /** Draw the resource tree of each stack in front. @default false */
  readonly tree?: boolean;
  /** @default false */
  readonly colour?: boolean;
  /** In characters. @default 100 */
  readonly width?: number;
  /** What to do next, each a command with a word on it. @default [] */
  readonly next?: readonly string[];
}

/** The longest list of blocking properties that is printed in full. */
const BLOCKERS_SHOWN = 5;

function blockers(finding: Finding): string | undefined {
  const pointers = finding.blockedBy ?? [];
  if (pointers.length === 0) return undefined;
  const shown = pointers.slice(0, BLOCKERS_SHOWN).map(describePointer).join("; ");
  const more = pointers.length - BLOCKERS_SHOWN;
  return more > 0 ? `${shown}; and ${String(more)} more` : shown;
}

function renderFinding(finding: Finding, ink: Ink, width: number): readonly string[] {
  const isFail = finding.outcome === "fail";
  const colour = isFail && finding.severity === "error" ? ink.bad : ink.doubtful;
  const mark = isFail ? (finding.severity === "error" ? "✗" : "!") : "?";
  const details: readonly (readonly [string, string | undefined])[] = [
    ["shown by", finding.witness],
    ["predicts", finding.predicts],
    ["fix", finding.fix],
    ["blocked by", blockers(finding)],
    [
      "made at",
      finding.source === undefined
        ? undefined
        : `${finding.source.file}:${String(finding.source.line)}`,
    ],
  ];
  return [
    `  ${colour(`${mark} ${labelOf(finding)}`)}  ${ink.strong(finding.rule)}`,
    `      ${describeUrn(finding.resource)}`,
    ...wrap(finding.message, width - 6).map((line) => `      ${line}`),
    ...details.flatMap(([label, text]) =>
      text === undefined
        ? []
        : labelled(`      ${label.padEnd(12)}`, text, width).map(
            (line) => ink.faint(line.slice(0, 18)) + line.slice(18),
          ),
    ),
  ];
}

function inVerdictColour(verdict: Verdict, ink: Ink): (text: string) => string {
  return verdict === "pass" ? ink.good : verdict === "fail" ? ink.bad : ink.doubtful;
}

/** The report for people: what is wrong first for each environment, the verdict at the end. */
export function renderText(report: Report, options: TextOptions = {}): string {
  const { stacks = [], tree = false, colour = false, width = 100, next = [] } = options;
  const ink = inkFor(colour);
  const lines: string[] = [];
  if (tree) {
    for (const stack of stacks) {
      lines.push(renderTree(stack, { colour, findings: report.findings }));
    }
  }
  const groups = groupFindings(report, stacks);
  for (const group of groups) {
    const verdict =
      group.verdict === undefined ? "" : ` ${inVerdictColour(group.verdict, ink)(group.verdict)}`;
    const many = report.stacks.length > 1 && group.environments.length > 0;
    lines.push(`${ink.strong(titleOf(group))}${many ? ` in ${group.stack}` : ""}:${verdict}`);
    for (const finding of group.findings) lines.push(...renderFinding(finding, ink, width), "");
  }
  if (report.assumptions.length > 0) {
    lines.push("Assumed, because nobody said otherwise:");
    for (const assumption of new Set(report.assumptions)) {
      lines.push(...labelled("  - ", assumption, width));
    }
    lines.push("");
  }
  lines.push(summarySentence(report));
  const verdict = `${report.verdict.toUpperCase()}: ${verdictSentence(report)}.`;
  lines.push(inVerdictColour(report.verdict, ink)(ink.strong(verdict)));
  next.forEach((command, index) => {
    lines.push(`${index === 0 ? "Next: " : "      "}${command}`);
  });
  return `${lines.join("\n")}\n`;
}
