import { remember } from "../../remember";
import type { ArnPattern } from "../arn";
import { arnPattern, reaches } from "../arn";

/** The ARNs of a kind of resource. */
export interface ResourceForm {
  readonly pattern: ArnPattern;
  /** Whether all after the account is a name, as a bucket's, queue's or topic's: it holds no slash. */
  readonly isBareName: boolean;
}

/** Reads how AWS writes a kind of ARN, with a variable for each part that differs. */
export const resourceForm = remember((arn: string): ResourceForm => ({
  pattern: arnPattern(arn.replace(/\$\{[^}]*\}/g, "*")),
  isBareName: /^(?:[^:]*:){5}\$\{[A-Za-z]*Name\}$/.test(arn),
}));

/** Whether some ARN of a kind fits a pattern. */
export function mayBeOf({ pattern, isBareName }: ResourceForm, other: ArnPattern): boolean {
  if (!reaches(pattern, other, "overlaps")) return false;
  return !(isBareName && (other.parts[5] ?? "").includes("/"));
}
