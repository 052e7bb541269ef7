import { RULES } from "../preflight/checks/catalogue";
import type { Finding, Report } from "../preflight/findings/finding";
import type { Stack } from "../preflight/model/resource";
import { renderGithub } from "../preflight/report/github";
import { renderJson } from "../preflight/report/json";
import { renderJunit } from "../preflight/report/junit";
import { renderMarkdown } from "../preflight/report/markdown";
import { withNames } from "../preflight/report/names";
import { renderSarif } from "../preflight/report/sarif";
import { renderText } from "../preflight/report/text";
import { counts, exitCodeOf } from "./exit";
import type { Outcome, ReportOptions } from "./invocation";
import { packageVersion } from "./package-facts";
import { shownPath } from "./shown-path";
import { mayColour, type WorldOutside, widthOf } from "./world-outside";

/** What a report is printed with beside its own content. */
export interface Presentation {
  readonly stacks: readonly Stack[];
  /** Draw resource trees in the text format. */
  readonly tree: boolean;
  /** The commands to run next, for the text format. */
  readonly next: readonly string[];
}

/** Files as seen from the working directory, so that reports do not depend on where a clone lies. */
function withShortPaths(report: Report, world: WorldOutside): Report {
  return {
    ...report,
    findings: report.findings.map((finding) =>
      finding.source === undefined
        ? finding
        : {
            ...finding,
            source: { ...finding.source, file: shownPath(finding.source.file, world) },
          },
    ),
  };
}

/** Turns a report into what the command prints and exits with. */
export function present(
  judged: Report,
  options: ReportOptions,
  presentation: Presentation,
  world: WorldOutside,
): Outcome {
  const { stacks } = presentation;
  const report = withShortPaths(withNames(judged, stacks), world);
  const exitCode = exitCodeOf(report, options) === 0 ? 0 : 1;
  switch (options.format) {
    case "json":
      return { text: renderJson(report), exitCode };
    case "sarif":
      return { text: renderSarif(report, { version: packageVersion(), rules: RULES }), exitCode };
    case "junit": {
      const fails = (finding: Finding) => counts(finding, options);
      return { text: renderJunit(report, { rules: RULES.map(({ id }) => id), fails }), exitCode };
    }
    case "markdown":
      return { text: renderMarkdown(report, stacks), exitCode };
    case "github":
      return { text: renderGithub(report, world.folder, stacks), exitCode };
    case "text": {
      const layout = { colour: mayColour(world, options.output), width: widthOf(world) };
      return { text: renderText(report, { ...presentation, ...layout }), exitCode };
    }
  }
}

/** What to do after a report: read about the worst of what decided the verdict, if anything did. */
export function explainNext(report: Report): readonly string[] {
  const deciding = report.findings.find(
    ({ severity, outcome }) =>
      severity === "error" && outcome === (report.verdict === "fail" ? "fail" : "unknown"),
  );
  return deciding === undefined ? [] : [`mwaa explain ${deciding.rule}`];
}
