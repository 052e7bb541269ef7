import type { Command, Option } from "commander";

function cell(text: string): string {
  return text.replace(/\|/g, "\\|").replace(/\s*\n\s*/g, " ");
}

function allowed(option: Option): string {
  return (option.argChoices ?? []).map((choice) => `\`${choice}\``).join(", ");
}

function defaultOf(option: Option): string {
  if (option.defaultValueDescription !== undefined) return option.defaultValueDescription;
  return option.defaultValue === undefined ? "" : `\`${String(option.defaultValue)}\``;
}

function optionRows(command: Command): readonly string[] {
  return command.options.map((option) =>
    [
      `| \`${cell(option.flags)}\``,
      cell(option.description),
      allowed(option),
      `${defaultOf(option)} |`,
    ].join(" | "),
  );
}

/** Commander keeps the text after the help only as a listener: it is heard by asking for the help. */
function textAfterHelp(command: Command): string {
  let printed = "";
  command.configureOutput({ writeOut: (text) => (printed += text) });
  command.outputHelp();
  return printed.slice(command.helpInformation().length).trim();
}

/** A command with the name that is typed: `iam simulate` for one beneath `iam`. */
interface Named {
  readonly name: string;
  readonly command: Command;
}

/** The commands that do something; one that only holds others is not among them. */
function leavesOf(parent: Command, prefix = ""): readonly Named[] {
  return parent.commands.flatMap((command) => {
    const name = `${prefix}${command.name()}`;
    return command.commands.length === 0 ? [{ name, command }] : leavesOf(command, `${name} `);
  });
}

function section({ name, command }: Named, examples: readonly string[]): readonly string[] {
  const parameters = command.registeredArguments.map(
    (argument) => `- \`${argument.name()}\`: ${argument.description}`,
  );
  const after = textAfterHelp(command);
  return [
    `## mwaa ${name}`,
    "",
    command.description(),
    "",
    "```sh",
    `mwaa ${name} ${command.usage()}`,
    "```",
    "",
    ...(parameters.length === 0 ? [] : [...parameters, ""]),
    ...(after === "" ? [] : [after, ""]),
    "| option | meaning | allowed | default |",
    "| --- | --- | --- | --- |",
    ...optionRows(command),
    "",
    "Examples:",
    "",
    "```sh",
    ...examples,
    "```",
    "",
  ];
}

/**
 * The page about the command line.
 *
 * @param examples command lines for each command, by its name.
 * @throws if a command has no example: a page without one explains half.
 */
export function renderCommandsPage(
  program: Command,
  examples: Readonly<Record<string, readonly string[]>>,
): string {
  const lines = [
    "# The mwaa command",
    "",
    program.description(),
    "",
    "| exit code | meaning |",
    "| --- | --- |",
    "| 0 | nothing at or above the threshold of `--fail-on` |",
    "| 1 | findings at or above it |",
    "| 2 | bad input or usage: one message on standard error, nothing on standard output |",
    "| 3 | a fault of the program itself, with what to report |",
    "",
    "Colour is used on a terminal only, and not if `NO_COLOR` is set. `--output` writes the whole file",
    "or leaves it as it was. `--format json` is a versioned contract: [report.schema.json](report.schema.json).",
    "",
  ];
  for (const leaf of leavesOf(program)) {
    const own = examples[leaf.name];
    if (own === undefined) throw new Error(`no example for \`mwaa ${leaf.name}\``);
    lines.push(...section(leaf, own));
  }
  return lines.join("\n");
}
