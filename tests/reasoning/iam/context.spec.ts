import assert from "node:assert/strict";
import { contextOf } from "../../../reasoning/iam";
import { lookupIn } from "../../../reasoning/iam/context";
import { Unknown } from "../../../reasoning/known";

describe("a context that tells the values of each key as a list", () => {
  for (const [title, values, expected] of [
    ["takes one value for a key that has only one", ["a"], { values: ["a"], several: false }],
    [
      "takes several for a key that can have several",
      ["a", "b"],
      { values: ["a", "b"], several: true },
    ],
    ["takes an empty text for a value", [""], { values: [""], several: false }],
    ["takes an empty list for a key that is absent", [], undefined],
    ["knows a key that is absent", undefined, undefined],
  ] as const) {
    it(title, () => {
      assert.deepEqual(lookupIn(() => values)("x:key"), expected);
    });
  }

  it("calls a key of which it knows nothing as the policy does", () => {
    const lookup = lookupIn(contextOf({ "X:Key": ["a"] }));
    assert.deepEqual(lookup("x:key", "x:KEY"), { values: ["a"], several: false });
    assert.deepEqual(lookup("x:other", "x:Other"), new Unknown(["condition key x:Other"]));
    assert.deepEqual(lookup("x:other"), new Unknown(["condition key x:other"]));
  });
});
