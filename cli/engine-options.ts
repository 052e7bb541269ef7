import { Argument, type Command, Option } from "commander";
import type { IamSimulateOptions, ReachOptions } from "./invocation";
import { ANSWER_FORMATS, IAM_EXPECTATIONS, REACH_EXPECTATIONS } from "./invocation";

function withAnswerOptions(
  command: Command,
  expectations: readonly string[],
  output: Option,
): Command {
  const [usual = ""] = expectations;
  return command
    .addOption(
      new Option("--expect <outcome>", "exit 1 unless this is the outcome")
        .choices(expectations)
        .default(usual),
    )
    .addOption(
      new Option("--format <format>", "how to print the answer")
        .choices(ANSWER_FORMATS)
        .default("text"),
    )
    .addOption(output);
}

/** Defines `mwaa iam simulate`. */
export function defineIam(
  program: Command,
  output: Option,
  take: (options: IamSimulateOptions) => void,
): void {
  const iam = program
    .command("iam")
    .description("Ask the IAM evaluator, without an account.")
    .helpCommand(false);
  withAnswerOptions(
    iam
      .command("simulate")
      .description("Decide whether AWS would allow a request, and say which statements decide.")
      .addArgument(
        new Argument("<file>", "a request and its policies as JSON; - is standard input"),
      )
      .addHelpText(
        "after",
        `
The file holds {"request": …, "policies": …}. What nobody knows is written {"unknown": "<why>"}, and
condition keys that are not given count as unknown unless the request says "otherContext": "absent".
An answer that hangs on any of it is unknown and says what is missing.`,
      ),
    IAM_EXPECTATIONS,
    output,
  ).action((file: string, options: Omit<IamSimulateOptions, "file">) => {
    take({ ...options, file });
  });
}

/** Defines `mwaa reach`. */
export function defineReach(
  program: Command,
  output: Option,
  take: (options: ReachOptions) => void,
): void {
  withAnswerOptions(
    program
      .command("reach")
      .description("Decide whether packets get through a VPC and back, hop by hop.")
      .addArgument(new Argument("<file>", "a network and questions as JSON; - is standard input"))
      .addHelpText(
        "after",
        `
The file holds {"network": …, "questions": […]}. What nobody knows is written {"unknown": "<why>"};
an answer that hangs on it is unknown and says what is missing. Exit 0 asks for the expected outcome
of every question.`,
      ),
    REACH_EXPECTATIONS,
    output,
  ).action((file: string, options: Omit<ReachOptions, "file">) => {
    take({ ...options, file });
  });
}
