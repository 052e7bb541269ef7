import type { Stack } from "../preflight/model/resource";
import { judge } from "../preflight/preflight";
import { readDeploymentFile } from "../preflight/readers/told-apart";
import { UnreadableDeployment } from "../preflight/readers/unreadable";
import { readContexts } from "./contexts";
import { BadInput } from "./failure";
import type { Expected } from "./input-file";
import { readInputFile } from "./input-file";
import type { CheckOptions, Outcome } from "./invocation";
import { explainNext, present } from "./report";
import type { WorldOutside } from "./world-outside";

const DEPLOYMENT: Expected = {
  thing: "a preview",
  content: "the output of `pulumi preview --json --show-sames` or of `pulumi stack export`",
  pipe: "pulumi preview --json --show-sames | mwaa check -",
};

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
    inputs.push({ file, stack: read(await readInputFile(file, DEPLOYMENT, world), file) });
  }
  refuseOverlap(inputs);
  const stacks = [
    ...inputs.map(({ stack }) => stack),
    ...readContexts(options.context, world).stacks,
  ];
  const report = judge(stacks);
  return present(report, options, { stacks, tree: false, next: explainNext(report) }, world);
}
