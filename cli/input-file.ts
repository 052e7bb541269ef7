import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { BadInput, fileProblem } from "./failure";
import type { WorldOutside } from "./world-outside";

/** What a file is expected to hold, for the message if it does not. */
export interface Expected {
  /** What it is, such as "a preview". */
  readonly thing: string;
  /** What to give instead of something unreadable. */
  readonly content: string;
  /** A command line that pipes the right thing into standard input. */
  readonly pipe: string;
}

/**
 * Reads a file that a command line names as text; `-` is standard input.
 *
 * @throws {BadInput} if it cannot be read, is not text, or standard input is a terminal.
 */
export async function readInputFile(
  file: string,
  expected: Expected,
  world: WorldOutside,
): Promise<string> {
  if (file === "-") {
    const input = world.readInput();
    if (input === undefined) {
      throw new BadInput(
        `standard input is a terminal; pipe ${expected.thing} into it: \`${expected.pipe}\``,
      );
    }
    return decode(await input, "standard input", expected);
  }
  return decode(bytesOf(file, expected, world), file, expected);
}

/** Something wrong within what a file holds. */
export interface PointedFault {
  /** JSON pointer; empty for the whole. */
  readonly pointer: string;
  readonly problem: string;
}

/** The refusal of what a file holds, to be thrown: each fault on a line of its own, behind its place. */
export function refusalOf(file: string, faults: readonly PointedFault[]): BadInput {
  const name = file === "-" ? "standard input" : file;
  return new BadInput(
    faults
      .map(({ pointer, problem }) => `${name}${pointer === "" ? "" : `#${pointer}`}: ${problem}`)
      .join("\n"),
  );
}

function bytesOf(file: string, expected: Expected, world: WorldOutside): Buffer {
  try {
    return readFileSync(resolve(world.folder, file));
  } catch (error) {
    throw new BadInput(
      `${file === "" ? '""' : file}: ${fileProblem(error)}; give a file that holds ${expected.content}`,
      { cause: error },
    );
  }
}

function decode(bytes: Buffer, file: string, expected: Expected): string {
  // PowerShell's `>` writes UTF-16 with a byte order mark.
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new BadInput(`${file}: is not text; give ${expected.content}`, { cause: error });
  }
}
