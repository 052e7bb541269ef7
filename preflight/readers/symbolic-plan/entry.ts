import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { isFolder } from "../file-kind";

/** What to load, and from which folder. */
export interface Entry {
  readonly entry: string;
  readonly workingDirectory: string;
}

const INDEX_FILES = ["index.js", "index.ts", "index.mjs", "index.cjs", "index.mts", "index.cts"];

/**
 * Finds a program as Pulumi does: `main` of Pulumi.yaml first, then `exports` or `main` of
 * package.json, then an index file. A relative path in the program is relative to the folder of
 * Pulumi.yaml's `main`.
 *
 * @param main `main` of Pulumi.yaml, a file or a folder.
 * @returns a sentence that says what is missing, or the entry.
 */
export function findEntry(directory: string, main?: string): Entry | string {
  if (!isFolder(directory))
    return `There is no folder ${directory}: name the folder of a Pulumi program.`;
  const target = path.resolve(directory, main ?? ".");
  if (!existsSync(target)) {
    return `Pulumi.yaml's main is "${main ?? ""}", but ${target} does not exist: correct main, or build the program first.`;
  }
  if (!isFolder(target)) return { entry: target, workingDirectory: path.dirname(target) };
  const named = packageMain(target);
  if (named !== undefined) {
    const entry = resolveFile(path.resolve(target, named));
    if (entry !== undefined) return { entry, workingDirectory: target };
  }
  const entry = indexOf(target);
  if (entry !== undefined) return { entry, workingDirectory: target };
  return named === undefined
    ? `There is no program in ${target}: none of ${INDEX_FILES.join(", ")}, and neither Pulumi.yaml nor package.json names a main file.`
    : `package.json's main is "${named}", but ${path.resolve(target, named)} does not exist: correct main, or build the program first.`;
}

function packageMain(folder: string): string | undefined {
  const file = path.join(folder, "package.json");
  if (!existsSync(file)) return undefined;
  let manifest: { exports?: unknown; main?: unknown };
  try {
    manifest = JSON.parse(readFileSync(file, "utf8")) as typeof manifest;
  } catch {
    return undefined;
  }
  return (
    exported(manifest.exports) ?? (typeof manifest.main === "string" ? manifest.main : undefined)
  );
}

function exported(exports: unknown): string | undefined {
  if (typeof exports === "string") return exports;
  if (typeof exports !== "object" || exports === null) return undefined;
  const root = (exports as Record<string, unknown>)["."];
  if (typeof root === "string") return root;
  if (typeof root !== "object" || root === null) return undefined;
  const conditions = root as Record<string, unknown>;
  const chosen = conditions["default"] ?? conditions["require"] ?? conditions["import"];
  return typeof chosen === "string" ? chosen : undefined;
}

/** A file, a file without its extension, or a folder's index. */
function resolveFile(candidate: string): string | undefined {
  if (isFolder(candidate)) return indexOf(candidate);
  return [candidate, `${candidate}.js`, `${candidate}.ts`].find((file) => existsSync(file));
}

function indexOf(folder: string): string | undefined {
  return INDEX_FILES.map((name) => path.join(folder, name)).find((file) => existsSync(file));
}
