import assert from "node:assert/strict";
import { didYouMean, nearest } from "../../cli/suggest";

const RULES = ["bucket-versioning-enabled", "bucket-is-encrypted", "role-trusts-airflow"];

describe("nearest", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["bucket-versioning-enable", ["bucket-versioning-enabled"]],
    ["Bucket-Versionning-Enabled", ["bucket-versioning-enabled"]],
    ["bucket", ["bucket-is-encrypted", "bucket-versioning-enabled"]],
    ["subnets-in-two-zones", []],
    ["x", []],
  ];
  for (const [given, expected] of cases) {
    it(`finds ${expected.length === 0 ? "nothing" : expected.join(" and ")} for ${given}`, () => {
      assert.deepEqual(nearest(given, RULES), expected);
    });
  }
});

describe("didYouMean", () => {
  it("asks only if something is near", () => {
    assert.equal(didYouMean("role-trust-airflow", RULES), "; did you mean role-trusts-airflow?");
    assert.equal(didYouMean("nothing-alike", RULES), "");
  });
});
