import type { Asker } from "./asker";
import { lazyAsker } from "./lazy-asker";

/** Everything a command may touch outside of its arguments; tests give their own. */
export interface WorldOutside {
  /** The working directory, absolute. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether standard output is a terminal. */
  readonly isTerminal: boolean;
  /** The terminal's width in characters, if there is one. */
  readonly columns?: number;
  /** Reads standard input to its end; undefined if it is a terminal, where nothing would end it. */
  readonly readInput: () => Promise<Buffer> | undefined;
  /** Whoever sits at the terminal; absent if nobody can be asked. */
  readonly asker?: () => Asker;
  readonly print: (text: string) => Promise<void>;
  readonly complain: (text: string) => Promise<void>;
}

function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      // The reader has seen enough (`mwaa rules | head`): that is no fault of anybody.
      if (error && (error as NodeJS.ErrnoException).code !== "EPIPE") reject(error);
      else resolve();
    });
  });
}

async function readAll(stream: AsyncIterable<Buffer | string>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** The real process. */
export function realWorld(): WorldOutside {
  for (const stream of [process.stdout, process.stderr]) {
    // Without a listener a closed pipe would end the process with a stack trace.
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
  return {
    folder: process.cwd(),
    environment: process.env,
    isTerminal: process.stdout.isTTY,
    columns: process.stdout.columns,
    readInput: () => (process.stdin.isTTY ? undefined : readAll(process.stdin)),
    ...(process.stdin.isTTY && process.stderr.isTTY ? { asker: lazyAsker } : {}),
    print: (text) => write(process.stdout, text),
    complain: (text) => write(process.stderr, text),
  };
}

/** Whether text may be coloured: on a terminal that can, unless NO_COLOR (no-color.org) is set. */
export function mayColour(world: WorldOutside, output: string | undefined): boolean {
  const { NO_COLOR, TERM } = world.environment;
  return (
    output === undefined &&
    world.isTerminal &&
    (NO_COLOR === undefined || NO_COLOR === "") &&
    TERM !== "dumb"
  );
}

/** The width text is laid out for, in characters. */
export function widthOf(world: WorldOutside): number {
  return Math.min(120, Math.max(60, world.columns ?? 100));
}
