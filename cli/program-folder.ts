import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { isFolder } from "../preflight/readers/file-kind";
import { type Project, ProjectFileError, readProject } from "../preflight/readers/project";
import { BadInput } from "./failure";
import { PACKAGE_FOLDER } from "./package-facts";
import type { WorldOutside } from "./world-outside";

function holdsProject(folder: string): boolean {
  return ["yaml", "yml", "json"].some((extension) =>
    existsSync(join(folder, `Pulumi.${extension}`)),
  );
}

function projectAbove(folder: string): string | undefined {
  if (holdsProject(folder)) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : projectAbove(parent);
}

/**
 * The folder of the program to plan: the one that was given; else the nearest with a Pulumi.yaml,
 * from the working directory upwards, as `pulumi` looks for it; else this package's own, in a clone.
 *
 * @throws {BadInput} if there is none of these.
 */
export function programFolder(given: string | undefined, world: WorldOutside): string {
  if (given !== undefined) {
    const folder = resolve(world.folder, given);
    if (isFolder(folder)) return folder;
    throw new BadInput(
      `--program ${given}: there is no such folder; name the folder that holds Pulumi.yaml`,
    );
  }
  const found =
    projectAbove(world.folder) ?? (holdsProject(PACKAGE_FOLDER) ? PACKAGE_FOLDER : undefined);
  if (found === undefined) {
    throw new BadInput(
      `there is no Pulumi.yaml in ${world.folder} or above it; go to the folder of a Pulumi program, or name it with --program`,
    );
  }
  return found;
}

/** Runs what reads project files, and turns what is wrong with them into the user's message. */
export function readingProject<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProjectFileError) throw new BadInput(error.message, { cause: error });
    throw error;
  }
}

/** Reads the project of a folder. @throws {BadInput} if it is missing, malformed or not Node.js. */
export function openProject(folder: string): Project {
  return readingProject(() => readProject(folder));
}

/**
 * Whether the program is the one this package ships, wherever its clone is: only then are the
 * settings of a stack file those of our schema. The project's name alone does not tell.
 */
export function isOwnProgram(project: Project): boolean {
  const entry = resolve(project.directory, project.main ?? ".");
  const folder = isFolder(entry) ? entry : dirname(entry);
  try {
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
      readonly name?: unknown;
    };
    return manifest.name === "pulumi-mwaa";
  } catch {
    return false;
  }
}
