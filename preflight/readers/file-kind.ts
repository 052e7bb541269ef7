import { statSync, type Stats } from "node:fs";

/** What stands at a path; undefined if there is nothing, or no way there. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // The path runs through a file, or nobody may look.
    return undefined;
  }
}

/** Whether a file stands at the path. */
export function isFile(path: string): boolean {
  return statOf(path)?.isFile() === true;
}

/** Whether a folder stands at the path. */
export function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() === true;
}
