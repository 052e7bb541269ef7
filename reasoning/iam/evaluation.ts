import type { Truth } from "../known";
import type { PolicyKind } from "./simulation";

/**
 * How a request ends. `denied` is certain as a refusal while it hangs on something unknown whether a
 * statement denies or nothing allows; `unknown` is undecided.
 */
export const OUTCOMES = [
  "allowed",
  "implicitly-denied",
  "explicitly-denied",
  "denied",
  "unknown",
] as const;

/** One of {@link OUTCOMES}. */
export type Outcome = (typeof OUTCOMES)[number];

/** A statement, or a KMS grant, of the policies that were given. */
export interface StatementRef {
  readonly kind: PolicyKind;
  /** The name of its document or grant. */
  readonly document: string;
  /** The level of the organisation, from 0 at the root. */
  readonly level?: number;
  /** Its place in the document, from 0; absent for a grant. */
  readonly index?: number;
  readonly sid?: string;
  /** The JSON pointer within its document; empty for a grant. */
  readonly pointer: string;
  readonly effect: "Allow" | "Deny";
}

/** The answer to a simulation. */
export interface Evaluation {
  readonly outcome: Outcome;
  /** Whether the request is allowed; what blocks the answer if it is unknown. */
  readonly allowed: Truth;
  /** What has to be known first; empty unless something that matters is unknown. */
  readonly unknown: readonly string[];
  /** Of a refusal: the kinds of policies that would have to change. */
  readonly blockedBy: readonly PolicyKind[];
  /** The statements that decide: those that deny, or else those that allow. */
  readonly decidedBy: readonly StatementRef[];
  /** Of a refused pattern: one of the resources that it stands for, which is refused. */
  readonly witness?: string;
}
