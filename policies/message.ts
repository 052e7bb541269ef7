import type { Finding } from "../preflight/findings/finding";

/**
 * A finding as the engine prints it below the policy's name: resource, property and reason, what the
 * service will say, what to do, and the rule's id to look it up.
 */
export function messageOf(finding: Finding): string {
  return [
    `${nameOf(finding.resource)}: ${finding.message}.`,
    ...(finding.witness === undefined ? [] : [`Shown by: ${finding.witness}`]),
    ...(finding.predicts === undefined ? [] : [`MWAA will say: ${finding.predicts}`]),
    ...(finding.fix === undefined ? [] : [`Fix: ${finding.fix}.`]),
    `Rule: ${finding.rule} (\`mwaa explain ${finding.rule}\` says why).`,
  ].join("\n");
}

/** What is said of a resource for which rules cannot be decided: what blocks each of them. */
export function undecidedMessage(resource: string, findings: readonly Finding[]): string {
  const count = `${findings.length} ${findings.length === 1 ? "rule is" : "rules are"}`;
  return [
    `${nameOf(resource)}: ${count} not decided yet, which is neither a pass nor a failure.`,
    ...findings.map(({ rule, message, blockedBy }) => `- ${rule}: ${message}${blocked(blockedBy)}`),
  ].join("\n");
}

/** What is said if a check throws: a fault of ours, which must not look like a pass. */
export function brokenMessage(rule: string, fault: unknown): string {
  const reason = fault instanceof Error ? fault.message : String(fault);
  return `The check ${rule} itself failed, so nothing is known of it: ${reason}. Please report this as a fault of mwaa-guardrails.`;
}

function blocked(by: readonly string[] | undefined): string {
  if (by === undefined || by.length === 0) return "";
  const shown = by.slice(0, 4).map(pointerText).join("; ");
  return ` (blocked by ${by.length > 4 ? `${shown}; and ${by.length - 4} more` : shown})`;
}

/** The type and the logical name, as a reader of a program knows a resource. */
function nameOf(urn: string): string {
  const [, , qualified, name] = /^urn:pulumi:(.+?)::(.+?)::(.+?)::(.+)$/.exec(urn)?.slice(1) ?? [];
  if (qualified === undefined || name === undefined) return urn;
  return `${name} (${qualified.slice(qualified.lastIndexOf("$") + 1)})`;
}

/** `<urn>#<property>` in the same words; plain phrases stay as they are. */
function pointerText(pointer: string): string {
  const mark = pointer.lastIndexOf("#");
  return mark < 0 || !pointer.startsWith("urn:")
    ? pointer
    : `${pointer.slice(mark + 1)} of ${nameOf(pointer.slice(0, mark))}`;
}
