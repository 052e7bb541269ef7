import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { type UseCase, useCaseOf, type VpcOrigin } from "../mwaa/service/use-cases";
import { listStacks, type Project, stackFile } from "../preflight/readers/project";
import { Interrupted } from "./asker";
import { BadInput } from "./failure";
import { type Answers, endpointsStackOf, isShared } from "./init/answers";
import { complete } from "./init/complete";
import { contextDraft, renderContextFile } from "./init/context-text";
import { type NewFile, writeNewFiles } from "./init/new-files";
import { problemsSoFar, type ReadyStack, readyStacks, renderProblem } from "./init/problems";
import { renderStackFile } from "./init/stack-text";
import { stackDrafts } from "./init/stack-drafts";
import { summarize } from "./init/summary";
import type { InitOptions, Outcome } from "./invocation";
import { isOwnProgram, openProject, programFolder } from "./program-folder";
import { shownPath } from "./shown-path";
import type { WorldOutside } from "./world-outside";

/** What Pulumi accepts as the name of a stack and a file system as a part of a file's. */
const STACK_NAME = /^[\w-][\w.-]{0,99}$/;

function ownProject(options: InitOptions, world: WorldOutside): Project {
  const project = openProject(programFolder(options.program, world));
  if (isOwnProgram(project)) return project;
  throw new BadInput(
    `${shownPath(project.file, world)} is the project ${project.name}, a program of its own, and mwaa init writes stack files of the program that pulumi-mwaa ships; go to a clone of that, or name its folder with --program`,
  );
}

/** What is wrong with the name of a new stack. */
function stackProblem(
  stack: string,
  project: Project,
  options: Pick<InitOptions, "force" | "dryRun">,
): string | undefined {
  if (!STACK_NAME.test(stack)) {
    return `is no name of a stack: got ${JSON.stringify(stack)}, allowed: up to 100 letters, digits, -, _ and ., which is not the first; choose such a name`;
  }
  if (!listStacks(project).includes(stack) || options.dryRun) return undefined;
  const file = stackFile(project, stack);
  if (!options.force) {
    return `has a file already, ${relative(project.directory, file)}: choose another name, or overwrite it with --force`;
  }
  return file.endsWith(".json")
    ? `has a file in JSON, ${relative(project.directory, file)}: remove that first`
    : undefined;
}

function refuse(problems: readonly string[]): never {
  const [first = "", ...others] = problems;
  if (others.length === 0) throw new BadInput(first);
  throw new BadInput(
    `${String(problems.length)} faults in the answers, nothing was written:\n${problems.join("\n")}`,
  );
}

/** Refuses what was given before anything is asked. */
function refuseGiven(answers: Answers, problemOfStack: (stack: string) => string | undefined) {
  const { stack } = answers;
  const words = stack === undefined ? undefined : problemOfStack(stack);
  const problems = [
    ...(words === undefined ? [] : [`--stack ${String(stack)} ${words}`]),
    ...problemsSoFar(answers).map((each) => renderProblem(each, answers)),
  ];
  if (problems.length > 0) refuse(problems);
}

async function answered(
  options: InitOptions,
  project: Project,
  world: WorldOutside,
): Promise<Answers> {
  const problemOfStack = (stack: string) => stackProblem(stack, project, options);
  refuseGiven(options.answers, problemOfStack);
  const asker = options.yes ? undefined : world.asker?.();
  try {
    return await complete(options.answers, {
      project: project.name,
      environment: world.environment,
      stackProblem: problemOfStack,
      ...(asker === undefined ? {} : { asker }),
    });
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    throw new BadInput("interrupted before the last answer, and nothing was written", {
      cause: error,
    });
  }
}

function originOf({ vpc }: Answers): VpcOrigin {
  if (isShared(vpc)) return "shared";
  return vpc === "existing" ? "existing" : "new";
}

function useCaseFor(answers: Answers): UseCase {
  return useCaseOf({
    internet: answers.internet === "yes",
    vpc: originOf(answers),
    audience: answers.ui ?? "vpc",
  });
}

function about({ number, title, source }: UseCase): readonly string[] {
  const which = number === undefined ? "Use case" : `Use case ${String(number)} of the user guide`;
  return [`${which}: ${title}.`, source.url];
}

function schemaFrom(folder: string, project: Project, name: string): string {
  return relative(folder, join(project.directory, "docs", name));
}

function pathOf(stack: string, project: Project): string {
  return listStacks(project).includes(stack)
    ? stackFile(project, stack)
    : join(project.stackDirectory, `Pulumi.${stack}.yaml`);
}

/** The file in which somebody says what is in a VPC that is there; kept if there is one. */
function contextFile(answers: Answers, project: Project): NewFile | undefined {
  const draft = contextDraft(answers);
  if (draft === undefined || answers.stack === undefined) return undefined;
  const folder = join(project.stackDirectory, "context");
  const text = renderContextFile(draft, schemaFrom(folder, project, "context.schema.json"));
  return { path: join(folder, `${answers.stack}.yaml`), text };
}

/** The command that judges what was written. */
function nextCommand(
  answers: Answers,
  context: NewFile | undefined,
  project: Project,
  world: WorldOutside,
): string {
  // The owner's stacks of the same project tell what the participant's reads, and make its endpoints.
  const owner = answers.ownerStack?.split("/").at(-1);
  const stacks = listStacks(project);
  const others = owner === undefined ? [] : [owner, endpointsStackOf(owner)];
  const program = shownPath(project.directory, world);
  return [
    `mwaa plan --stack ${answers.stack ?? ""}`,
    ...others.filter((each) => stacks.includes(each)).map((each) => `--stack ${each}`),
    ...(context === undefined ? [] : [`--context ${shownPath(context.path, world)}`]),
    ...(program === "." ? [] : [`--program ${program}`]),
  ].join(" ");
}

function printed(files: readonly NewFile[], world: WorldOutside): string {
  const [only, ...others] = files;
  if (only !== undefined && others.length === 0) return only.text;
  return files.map(({ path, text }) => `# ${shownPath(path, world)}\n${text}`).join("---\n");
}

function stackFiles(
  ready: readonly ReadyStack[],
  answers: Answers,
  project: Project,
): readonly NewFile[] {
  const schema = schemaFrom(project.stackDirectory, project, "settings.schema.json");
  const drafts = stackDrafts(answers, about(useCaseFor(answers)));
  return drafts
    .filter(({ stack }) => ready.some((each) => each.stack === stack))
    .map((draft) => ({
      path: pathOf(draft.stack, project),
      text: renderStackFile(draft, schema),
    }));
}

/**
 * `mwaa init`: asks what a network and its web interface are for, and writes the stack file.
 *
 * @throws {BadInput} if answers are missing or contradict each other, or a file cannot be written.
 */
export async function init(options: InitOptions, world: WorldOutside): Promise<Outcome> {
  const project = ownProject(options, world);
  const answers = await answered(options, project, world);
  const ready = readyStacks(answers);
  if ("problems" in ready) {
    refuse(ready.problems.map((each) => renderProblem(each, answers)));
  }
  const context = contextFile(answers, project);
  const isKept = context !== undefined && existsSync(context.path);
  const files = [
    ...stackFiles(ready.stacks, answers, project),
    ...(context === undefined || isKept ? [] : [context]),
  ];
  if (options.dryRun) return { text: printed(files, world), exitCode: 0 };
  writeNewFiles(files, { overwrite: options.force }, world);
  const summary = summarize(
    useCaseFor(answers),
    ready.stacks.map(({ settings }) => settings),
    answers,
  );
  const lines = [
    ...files.map(({ path }) => `Wrote ${shownPath(path, world)}`),
    ...(isKept ? [`Kept ${shownPath(context.path, world)}`] : []),
    `Next: ${nextCommand(answers, context, project, world)}`,
  ];
  return { text: `${summary}\n${lines.join("\n")}\n`, exitCode: 0 };
}
