import { messageText } from "../../mwaa/service/messages";
import type { Rule, Subject } from "../checks/rule";
import type { Effect } from "../findings/finding";
import { inkFor } from "./ink";
import { escapeMarkdown, inlineCode } from "./markdown";
import { labelled, wrap } from "./paragraphs";

/** A rule without its check. */
export type RuleFacts = Omit<Rule, "check" | "judges">;

/** A rule as it is published: with the sentence it predicts in place of the sentence's id. */
export type PublishedRule = Omit<RuleFacts, "predicts"> & { readonly predicts?: string };

/** What happens to an environment that breaks a rule; a new effect must be worded here. */
const CONSEQUENCES: Readonly<Record<Effect, string>> = {
  "will-not-come-up": "An environment that breaks it does not come up.",
  insecure: "An environment that breaks it comes up and is not safe.",
  "will-misbehave": "An environment that breaks it comes up and misbehaves.",
  costs: "An environment that breaks it costs more than it needs to.",
};

function predictionOf(rule: RuleFacts): string | undefined {
  return rule.predicts === undefined ? undefined : messageText(rule.predicts);
}

/** What each part of the catalogue is about; a new subject must be titled here. */
const SUBJECT_TITLES: Readonly<Record<Subject, string>> = {
  environment: "The environment's own arguments",
  network: "Network",
  storage: "Bucket and files",
  access: "Execution role and access",
  encryption: "Encryption",
  airflow: "Airflow",
};

/** How layouts for people are drawn. */
export interface CatalogueOptions {
  /** @default false */
  readonly colour?: boolean;
  /** In characters. @default 100 */
  readonly width?: number;
}

function bySubject(
  rules: readonly RuleFacts[],
): readonly (readonly [string, readonly RuleFacts[]])[] {
  return (Object.keys(SUBJECT_TITLES) as Subject[])
    .map(
      (subject) =>
        [SUBJECT_TITLES[subject], rules.filter((rule) => rule.subject === subject)] as const,
    )
    .filter(([, members]) => members.length > 0);
}

/** The published facts of a rule, in one order of keys. */
export function publishedRule(rule: RuleFacts): PublishedRule {
  const { id, title, severity, effect, subject, decidedBy, why, examples, sources } = rule;
  const predicts = predictionOf(rule);
  return {
    id,
    title,
    severity,
    effect,
    subject,
    decidedBy,
    why,
    ...(predicts === undefined ? {} : { predicts }),
    examples: { fails: examples.fails, passes: examples.passes },
    sources: sources.map(({ url, section, read }) => ({ url, section, read })),
  };
}

/** The rules as JSON: a list, each with its published facts. */
export function renderRulesJson(rules: readonly RuleFacts[]): string {
  return `${JSON.stringify(rules.map(publishedRule), null, 2)}\n`;
}

/** The rules as a list for people: one line each, below what they are about. */
export function renderRulesText(
  rules: readonly RuleFacts[],
  options: CatalogueOptions = {},
): string {
  const ink = inkFor(options.colour ?? false);
  const width = Math.max(0, ...rules.map(({ id }) => id.length));
  const lines = bySubject(rules).flatMap(([title, members]) => [
    ink.strong(title),
    ...members.map((rule) => {
      const severity = rule.severity.padEnd(7);
      const colour = rule.severity === "error" ? ink.bad : ink.doubtful;
      return `  ${colour(severity)}  ${rule.id.padEnd(width)}  ${ink.faint(rule.effect)}`;
    }),
    "",
  ]);
  return `${[...lines, `${String(rules.length)} rules; \`mwaa explain <rule>\` says more of one.`].join("\n")}\n`;
}

/** Everything about one rule, for people. */
export function renderRuleText(rule: RuleFacts, options: CatalogueOptions = {}): string {
  const { colour = false, width = 100 } = options;
  const ink = inkFor(colour);
  const predicts = predictionOf(rule);
  const example = (text: string) => text.split("\n").map((line) => `    ${line}`);
  return [
    `${ink.strong(rule.id)}  ${(rule.severity === "error" ? ink.bad : ink.doubtful)(rule.severity)}`,
    ...wrap(rule.title, width),
    "",
    ...wrap(rule.why, width),
    CONSEQUENCES[rule.effect],
    ...(predicts === undefined ? [] : ["", "AWS would say:", ...labelled("    ", predicts, width)]),
    "",
    "Breaks it:",
    ...example(rule.examples.fails),
    "Holds:",
    ...example(rule.examples.passes),
    "",
    "Read in:",
    ...rule.sources.map(({ url, section, read }) => `  ${url} (${section}; ${read})`),
    "",
  ].join("\n");
}

function renderRuleMarkdown(rule: RuleFacts): readonly string[] {
  const predicts = predictionOf(rule);
  const code = (text: string) => ["", "```", text, "```", ""];
  return [
    `### ${rule.id}`,
    "",
    `${escapeMarkdown(rule.title)}. **${rule.severity}**, ${rule.effect}; decided by ${rule.decidedBy === "resource" ? "the resource alone" : "the whole stack"}.`,
    "",
    escapeMarkdown(rule.why),
    ...(predicts === undefined ? [] : ["", `Predicts: ${inlineCode(predicts)}`]),
    "",
    "Breaks it:",
    ...code(rule.examples.fails),
    "Holds:",
    ...code(rule.examples.passes),
    ...rule.sources.map(
      ({ url, section, read }) => `- [${escapeMarkdown(section)}](${url}), read ${read}`,
    ),
    "",
  ];
}

/** The catalogue in Markdown: a table of all rules, then each in full. */
export function renderRulesMarkdown(rules: readonly RuleFacts[]): string {
  const groups = bySubject(rules);
  return [
    "# Rules",
    "",
    `${String(rules.length)} rules. An error stops an update in the policy pack and makes \`mwaa plan\` exit 1, a warning is shown, a note is optional.`,
    "A rule's id is permanent and the same in every format, in the pack and in `mwaa explain`.",
    "",
    "| rule | severity | effect |",
    "| --- | --- | --- |",
    ...groups.flatMap(([, members]) =>
      members.map((rule) => `| [${rule.id}](#${rule.id}) | ${rule.severity} | ${rule.effect} |`),
    ),
    "",
    ...groups.flatMap(([title, members]) => [
      `## ${title}`,
      "",
      ...members.flatMap(renderRuleMarkdown),
    ]),
  ].join("\n");
}
