/* eslint-disable @typescript-eslint/no-require-imports -- loaded when the first question is asked:
   no other command needs what draws them. */
import type { Asker } from "./asker";
import type * as TerminalAsker from "./terminal-asker";

/** Loads what asks on the terminal. */
export function lazyAsker(): Asker {
  return (require("./terminal-asker") as typeof TerminalAsker).terminalAsker();
}
