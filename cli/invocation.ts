import type { FailOn, UnknownMode } from "./exit";
import type { Answers } from "./init/answers";

/** How a report can be printed. */
export const REPORT_FORMATS = ["text", "json", "sarif", "junit", "markdown", "github"] as const;
/** A format of a report. */
type ReportFormat = (typeof REPORT_FORMATS)[number];

/** How knowledge about rules can be printed. */
export const CATALOGUE_FORMATS = ["text", "json", "markdown"] as const;
/** A format of the catalogue. */
type CatalogueFormat = (typeof CATALOGUE_FORMATS)[number];

/** What every command that ends in a report understands. */
export interface ReportOptions {
  readonly format: ReportFormat;
  readonly output?: string;
  readonly failOn: FailOn;
  readonly unknown: UnknownMode;
}

/** What every command understands that judges stacks. */
export interface JudgingOptions extends ReportOptions {
  /** Files with facts that no stack holds. */
  readonly context: readonly string[];
}

/** `mwaa plan`. */
export interface PlanOptions extends JudgingOptions {
  readonly all: boolean;
  /** The stacks to plan, as Pulumi or a report names them. */
  readonly stack: readonly string[];
  /** The folders with `Pulumi.yaml`; the nearest one if empty. */
  readonly program: readonly string[];
  /** Configuration over the stack file's, by full key (`aws:region`). */
  readonly config: Readonly<Record<string, string>>;
  readonly region?: string;
  /** 12 digits. */
  readonly account?: string;
  readonly timeoutSeconds: number;
}

/** `mwaa check`. */
export interface CheckOptions extends JudgingOptions {
  /** Paths; `-` is standard input. */
  readonly files: readonly string[];
}

/** `mwaa rules`. */
export interface RulesOptions {
  readonly format: CatalogueFormat;
  readonly output?: string;
}

/** `mwaa explain`. */
export interface ExplainOptions {
  /** A rule's id, or an error sentence of the service. */
  readonly subject: string;
  readonly format: CatalogueFormat;
  readonly output?: string;
}

/** `mwaa init`. */
export interface InitOptions {
  /** What the command line answers; the rest is asked, or the usual. */
  readonly answers: Answers;
  /** The folder with `Pulumi.yaml`; the nearest one if absent. */
  readonly program?: string;
  /** Whether the usual is taken instead of asking. */
  readonly yes: boolean;
  /** Whether the stack's file is overwritten. */
  readonly force: boolean;
  /** Whether files are printed instead of written. */
  readonly dryRun: boolean;
}

/** How the answer of a reasoning engine can be printed. */
export const ANSWER_FORMATS = ["text", "json"] as const;
/** A format of an answer. */
type AnswerFormat = (typeof ANSWER_FORMATS)[number];

/** What can be expected of `mwaa iam simulate`, the usual first. */
export const IAM_EXPECTATIONS = ["allowed", "denied"] as const;

/** What can be expected of `mwaa reach`, the usual first. */
export const REACH_EXPECTATIONS = ["reachable", "unreachable"] as const;

/** What every command understands that asks a reasoning engine. */
export interface QuestionOptions<E extends string> {
  /** A path; `-` is standard input. */
  readonly file: string;
  /** The outcome that exits 0. */
  readonly expect: E;
  readonly format: AnswerFormat;
  readonly output?: string;
}

/** `mwaa iam simulate`. */
export type IamSimulateOptions = QuestionOptions<(typeof IAM_EXPECTATIONS)[number]>;

/** `mwaa reach`. */
export type ReachOptions = QuestionOptions<(typeof REACH_EXPECTATIONS)[number]>;

/** What a command line asks for. */
export type Invocation =
  | { readonly command: "init"; readonly options: InitOptions }
  | { readonly command: "plan"; readonly options: PlanOptions }
  | { readonly command: "check"; readonly options: CheckOptions }
  | { readonly command: "rules"; readonly options: RulesOptions }
  | { readonly command: "explain"; readonly options: ExplainOptions }
  | { readonly command: "iam simulate"; readonly options: IamSimulateOptions }
  | { readonly command: "reach"; readonly options: ReachOptions }
  | { readonly command: "help"; readonly text: string };

/** What a command comes to: the text for standard output or the file, and the exit code. */
export interface Outcome {
  readonly text: string;
  readonly exitCode: 0 | 1;
}
