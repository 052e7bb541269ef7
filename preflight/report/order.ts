import type { Finding, Severity } from "../findings/finding";

const WEIGHT: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

function keys(finding: Finding): readonly (string | number)[] {
  return [
    finding.outcome === "fail" ? 0 : 1,
    WEIGHT[finding.severity],
    finding.rule,
    finding.resource,
    finding.message,
  ];
}

/**
 * The findings, worst first: what fails before what is undecided, errors before warnings before
 * notes, then by rule and resource, so that the same input gives the same order on every machine.
 */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings
    .map((finding) => ({ finding, keys: keys(finding) }))
    .sort((a, b) => {
      for (const [index, left] of a.keys.entries()) {
        const right = b.keys[index] ?? "";
        if (left !== right) return left < right ? -1 : 1;
      }
      return 0;
    })
    .map(({ finding }) => finding);
}
