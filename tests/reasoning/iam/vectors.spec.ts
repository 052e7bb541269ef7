import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Outcome, PolicyKind, StatementRef } from "../../../reasoning/iam";
import { evaluate, isFaulty, readSimulation } from "../../../reasoning/iam";

/**
 * A request and policies, with the answer that a page of AWS's documentation gives. The pages' facts
 * are told in words of our own, and accounts and names are made up.
 */
interface Vector {
  readonly title: string;
  /** The page, its section, and the rule that decides. */
  readonly source: { readonly url: string; readonly section: string; readonly rule: string };
  /** What `readSimulation` takes. */
  readonly simulation: unknown;
  readonly expected: {
    readonly outcome: Outcome;
    readonly blockedBy?: readonly PolicyKind[];
    /** Each as kind, document and place of the statement. */
    readonly decidedBy?: readonly string[];
  };
}

const FOLDER = join(__dirname, "vectors");

function vectorsOf(file: string): readonly Vector[] {
  const text = readFileSync(join(FOLDER, file), "utf8");
  return JSON.parse(text) as readonly Vector[];
}

function place({ kind, document, index }: StatementRef): string {
  return `${kind} ${document} ${index ?? ""}`.trim();
}

const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json"))
  .sort();

for (const file of files) {
  describe(`IAM by AWS's documentation: ${file.replace(".json", "")}`, () => {
    for (const { title, simulation, expected } of vectorsOf(file)) {
      it(title, () => {
        const read = readSimulation(simulation);
        assert.ok(!isFaulty(read), JSON.stringify(read));
        const { outcome, blockedBy, decidedBy } = evaluate(read);
        assert.equal(outcome, expected.outcome);
        if (expected.blockedBy !== undefined) assert.deepEqual(blockedBy, expected.blockedBy);
        if (expected.decidedBy !== undefined)
          assert.deepEqual(decidedBy.map(place), expected.decidedBy);
      });
    }
  });
}

describe("the vectors from AWS's documentation", () => {
  const all = files.flatMap(vectorsOf);

  it("are at least 250, each with a title of its own", () => {
    assert.ok(all.length >= 250);
    assert.equal(new Set(all.map(({ title }) => title)).size, all.length);
  });

  it("cite a page, a section and the rule each", () => {
    for (const { source } of all) {
      assert.match(source.url, /^https:\/\/docs\.aws\.amazon\.com\/\S+\.html$/);
      assert.ok(source.section.length > 3 && source.rule.length > 20);
    }
  });

  it("expect every kind of certain answer", () => {
    const outcomes = new Set(all.map(({ expected }) => expected.outcome));
    for (const outcome of ["allowed", "implicitly-denied", "explicitly-denied"] as const)
      assert.ok(outcomes.has(outcome), outcome);
  });
});
