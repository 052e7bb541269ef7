import type { Maybe } from "../known";
import { isKnown } from "../known";
import type { ContextChange } from "./changes";
import { contextChanges } from "./changes";
import { evaluate } from "./evaluate";
import type { Evaluation } from "./evaluation";
import { explain } from "./explain";
import type { Misfit, StatementExplanation } from "./explanation";
import type { Simulation } from "./simulation";

/** Something that may be unknown, as JSON: what blocks it then stands in its place. */
export type Written<T> = T | { readonly unknown: string };

/** Everything there is to say of a simulation, as JSON. */
export interface WrittenAnswer extends Omit<Evaluation, "allowed"> {
  /** Every statement of every policy, and what keeps it from speaking of the request. */
  readonly statements: readonly WrittenExplanation[];
  /** Request context with which the outcome would be another one. */
  readonly contextChanges: readonly ContextChange[];
}

/** {@link StatementExplanation} as JSON. */
export interface WrittenExplanation extends Omit<StatementExplanation, "applies" | "misfits"> {
  readonly applies: Written<boolean>;
  readonly misfits: readonly WrittenMisfit[];
}

/** {@link Misfit} as JSON; `got` is null for a condition key that the request does not hold. */
export interface WrittenMisfit extends Omit<Misfit, "got" | "fits"> {
  readonly got: Written<string | readonly string[] | null>;
  readonly fits: Written<boolean>;
}

/** Evaluates a simulation and writes down the whole answer. */
export function answer(simulation: Simulation): WrittenAnswer {
  const evaluation = evaluate(simulation);
  const { outcome, unknown, blockedBy, decidedBy, witness } = evaluation;
  return {
    outcome,
    unknown,
    blockedBy,
    decidedBy,
    ...(witness === undefined ? {} : { witness }),
    statements: explain(simulation).map(({ statement, applies, misfits }) => ({
      statement,
      applies: written(applies),
      misfits: misfits.map((misfit) => ({
        ...misfit,
        got: written(misfit.got) ?? null,
        fits: written(misfit.fits),
      })),
    })),
    contextChanges: contextChanges(simulation, evaluation),
  };
}

function written<T>(value: Maybe<T>): Written<T> {
  return isKnown(value) ? value : { unknown: value.blockedBy.join(", ") };
}
