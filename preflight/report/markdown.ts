import type { Finding, Report } from "../findings/finding";
import type { Stack } from "../model/resource";
import { groupFindings, titleOf } from "./groups";
import { describePointer, describeUrn } from "./urn";
import { gatherWaiting, type Waiting } from "./waiting";
import { labelOf, summarySentence, verdictSentence, verdictWord } from "./words";

/** Keeps a text from being read as markup, in a sentence and in a cell of a table alike. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>|#~]/g, "\\$&").replace(/\s*\n\s*/g, " ");
}

/** A text as code: fenced with more backticks than it holds, on one line. */
export function inlineCode(text: string): string {
  const oneLine = text.replace(/\s*\n\s*/g, " ");
  const longest = Math.max(0, ...[...oneLine.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${oneLine}${fence}` : `${fence} ${oneLine} ${fence}`;
}

function renderFinding(finding: Finding): readonly string[] {
  const details: readonly (readonly [string, string | undefined])[] = [
    ["Shown by", finding.witness === undefined ? undefined : inlineCode(finding.witness)],
    ["Predicts", finding.predicts === undefined ? undefined : inlineCode(finding.predicts)],
    ["Fix", finding.fix === undefined ? undefined : escapeMarkdown(finding.fix)],
    [
      "Blocked by",
      (finding.blockedBy ?? []).length === 0
        ? undefined
        : (finding.blockedBy ?? []).map((each) => inlineCode(describePointer(each))).join(", "),
    ],
  ];
  return [
    `- **${labelOf(finding)}** ${inlineCode(finding.rule)} on ${inlineCode(describeUrn(finding.resource))}: ${escapeMarkdown(finding.message)}`,
    ...details.flatMap(([label, text]) => (text === undefined ? [] : [`  - ${label}: ${text}`])),
  ];
}

function renderWaiting({ rules, wantedFacts, missing, howToTell }: Waiting): readonly string[] {
  return [
    `- **undecided** ${String(rules.length)} rules wait for ${escapeMarkdown(wantedFacts)}`,
    `  - Missing: ${missing.map(inlineCode).join(", ")}`,
    ...(howToTell === undefined ? [] : [`  - To decide: ${escapeMarkdown(howToTell)}`]),
    `  - Rules: ${rules.map(inlineCode).join(", ")}`,
  ];
}

/**
 * The report in Markdown, for a comment on a pull request.
 *
 * @param stacks the stacks that were judged; findings are grouped by environment with them.
 */
export function renderMarkdown(report: Report, stacks: readonly Stack[] = []): string {
  const lines = [
    `## MWAA preflight: ${verdictWord(report)}`,
    "",
    `${escapeMarkdown(verdictSentence(report))}. ${summarySentence(report)}.`,
    "",
    "| stack | environment | verdict |",
    "| --- | --- | --- |",
    ...report.stacks.flatMap((stack) =>
      stack.environments.length === 0
        ? [`| ${escapeMarkdown(stack.name)} | none | ${stack.verdict} |`]
        : stack.environments.map(
            (each) =>
              `| ${escapeMarkdown(stack.name)} | ${escapeMarkdown(each.name)} | ${each.verdict} |`,
          ),
    ),
  ];
  for (const group of groupFindings(report, stacks)) {
    lines.push("", `### ${escapeMarkdown(titleOf(group))}`, "");
    const { alone, together } = gatherWaiting(group.findings, stacks);
    lines.push(...alone.flatMap(renderFinding), ...together.flatMap(renderWaiting));
  }
  if (report.assumptions.length > 0) {
    lines.push("", "### Assumed", "");
    lines.push(...[...new Set(report.assumptions)].map((each) => `- ${escapeMarkdown(each)}`));
  }
  const { catalogue, input } = report.evidence;
  lines.push("", `Rules ${inlineCode(catalogue)}, input ${inlineCode(input)}.`);
  return `${lines.join("\n")}\n`;
}
