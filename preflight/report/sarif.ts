import { createHash } from "node:crypto";
import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { Finding, Report, Severity } from "../findings/finding";
import { publishedRule, type RuleFacts } from "./catalogue";
import { worstFirst } from "./order";
import { describeUrn, parseUrn } from "./urn";

// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, read 2026-11-22.
const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  error: "error",
  warning: "warning",
  note: "note",
};

/** Who judged, for the `tool` of the log. */
export interface SarifTool {
  readonly version: string;
  readonly rules: readonly RuleFacts[];
}

function descriptor(rule: RuleFacts): object {
  const { id, title, why, severity, effect, sources } = publishedRule(rule);
  const [source] = sources;
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    ...(source === undefined ? {} : { helpUri: source.url }),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { effect },
  };
}

function fingerprint(finding: Finding): string {
  const { rule, resource, message } = finding;
  return createHash("sha256")
    .update(JSON.stringify([rule, resource, message]))
    .digest("hex");
}

function uriOf(file: string): string {
  return isAbsolute(file) ? pathToFileURL(file).href : encodeURI(file.replace(/\\/g, "/"));
}

function locationOf(finding: Finding): object {
  const { source, resource } = finding;
  return {
    ...(source === undefined
      ? {}
      : {
          physicalLocation: {
            artifactLocation: { uri: uriOf(source.file) },
            region: { startLine: source.line },
          },
        }),
    logicalLocations: [
      {
        name: parseUrn(resource)?.name ?? resource,
        fullyQualifiedName: resource,
        kind: "resource",
      },
    ],
  };
}

function result(finding: Finding, positions: ReadonlyMap<string, number>): object {
  const { rule, outcome, severity, resource, message, predicts, witness, fix } = finding;
  const ruleIndex = positions.get(rule);
  const text = [
    `${describeUrn(resource)}: ${message}`,
    ...(witness === undefined ? [] : [`Shown by: ${witness}`]),
    ...(predicts === undefined ? [] : [`Predicts: ${predicts}`]),
    ...(fix === undefined ? [] : [`Fix: ${fix}`]),
  ].join("\n");
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    // What is undecided is `open` in SARIF, and only a failure has a level.
    kind: outcome === "fail" ? "fail" : "open",
    level: outcome === "fail" ? LEVELS[severity] : "none",
    message: { text },
    locations: [locationOf(finding)],
    partialFingerprints: { "ruleResourceMessage/v1": fingerprint(finding) },
  };
}

/** The report as SARIF 2.1.0, for code scanning and editors. */
export function renderSarif(report: Report, tool: SarifTool): string {
  const positions = new Map(tool.rules.map(({ id }, index) => [id, index]));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "mwaa",
            version: tool.version,
            rules: tool.rules.map(descriptor),
          },
        },
        columnKind: "utf16CodeUnits",
        results: worstFirst(report.findings).map((finding) => result(finding, positions)),
        properties: {
          verdict: report.verdict,
          summary: report.summary,
          assumptions: report.assumptions,
          evidence: report.evidence,
        },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
