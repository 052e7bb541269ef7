import assert from "node:assert/strict";
import { lintPolicy } from "../../../../reasoning/iam/lint";

/** Where conditions contradict each other, each without the place of the statement. */
function contradictions(Condition: object): readonly string[] {
  const Statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*", Condition };
  return lintPolicy({ Version: "2012-10-17", Statement }, { form: "managed" })
    .filter(({ code }) => code === "condition-contradictory")
    .map(({ pointer }) => pointer.replace("/Statement/Condition/", ""));
}

const VPC = "aws:SourceVpc";
const AGE = "aws:MultiFactorAuthAge";
const TIME = "aws:CurrentTime";
const numbered = (name: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${name}-${i}`);

describe("conditions on one key", () => {
  for (const [title, condition] of [
    [
      "that let pass a request without it",
      { StringEqualsIfExists: { [VPC]: "a" }, StringLikeIfExists: { [VPC]: "b" } },
    ],
    ["of which one is of another key", { StringEquals: { [VPC]: "a", "aws:SourceVpce": "b" } }],
    ["that both refuse", { StringNotEquals: { [VPC]: "a" }, StringNotLike: { [VPC]: "*" } }],
    [
      "whose values share one",
      { StringEquals: { [VPC]: ["a", "b"], [VPC.toUpperCase()]: ["b", "c"] } },
    ],
    [
      "that differ in case where case is free",
      { StringEqualsIgnoreCase: { [VPC]: "A" }, StringEquals: { [VPC]: "a" } },
    ],
    [
      "that differ where one holds wildcards",
      { StringLike: { [VPC]: "a" }, StringNotEquals: { [VPC]: "a" } },
    ],
    [
      "that differ in case where one refuses",
      { StringEqualsIgnoreCase: { [VPC]: "a" }, StringNotEquals: { [VPC]: "a" } },
    ],
    [
      "that refuse some of the values",
      { StringEquals: { [VPC]: ["a", "b"] }, StringNotEquals: { [VPC]: "a" } },
    ],
    [
      "whose star reaches beyond a colon",
      { StringLike: { "aws:userid": "a*:x" }, StringEquals: { "aws:userid": "ab:c:x" } },
    ],
    [
      "with a variable",
      { StringEquals: { [VPC]: "a" }, StringLike: { [VPC]: "${aws:PrincipalTag/vpc}" } },
    ],
    [
      "on a key with several values",
      {
        "ForAnyValue:StringEquals": { "aws:TagKeys": "a" },
        "ForAnyValue:StringLike": { "aws:TagKeys": "b" },
      },
    ],
    [
      "that more pairs make than are compared",
      { StringEquals: { [VPC]: numbered("a", 101) }, StringLike: { [VPC]: numbered("b", 100) } },
    ],
    [
      "that ask for its presence and for a value",
      { Null: { [VPC]: "false" }, StringEquals: { [VPC]: "a" } },
    ],
    [
      "that ask for its absence, or for another value",
      { Null: { [VPC]: "true" }, StringNotEquals: { [VPC]: "a" } },
    ],
    [
      "that ask for its absence, or for a value if it is there",
      { Null: { [VPC]: "true" }, StringEqualsIfExists: { [VPC]: "a" } },
    ],
    [
      "that ask for its absence, or that all its values fit",
      { Null: { "aws:TagKeys": "true" }, "ForAllValues:StringEquals": { "aws:TagKeys": "a" } },
    ],
    [
      "that ask for its presence or absence",
      { Null: { [VPC]: ["true", "false"] }, StringEquals: { [VPC]: "a" } },
    ],
    ["of which one lists nothing", { Null: { [VPC]: [], [VPC.toUpperCase()]: "true" } }],
    ["twice for its absence", { Null: { [VPC]: "true", [VPC.toUpperCase()]: "TRUE" } }],
    ["of a number below a limit", { NumericEquals: { [AGE]: 5 }, NumericLessThan: { [AGE]: 10 } }],
    [
      "of a number above a limit",
      { NumericEquals: { [AGE]: 5 }, NumericGreaterThan: { [AGE]: 4 } },
    ],
    [
      "of a number at a limit that counts",
      { NumericEquals: { [AGE]: 5 }, NumericLessThanEquals: { [AGE]: 5 } },
    ],
    [
      "of limits that meet",
      { NumericLessThanEquals: { [AGE]: 5 }, NumericGreaterThanEquals: { [AGE]: 5 } },
    ],
    [
      "of one of several numbers",
      { NumericEquals: { [AGE]: [5, 20] }, NumericLessThan: { [AGE]: 10 } },
    ],
    [
      "of a number that another one is not",
      { NumericEquals: { [AGE]: 6 }, NumericNotEquals: { [AGE]: 5 } },
    ],
    ["of what is no number", { NumericEquals: { [AGE]: "5m" }, NumericLessThan: { [AGE]: 1 } }],
    [
      "of a date in either form",
      { DateGreaterThan: { [TIME]: "2026-01-01" }, DateLessThan: { [TIME]: "1767225601" } },
    ],
    [
      "of dates without a zone, which are in UTC",
      {
        DateGreaterThan: { [TIME]: "2023-12-31T23:30:00Z" },
        DateLessThan: { [TIME]: "2024-01-01T00:00:00" },
      },
    ],
    [
      "of dates in a form that nobody documents",
      {
        DateGreaterThan: { [TIME]: "2026-01-01" },
        DateLessThan: { [TIME]: "2020-01-01t00:00:00z" },
      },
    ],
    [
      "of numbers with more digits than are compared",
      {
        NumericGreaterThan: { [AGE]: "9007199254740992" },
        NumericEquals: { [AGE]: "9007199254740993" },
      },
    ],
    [
      "on a key of which nobody knows whether it has several values",
      { StringEquals: { "x:key": "a" }, StringLike: { "x:key": "b" } },
    ],
    [
      "that hold for one of several values",
      { StringEquals: { "aws:TagKeys": "a" }, StringLike: { "aws:TagKeys": "b" } },
    ],
    [
      "of which one has a set operator",
      { "ForAnyValue:StringEquals": { [VPC]: "a" }, StringEquals: { [VPC]: "b" } },
    ],
    [
      "of the text true and of its presence",
      { StringEquals: { [VPC]: "true" }, Null: { [VPC]: "false" } },
    ],
    ["of which one asks for nothing", { Null: { [VPC]: [] }, StringEquals: { [VPC]: "a" } }],
    [
      "that ask for its presence or absence, and for its absence",
      { Null: { [VPC]: ["false", "true"], [VPC.toUpperCase()]: "true" } },
    ],
    [
      "of which one has no values",
      { StringEquals: { [VPC]: [] }, StringNotEquals: { [VPC]: "a" } },
    ],
    [
      "of a text and an ARN",
      {
        StringLike: { "aws:SourceArn": "arn:*:t" },
        ArnLike: { "aws:SourceArn": "arn:aws:sns:eu:1:t" },
      },
    ],
    [
      "of a number and one of several limits",
      { NumericEquals: { [AGE]: 5 }, NumericLessThan: { [AGE]: [1, 10] } },
    ],
    [
      "of values of which one is no number",
      { NumericEquals: { [AGE]: ["5m", 5] }, NumericLessThan: { [AGE]: 1 } },
    ],
    ["of texts and numbers", { NumericEquals: { [AGE]: 5 }, StringEquals: { [AGE]: "6" } }],
  ] as const) {
    it(`${title} may be satisfied together`, () => {
      assert.deepEqual(contradictions(condition), []);
    });
  }

  for (const [title, condition, pointer] of [
    [
      "with no value in common",
      { StringEquals: { [VPC]: ["a", "b"] }, StringLike: { [VPC]: ["c*", "d"] } },
      `StringLike/${VPC}`,
    ],
    [
      "of which one lets pass a request without it",
      { StringEqualsIfExists: { [VPC]: "a" }, StringEquals: { [VPC]: "b" } },
      `StringEquals/${VPC}`,
    ],
    [
      "that differ in any case",
      { StringEqualsIgnoreCase: { [VPC]: "A" }, StringEquals: { [VPC]: "b" } },
      `StringEquals/${VPC}`,
    ],
    [
      "of which the first refuses all of the second",
      { StringNotEquals: { [VPC]: ["a", "b"] }, StringEquals: { [VPC]: "a" } },
      `StringEquals/${VPC}`,
    ],
    [
      "that refuse the value in any case",
      { StringEqualsIgnoreCase: { [VPC]: "a" }, StringNotEqualsIgnoreCase: { [VPC]: "A" } },
      `StringNotEqualsIgnoreCase/${VPC}`,
    ],
    [
      "that differ in case alone",
      { StringEquals: { [VPC]: "A", [VPC.toUpperCase()]: "a" } },
      `StringEquals/${VPC.toUpperCase()}`,
    ],
    [
      "of ARNs that only texts would be",
      {
        ArnLike: { "aws:SourceArn": "arn:aws:sns:*:1:t", "AWS:SourceArn": "arn:aws:sns:eu:x:1:t" },
      },
      "ArnLike/AWS:SourceArn",
    ],
    [
      "of a number above a limit that is no year",
      { NumericEquals: { [AGE]: 40 }, NumericLessThan: { [AGE]: 30 } },
      `NumericLessThan/${AGE}`,
    ],
    [
      "of a number below zero and one above",
      { NumericLessThan: { [AGE]: -5 }, NumericGreaterThan: { [AGE]: 5 } },
      `NumericGreaterThan/${AGE}`,
    ],
    [
      "of numbers with a fraction",
      { NumericEquals: { [AGE]: "1.5" }, NumericLessThan: { [AGE]: "1.25" } },
      `NumericLessThan/${AGE}`,
    ],
    [
      "whose star is a character",
      { StringEquals: { [VPC]: "a*" }, StringLike: { [VPC]: "ab" } },
      `StringLike/${VPC}`,
    ],
    [
      "that as many pairs make as are compared",
      { StringEquals: { [VPC]: numbered("a", 100) }, StringLike: { [VPC]: numbered("b", 100) } },
      `StringLike/${VPC}`,
    ],
    [
      "that ask for its absence and presence",
      { Null: { [VPC]: "true", [VPC.toUpperCase()]: "False" } },
      `Null/${VPC.toUpperCase()}`,
    ],
    [
      "that ask for its presence and absence",
      { Null: { [VPC]: "false", [VPC.toUpperCase()]: ["true", "TRUE"] } },
      `Null/${VPC.toUpperCase()}`,
    ],
    [
      "that ask for a value and its absence",
      { StringEquals: { [VPC]: "a" }, Null: { [VPC]: "true" } },
      `Null/${VPC}`,
    ],
    [
      "of a number at a limit that does not count",
      { NumericEquals: { [AGE]: 10 }, NumericLessThan: { [AGE]: 10 } },
      `NumericLessThan/${AGE}`,
    ],
    [
      "of a number at the lower limit",
      { NumericEquals: { [AGE]: 5 }, NumericGreaterThan: { [AGE]: 5 } },
      `NumericGreaterThan/${AGE}`,
    ],
    [
      "of two numbers",
      { NumericEquals: { [AGE]: 5, [AGE.toUpperCase()]: 6 } },
      `NumericEquals/${AGE.toUpperCase()}`,
    ],
    [
      "of limits that only touch",
      { NumericLessThan: { [AGE]: 5 }, NumericGreaterThanEquals: { [AGE]: 5 } },
      `NumericGreaterThanEquals/${AGE}`,
    ],
    [
      "of dates in either form",
      { DateLessThan: { [TIME]: "2026-01-01" }, DateGreaterThan: { [TIME]: "1767225600" } },
      `DateGreaterThan/${TIME}`,
    ],
  ] as const) {
    it(`${title} contradict each other`, () => {
      assert.deepEqual(contradictions(condition), [pointer]);
    });
  }

  it("of dates without a zone are in UTC, wherever they are read", () => {
    const zone = process.env["TZ"];
    const between = {
      DateGreaterThan: { [TIME]: "2023-12-31T23:30:00Z" },
      DateLessThan: { [TIME]: "2024-01-01T00:00:00" },
    };
    try {
      for (const name of ["Asia/Tokyo", "America/New_York"]) {
        process.env["TZ"] = name;
        assert.deepEqual(contradictions(between), []);
      }
    } finally {
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
    }
  });
});
