import { prepareToolchain } from "./toolchain";

let skipped: string | undefined;

function say(line: string): void {
  process.stderr.write(`test:engine: ${line}\n`);
}

/** Finds or builds the engine once, before any spec. */
export async function mochaGlobalSetup(): Promise<void> {
  const outcome = await prepareToolchain(say);
  if ("skipped" in outcome) {
    skipped = outcome.skipped;
    say("#".repeat(70));
    say(`SKIPPED, NOTHING WAS TESTED: ${outcome.skipped}`);
    say("#".repeat(70));
  }
}

/** Skips every spec when there is no engine and a skip was asked for. */
export const mochaHooks = {
  beforeAll(this: Mocha.Context): void {
    if (skipped !== undefined) this.skip();
  },
};
