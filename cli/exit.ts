import { type Finding, type Report, SEVERITIES } from "../preflight/findings/finding";

/** From which severity on a finding makes the command exit 1. */
export const FAIL_ON = [...SEVERITIES, "never"] as const;
/** A threshold of `--fail-on`. */
export type FailOn = (typeof FAIL_ON)[number];

/** Whether a rule that cannot be decided counts as a finding of its severity. */
export const UNKNOWN_MODES = ["ignore", "fail"] as const;
/** A mode of `--unknown`. */
export type UnknownMode = (typeof UNKNOWN_MODES)[number];

/** What the exit codes of every command mean. */
export const EXIT = {
  /** Nothing at or above the threshold. */
  clean: 0,
  /** Findings at or above the threshold. */
  findings: 1,
  /** Bad input or usage: one message on stderr, nothing on stdout. */
  badInput: 2,
  /** A fault of this program. */
  ownFault: 3,
} as const;
/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What makes a run exit 1. */
export interface Threshold {
  readonly failOn: FailOn;
  readonly unknown: UnknownMode;
}

/** Whether a finding is at or above the threshold. */
export function counts(finding: Finding, { failOn, unknown }: Threshold): boolean {
  if (failOn === "never") return false;
  const reaches = SEVERITIES.indexOf(finding.severity) <= SEVERITIES.indexOf(failOn);
  return reaches && (finding.outcome === "fail" || unknown === "fail");
}

/** The exit code of a run that came to a report. */
export function exitCodeOf(report: Report, threshold: Threshold): ExitCode {
  const found = report.findings.some((finding) => counts(finding, threshold));
  return found ? EXIT.findings : EXIT.clean;
}
