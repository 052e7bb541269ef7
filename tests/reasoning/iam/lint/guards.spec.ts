import assert from "node:assert/strict";
import { lintPolicy } from "../../../../reasoning/iam/lint";

const TAG = {
  Effect: "Allow",
  Action: "sqs:TagQueue",
  Resource: "arn:aws:sqs:eu-west-1:111122223333:q",
};
const AMONG = { "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] } };

function codes(Condition: object, change: object = {}): readonly string[] {
  const Statement = { ...TAG, Condition, ...change };
  return lintPolicy({ Version: "2012-10-17", Statement }, { form: "managed" }).map(
    ({ code, pointer }) => `${code} ${pointer.replace("/Statement/Condition/", "")}`,
  );
}

describe("an Allow with ForAllValues, which a request without the key satisfies,", () => {
  const unguarded = "set-operator-unguarded ForAllValues:StringEquals/aws:TagKeys";

  for (const [title, condition, expected] of [
    ["asks for the key by Null", { ...AMONG, Null: { "aws:TagKeys": "false" } }, []],
    [
      "asks for the key before, in any case",
      { Null: { "AWS:tagkeys": ["FALSE", "false"] }, ...AMONG },
      [],
    ],
    ["asks for no key", AMONG, [unguarded]],
    [
      "asks for one of its values",
      { ...AMONG, "ForAnyValue:StringLike": { "AWS:TagKeys": "*" } },
      [],
    ],
    [
      "asks for one of its values if there are some",
      { ...AMONG, "ForAnyValue:StringLikeIfExists": { "aws:TagKeys": "*" } },
      [unguarded],
    ],
    [
      "asks for its value",
      { ...AMONG, StringLike: { "aws:TagKeys": "*" } },
      ["set-operator-missing StringLike/aws:TagKeys"],
    ],
    [
      "asks for its value if it is there",
      { ...AMONG, StringLikeIfExists: { "aws:TagKeys": "*" } },
      ["set-operator-missing StringLikeIfExists/aws:TagKeys", unguarded],
    ],
    ["asks for another key", { ...AMONG, Null: { "aws:RequestTag/a": "false" } }, [unguarded]],
    [
      "asks for the key or its absence",
      { ...AMONG, Null: { "aws:TagKeys": ["false", "true"] } },
      [unguarded],
    ],
    ["asks for the absence of the key", { ...AMONG, Null: { "aws:TagKeys": "true" } }, [unguarded]],
    [
      "asks Null for nothing",
      { ...AMONG, Null: { "aws:TagKeys": [] } },
      ["element-empty Null/aws:TagKeys", unguarded],
    ],
    [
      "compares the key with the word false",
      { "ForAllValues:StringEquals": { "aws:TagKeys": "false" } },
      [unguarded],
    ],
    [
      "asks the key to differ from the word false, as an absent one does",
      { ...AMONG, StringNotEquals: { "aws:TagKeys": "false" } },
      ["set-operator-missing StringNotEquals/aws:TagKeys", unguarded],
    ],
    [
      "asks by a Null with a set operator, which asks nothing of an absent key",
      { ...AMONG, "ForAllValues:Null": { "aws:TagKeys": "false" } },
      [unguarded],
    ],
    [
      "asks twice, and for no key",
      { ...AMONG, "ForAllValues:StringLike": { "aws:TagKeys": "false" } },
      [unguarded, "set-operator-unguarded ForAllValues:StringLike/aws:TagKeys"],
    ],
    ["needs no guard under Null itself", { "ForAllValues:Null": { "aws:TagKeys": "true" } }, []],
    ["needs none under ForAnyValue", { "ForAnyValue:StringEquals": { "aws:TagKeys": "a" } }, []],
  ] as const) {
    it(`${title}: ${expected.length === 0 ? "no findings" : expected.join(", ")}`, () => {
      assert.deepEqual(codes(condition), expected);
    });
  }

  it("is not a Deny, which a missing key makes wider", () => {
    assert.deepEqual(codes(AMONG, { Effect: "Deny" }), []);
  });
});
