import assert from "node:assert/strict";
import { nearestName } from "../../../../reasoning/iam/lint/nearest";

describe("the name that was likely meant", () => {
  for (const [title, name, names, expected] of [
    ["is the nearest", "GetObjcet", ["GetObjectAcl", "GetObject", "PutObject"], "GetObject"],
    ["is the nearest in any case", "GETOBJECT", ["PutObject", "GetObject"], "GetObject"],
    ["is the first of several that are as near", "GetA", ["GetB", "GetC"], "GetB"],
    ["is of the same length where several are as near", "GetA", ["Get", "GetB"], "GetB"],
    ["may differ in two letters, however short", "abc", ["ayz"], "ayz"],
    ["does not differ in all of three letters", "abc", ["xyz"], undefined],
    ["may differ in a third of the letters", "abcdefghijkl", ["abcdefghwxyz"], "abcdefghwxyz"],
    ["does not differ in more than a third", "abcdefghijkl", ["abcdefgvwxyz"], undefined],
    ["may be longer by two letters", "abc", ["abcde"], "abcde"],
    ["is not longer by three", "abc", ["abcdef"], undefined],
    ["is none of none", "abc", [], undefined],
  ] as const) {
    it(`${title}: ${name} for ${expected ?? "nothing"}`, () => {
      assert.equal(nearestName(name, names), expected);
    });
  }

  it("is none for who writes more than 128 letters, which is no slip of the pen", () => {
    const name = (length: number): string => "a".repeat(length);
    assert.equal(nearestName(name(128), [name(127)]), name(127));
    assert.equal(nearestName(name(129), [name(128)]), undefined);
  });
});
