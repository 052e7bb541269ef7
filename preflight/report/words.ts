import type { Effect, Finding, Report } from "../findings/finding";
import { counted } from "./paragraphs";

/** What each effect means for whoever deploys anyway; a new effect must be worded here. */
const EFFECT_WORDS: Readonly<Record<Effect, string>> = {
  "will-not-come-up": "would not come up",
  insecure: "would not be safe",
  "will-misbehave": "would misbehave",
  costs: "would cost more than it needs to",
};

function joined(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}

/** How many environments a report is about. */
function environmentsIn(report: Report): number {
  return report.stacks.reduce((sum, stack) => sum + stack.environments.length, 0);
}

/** The verdict in a word; a pass that is about no environment says so. */
export function verdictWord(report: Report): string {
  return report.verdict === "pass" && environmentsIn(report) === 0
    ? "pass without an environment"
    : report.verdict;
}

/** The verdict in one sentence without a full stop, for the last line of a run. */
export function verdictSentence(report: Report): string {
  const errors = report.findings.filter((finding) => finding.severity === "error");
  const environments = environmentsIn(report);
  const subject = environments === 1 ? "the environment" : counted(environments, "environment");
  switch (report.verdict) {
    case "pass":
      return environments === 0
        ? "nothing stands against what was read, which holds no MWAA environment to prove anything of"
        : `${subject} ${environments === 1 ? "comes" : "come"} up and ${environments === 1 ? "is" : "are"} safe, given the assumptions`;
    case "fail": {
      const refuted = errors.filter(({ outcome }) => outcome === "fail");
      const effects = (Object.keys(EFFECT_WORDS) as Effect[]).filter((effect) =>
        refuted.some((finding) => finding.effect === effect),
      );
      const failed = report.stacks.flatMap((s) =>
        s.environments.filter((e) => e.verdict === "fail"),
      );
      const who =
        environments < 2
          ? environments === 0
            ? "the deployment"
            : "the environment"
          : failed.length === 0
            ? "the deployment"
            : `${String(failed.length)} of ${String(environments)} environments`;
      return `${who} ${joined(effects.map((effect) => EFFECT_WORDS[effect]))}`;
    }
    case "unknown":
      return `undecided: ${counted(errors.length, "check")} could not be decided with what is known`;
  }
}

/** The four counts in the words of a proof. */
export function summarySentence(report: Report): string {
  const { pass, fail, unknown, notApplicable } = report.summary;
  // A pass beside something refuted would puzzle: warnings and notes never decide the verdict.
  const grave = report.findings.some(
    ({ outcome, severity }) => outcome === "fail" && severity === "error",
  );
  const harmless = fail > 0 && !grave ? " (no errors)" : "";
  return `${String(pass)} proved, ${String(fail)} refuted${harmless}, ${String(unknown)} undetermined, ${String(notApplicable)} not applicable`;
}

/** How a finding is called: its severity if it failed, else that it is undecided. */
export function labelOf(finding: Finding): string {
  return finding.outcome === "fail" ? finding.severity : "undecided";
}
