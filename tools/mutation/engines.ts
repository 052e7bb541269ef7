import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

/** The root of the repository. */
export const ROOT = join(__dirname, "..", "..");

/** What is measured: the logic of a reasoning engine, by its own tests. */
export interface Engine {
  /** The folder of the engine beneath `reasoning/`, and of its tests beneath `tests/reasoning/`. */
  readonly folder: string;
  /** Files or folders in it that hold data, which no test could pin down without repeating it. */
  readonly data: readonly string[];
  /**
   * Specs that draw many cases, as the start of their paths. They are left out: every mutant that survives
   * would have to pass them all. The score is a lower bound, therefore.
   */
  readonly costly: readonly string[];
}

/** The engines by name. */
export const ENGINES: Readonly<Record<string, Engine>> = {
  iam: { folder: "iam", data: [], costly: ["laws"] },
  reachability: {
    folder: "reachability",
    data: [],
    costly: ["batfish/traces", "describe/mutated", "laws"],
  },
};

/** The files of an engine that are mutated, sorted, as paths from the root. */
export function sourcesOf({ folder, data }: Engine): readonly string[] {
  return typeScriptIn(posix.join("reasoning", folder), (file) => {
    return !file.endsWith("index.ts") && !data.some((each) => file.startsWith(each));
  });
}

/**
 * The specs that an engine is measured by, as paths from the root. Those about time and size are not among
 * them: on a busy machine they would notice mutants that nobody made.
 */
export function specsOf({ folder, costly }: Engine): readonly string[] {
  return typeScriptIn(posix.join("tests/reasoning", folder), (file) => {
    // The oracle's cases are another suite: they are many, and are not what the tests pin down.
    const isAside = file.startsWith("oracle/") || /(bounded-time|long-lists)\.spec\.ts$/.test(file);
    const isCostly = costly.some((each) => file.startsWith(each));
    return file.endsWith(".spec.ts") && !isAside && !isCostly;
  });
}

/** A hash over the names and texts of an engine's sources: a report is about these and no others. */
export function hashOf(engine: Engine): string {
  const hash = createHash("sha256");
  for (const file of sourcesOf(engine)) {
    hash.update(`${file}\n`).update(readFileSync(join(ROOT, file)));
  }
  return hash.digest("hex");
}

function typeScriptIn(folder: string, isWanted: (file: string) => boolean): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".ts") && isWanted(file))
    .map((file) => posix.join(folder, file))
    .sort();
}
