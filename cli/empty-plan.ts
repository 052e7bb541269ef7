import { isAbsolute, join } from "node:path";
import type { Stack } from "../preflight/model/resource";
import { BadInput } from "./failure";
import { PACKAGE_FOLDER } from "./package-facts";
import type { Prepared } from "./prepare";
import { isOwnProgram } from "./program-folder";

/** Whether a program makes or reads anything at all; providers serve others. */
function holdsSomething({ resources, incomplete }: Stack): boolean {
  return (
    incomplete.length > 0 ||
    resources.some(({ type }) => !/^pulumi:(?:providers:|pulumi:Stack$)/.test(type))
  );
}

function programOf({ chosen: { project } }: Prepared): string {
  const { directory, main = "." } = project;
  return isAbsolute(main) ? main : join(directory, main);
}

/**
 * What is wrong with a plan in which no program makes anything: there is nothing to judge, and a
 * pass would be read as one. It is most often a `main` that leads to a library.
 */
export function emptyPlan(
  stacks: readonly Stack[],
  prepared: readonly Prepared[],
): BadInput | undefined {
  if (stacks.some(holdsSomething)) return undefined;
  const programs = [...new Set(prepared.map(programOf))].join(", ");
  const names = prepared.map(({ own }) => own.stack).join(", ");
  const library = prepared.some(
    ({ chosen: { project } }) => isOwnProgram(project) && project.directory !== PACKAGE_FOLDER,
  );
  const fix = library
    ? "its package.json names the library as main, which makes nothing by itself: let main in Pulumi.yaml name the program's file, such as index.ts"
    : "see that main in Pulumi.yaml names the program, and that it does not make everything under a condition that no configuration meets";
  return new BadInput(
    `there is nothing to judge: ${programs} registers no resource for ${names}; ${fix}`,
  );
}
