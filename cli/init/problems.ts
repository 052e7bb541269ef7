import { type Fault, sentence } from "../../mwaa/fault";
import { audienceFaults } from "../../mwaa/service/use-cases";
import { parseStackFile } from "../../mwaa/settings/parse-stack-file";
import type { SettingFault } from "../../mwaa/settings/setting-fault";
import type { StackSettings } from "../../mwaa/settings/types";
import { readContext } from "../../preflight/readers/context/read";
import type { AnswerName, Answers } from "./answers";
import { contextDraft, renderContextFile } from "./context-text";
import type { Question } from "./question";
import { QUESTIONS } from "./questions";
import { type StackDraft, stackDrafts } from "./stack-drafts";
import { renderStackFile } from "./stack-text";

/** What is wrong with an answer. */
export interface Problem {
  /** The question that it answers. Absent: no single answer is to blame. */
  readonly question?: Question;
  /** What is wrong, in one clause. */
  readonly clause: string;
  /** What is wrong, what is allowed and what to do, without the option. */
  readonly words: string;
  /** The setting that it becomes, if a setting is to blame. */
  readonly setting?: string;
}

/** A stack file that can be written. */
export interface ReadyStack extends StackDraft {
  readonly settings: StackSettings;
}

function covers(prefix: string, key: string): boolean {
  return key === prefix || key.startsWith(`${prefix}.`) || key.startsWith(`${prefix}[`);
}

/** The question whose answer became a setting; of several the one that comes nearest to it. */
function questionOf(key: string, answers: Answers): Question | undefined {
  let best: { readonly question: Question; readonly length: number } | undefined;
  for (const question of QUESTIONS) {
    if (question.need(answers) === "foreign") continue;
    for (const prefix of question.settings) {
      if (covers(prefix, key) && prefix.length > (best?.length ?? 0)) {
        best = { question, length: prefix.length };
      }
    }
  }
  return best?.question;
}

function problemOfFault(fault: SettingFault, answers: Answers): Problem {
  const question = questionOf(fault.key, answers);
  const { problem: clause, key } = fault;
  const words = sentence(fault);
  return question === undefined
    ? { clause, words: `${key} ${words}` }
    : { question, clause, words, setting: key };
}

/** Reads every file that the answers come to, as the program will read it. */
function read(answers: Answers): {
  readonly stacks: readonly ReadyStack[];
  readonly problems: readonly Problem[];
} {
  const stacks: ReadyStack[] = [];
  const problems: Problem[] = [];
  for (const draft of stackDrafts(answers)) {
    const file = `Pulumi.${draft.stack}.yaml`;
    const parsed = parseStackFile(renderStackFile(draft, ""), { file, stack: draft.stack });
    if ("settings" in parsed) stacks.push({ ...draft, settings: parsed.settings });
    else problems.push(...parsed.faults.map((fault) => problemOfFault(fault, answers)));
  }
  return { stacks, problems };
}

/** What the reader of context files would not take; ids that are settings too are judged as those. */
function contextProblems(answers: Answers): readonly Problem[] {
  const draft = contextDraft(answers);
  if (draft === undefined) return [];
  const context = readContext(renderContextFile(draft, ""), { file: "context" });
  if (!("faults" in context)) return [];
  return context.faults.flatMap((fault) => {
    const { question, clause, words } = problemOfFault(fault, answers);
    return question === undefined ? [] : [{ question, clause, words }];
  });
}

/** Answers that say something which has no place beside the others. */
function foreignProblems(answers: Answers): readonly Problem[] {
  return QUESTIONS.filter(
    ({ name, need }) => answers[name] !== undefined && need(answers) === "foreign",
  ).map((question) => {
    const clause = `has no place here: it belongs to ${question.belongs}`;
    return { question, clause, words: `${clause}; leave it out` };
  });
}

function audienceProblems({ internet, ui, airflowVersion, vpc }: Answers): readonly Problem[] {
  // An owner's stack does not say which Airflow the participant has.
  if (internet === undefined || ui === undefined || vpc === "shared-owner") return [];
  const faults: readonly Fault[] = audienceFaults({
    internet: internet === "yes",
    audience: ui,
    ...(airflowVersion === undefined ? {} : { airflowVersion }),
  });
  const question = QUESTIONS.find(({ name }) => name === "ui");
  return faults.map((fault) => ({
    ...(question === undefined ? {} : { question }),
    clause: fault.problem,
    words: sentence(fault),
  }));
}

/** Each problem once, though it may stand in two files. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ question, words }) => {
    const key = `${question?.name ?? ""} ${words}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** The files that answers come to, or everything that stands against them. */
export function readyStacks(
  answers: Answers,
):
  | { readonly stacks: readonly [ReadyStack, ...ReadyStack[]] }
  | { readonly problems: readonly Problem[] } {
  const foreign = foreignProblems(answers);
  const { stacks, problems } = read(answers);
  const all = distinct([
    ...foreign,
    ...audienceProblems(answers),
    ...contextProblems(answers),
    ...problems,
  ]);
  const [first, ...others] = stacks;
  return all.length > 0 || first === undefined ? { problems: all } : { stacks: [first, ...others] };
}

/** What is wrong with the answers that are there, whatever the missing ones will be. */
export function problemsSoFar(answers: Answers): readonly Problem[] {
  const isUndecided = answers.vpc === undefined || answers.key === undefined;
  return distinct([
    ...(isUndecided ? [] : foreignProblems(answers)),
    ...audienceProblems(answers),
    ...[...contextProblems(answers), ...read(answers).problems].filter(
      ({ question }) => question !== undefined && answers[question.name] !== undefined,
    ),
  ]);
}

/** What an answer would be refused for beside those before it. */
export function problemWith(
  name: AnswerName,
  answer: string,
  answers: Answers,
): Problem | undefined {
  return problemsSoFar({ ...answers, [name]: answer }).find(
    ({ question }) => question?.name === name,
  );
}

/** A problem in one line that names the option and what it was given. */
export function renderProblem({ question, words, setting }: Problem, answers: Answers): string {
  if (question === undefined) return words;
  const { option, name } = question;
  const given = answers[name];
  const what = given === undefined ? option : `${option} ${given}`;
  return `${what}${setting === undefined ? "" : ` (${setting})`} ${words}`;
}
