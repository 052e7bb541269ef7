import type { Placed } from "./elements";
import type { Report } from "./finding";
import { shown } from "./finding";
import type { PolicyFormName } from "./forms";

/**
 * The partitions of AWS.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html, "ARN format", and
 * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html,
 * "Partitions", read 2026-11-22.
 */
const PARTITIONS: readonly string[] = [
  ...["aws", "aws-cn", "aws-us-gov", "aws-eusc"],
  ...["aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"],
];

/** Whether a text can stand for more than itself: then nothing is said of its form. */
function isOpen(part: string): boolean {
  return /[*?]|\$\{/.test(part);
}

const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d+$/;

/** `aws` stands for the service itself, as in the ARNs of AWS's own policies. */
const ACCOUNT = /^(\d{12}|aws|cloudfront|amazon)$/;

/** The parts of an ARN or a pattern of ARNs: its head, and what follows the fifth colon. */
export function splitArn(text: string): readonly string[] {
  const parts = splitOutsideVariables(text);
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(":")] : [])];
}

/** Colons inside `${aws:username}` divide nothing. */
function splitOutsideVariables(text: string): string[] {
  const parts: string[] = [""];
  for (const piece of text.split(/(\$\{[^}]*\})/)) {
    const [first = "", ...rest] = piece.startsWith("${") ? [piece] : piece.split(":");
    parts.push((parts.pop() ?? "") + first, ...rest);
  }
  return parts;
}

/**
 * What AWS makes of an ARN with fewer than six parts: it fills up those of identities' policies with stars,
 * and refuses a session policy with one. Of other kinds of policies the page does not say.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html, "Using wildcards in paths",
 * read 2026-11-23.
 */
const INCOMPLETE: Readonly<Partial<Record<PolicyFormName, "completed" | "refused">>> = {
  managed: "completed",
  "inline-user": "completed",
  "inline-group": "completed",
  "inline-role": "completed",
  session: "refused",
};

/** The ARN that a resource of a statement means, filled up where AWS does so. */
export function completeArn(text: string, form: PolicyFormName): string {
  const missing = 6 - splitArn(text).length;
  const isFilledUp = INCOMPLETE[form] === "completed" && text.startsWith("arn:") && missing > 0;
  return isFilledUp ? text + ":*".repeat(missing) : text;
}

/**
 * Whether a resource of a statement has the form of one.
 *
 * @returns whether the text can be compared with what actions work on.
 */
export function lintArn({ text, pointer }: Placed, form: PolicyFormName, report: Report): boolean {
  const written = splitArn(text);
  if (written.length < 6 && !/^\*+$/.test(text) && INCOMPLETE[form] === "refused") {
    report(
      "arn-malformed",
      pointer,
      `${shown(text)} is an ARN of fewer than six parts, which AWS refuses in a session policy.`,
      "Write * or arn:<partition>:<service>:<region>:<account>:<resource>.",
    );
    return false;
  }
  lintWildcards({ text, pointer }, written, report);
  const parts = splitArn(completeArn(text, form));
  const [scheme = "", partition = "", , region, account, resource] = parts;
  // A pattern may leave parts to a star: arn:aws:s3* or *my-bucket*.
  const isComplete = parts.length === 6 && resource !== "";
  const isFilledUp = isOpen(parts[parts.length - 1] ?? "");
  if ((!isComplete && !isFilledUp) || !/^(arn$|[*?]|\$\{)/.test(scheme)) {
    report(
      "arn-malformed",
      pointer,
      `${shown(text)} is no ARN.`,
      "Write * or arn:<partition>:<service>:<region>:<account>:<resource>.",
    );
    return false;
  }
  if (partition !== "" && !isOpen(partition) && !PARTITIONS.includes(partition)) {
    report(
      "arn-partition-invalid",
      pointer,
      `${shown(text)} has the partition ${shown(partition)}.`,
      `Write one of ${PARTITIONS.join(", ")}.`,
    );
  }
  if (region !== undefined && region !== "" && !isOpen(region) && !REGION.test(region)) {
    report(
      "arn-region-invalid",
      pointer,
      `${shown(text)} has the Region ${shown(region)}.`,
      "Write a Region's code, such as eu-west-1, a *, or nothing for a global service.",
    );
  }
  if (account !== undefined && account !== "" && !isOpen(account) && !ACCOUNT.test(account)) {
    report(
      "arn-account-invalid",
      pointer,
      `${shown(text)} has the account ${shown(account)}.`,
      "Write the twelve digits of an account, a *, or nothing where the service leaves it out.",
    );
  }
  return true;
}

/** The parts of an ARN in which AWS allows no wildcard, by their places. */
const FIXED = [
  [1, "partition", "arn-partition-invalid"],
  [2, "service", "arn-malformed"],
] as const;

/**
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html, "Using wildcards in paths", and
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html, "Using wildcards
 * in resource ARNs", read 2026-11-23.
 */
function lintWildcards({ text, pointer }: Placed, parts: readonly string[], report: Report): void {
  for (const [place, name, code] of FIXED) {
    if (!/[*?]/.test((parts[place] ?? "").replace(/\$\{[^}]*\}/g, ""))) continue;
    report(
      code,
      pointer,
      `${shown(text)} has a wildcard in its ${name}, where AWS allows none.`,
      `Write the ${name}, or * for every resource.`,
    );
  }
}
