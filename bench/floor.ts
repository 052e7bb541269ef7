/**
 * The floor of `mwaa plan`: the same program, planned by the same reader in a process of its own,
 * and nothing else. No settings are judged, no rule runs, nothing is rendered. Prints the number of
 * resources.
 *
 *   node -r tools/load-sources.cjs bench/floor.ts FOLDER STACK [namespace:key=value …]
 */
import { listStacks, readProject, readStackConfig, stackFile } from "../preflight/readers/project";
import { startPlanner } from "../preflight/readers/symbolic-plan/plan";

async function run(folder: string, stack: string, given: readonly string[]): Promise<void> {
  const planner = startPlanner(folder);
  const project = readProject(folder);
  const { config, secretKeys } = listStacks(project).includes(stack)
    ? readStackConfig(stackFile(project, stack), project.name)
    : { config: {}, secretKeys: [] };
  const entries = given.map((each) => each.split("=", 2) as [string, string]);
  const result = await planner.plan({
    project: project.name,
    stack,
    config: { ...config, ...Object.fromEntries(entries) },
    secretKeys,
    timeoutSeconds: 600,
    ...(project.main === undefined ? {} : { entry: project.main }),
  });
  if (result.kind === "failed") throw new Error(result.message);
  process.stdout.write(`${String(result.stack.resources.length)}\n`);
}

const [folder = ".", stack = "", ...given] = process.argv.slice(2);
run(folder, stack, given).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(2);
  },
);
