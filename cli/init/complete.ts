import type { Asker } from "../asker";
import { BadInput } from "../failure";
import type { Answers } from "./answers";
import { problemWith } from "./problems";
import type { Question, Surroundings } from "./question";
import { QUESTIONS } from "./questions";

/** Where the missing answers come from. */
export interface Completion extends Surroundings {
  /** Absent: nobody can be asked, and the usual answers are taken. */
  readonly asker?: Asker;
  /** What is wrong with the name of a stack, apart from the settings. */
  readonly stackProblem: (stack: string) => string | undefined;
}

function withAnswer(answers: Answers, question: Question, answer: string): Answers {
  return { ...answers, [question.name]: answer };
}

async function ask(
  question: Question,
  answers: Answers,
  usual: string | undefined,
  asker: Asker,
  completion: Completion,
): Promise<string> {
  const { name, asks, choices } = question;
  const isOptional = question.need(answers) === "asked";
  if (choices !== undefined) {
    const offered = choices.map(({ value, means }) => {
      const problem = problemWith(name, value, answers)?.clause;
      return { value, description: means, ...(problem === undefined ? {} : { problem }) };
    });
    const [first] = offered.filter((each) => each.problem === undefined);
    const chosen = offered.find((each) => each.value === usual && each.problem === undefined);
    const preferred = (chosen ?? first)?.value;
    return asker.choose({
      message: asks,
      choices: offered,
      ...(preferred === undefined ? {} : { default: preferred }),
    });
  }
  return asker.write({
    message: asks,
    ...(usual === undefined ? {} : { default: usual }),
    problemOf: (answer) => {
      if (answer === "") return isOptional ? undefined : "needs an answer";
      return (
        (name === "stack" ? completion.stackProblem(answer) : undefined) ??
        problemWith(name, answer, answers)?.words
      );
    },
  });
}

/** The options that have to be given, in one sentence. */
function missing(questions: readonly Question[]): BadInput {
  const options = questions.map(({ option, value }) => `${option} <${value}>`).join(", ");
  return new BadInput(
    `${options} ${questions.length === 1 ? "has" : "have"} no default: give ${questions.length === 1 ? "it" : "them"}, or leave out --yes on a terminal to be asked`,
  );
}

/**
 * Fills in what is not answered: by asking if somebody can be asked, else with the usual answers.
 *
 * @throws {BadInput} that names every option without a usual answer, if nobody can be asked.
 */
export async function complete(given: Answers, completion: Completion): Promise<Answers> {
  const { asker } = completion;
  const unanswered: Question[] = [];
  let answers = given;
  for (const question of QUESTIONS) {
    const need = question.need(answers);
    if (answers[question.name] !== undefined || need === "foreign" || need === "accepted") continue;
    const usual = question.usual?.(answers, completion);
    if (asker !== undefined) {
      const answer = await ask(question, answers, usual, asker, completion);
      if (answer !== "") answers = withAnswer(answers, question, answer);
    } else if (usual !== undefined) answers = withAnswer(answers, question, usual);
    else if (need === "required") unanswered.push(question);
  }
  if (unanswered.length > 0) throw missing(unanswered);
  return answers;
}
