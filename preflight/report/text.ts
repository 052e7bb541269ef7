import type { Finding, Report, Verdict } from "../findings/finding";
import type { Stack } from "../model/resource";
import { groupFindings, titleOf } from "./groups";
import { inkFor, type Ink } from "./ink";
import { labelled, wrap } from "./paragraphs";
import { placeOfStack } from "./places";
import { renderTree } from "./tree";
import { describePointer, describeUrn } from "./urn";
import { gatherWaiting, type Waiting } from "./waiting";
import { labelOf, summarySentence, verdictSentence, verdictWord } from "./words";

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

/** Lines that say one thing about a finding, behind a label of one width. */
function detail(
  label: string,
  text: string | undefined,
  ink: Ink,
  width: number,
): readonly string[] {
  if (text === undefined) return [];
  const start = `      ${label.padEnd(12)}`;
  return labelled(start, text, width).map(
    (line) => ink.faint(line.slice(0, start.length)) + line.slice(start.length),
  );
}

function renderFinding(finding: Finding, ink: Ink, width: number): readonly string[] {
  const { source } = finding;
  const where = source === undefined ? "" : `  ${source.file}:${String(source.line)}`;
  return [
    `    ${describeUrn(finding.resource)}${ink.faint(where)}`,
    ...wrap(finding.message, width - 6).map((line) => `      ${line}`),
    ...detail("shown by", finding.witness, ink, width),
    ...detail("fix", finding.fix, ink, width),
    ...detail("blocked by", blockers(finding), ink, width),
  ];
}

/** All findings of one rule: what they have in common is said once. */
function renderRule(
  findings: readonly [Finding, ...Finding[]],
  ink: Ink,
  width: number,
): readonly string[] {
  const [first] = findings;
  const isFail = first.outcome === "fail";
  const colour = isFail && first.severity === "error" ? ink.bad : ink.doubtful;
  const mark = isFail ? (first.severity === "error" ? "✗" : "!") : "?";
  const lines = [`  ${colour(`${mark} ${labelOf(first)}`)}  ${ink.strong(first.rule)}`];
  findings.forEach((finding, index) => {
    lines.push(...renderFinding(finding, ink, width));
    const isLast = findings[index + 1]?.predicts !== finding.predicts;
    if (isLast) lines.push(...detail("predicts", finding.predicts, ink, width));
  });
  return lines;
}

/** Rules that wait for the same facts: which facts, how to tell them, and the rules. */
function renderWaiting(waiting: Waiting, ink: Ink, width: number): readonly string[] {
  const { rules, wantedFacts, missing, howToTell } = waiting;
  return [
    `  ${ink.doubtful("? undecided")}  ${ink.strong(`${String(rules.length)} rules wait for ${wantedFacts}`)}`,
    ...missing.flatMap((each, index) => detail(index === 0 ? "missing" : "", each, ink, width)),
    ...detail("to decide", howToTell, ink, width),
    ...detail("rules", rules.join(", "), ink, width),
  ];
}

function byRule(findings: readonly Finding[]): readonly (readonly [Finding, ...Finding[]])[] {
  const runs: [Finding, ...Finding[]][] = [];
  const kind = ({ rule, outcome, severity }: Finding) => `${rule} ${outcome} ${severity}`;
  for (const finding of findings) {
    const run = runs.at(-1);
    if (run !== undefined && kind(run[0]) === kind(finding)) run.push(finding);
    else runs.push([finding]);
  }
  return runs;
}

function inVerdictColour(verdict: Verdict, ink: Ink): (text: string) => string {
  return verdict === "pass" ? ink.good : verdict === "fail" ? ink.bad : ink.doubtful;
}

/** One line a stack, where there are several: where it is, and what the verdict on it is. */
function stackLines(report: Report, stacks: readonly Stack[], ink: Ink): readonly string[] {
  if (report.stacks.length < 2) return [];
  const width = Math.max(...report.stacks.map(({ name }) => name.length));
  const places = new Map(stacks.map((stack) => [stack.name, placeOfStack(stack)]));
  return [
    ...report.stacks.map(({ name, verdict, environments }) => {
      const names = environments.map((each) =>
        each.verdict === verdict ? each.name : `${each.name} (${each.verdict})`,
      );
      const held = names.length === 0 ? "no environment" : names.join(", ");
      const where = [held, places.get(name) ?? ""].filter((each) => each !== "").join(" ");
      return `  ${inVerdictColour(verdict, ink)(verdict.padEnd(7))}  ${name.padEnd(width)}  ${where}`;
    }),
    "",
  ];
}

/** The report for people: what is wrong first for each environment, the verdict at the end. */
export function renderText(report: Report, options: TextOptions = {}): string {
  const { stacks = [], tree = false, colour = false, width = 100, next = [] } = options;
  const ink = inkFor(colour);
  const lines: string[] = [];
  if (tree) {
    for (const stack of stacks.filter(({ door }) => door !== "context")) {
      lines.push(renderTree(stack, { colour, findings: report.findings }));
    }
  }
  const groups = groupFindings(report, stacks);
  for (const group of groups) {
    const verdict =
      group.verdict === undefined ? "" : ` ${inVerdictColour(group.verdict, ink)(group.verdict)}`;
    const many = report.stacks.length > 1 && group.environments.length > 0;
    lines.push(`${ink.strong(titleOf(group))}${many ? ` in ${group.stack}` : ""}:${verdict}`);
    const { alone, together } = gatherWaiting(group.findings, stacks);
    for (const findings of byRule(alone)) lines.push(...renderRule(findings, ink, width), "");
    for (const waiting of together) lines.push(...renderWaiting(waiting, ink, width), "");
  }
  if (report.assumptions.length > 0) {
    lines.push("Assumed, because nobody said otherwise:");
    for (const assumption of new Set(report.assumptions)) {
      lines.push(...labelled("  - ", assumption, width));
    }
    lines.push("");
  }
  lines.push(...stackLines(report, stacks, ink), summarySentence(report));
  const verdict = `${verdictWord(report).toUpperCase()}: ${verdictSentence(report)}.`;
  lines.push(inVerdictColour(report.verdict, ink)(ink.strong(verdict)));
  next.forEach((command, index) => {
    lines.push(`${index === 0 ? "Next: " : "      "}${command}`);
  });
  return `${lines.join("\n")}\n`;
}
