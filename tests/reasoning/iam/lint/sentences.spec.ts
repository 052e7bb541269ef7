import assert from "node:assert/strict";
import type { PolicyFormName } from "../../../../reasoning/iam/lint";
import { lintPolicy } from "../../../../reasoning/iam/lint";
import cases from "./sentences.json";

describe("what the linter says", () => {
  for (const { form, statement, sentences } of cases) {
    it(`of ${JSON.stringify(statement).slice(0, 120)} in a ${form} policy`, () => {
      const document = { Version: "2012-10-17", Statement: statement };
      assert.deepEqual(
        lintPolicy(document, { form: form as PolicyFormName }).map(
          ({ message, fix }) => `${message} ${fix}`,
        ),
        sentences,
      );
    });
  }

  for (const [document, sentence] of [
    ["{", "The text is not JSON."],
    ["[1]", "[1] is no JSON object."],
    ['{"Version":"2012-10-17"}', "The policy has no statements. Add Statement."],
    ['{"Version":7,"Statement":[]}', 'There is no version 7. Write "Version": "2012-10-17".'],
    ['{"Version":"2012-10-17","Versoin":1}', "Did you mean Version?"],
    ['{"Version":"2012-10-17","Zzzzzzzzz":1}', "Write one of Version, Id, Statement."],
  ] as const) {
    it(`of ${document}`, () => {
      const [finding] = lintPolicy(document, { form: "managed" });
      assert.ok(`${finding?.message} ${finding?.fix}`.includes(sentence));
    });
  }
});
