import { listStacks, type Project, stackFile } from "../preflight/readers/project";
import { BadInput } from "./failure";
import type { PlanOptions } from "./invocation";
import { readingProject } from "./program-folder";
import { didYouMean } from "./suggest";

/** A stack to plan. */
export interface ChosenStack {
  readonly project: Project;
  readonly name: string;
  /** From `<organization>/<project>/<stack>` or `<organization>/<stack>`. */
  readonly organization?: string;
  /** Its file; absent where the program has no stack files at all. */
  readonly file?: string;
}

/** At least one stack to plan. */
export type ChosenStacks = readonly [ChosenStack, ...ChosenStack[]];

/** What a stack is called that nobody named. */
const UNNAMED = "dev";

/** More names than these would bury the sentence. */
const NAMES_SHOWN = 12;

/** A stack as the command line names it. */
interface Named {
  readonly given: string;
  readonly name: string;
  readonly project?: string;
  readonly organization?: string;
}

function shortList(names: readonly string[]): string {
  return names.length <= NAMES_SHOWN
    ? names.join(", ")
    : `${names.slice(0, NAMES_SHOWN).join(", ")}, …`;
}

/** Takes a name apart; the first part of two is a project if a project is called so. */
function parse(given: string, projects: readonly Project[]): Named {
  const parts = given.split("/");
  if (parts.length > 3 || parts.some((part) => !/^[\w-][\w.-]*$/.test(part))) {
    throw new BadInput(
      `--stack ${JSON.stringify(given)} is no name of a stack; give <stack>, <project>/<stack>, <organization>/<stack> or <organization>/<project>/<stack>`,
    );
  }
  const [first = "", second = "", third = ""] = parts;
  switch (parts.length) {
    case 1:
      return { given, name: first };
    case 2:
      return projects.some(({ name }) => name === first)
        ? { given, project: first, name: second }
        : { given, organization: first, name: second };
    default:
      return { given, organization: first, project: second, name: third };
  }
}

function withFile(project: Project, stack: Pick<Named, "name" | "organization">): ChosenStack {
  const { name, organization } = stack;
  const known = listStacks(project);
  return {
    project,
    name,
    ...(organization === undefined ? {} : { organization }),
    ...(known.length === 0 ? {} : { file: readingProject(() => stackFile(project, name)) }),
  };
}

/** The stacks that one `--stack` means: one of each program that has a stack of this name. */
function find(named: Named, projects: readonly Project[]): ChosenStacks {
  const { given, name, project: wanted } = named;
  const fitting = projects.filter((project) => wanted === undefined || project.name === wanted);
  if (fitting.length === 0) {
    const [only, ...others] = projects;
    throw new BadInput(
      others.length === 0
        ? `--stack ${given} belongs to the project ${String(wanted)}, but ${only?.file ?? ""} is the project ${only?.name ?? ""}; give a stack of that project, or another --program`
        : `--stack ${given} belongs to the project ${String(wanted)}, but the programs are ${projects.map((each) => each.name).join(", ")}; give a stack of one of them, or one more --program`,
    );
  }
  const [first, ...others] = fitting
    .filter((project) => {
      const known = listStacks(project);
      return known.length === 0 || known.includes(name);
    })
    .map((project) => withFile(project, named));
  if (first !== undefined) return [first, ...others];
  const known = [...new Set(fitting.flatMap(listStacks))].sort();
  throw new BadInput(
    `no stack is called ${name} in ${fitting.map(({ stackDirectory }) => stackDirectory).join(" or ")}${didYouMean(name, known)}; there is ${shortList(known)}`,
  );
}

/** The stacks of a program where the command line names none. */
function unnamed(project: Project, all: boolean): readonly ChosenStack[] {
  const known = listStacks(project);
  const [first, ...others] = known;
  if (first === undefined) {
    if (all) {
      throw new BadInput(
        `--all finds no stack file (Pulumi.<stack>.yaml) in ${project.stackDirectory}; leave it out to plan the program without one`,
      );
    }
    return [{ project, name: UNNAMED }];
  }
  if (all || others.length === 0) return known.map((name) => withFile(project, { name }));
  const example = known.includes("quick-start") ? "quick-start" : first;
  throw new BadInput(
    `${project.file} has ${String(known.length)} stacks (${shortList(known)}); choose one, as in --stack ${example}, or plan them with --all`,
  );
}

/**
 * The stacks that a command line asks for.
 *
 * @throws {BadInput} if a stack has no file while others do, if it is asked for twice, if there are
 *   several to choose from and nobody chose, or if there are none where all were asked for.
 */
export function chooseStacks(
  projects: readonly [Project, ...Project[]],
  options: Pick<PlanOptions, "all" | "stack">,
): ChosenStacks {
  const chosen =
    options.stack.length > 0
      ? options.stack.flatMap((given) => find(parse(given, projects), projects))
      : projects.flatMap((project) => unnamed(project, options.all));
  const seen = new Set<string>();
  for (const { project, name } of chosen) {
    const key = `${project.name}/${name}`;
    if (seen.has(key)) throw new BadInput(`the stack ${key} is asked for twice; give it once`);
    seen.add(key);
  }
  const [first, ...others] = chosen;
  // Every branch above refuses to choose nothing.
  if (first === undefined) throw new TypeError("no stack was chosen");
  return [first, ...others];
}
