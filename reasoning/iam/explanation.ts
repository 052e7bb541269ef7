import type { Maybe, Truth } from "../known";
import type { StatementRef } from "./evaluation";

/** What a statement, or a grant, says of a request, element by element. */
export interface StatementExplanation {
  readonly statement: StatementRef;
  /** Whether it speaks of the request; what blocks the answer if it is unknown. */
  readonly applies: Truth;
  /** The elements that do not fit, or of which it is not known; empty if all fit. */
  readonly misfits: readonly Misfit[];
}

/** An element of a statement that keeps it from speaking of a request. */
export interface Misfit {
  readonly element: "Action" | "Resource" | "Principal" | "Condition";
  /** The JSON pointer within the document, or within the grant. */
  readonly pointer: string;
  /** What the policy has there. */
  readonly wanted: readonly string[];
  /** What the request has; undefined for a condition key that it does not hold. */
  readonly got: Maybe<string | readonly string[] | undefined>;
  /** False, or what has to be known first. */
  readonly fits: Truth;
}
