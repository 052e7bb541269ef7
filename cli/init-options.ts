import { type Command, Option } from "commander";
import type { AnswerName, Answers } from "./init/answers";
import { QUESTIONS } from "./init/questions";
import type { InitOptions } from "./invocation";

/** What commander hands over: the answers and the rest side by side. */
type Given = Omit<InitOptions, "answers"> & Answers;

function answersOf(given: Given): Answers {
  const names: readonly AnswerName[] = QUESTIONS.map(({ name }) => name);
  return Object.fromEntries(
    names.flatMap((name) => {
      const answer = given[name];
      return answer === undefined ? [] : [[name, answer]];
    }),
  );
}

/** Defines `mwaa init`, with an option for each question. */
export function defineInit(program: Command, take: (options: InitOptions) => void): void {
  const command = program
    .command("init")
    .description("Ask what a network is for and write the stack file of the user guide's use case.")
    .addHelpText(
      "after",
      `
On a terminal, what is not given is asked. Elsewhere, and with --yes, the default is taken, and what
has none has to be given. The file is one of the program that this package ships; it is complete or
not written at all, and never replaces another without --force.

For a shared VPC there are three stacks: the owner's network, the participant's environment, and the
owner's endpoints. \`--vpc shared-owner\` writes the first and the third, \`--vpc shared-participant\`
the second, and \`--vpc shared-both\` one stack for a program that works in both accounts.`,
    );
  for (const { option, value, help, choices, usually } of QUESTIONS) {
    const defined = new Option(`${option} <${value}>`, help);
    if (choices !== undefined) defined.choices(choices.map((each) => each.value));
    // Not a default of commander's: whether something was given decides what is asked.
    if (usually !== undefined) defined.default(undefined, usually);
    command.addOption(defined);
  }
  command
    .addOption(new Option("--program <folder>", "the folder that holds Pulumi.yaml"))
    .addOption(new Option("--yes", "take defaults instead of asking").default(false, "no"))
    .addOption(new Option("--force", "overwrite the stack's file").default(false, "no"))
    .addOption(new Option("--dry-run", "print the file instead of writing it").default(false, "no"))
    .action((given: Given) => {
      const { program: folder, yes, force, dryRun } = given;
      const answers = answersOf(given);
      take({ answers, yes, force, dryRun, ...(folder === undefined ? {} : { program: folder }) });
    });
}
