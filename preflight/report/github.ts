import { isAbsolute, relative } from "node:path";
import type { Finding, Report } from "../findings/finding";
import { worstFirst } from "./order";
import { describeUrn } from "./urn";
import { summarySentence, verdictSentence } from "./words";

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

function annotation(finding: Finding, folder: string): string {
  const where: string[] = [];
  if (finding.source !== undefined) {
    const { file, line } = finding.source;
    const path = isAbsolute(file) ? relative(folder, file) : file;
    where.push(`file=${escapeProperty(path)}`, `line=${String(line)}`);
  }
  where.push(`title=${escapeProperty(finding.rule)}`);
  const text = [
    `${describeUrn(finding.resource)}: ${finding.message}`,
    ...(finding.witness === undefined ? [] : [`Shown by: ${finding.witness}`]),
    ...(finding.predicts === undefined ? [] : [`Predicts: ${finding.predicts}`]),
    ...(finding.fix === undefined ? [] : [`Fix: ${finding.fix}`]),
  ].join("\n");
  return `::${commandOf(finding)} ${where.join(",")}::${escapeData(text)}`;
}

/**
 * The report as GitHub workflow commands: one annotation for each finding, then the verdict.
 *
 * @param folder the checked-out folder; files of findings are named relative to it.
 */
export function renderGithub(report: Report, folder: string): string {
  return [
    ...worstFirst(report.findings).map((finding) => annotation(finding, folder)),
    `${report.verdict}: ${verdictSentence(report)} (${summarySentence(report)})`,
    "",
  ].join("\n");
}
