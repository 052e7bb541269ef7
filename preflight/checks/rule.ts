import type { MessageId } from "../../mwaa/service/messages";
import type { Source } from "../../mwaa/source";
import { Unknown } from "../../reasoning/known";
import type { Effect, Severity } from "../findings/finding";
import type { Kind } from "../model/kinds";
import type { Resource } from "../model/resource";
import type { World } from "../model/world";

/** One way in which a subject breaks a rule. */
export interface Violation {
  /** The resource to look at first; the subject itself if absent. */
  readonly resource?: Resource;
  readonly related?: readonly Resource[];
  /** The property and the reason; the report puts the resource's name in front. */
  readonly message: string;
  readonly witness?: string;
  /** The sentence this violation leads to, where it is another than the rule's. */
  readonly predicts?: MessageId;
  readonly fix: string;
}

/** What a rule says of one subject. */
export type Outcome =
  | { readonly kind: "pass" }
  | { readonly kind: "notApplicable"; readonly reason: string }
  | { readonly kind: "fail"; readonly violations: readonly Violation[] }
  | { readonly kind: "unknown"; readonly message: string; readonly blockedBy: readonly string[] };

/** What a rule is about; reports and the pack group by it. */
export type Subject = "environment" | "network" | "storage" | "access" | "encryption" | "airflow";

/** A check and everything that is to be said of it; the catalogue, the pack and `mwaa explain` show it. */
export interface Rule {
  /** The good state as a short kebab sentence; permanent. */
  readonly id: string;
  /** The good state as a sentence. */
  readonly title: string;
  /** Why it matters: what happens otherwise. */
  readonly why: string;
  readonly severity: Severity;
  readonly effect: Effect;
  /** The service's own sentence that a violation leads to. */
  readonly predicts?: MessageId;
  readonly sources: readonly Source[];
  /** The smallest program text that breaks the rule, and the same text mended. */
  readonly examples: { readonly fails: string; readonly passes: string };
  readonly subject: Subject;
  /** What the rule judges: it runs once for each resource of these kinds in the World. */
  readonly judges: readonly Kind[];
  /**
   * `resource` if the judged resource decides alone: then the policy pack can refuse it before it is
   * created. `world` if others take part: then it can only be judged with the whole stack.
   */
  readonly decidedBy: "resource" | "world";
  readonly check: (resource: Resource, world: World) => Outcome;
}

/** The rule holds. */
export const pass: Outcome = { kind: "pass" };

/** The rule says nothing about this subject. */
export function notApplicable(reason: string): Outcome {
  return { kind: "notApplicable", reason };
}

/** The rule is broken, in each of the ways given; it holds if there are none. */
export function failIf(violations: readonly Violation[]): Outcome {
  return violations.length === 0 ? pass : { kind: "fail", violations };
}

/** A violation decides, whatever is hidden; else what is hidden blocks; else the rule holds. */
export function conclude(
  violations: readonly Violation[],
  hidden: readonly Unknown[],
  message: string,
): Outcome {
  if (violations.length > 0 || hidden.length === 0) return failIf(violations);
  return undecided(
    message,
    hidden.flatMap((each) => each.blockedBy),
  );
}

/** Puts judgements of several things together. */
export function concludeAll(
  judged: readonly (Violation | Unknown | undefined)[],
  message: string,
): Outcome {
  return conclude(
    judged.flatMap((each) => (each === undefined || each instanceof Unknown ? [] : [each])),
    judged.filter((each) => each instanceof Unknown),
    message,
  );
}

/** The rule cannot be decided until the blocking properties are known. */
export function undecided(message: string, blockedBy: readonly string[]): Outcome {
  return { kind: "unknown", message, blockedBy };
}
