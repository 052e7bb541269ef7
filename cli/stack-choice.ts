import { listStacks, type Project, stackFile } from "../preflight/readers/project";
import { BadInput } from "./failure";
import type { PlanOptions } from "./invocation";
import { readingProject } from "./program-folder";
import { didYouMean } from "./suggest";

/** A stack to plan. */
export interface ChosenStack {
  readonly name: string;
  /** From `<organization>/<project>/<stack>` or `<organization>/<stack>`. */
  readonly organization?: string;
  /** Its file; absent where the program has no stack files at all. */
  readonly file?: string;
}

/** What a stack is called that nobody named. */
const UNNAMED = "dev";

function qualified(given: string, project: Project): Omit<ChosenStack, "file"> {
  const parts = given.split("/");
  const name = parts.at(-1) ?? "";
  const namedProject = parts.length === 3 ? parts[1] : undefined;
  if (parts.length > 3 || parts.some((part) => !/^[\w-][\w.-]*$/.test(part))) {
    throw new BadInput(
      `--stack ${JSON.stringify(given)} is no name of a stack; give <stack>, <organization>/<stack> or <organization>/<project>/<stack>`,
    );
  }
  if (namedProject !== undefined && namedProject !== project.name) {
    throw new BadInput(
      `--stack ${given} belongs to the project ${namedProject}, but ${project.file} is the project ${project.name}; give a stack of that project, or another --program`,
    );
  }
  const organization = parts.length > 1 ? parts[0] : undefined;
  return { name, ...(organization === undefined ? {} : { organization }) };
}

/**
 * The stacks that a command line asks for.
 *
 * @throws {BadInput} if a stack has no file while others do, if there are several to choose from and
 *   nobody chose, or if there are none where all were asked for.
 */
export function chooseStacks(
  project: Project,
  options: Pick<PlanOptions, "all" | "stack">,
): readonly [ChosenStack, ...ChosenStack[]] {
  const known = listStacks(project);
  const withFile = (stack: Omit<ChosenStack, "file">): ChosenStack => ({
    ...stack,
    file: readingProject(() => stackFile(project, stack.name)),
  });
  if (options.stack !== undefined) {
    const stack = qualified(options.stack, project);
    if (known.includes(stack.name)) return [withFile(stack)];
    if (known.length === 0) return [stack];
    const names = known.length <= 12 ? known.join(", ") : `${known.slice(0, 12).join(", ")}, …`;
    throw new BadInput(
      `no stack is called ${stack.name} in ${project.stackDirectory}${didYouMean(stack.name, known)}; there is ${names}`,
    );
  }
  const [first, ...others] = known;
  if (first === undefined) {
    if (options.all) {
      throw new BadInput(
        `--all finds no stack file (Pulumi.<stack>.yaml) in ${project.stackDirectory}; leave it out to plan the program without one`,
      );
    }
    return [{ name: UNNAMED }];
  }
  if (options.all) return [withFile({ name: first }), ...others.map((name) => withFile({ name }))];
  if (others.length === 0) return [withFile({ name: first })];
  const [example] = known.includes("quick-start") ? ["quick-start"] : known;
  throw new BadInput(
    `${project.file} has ${String(known.length)} stacks (${known.slice(0, 12).join(", ")}${known.length > 12 ? ", …" : ""}); choose one, as in --stack ${example ?? first}, or plan them with --all`,
  );
}
