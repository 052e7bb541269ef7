import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { FAIL_ON, UNKNOWN_MODES } from "./exit";
import { BadInput } from "./failure";
import { defineIam, defineReach } from "./engine-options";
import { defineInit } from "./init-options";
import {
  CATALOGUE_FORMATS,
  REPORT_FORMATS,
  type CheckOptions,
  type ExplainOptions,
  type Invocation,
  type PlanOptions,
  type RulesOptions,
} from "./invocation";

/** What a planning program is given before it is stopped, in seconds. */
const DEFAULT_TIMEOUT_SECONDS = 120;

function configuration(
  text: string,
  earlier: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const equals = text.indexOf("=");
  const key = text.slice(0, Math.max(0, equals));
  if (!/^[^:=\s]+:[^:=\s]+$/.test(key)) {
    throw new InvalidArgumentError("Give namespace:key=value, such as aws:region=eu-central-1.");
  }
  return { ...earlier, [key]: text.slice(equals + 1) };
}

function account(text: string): string {
  if (!/^\d{12}$/.test(text)) throw new InvalidArgumentError("An account has 12 digits.");
  return text;
}

function seconds(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > 86_400) {
    throw new InvalidArgumentError("Give whole seconds from 1 to 86400.");
  }
  return value;
}

function output(text: string): string {
  if (text === "") throw new InvalidArgumentError("Give the path of a file.");
  return text;
}

function several(text: string, earlier: readonly string[]): readonly string[] {
  if (text === "") throw new InvalidArgumentError("Give a name or a path.");
  if (earlier.includes(text)) throw new InvalidArgumentError("It is given twice; give it once.");
  return [...earlier, text];
}

const contextOption = () =>
  new Option(
    "--context <file>",
    "facts that no stack holds, such as an existing network; may be repeated",
  )
    .argParser(several)
    .default([], "none");

const outputOption = () =>
  new Option(
    "--output <file>",
    "write to this file instead of standard output, all or nothing",
  ).argParser(output);

function withReportOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--format <format>", "how to print the report")
        .choices(REPORT_FORMATS)
        .default("text"),
    )
    .addOption(outputOption())
    .addOption(
      new Option("--fail-on <severity>", "exit 1 for findings of this severity or a worse one")
        .choices(FAIL_ON)
        .default("error"),
    )
    .addOption(
      new Option("--unknown <mode>", "whether what cannot be decided counts as a finding")
        .choices(UNKNOWN_MODES)
        .default("ignore"),
    );
}

function withCatalogueOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--format <format>", "how to print").choices(CATALOGUE_FORMATS).default("text"),
    )
    .addOption(outputOption());
}

/**
 * The commands as commander knows them; help and `docs/commands.md` come from here.
 *
 * @param take receives what a command line asks for.
 */
export function defineCommands(take: (invocation: Invocation) => void = () => undefined): Command {
  const program = new Command("mwaa")
    .description(
      "Proves before anything is created that Amazon MWAA environments come up and are safe.",
    )
    .helpCommand(false)
    .addHelpText(
      "after",
      `
Exit codes:
  0  nothing at or above the threshold of --fail-on
  1  findings at or above it
  2  bad input or usage: one message on standard error, nothing on standard output
  3  a fault of this program, with what to report`,
    );

  defineInit(program, (options) => {
    take({ command: "init", options });
  });

  withReportOptions(
    program
      .command("plan")
      .description("Run a Pulumi program offline and judge what it would create.")
      .addHelpText(
        "after",
        `
Nothing is created, and neither an account, a network nor the Pulumi engine is needed. The program
is the one in --program, else in the current folder if that holds a Pulumi.yaml, else the one that
this package ships. A project with a single stack needs no --stack.

Several stacks are judged together, and a StackReference from one to another gets what the other
would export. Each --stack is \`<stack>\`, \`<project>/<stack>\`, \`<organization>/<stack>\` or
\`<organization>/<project>/<stack>\`; with several programs, a bare \`<stack>\` is that of every program
that has it. What other stacks export can be said in a --context file.`,
      ),
  )
    .addOption(
      new Option("--stack <name>", "a stack to plan; may be repeated")
        .argParser(several)
        .default([], "the only one")
        .conflicts("all"),
    )
    .addOption(new Option("--all", "plan every stack that has a stack file").default(false, "no"))
    .addOption(
      new Option("--program <folder>", "a folder that holds Pulumi.yaml; may be repeated")
        .argParser(several)
        .default([], "the nearest"),
    )
    .addOption(contextOption())
    .addOption(
      new Option("--config <key=value>", "configuration over the stack file's; may be repeated")
        .argParser(configuration)
        .default({}, "none"),
    )
    .addOption(new Option("--region <region>", "the same as --config aws:region=<region>"))
    .addOption(
      new Option(
        "--account <id>",
        "the default provider's account, 12 digits; a placeholder if absent",
      ).argParser(account),
    )
    .addOption(
      new Option("--timeout <seconds>", "how long one program may run")
        .argParser(seconds)
        .default(DEFAULT_TIMEOUT_SECONDS),
    )
    .action((options: Omit<PlanOptions, "timeoutSeconds"> & { timeout: number }) => {
      const { timeout, ...others } = options;
      take({ command: "plan", options: { ...others, timeoutSeconds: timeout } });
    });

  withReportOptions(
    program
      .command("check")
      .description("Judge previews and stack exports that Pulumi wrote, joined into one world.")
      .addArgument(
        new Argument(
          "<file...>",
          "output of `pulumi preview --json --show-sames` or `pulumi stack export`; - is standard input",
        ),
      )
      .addOption(contextOption()),
  ).action((files: readonly string[], options: Omit<CheckOptions, "files">) => {
    take({ command: "check", options: { ...options, files } });
  });

  withCatalogueOptions(
    program.command("rules").description("List every rule with its severity, effect and sources."),
  ).action((options: RulesOptions) => {
    take({ command: "rules", options });
  });

  withCatalogueOptions(
    program
      .command("explain")
      .description("Say why a rule is there, what it predicts and how to mend what breaks it.")
      .addArgument(
        new Argument("<subject>", "a rule's id, or the text of an error that MWAA gave"),
      ),
  ).action((subject: string, options: Omit<ExplainOptions, "subject">) => {
    take({ command: "explain", options: { ...options, subject } });
  });

  defineIam(program, outputOption(), (options) => {
    take({ command: "iam simulate", options });
  });
  defineReach(program, outputOption(), (options) => {
    take({ command: "reach", options });
  });
  return program;
}

/** One line without commander's prefix: `option '--format <format>' argument 'xml' is invalid. …`. */
function sentenceOf(error: CommanderError): string {
  return error.message.replace(/^error: /, "").replace(/\s*\n\s*/g, " ");
}

/**
 * Reads a command line.
 *
 * @param argv the arguments after the program's name.
 * @param version what `--version` answers.
 * @throws {BadInput} with one sentence that names the option, the value and what is allowed.
 */
export function parseArguments(argv: readonly string[], version: string): Invocation {
  const taken: Invocation[] = [];
  let printed = "";
  const program = defineCommands((invocation) => taken.push(invocation));
  program.version(version, "--version", "print the version");
  const beneath = program.commands.flatMap((command) => [command, ...command.commands]);
  for (const command of [program, ...beneath]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => (printed += text),
      writeErr: () => undefined,
    });
  }
  const help = (command: string) => `see \`mwaa ${command}--help\``;
  const commandNames = program.commands.map((command) => command.name());
  const [first = ""] = argv;
  try {
    if (argv.length === 0) {
      throw new BadInput(`no command given, allowed: ${commandNames.join(", ")}; ${help("")}`);
    }
    program.parse([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { command: "help", text: printed };
    const command = commandNames.includes(first) ? `${first} ` : "";
    // Commander prints the help where a command that only holds others is all that is given.
    if (error.code === "commander.help") {
      const parent = program.commands.find((each) => each.name() === first);
      const names = parent?.commands.map((each) => each.name()).join(", ") ?? "";
      throw new BadInput(`${command}needs a command, allowed: ${names}; ${help(command)}`);
    }
    throw new BadInput(`${sentenceOf(error)}; ${help(command)}`, { cause: error });
  }
  const [invocation] = taken;
  if (invocation === undefined) throw new BadInput(`no command given; ${help("")}`);
  return invocation;
}
