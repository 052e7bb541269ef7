import { input, select } from "@inquirer/prompts";
import { type Asker, Interrupted } from "./asker";

/** Ctrl+C and a closed terminal come as errors of these names. */
const INTERRUPTIONS = ["ExitPromptError", "AbortPromptError", "CancelPromptError"];

async function answered<T>(prompt: Promise<T>): Promise<T> {
  try {
    return await prompt;
  } catch (error) {
    if (error instanceof Error && INTERRUPTIONS.includes(error.name)) {
      throw new Interrupted("the questions were not answered to the end", { cause: error });
    }
    throw error;
  }
}

/** Asks on the terminal, through standard error: standard output is for the result alone. */
export function terminalAsker(): Asker {
  const terminal = { output: process.stderr };
  return {
    choose: ({ message, choices, default: usual }) =>
      answered(
        select(
          {
            message,
            default: usual,
            loop: false,
            choices: choices.map(({ value, description, problem }) => ({
              value,
              name: `${value}: ${description}`,
              short: value,
              ...(problem === undefined ? {} : { disabled: `(${problem})` }),
            })),
          },
          terminal,
        ),
      ),
    write: ({ message, default: usual, problemOf }) =>
      answered(
        input(
          {
            message,
            ...(usual === undefined ? {} : { default: usual }),
            validate: (answer) => problemOf(answer.trim()) ?? true,
          },
          terminal,
        ),
      ).then((answer) => answer.trim()),
  };
}
