/** How much a failed rule weighs: an error stops an update, a warning is shown, a note is optional. */
export const SEVERITIES = ["error", "warning", "note"] as const;
/** One of the severities. */
export type Severity = (typeof SEVERITIES)[number];

/** What happens to somebody who ignores the rule. */
export const EFFECTS = ["will-not-come-up", "insecure", "will-misbehave", "costs"] as const;
/** One of the effects. */
export type Effect = (typeof EFFECTS)[number];

/** A rule that did not pass, on one resource. */
export interface Finding {
  /** The rule's permanent id. */
  readonly rule: string;
  readonly outcome: "fail" | "unknown";
  readonly severity: Severity;
  readonly effect: Effect;
  /** The URN of the resource to look at first. */
  readonly resource: string;
  /** URNs of the other resources that take part. */
  readonly related: readonly string[];
  /** The resource, the property and the reason, in one sentence. */
  readonly message: string;
  /** The service's own error sentence that this leads to. */
  readonly predicts?: string;
  /** The concrete value, statement or packet that shows the fault. */
  readonly witness?: string;
  /** What to do. */
  readonly fix?: string;
  /** For `unknown`: the properties that would have to be known, as `<urn>#<property>`. */
  readonly blockedBy?: readonly string[];
  /** Where in the program the resource was made, if known. */
  readonly source?: { readonly file: string; readonly line: number };
}

/** `fail` if any error rule fails, else `unknown` if any error rule is undecided, else `pass`. */
export type Verdict = "pass" | "fail" | "unknown";

/** The report of a run: the versioned contract behind `--format json`. */
export interface Report {
  /** The version of this shape; it grows only when a reader of the older one would break. */
  readonly version: 1;
  readonly verdict: Verdict;
  /** Rule applications, each rule counted once a subject. */
  readonly summary: Readonly<Record<"pass" | "fail" | "unknown" | "notApplicable", number>>;
  /** What was taken for granted because nobody said otherwise. */
  readonly assumptions: readonly string[];
  readonly stacks: readonly StackReport[];
  readonly findings: readonly Finding[];
  /** What makes the report evidence: which rules judged which input. */
  readonly evidence: { readonly catalogue: string; readonly input: string };
}

/** The verdict on one stack and on each MWAA environment in it. */
export interface StackReport {
  readonly name: string;
  readonly verdict: Verdict;
  readonly environments: readonly { readonly name: string; readonly verdict: Verdict }[];
}
