import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { BadInput, fileProblem } from "./failure";

/** A place that can take a command's output. */
export interface OutputFile {
  /** Writes all of it or nothing: a reader never sees half a report. */
  readonly write: (text: string) => void;
}

function kindOf(path: string): "folder" | "file" | "device" | "nothing" {
  let stat;
  try {
    stat = statSync(path);
  } catch {
    return "nothing";
  }
  return stat.isDirectory() ? "folder" : stat.isFile() ? "file" : "device";
}

/**
 * Looks at the place before the work begins, so that a misspelt folder is told at once.
 *
 * @throws {BadInput} if it is a folder, or lies in none.
 */
export function outputFile(given: string, folder: string): OutputFile {
  const refuse = (problem: string, cause?: unknown) =>
    new BadInput(`--output ${given}: ${problem}; give the path of a file in a folder that exists`, {
      cause,
    });
  const path = resolve(folder, given);
  if (given === "") throw refuse("is empty");
  const kind = kindOf(path);
  if (kind === "folder") throw refuse("is a folder, not a file");
  if (kindOf(dirname(path)) !== "folder") throw refuse(`${dirname(path)} is not a folder`);
  return {
    write: (text) => {
      try {
        // A pipe or /dev/null must stay what it is.
        if (kind === "device") {
          writeFileSync(path, text);
          return;
        }
        const target = kind === "file" ? realpathSync(path) : path;
        const draft = join(dirname(target), `.${basename(target)}.${String(process.pid)}.tmp`);
        try {
          writeFileSync(draft, text);
          renameSync(draft, target);
        } catch (error) {
          rmSync(draft, { force: true });
          throw error;
        }
      } catch (error) {
        throw refuse(fileProblem(error), error);
      }
    },
  };
}
