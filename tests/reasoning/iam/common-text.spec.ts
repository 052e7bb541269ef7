import assert from "node:assert/strict";
import fc from "fast-check";
import { matches, overlaps } from "../../../reasoning/iam";
import { commonText } from "../../../reasoning/iam/common-text";

describe("a text that fits two patterns", () => {
  for (const [one, other, text] of [
    ["", "", ""],
    ["a", "a", "a"],
    ["a", "b", undefined],
    ["a", "ab", undefined],
    ["ab", "a", undefined],
    ["?", "?", "x"],
    ["?", "b", "b"],
    ["a", "?", "a"],
    ["?", "", undefined],
    ["", "?", undefined],
    ["*", "*", ""],
    ["*", "a?c", "axc"],
    ["a?c", "*", "axc"],
    ["a*", "*b", "ab"],
    ["*b", "a*", "ab"],
    ["a*c", "ab*", "abc"],
    ["lake/*", "*/se?ret*", "lake/sexret"],
    ["a*", "b*", undefined],
    ["*a", "*b", undefined],
  ] as const) {
    it(`of ${one || "nothing"} and ${other || "nothing"} is ${text === undefined ? "none" : text || "empty"}`, () => {
      assert.equal(commonText(one, other), text);
    });
  }

  const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 7 });

  it("is found whenever there is one, and fits both", () => {
    fc.assert(
      fc.property(pattern, pattern, (one, other) => {
        const text = commonText(one, other);
        assert.equal(text !== undefined, overlaps(one, other));
        if (text === undefined) return;
        assert.match(text, /^[abx]*$/);
        assert.ok(matches(one, text) && matches(other, text));
      }),
      { numRuns: 1000 },
    );
  });

  it("is not looked for at any price", () => {
    const long = "a".repeat(2_000);
    assert.equal(commonText(long.slice(1), long.slice(1)), long.slice(1));
    assert.equal(commonText(long, long), undefined);
  });
});
