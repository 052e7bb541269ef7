import { parseArguments } from "./arguments";
import { EXIT, type ExitCode } from "./exit";
import { BadInput } from "./failure";
import type { Invocation, Outcome } from "./invocation";
import { LAZY } from "./lazy";
import { outputFile } from "./output-file";
import { packageVersion } from "./package-facts";
import { realWorld, type WorldOutside } from "./world-outside";

async function run(invocation: Invocation, world: WorldOutside): Promise<Outcome> {
  switch (invocation.command) {
    case "init":
      return LAZY.init().init(invocation.options, world);
    case "plan":
      return LAZY.plan().plan(invocation.options, world);
    case "check":
      return LAZY.check().check(invocation.options, world);
    case "rules":
      return LAZY.rules().rules(invocation.options, world);
    case "explain":
      return LAZY.explain().explain(invocation.options, world);
    case "iam simulate":
      return LAZY.iamSimulate().iamSimulate(invocation.options, world);
    case "reach":
      return LAZY.reach().reach(invocation.options, world);
    case "help":
      return { text: invocation.text, exitCode: EXIT.clean };
  }
}

function ownFault(error: unknown, argv: readonly string[]): string {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    "mwaa: this is a fault of the program, not of your input. Please report what follows:",
    `  version ${packageVersion()}, Node.js ${process.version}, ${process.platform} ${process.arch}`,
    `  mwaa ${argv.join(" ")}`,
    ...what.split("\n").map((line) => `  ${line}`),
    "",
  ].join("\n");
}

/**
 * Runs one command line from beginning to end.
 *
 * @param argv the arguments after the program's name.
 * @returns the exit code; see `EXIT`. Standard output is written only for 0 and 1, and only at once.
 */
export async function main(argv: readonly string[], world: WorldOutside): Promise<ExitCode> {
  try {
    const invocation = parseArguments(argv, packageVersion());
    const target =
      invocation.command === "help" ||
      invocation.command === "init" ||
      invocation.options.output === undefined
        ? undefined
        : outputFile(invocation.options.output, world.folder);
    const { text, exitCode } = await run(invocation, world);
    if (target === undefined) await world.print(text);
    else target.write(text);
    return exitCode;
  } catch (error) {
    if (error instanceof BadInput) {
      await world.complain(`mwaa: ${error.message}\n`);
      return EXIT.badInput;
    }
    await world.complain(ownFault(error, argv));
    return EXIT.ownFault;
  }
}

/** Runs the command line of this process and ends it. */
export function runProcess(): void {
  const argv = process.argv.slice(2);
  const world = realWorld();
  // An exception outside of every promise is as much our own fault as one inside.
  process.on("uncaughtException", (error) => {
    void world.complain(ownFault(error, argv)).finally(() => process.exit(EXIT.ownFault));
  });
  void main(argv, world).then((code) => process.exit(code));
}
