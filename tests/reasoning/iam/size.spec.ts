import assert from "node:assert/strict";
import { LIMITS } from "../../../reasoning/iam";
import { oversizeOf } from "../../../reasoning/iam/size";

/** A value within so many lists. */
function nested(depth: number): unknown {
  let value: unknown = "x";
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { a: value };
  return value;
}

const LONGEST = "x".repeat(LIMITS.text);

describe("an input that is not too large", () => {
  for (const [title, value] of [
    ["the longest text", LONGEST],
    ["the longest name", { [LONGEST]: 1 }],
    ["the deepest nesting", nested(LIMITS.depth)],
    ["what has no size", [null, 7, true, undefined]],
    ["all characters that are read", Array(LIMITS.characters / 32_000).fill("x".repeat(32_000))],
  ] as const) {
    it(`may have ${title}`, () => {
      assert.equal(oversizeOf(value), undefined);
    });
  }
});

describe("an input that is too large", () => {
  const half = Array(LIMITS.values / 2).fill(0);
  const circle: unknown[] = [];
  circle.push([circle]);

  for (const [title, value, pointer, reason] of [
    ["a text", { a: ["b", `${LONGEST}x`] }, "/a/1", "has 32769 characters; at most 32768 are read"],
    [
      "a name",
      { "a/b": { [`${LONGEST}x`]: 1 } },
      "/a~1b",
      "has a member whose name is longer than 32768 characters",
    ],
    [
      "its depth",
      [0, nested(LIMITS.depth)],
      `/1${"/a/0".repeat(LIMITS.depth / 2)}`,
      "is nested more than 32 levels deep",
    ],
    ["a circle", { a: circle }, `/a${"/0".repeat(32)}`, "is nested more than 32 levels deep"],
    [
      "all texts together",
      { a: Array(LIMITS.characters / 32_000).fill("x".repeat(32_000)) },
      "/a/1999",
      "is beyond the 64000000 characters that are read",
    ],
    ["a list", { a: Array(LIMITS.values + 1) }, "/a", "has 5000001 entries"],
    ["all values together", [half, half], "/1/2499997", "is one of more than 5000000 values"],
  ] as const) {
    it(`is told by ${title}, with its place`, () => {
      assert.deepEqual(oversizeOf(value), { pointer, reason });
    });
  }

  it("is told by its names together with its texts", () => {
    const names = { [LONGEST]: "x".repeat(32_000) };
    const most = Math.floor(LIMITS.characters / (LIMITS.text + 32_000));
    assert.equal(oversizeOf(Array(most).fill(names)), undefined);
    assert.equal(oversizeOf(Array(most + 1).fill(names))?.pointer, `/${most}/${LONGEST}`);
  });
});
