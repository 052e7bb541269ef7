import type { CallerForm } from "./callers";

/** A policy document as JSON. */
export interface DocumentJson {
  readonly Version?: string;
  readonly Statement: StatementJson | readonly StatementJson[];
}

export type StatementJson = Readonly<Record<string, unknown>>;

/** A simulation written out, before it takes the shape that either engine reads. */
export interface Case {
  readonly caller: CallerForm;
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** Keys that AWS fills in; our engine derives them, the oracle has to be told. */
  readonly derived: Readonly<Record<string, string>>;
  readonly policies: CasePolicies;
}

export interface CasePolicies {
  readonly identity: readonly DocumentJson[];
  readonly resource?: DocumentJson;
  readonly boundary?: DocumentJson;
  readonly session?: DocumentJson;
  readonly serviceControl?: readonly (readonly DocumentJson[])[];
  readonly resourceControl?: readonly (readonly DocumentJson[])[];
  readonly endpoint?: DocumentJson;
}

/** What a request comes to. */
export const VERDICTS = ["allowed", "implicitly denied", "explicitly denied"] as const;

export type Verdict = (typeof VERDICTS)[number];
