import type { Finding, Report } from "../findings/finding";
import { describePointer, describeUrn, parseUrn } from "./urn";

/** How findings become tests. */
export interface JunitOptions {
  /** The ids of all rules that were applied: each is a test of every stack. */
  readonly rules: readonly string[];
  /** Whether a finding makes its test fail; the others are told in its output. */
  readonly fails: (finding: Finding) => boolean;
}

function escapeXml(text: string): string {
  return (
    text
      .replace(/&/g, "&amp;")
      .replace(/</g, "&lt;")
      .replace(/>/g, "&gt;")
      .replace(/"/g, "&quot;")
      // XML 1.0 has no way to write these at all.
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, "\uFFFD")
  );
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replace(/\n/g, "&#10;")}"`)
    .join("");
}

function textOf(finding: Finding): string {
  const blocked = (finding.blockedBy ?? []).map(describePointer).join("; ");
  return [
    `${finding.outcome === "fail" ? finding.severity : "undecided"}: ${describeUrn(finding.resource)}: ${finding.message}`,
    ...(finding.witness === undefined ? [] : [`shown by: ${finding.witness}`]),
    ...(finding.predicts === undefined ? [] : [`predicts: ${finding.predicts}`]),
    ...(finding.fix === undefined ? [] : [`fix: ${finding.fix}`]),
    ...(blocked === "" ? [] : [`blocked by: ${blocked}`]),
  ].join("\n");
}

function testCase(
  rule: string,
  stack: string,
  findings: readonly Finding[],
  options: JunitOptions,
): string {
  const open = `    <testcase${attributes({ classname: stack, name: rule })}`;
  if (findings.length === 0) return `${open}/>`;
  const failing = findings.filter(options.fails);
  const others = findings.filter((each) => !options.fails(each));
  const parts: string[] = [];
  const [first] = failing;
  if (first !== undefined) {
    const told = failing.map(textOf).join("\n\n");
    parts.push(
      `      <failure${attributes({ type: first.severity, message: first.message })}>${escapeXml(told)}</failure>`,
    );
  } else if (others.every(({ outcome }) => outcome === "unknown")) {
    parts.push(`      <skipped${attributes({ message: "undecided" })}/>`);
  }
  if (others.length > 0) {
    parts.push(`      <system-out>${escapeXml(others.map(textOf).join("\n\n"))}</system-out>`);
  }
  return [`${open}>`, ...parts, "    </testcase>"].join("\n");
}

function stackOf(finding: Finding, report: Report): string {
  const parts = parseUrn(finding.resource);
  const full = parts === undefined ? "" : `${parts.project}/${parts.stack}`;
  const names = report.stacks.map(({ name }) => name);
  return names.find((name) => name === full || name === parts?.stack) ?? names[0] ?? "";
}

/**
 * The report as JUnit XML, which most build servers show: a suite for each stack, in it a test for
 * each rule. A rule that is not applicable counts as passed, one that is only undecided as skipped.
 */
export function renderJunit(report: Report, options: JunitOptions): string {
  const suites = report.stacks.map(({ name }) => {
    const own = report.findings.filter((finding) => stackOf(finding, report) === name);
    const byRule = options.rules.map(
      (rule) => [rule, own.filter((each) => each.rule === rule)] as const,
    );
    const failures = byRule.filter(([, each]) => each.some(options.fails)).length;
    const skipped = byRule.filter(
      ([, each]) =>
        each.length > 0 &&
        !each.some(options.fails) &&
        each.every(({ outcome }) => outcome === "unknown"),
    ).length;
    const counts = { name, tests: options.rules.length, failures, errors: 0, skipped };
    return [
      `  <testsuite${attributes(counts)}>`,
      ...byRule.map(([rule, findings]) => testCase(rule, name, findings, options)),
      "  </testsuite>",
    ].join("\n");
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="mwaa">',
    ...suites,
    "</testsuites>",
    "",
  ].join("\n");
}
