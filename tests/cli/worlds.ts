import { main } from "../../cli/main";
import type { WorldOutside } from "../../cli/world-outside";

/** What a command left behind. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process, in a folder, with the given standard input. */
export async function run(
  argv: readonly string[],
  changes: Partial<WorldOutside> & { readonly input?: Buffer | string } = {},
): Promise<Ran> {
  let out = "";
  let err = "";
  const { input = "", ...others } = changes;
  const world: WorldOutside = {
    folder: process.cwd(),
    environment: {},
    isTerminal: false,
    readInput: () => Promise.resolve(Buffer.from(input)),
    print: (text) => {
      out += text;
      return Promise.resolve();
    },
    complain: (text) => {
      err += text;
      return Promise.resolve();
    },
    ...others,
  };
  const code = await main(argv, world);
  return { code, out, err };
}
