import type { AnswerName, Answers } from "./answers";

/** What a question may look at besides the other answers. */
export interface Surroundings {
  /** The project's name. */
  readonly project: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * What becomes of a question: `required` has to be answered, `asked` may be left empty, `accepted`
 * is only taken from the command line, `foreign` has no place beside the other answers.
 */
export type Need = "required" | "asked" | "accepted" | "foreign";

/** An answer that can be chosen, with what it means. */
interface Choice {
  readonly value: string;
  readonly means: string;
}

/** Something that a stack file depends on: an option of the command line, asked for if missing. */
export interface Question {
  readonly name: AnswerName;
  readonly option: string;
  /** What the option's value is called in the help. */
  readonly value: string;
  /** What the help says. */
  readonly help: string;
  readonly asks: string;
  readonly choices?: readonly Choice[];
  readonly need: (answers: Answers) => Need;
  /** With which other answers it belongs together, for those who gave it beside different ones. */
  readonly belongs: string;
  readonly usual?: (answers: Answers, surroundings: Surroundings) => string | undefined;
  /** What the help says is taken if nothing is given. */
  readonly usually?: string;
  /** Keys of settings, or beginnings of them, whose faults are this answer's. */
  readonly settings: readonly string[];
}
