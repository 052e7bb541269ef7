import type { Edit, EditValue } from "../programs/edits";

/** One fault of a stack, and how both sides put it. */
export interface Fault {
  /** What is wrong: completes "is stopped when". */
  readonly when: string;
  /** Settings of the last stack, by path (`mwaa:network.ipv6`); null takes one away. */
  readonly settings?: Readonly<Record<string, EditValue>>;
  /** Changes of the last stack's program, where settings refuse it. */
  readonly edits?: readonly Edit[];
  /** Replaces texts in the context file. */
  readonly contextEdits?: readonly (readonly [from: string, to: string])[];
  /** The rules of severity error that fail. None where the program itself refuses. */
  readonly rules: readonly string[];
  /** What the engine's update says, or the service of an environment that did not come up. */
  readonly ends: RegExp;
}

/** A committed topology with something broken. */
export interface BrokenStack {
  /** The stacks that are planned together; the engine runs them in this order, and the last one fails. */
  readonly stacks: readonly string[];
  /** A context file that the plan is given, and that tells what exists before. */
  readonly context?: string;
  /** Faults that do not hide each other: all of them are told at once. */
  readonly faults: readonly Fault[];
}
