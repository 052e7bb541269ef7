import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "../../preflight/model/resource";
import type { Context } from "../../preflight/readers/context/read";
import { readContext } from "../../preflight/readers/context/read";
import { readProject, readStackConfig, stackFile } from "../../preflight/readers/project";
import { planJoined } from "../../preflight/readers/symbolic-plan/joined";
import type { PlanRequest, PlanResult } from "../../preflight/readers/symbolic-plan/plan";
import { planProgram } from "../../preflight/readers/symbolic-plan/plan";

/** The folder of the program that this package is. */
export const ROOT = join(__dirname, "../..");

/** Plans one of this repository's own stacks; throws what the program said if that fails. */
export async function planOwnStack(stack: string): Promise<Stack> {
  return planned(await planProgram(requestFor(stack)));
}

/**
 * Plans own stacks that read each other's outputs, with the facts of files in `stacks/context`; what
 * the files tell comes last.
 */
export async function planOwnStacks(
  stacks: readonly string[],
  contexts: readonly string[] = [],
): Promise<readonly Stack[]> {
  const told = contexts.map(contextNamed);
  const components = Object.assign(
    {},
    ...told.map((each) => each.components),
  ) as Context["components"];
  const references = Object.assign(
    {},
    ...told.map((each) => each.stackOutputs),
  ) as Context["stackOutputs"];
  const joined = await planJoined(
    stacks.map((each) => ({ ...requestFor(each), components, references })),
  );
  if (joined.kind === "circle") throw new Error(`a circle: ${joined.stacks.join(", ")}`);
  return [...joined.results.map(planned), ...told.map(({ stack }) => stack)];
}

function requestFor(stack: string): PlanRequest {
  const project = readProject(ROOT);
  const { config, secretKeys } = readStackConfig(stackFile(project, stack), project.name);
  const account = config["mwaa:account"];
  return {
    directory: ROOT,
    project: project.name,
    stack,
    config,
    secretKeys,
    // The provider has to be in the account that names and ARNs are computed for.
    ...(account === undefined ? {} : { account }),
    ...(project.main === undefined ? {} : { entry: project.main }),
  };
}

function planned(result: PlanResult): Stack {
  if (result.kind === "failed") throw new Error(result.message);
  return result.stack;
}

function contextNamed(name: string): Context {
  const file = join(ROOT, "stacks/context", `${name}.yaml`);
  const read = readContext(readFileSync(file, "utf8"), { file });
  if ("faults" in read) throw new Error(`${file}: ${JSON.stringify(read.faults)}`);
  return read;
}
