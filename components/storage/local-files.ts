import * as fs from "node:fs";
import * as path from "node:path";
import type { Fault } from "../../mwaa/fault";

/** What Python, git and macOS leave in folders, and no environment wants. */
const LEFT_OUT: ReadonlySet<string> = new Set(["__pycache__", ".git", ".DS_Store"]);

/** A file below a folder. */
interface LocalFile {
  /** The way from the folder, with `/` on every system. */
  readonly relative: string;
  /** The path from the working directory, as the folder was given. */
  readonly path: string;
}

/** Files, or the faults for which there are none. */
export type Found =
  { readonly files: readonly LocalFile[] } | { readonly faults: readonly Fault[] };

/** All files of a folder and the folders in it, in the order of their names. */
export function filesIn(folder: string, setting: string): Found {
  const faults = placeFaults(folder, setting, "folder");
  if (faults.length > 0) return { faults };
  try {
    const files = [...walk(folder, "", new Set())];
    return files.length > 0
      ? { files }
      : { faults: [fault(setting, folder, "is an empty folder")] };
  } catch (error) {
    return { faults: [fault(setting, folder, `cannot be read (${reasonOf(error)})`)] };
  }
}

/** What is wrong with the path of a file or a folder: nothing there, the other kind, unreadable. */
export function placeFaults(
  place: string,
  setting: string,
  kind: "file" | "folder",
): readonly Fault[] {
  let stats: fs.Stats;
  try {
    stats = fs.statSync(place);
    fs.accessSync(place, fs.constants.R_OK);
  } catch (error) {
    const code = reasonOf(error);
    const problem = code === "ENOENT" ? "does not exist" : `cannot be read (${code})`;
    return [fault(setting, place, problem, kind)];
  }
  const isKind = kind === "file" ? stats.isFile() : stats.isDirectory();
  return isKind ? [] : [fault(setting, place, `is not a ${kind}`, kind)];
}

/** Whether there is a folder at the path. */
export function isFolder(place: string): boolean {
  return fs.statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function fault(
  setting: string,
  place: string,
  problem: string,
  kind: "file" | "folder" = "folder",
): Fault {
  const wanted = kind === "file" ? "a file that can be read" : "a folder with at least one file";
  return {
    path: [setting],
    problem: `${problem} (looked for ${path.resolve(place)})`,
    got: place,
    allowed: `${wanted}, by its path from the project's folder`,
    fix: `put it there, or change ${setting}`,
  };
}

/** Follows links, but not back into a folder that the way already leads through. */
function* walk(folder: string, relative: string, above: ReadonlySet<string>): Generator<LocalFile> {
  const real = fs.realpathSync(folder);
  if (above.has(real)) return;
  const entries = fs.readdirSync(folder).filter((name) => !LEFT_OUT.has(name));
  for (const name of entries.sort()) {
    const place = path.join(folder, name);
    const below = relative === "" ? name : `${relative}/${name}`;
    const stats = fs.statSync(place);
    if (stats.isDirectory()) yield* walk(place, below, new Set([...above, real]));
    else if (stats.isFile()) {
      fs.accessSync(place, fs.constants.R_OK);
      yield { relative: below, path: place };
    }
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}
