import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ABSTENTIONS } from "./abstentions";
import { EXPLANATIONS } from "./explanations";

const TEXT = readFileSync(
  join(__dirname, "..", "..", "..", "..", "reasoning", "iam", "ORACLE.md"),
  "utf8",
).replace(/\s+/g, " ");

describe("the document on the second opinion", () => {
  for (const { id, rule, source } of EXPLANATIONS) {
    it(`tells the rule and the page of ${id}`, () => {
      assert.ok(TEXT.includes(`\`${id}\``), "its name");
      assert.ok(TEXT.includes(rule), rule);
      assert.ok(TEXT.includes(source.split(",")[0] ?? source), source);
    });
  }

  for (const { id, reason, source } of ABSTENTIONS) {
    it(`tells why ${id} is left open, and the page`, () => {
      assert.ok(TEXT.includes(`\`${id}\``), "its name");
      assert.ok(TEXT.includes(reason), reason);
      assert.ok(TEXT.includes(source.split(",")[0] ?? source), source);
    });
  }
});
