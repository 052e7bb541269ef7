import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Stack } from "../preflight/model/resource";
import { judge } from "../preflight/preflight";
import { readDeploymentFile } from "../preflight/readers/told-apart";
import { UnreadableDeployment } from "../preflight/readers/unreadable";
import { readContexts } from "./contexts";
import { BadInput, fileProblem } from "./failure";
import type { CheckOptions, Outcome } from "./invocation";
import { explainNext, present } from "./report";
import type { WorldOutside } from "./world-outside";

function decode(bytes: Buffer, file: string): string {
  // PowerShell's `>` writes UTF-16 with a byte order mark.
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new BadInput(
      `${file}: is not text; give the output of \`pulumi preview --json --show-sames\` or of \`pulumi stack export\``,
      { cause: error },
    );
  }
}

async function readText(file: string, world: WorldOutside): Promise<string> {
  if (file === "-") {
    const input = world.readInput();
    if (input === undefined) {
      throw new BadInput(
        "standard input is a terminal; pipe a preview into it: `pulumi preview --json --show-sames | mwaa check -`",
      );
    }
    return decode(await input, "standard input");
  }
  try {
    return decode(readFileSync(resolve(world.folder, file)), file);
  } catch (error) {
    if (error instanceof BadInput) throw error;
    throw new BadInput(
      `${file === "" ? '""' : file}: ${fileProblem(error)}; give a file that holds a preview or a stack export`,
      { cause: error },
    );
  }
}

function read(text: string, file: string): Stack {
  try {
    return readDeploymentFile(text, file);
  } catch (error) {
    if (error instanceof UnreadableDeployment) throw new BadInput(error.message, { cause: error });
    throw error;
  }
}

/** The same resource from two files would be judged twice, or two states of it against each other. */
function refuseOverlap(stacks: readonly { readonly file: string; readonly stack: Stack }[]): void {
  const owners = new Map<string, string>();
  for (const { file, stack } of stacks) {
    for (const { urn } of stack.resources) {
      const other = owners.get(urn);
      if (other !== undefined && other !== file) {
        throw new BadInput(
          `${other} and ${file} both describe the stack ${stack.name}; give one of them`,
        );
      }
      owners.set(urn, file);
    }
  }
}

/** `mwaa check`: judges what Pulumi wrote, all files together as one world. */
export async function check(options: CheckOptions, world: WorldOutside): Promise<Outcome> {
  const twice = options.files.find((file, index) => options.files.indexOf(file) !== index);
  if (twice !== undefined) {
    throw new BadInput(`${twice === "-" ? "standard input" : twice} is given twice; give it once`);
  }
  const inputs: { readonly file: string; readonly stack: Stack }[] = [];
  for (const file of options.files) {
    inputs.push({ file, stack: read(await readText(file, world), file) });
  }
  refuseOverlap(inputs);
  const stacks = [
    ...inputs.map(({ stack }) => stack),
    ...readContexts(options.context, world).stacks,
  ];
  const report = judge(stacks);
  return present(report, options, { stacks, tree: false, next: explainNext(report) }, world);
}
