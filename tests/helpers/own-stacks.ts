import { join } from "node:path";
import type { Stack } from "../../preflight/model/resource";
import { readProject, readStackConfig, stackFile } from "../../preflight/readers/project";
import { planProgram } from "../../preflight/readers/symbolic-plan/plan";

/** The folder of the program that this package is. */
export const ROOT = join(__dirname, "../..");

/** Plans one of this repository's own stacks; throws what the program said if that fails. */
export async function planOwnStack(stack: string): Promise<Stack> {
  const project = readProject(ROOT);
  const { config, secretKeys } = readStackConfig(stackFile(project, stack), project.name);
  const account = config["mwaa:account"];
  const result = await planProgram({
    directory: ROOT,
    project: project.name,
    stack,
    config,
    secretKeys,
    // The provider has to be in the account that names and ARNs are computed for.
    ...(account === undefined ? {} : { account }),
    ...(project.main === undefined ? {} : { entry: project.main }),
  });
  if (result.kind === "failed") throw new Error(result.message);
  return result.stack;
}
