import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

function findRoot(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error("this package lost its package.json");
  return findRoot(parent);
}

/** The folder of this package, from the sources and from the build alike. */
export const PACKAGE_FOLDER = findRoot(__dirname);

/** This package's version. */
export function packageVersion(): string {
  const parsed = JSON.parse(readFileSync(join(PACKAGE_FOLDER, "package.json"), "utf8")) as {
    readonly version: string;
  };
  return parsed.version;
}
