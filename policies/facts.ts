import type { Policy } from "@pulumi/policy";
import type { Rule } from "../preflight/checks/rule";
import { CLOUD_SEVERITY } from "./report";

/** What Pulumi Cloud shows of a rule that is a policy of its own. */
export function factsOf(rule: Rule): Policy {
  const [source] = rule.sources;
  return {
    name: rule.id,
    displayName: rule.title,
    description: descriptionOf(rule),
    severity: CLOUD_SEVERITY[rule.severity],
    tags: ["aws", "mwaa", rule.subject, rule.effect],
    remediationSteps: `Instead of \`${rule.examples.fails}\` write \`${rule.examples.passes}\`.`,
    ...(source === undefined ? {} : { url: source.url }),
  };
}

/** The good state and why it matters, in sentences. */
export function descriptionOf({ title, why }: Pick<Rule, "title" | "why">): string {
  return `${title.replace(/\.$/, "")}. ${why}`;
}
