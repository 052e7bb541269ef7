/** A question with a few answers to choose from. */
export interface ChoiceQuestion {
  readonly message: string;
  readonly choices: readonly {
    readonly value: string;
    readonly description: string;
    /** Why it cannot be chosen here. */
    readonly problem?: string;
  }[];
  readonly default?: string;
}

/** A question that is answered with a line of text. */
export interface TextQuestion {
  readonly message: string;
  readonly default?: string;
  /** Says what is wrong with an answer; the question is asked again then. */
  readonly problemOf: (answer: string) => string | undefined;
}

/** Somebody who can be asked. */
export interface Asker {
  readonly choose: (question: ChoiceQuestion) => Promise<string>;
  readonly write: (question: TextQuestion) => Promise<string>;
}

/** Whoever was asked went away instead of answering. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}
