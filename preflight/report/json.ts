import type { Finding, Report, StackReport } from "../findings/finding";
import { worstFirst } from "./order";

// The keys are written out so that their order does not depend on who built the report.
function findingOf(finding: Finding): Finding {
  return {
    rule: finding.rule,
    outcome: finding.outcome,
    severity: finding.severity,
    effect: finding.effect,
    resource: finding.resource,
    related: [...finding.related].sort(),
    message: finding.message,
    ...(finding.predicts === undefined ? {} : { predicts: finding.predicts }),
    ...(finding.witness === undefined ? {} : { witness: finding.witness }),
    ...(finding.fix === undefined ? {} : { fix: finding.fix }),
    ...(finding.blockedBy === undefined ? {} : { blockedBy: [...finding.blockedBy].sort() }),
    ...(finding.source === undefined
      ? {}
      : { source: { file: finding.source.file, line: finding.source.line } }),
  };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name === b.name ? 0 : a.name < b.name ? -1 : 1;
}

function stackOf(stack: StackReport): StackReport {
  return {
    name: stack.name,
    verdict: stack.verdict,
    environments: stack.environments.map(({ name, verdict }) => ({ name, verdict })).sort(byName),
  };
}

/** The report in its published shape: one order of keys, lists sorted. */
export function canonicalReport(report: Report): Report {
  const { pass, fail, unknown, notApplicable } = report.summary;
  return {
    version: report.version,
    verdict: report.verdict,
    summary: { pass, fail, unknown, notApplicable },
    assumptions: [...new Set(report.assumptions)].sort(),
    stacks: report.stacks.map(stackOf).sort(byName),
    findings: worstFirst(report.findings).map(findingOf),
    evidence: { catalogue: report.evidence.catalogue, input: report.evidence.input },
  };
}

/** The report as JSON (`docs/report.schema.json`): equal reports give equal bytes. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(canonicalReport(report), null, 2)}\n`;
}
