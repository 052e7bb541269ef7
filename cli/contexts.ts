import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { renderSettingFault, type SettingFault } from "../mwaa/settings/setting-fault";
import type { Stack } from "../preflight/model/resource";
import { type Context, type Outputs, readContext } from "../preflight/readers/context/read";
import { BadInput, fileProblem } from "./failure";
import type { WorldOutside } from "./world-outside";

/** What all context files of a command line say together. */
export interface Contexts {
  /** What exists, one stack a file. */
  readonly stacks: readonly Stack[];
  /** What stacks give out that are not planned, by the name that a StackReference uses. */
  readonly stackOutputs: Readonly<Record<string, Outputs>>;
  /** What components of other processes give out, by type token, then by logical name. */
  readonly components: Readonly<Record<string, Readonly<Record<string, Outputs>>>>;
}

/**
 * Reads the files of `--context`.
 *
 * @throws {BadInput} with every fault of every file at once, each with its place; or if two files
 *   tell the same outputs.
 */
export function readContexts(files: readonly string[], world: WorldOutside): Contexts {
  const faults: SettingFault[] = [];
  const contexts: { readonly file: string; readonly context: Context }[] = [];
  for (const file of files) {
    const read = readContext(textOf(file, world), { file });
    if ("faults" in read) faults.push(...read.faults);
    else contexts.push({ file, context: read });
  }
  if (faults.length > 0) throw new BadInput(faults.map(renderSettingFault).join("\n"));
  return {
    stacks: contexts.map(({ context }) => context.stack),
    stackOutputs: Object.fromEntries(
      once(
        contexts,
        ({ stackOutputs }) => stackOutputs,
        (name) => `stackOutputs of ${name}`,
      ),
    ),
    components: componentsOf(contexts),
  };
}

function textOf(file: string, world: WorldOutside): string {
  try {
    return readFileSync(resolve(world.folder, file), "utf8");
  } catch (error) {
    throw new BadInput(
      `--context ${file}: ${fileProblem(error)}; give a file that docs/context.schema.json describes`,
      { cause: error },
    );
  }
}

type Read = readonly { readonly file: string; readonly context: Context }[];

/** The entries of all files; what two files tell could differ. */
function once<T>(
  contexts: Read,
  entries: (context: Context) => Readonly<Record<string, T>>,
  what: (name: string) => string,
): readonly (readonly [string, T])[] {
  const owners = new Map<string, string>();
  return contexts.flatMap(({ file, context }) =>
    Object.entries(entries(context)).map(([name, value]) => {
      const other = owners.get(name);
      if (other !== undefined) {
        throw new BadInput(`${other} and ${file} both tell ${what(name)}; tell them in one file`);
      }
      owners.set(name, file);
      return [name, value] as const;
    }),
  );
}

function componentsOf(contexts: Read): Contexts["components"] {
  const types = new Set(contexts.flatMap(({ context }) => Object.keys(context.components)));
  return Object.fromEntries(
    [...types].map((type) => [
      type,
      Object.fromEntries(
        once(
          contexts,
          ({ components }) => components[type] ?? {},
          (name) => `the outputs of component ${name} (${type})`,
        ),
      ),
    ]),
  );
}
