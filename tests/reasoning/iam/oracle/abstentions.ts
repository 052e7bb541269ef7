/** A question that our engine leaves open on purpose, though the oracle decides it. */
export interface Abstention {
  readonly id: string;
  /** Why AWS's pages do not decide it. */
  readonly reason: string;
  /** The page and section that leave it open. */
  readonly source: string;
  /** The phrases by which an answer names it. */
  readonly phrase: RegExp;
}

/** The questions that are left open; every one is named by some answer. */
export const ABSTENTIONS: readonly Abstention[] = [];
