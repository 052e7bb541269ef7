import assert from "node:assert/strict";
import { areList, hasOneValue } from "../../../reasoning/iam/key-kind";

const ONE = { values: ["a"], several: false } as const;

describe("a condition key", () => {
  for (const [key, hasOne, isList] of [
    ["aws:sourcevpc", true, false],
    ["aws:tagkeys", false, true],
    ["s3:prefix", true, false],
    ["sts:externalid", true, false],
    ["saml:sub", true, false],
    ["accounts.google.com:aud", true, false],
    ["saml:edupersonaffiliation", false, true],
    ["own:key", false, false],
  ] as const) {
    const kind = hasOne ? "one value" : isList ? "several values" : "values that nobody counts";
    it(`has ${kind} as ${key}`, () => {
      assert.deepEqual([hasOneValue(key), areList(ONE, key)], [hasOne, isList]);
    });
  }
});
