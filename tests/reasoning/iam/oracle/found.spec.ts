import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { evaluate, isFaulty, readSimulation } from "../../../../reasoning/iam";

/** A case that one of the engines once got wrong, as small as it gets. */
interface Found {
  /** What it shows, as the title of a test. */
  readonly title: string;
  readonly rule: string;
  /** The AWS page and section. */
  readonly source: string;
  readonly outcome: string;
  readonly simulation: unknown;
}

const FOLDER = join(__dirname, "found");

describe("a case that random comparison has found", () => {
  for (const file of readdirSync(FOLDER).sort()) {
    const found = JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as Found;

    it(`${found.title} (${file})`, () => {
      const simulation = readSimulation(found.simulation);
      assert.ok(!isFaulty(simulation), isFaulty(simulation) ? simulation.message : "");
      assert.equal(evaluate(simulation).outcome, found.outcome, `${found.rule} ${found.source}`);
    });
  }
});
