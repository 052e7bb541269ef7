import { isAbsolute, relative } from "node:path";
import type { Finding, Report } from "../findings/finding";
import type { Stack } from "../model/resource";
import { worstFirst } from "./order";
import { describeUrn } from "./urn";
import { gatherWaiting, type Waiting } from "./waiting";
import { summarySentence, verdictSentence, verdictWord } from "./words";

// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands, read 2026-11-22.
function escapeData(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}

function commandOf(finding: Finding): "error" | "warning" | "notice" {
  if (finding.severity === "note") return "notice";
  return finding.outcome === "fail" && finding.severity === "error" ? "error" : "warning";
}

function placeOf({ source }: Finding, folder: string): readonly string[] {
  if (source === undefined) return [];
  const path = isAbsolute(source.file) ? relative(folder, source.file) : source.file;
  return [`file=${escapeProperty(path)}`, `line=${String(source.line)}`];
}

function annotation(finding: Finding, folder: string): string {
  const where = [...placeOf(finding, folder), `title=${escapeProperty(finding.rule)}`];
  const text = [
    `${describeUrn(finding.resource)}: ${finding.message}`,
    ...(finding.witness === undefined ? [] : [`Shown by: ${finding.witness}`]),
    ...(finding.predicts === undefined ? [] : [`Predicts: ${finding.predicts}`]),
    ...(finding.fix === undefined ? [] : [`Fix: ${finding.fix}`]),
  ].join("\n");
  return `::${commandOf(finding)} ${where.join(",")}::${escapeData(text)}`;
}

/** Rules that wait for the same facts are one annotation: a build shows no more than a few. */
function annotationOf(
  { rules, wantedFacts, missing, howToTell, findings }: Waiting,
  folder: string,
): string {
  const [first] = findings;
  const [worst = first] = worstFirst(findings);
  const text = [
    `undecided, waiting for ${wantedFacts}: ${rules.join(", ")}`,
    `Missing: ${missing.join("; ")}`,
    ...(howToTell === undefined ? [] : [`To decide: ${howToTell}`]),
  ].join("\n");
  const where = [...placeOf(worst, folder), `title=${String(rules.length)} rules undecided`];
  return `::${commandOf(worst)} ${where.join(",")}::${escapeData(text)}`;
}

/**
 * The report as GitHub workflow commands: one annotation for each finding, one for the undecided
 * rules that wait for the same facts, then the verdict.
 *
 * @param folder the checked-out folder; files of findings are named relative to it.
 * @param stacks the stacks that were judged, which tell where facts would come from.
 */
export function renderGithub(
  report: Report,
  folder: string,
  stacks: readonly Stack[] = [],
): string {
  const { alone, together } = gatherWaiting(worstFirst(report.findings), stacks);
  return [
    ...alone.map((finding) => annotation(finding, folder)),
    ...together.map((waiting) => annotationOf(waiting, folder)),
    `${verdictWord(report)}: ${verdictSentence(report)} (${summarySentence(report)})`,
    "",
  ].join("\n");
}
