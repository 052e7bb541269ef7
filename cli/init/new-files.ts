import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { BadInput, fileProblem } from "../failure";
import { shownPath } from "../shown-path";
import type { WorldOutside } from "../world-outside";

/** A file to be written. */
export interface NewFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/**
 * Writes all of the files or none: each is written beside its place first and moved there last, so
 * that nobody ever reads half a file.
 *
 * @throws {BadInput} if one exists and must not be overwritten, or cannot be written.
 */
export function writeNewFiles(
  files: readonly NewFile[],
  options: { readonly overwrite: boolean },
  world: WorldOutside,
): void {
  const taken = files.filter(({ path }) => existsSync(path) && !options.overwrite);
  if (taken.length > 0) {
    const list = taken.map(({ path }) => shownPath(path, world)).join(" and ");
    throw new BadInput(
      `${list} ${taken.length === 1 ? "exists" : "exist"} already, and nothing was written: choose another --stack, or overwrite with --force`,
    );
  }
  const drafts: { readonly draft: string; readonly target: string }[] = [];
  try {
    for (const { path, text } of files) {
      try {
        mkdirSync(dirname(path), { recursive: true });
        // What a link leads to is replaced, not the link.
        const target = existsSync(path) ? realpathSync(path) : path;
        const draft = join(dirname(target), `.${basename(target)}.${String(process.pid)}.tmp`);
        drafts.push({ draft, target });
        writeFileSync(draft, text);
      } catch (error) {
        throw new BadInput(
          `${shownPath(path, world)} ${fileProblem(error)}, and nothing was written; let this user write in ${shownPath(dirname(path), world)}, or look at the file with --dry-run`,
          { cause: error },
        );
      }
    }
    for (const { draft, target } of drafts) renameSync(draft, target);
  } finally {
    for (const { draft } of drafts) rmSync(draft, { force: true });
  }
}
