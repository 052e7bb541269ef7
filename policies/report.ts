import type { ReportViolation, Severity as CloudSeverity } from "@pulumi/policy";
import type { Severity } from "../preflight/findings/finding";
import type { Level } from "./configuration";

/** How Pulumi Cloud weighs a rule. */
export const CLOUD_SEVERITY: Readonly<Record<Severity, CloudSeverity>> = {
  error: "high",
  warning: "medium",
  note: "low",
};

/** One violation as the engine is to show it. */
export interface Violation {
  /** The rule's id; stands where the policy's name would. */
  readonly name: string;
  readonly description: string;
  readonly message: string;
  readonly urn: string;
  readonly severity: CloudSeverity;
  /** The level of the policy that reports it, if absent. */
  readonly enforcementLevel?: Exclude<Level, "disabled">;
}

/**
 * Reports a violation under the rule's own name and level, although one policy judges many rules.
 *
 * The policy server takes an object in place of a text since 1.20 but does not declare it. A server
 * that knows text only turns the object into text, which is the whole message; the violation then
 * has the name and the level of the policy, so policies group rules of one level.
 */
export function reportAs(report: ReportViolation, violation: Violation): void {
  const object = { ...violation, toString: () => violation.message };
  (report as (message: unknown, urn: string) => void)(object, violation.urn);
}
