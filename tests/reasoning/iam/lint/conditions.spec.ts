import assert from "node:assert/strict";
import { lintPolicy } from "../../../../reasoning/iam/lint";
import { OPERATOR_NAMES } from "../../../../reasoning/iam/lint/operators";

const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::data/*" };

function lint(Condition: object) {
  const Statement = { ...READ, Condition };
  return lintPolicy({ Version: "2012-10-17", Statement }, { form: "managed" });
}

function codes(condition: object): readonly string[] {
  return lint(condition).map(
    ({ code, pointer }) => `${code} ${pointer.replace("/Statement/Condition/", "")}`,
  );
}

const QUEUE = "arn:aws:sqs:eu-west-1:111122223333:q";

describe("the linter of conditions", () => {
  for (const [title, condition, ...expected] of [
    ["lets a text be compared as an ARN that it holds", { ArnLike: { "s3:authType": QUEUE } }],
    [
      "lets no text be compared as an ARN that is none",
      { ArnLike: { "s3:authType": "REST-HEADER" } },
      "operator-type-mismatch ArnLike/s3:authType",
      "value-malformed ArnLike/s3:authType",
    ],
    [
      "lets no text be compared as ARNs of which one is none",
      { ArnLike: { "s3:authType": [QUEUE, "REST-HEADER"] } },
      "operator-type-mismatch ArnLike/s3:authType",
      "value-malformed ArnLike/s3:authType/1",
    ],
    ["lets a text be compared as a Boolean that it holds", { Bool: { "s3:authType": "true" } }],
    [
      "lets no text be compared as a number",
      { NumericEquals: { "s3:authType": "5" } },
      "operator-type-mismatch NumericEquals/s3:authType",
    ],
    ["lets a tag be compared as a number", { NumericEquals: { "aws:PrincipalTag/level": "5" } }],
    [
      "finds a wildcard in a number for what it is: no number",
      { NumericLessThan: { "aws:MultiFactorAuthAge": "5*" } },
      "value-malformed NumericLessThan/aws:MultiFactorAuthAge",
    ],
    [
      "takes a wildcard in an ARN for one",
      { ArnEquals: { "aws:SourceArn": "arn:aws:sqs:*:111122223333:q-?" } },
    ],
    [
      "takes the default of a variable for a part of the variable",
      { StringEquals: { "s3:authType": "${aws:PrincipalTag/auth, '?'}" } },
    ],
    [
      "finds a wildcard beside a variable",
      { StringEquals: { "s3:authType": "${aws:PrincipalTag/auth}*" } },
      "value-wildcard-literal StringEquals/s3:authType",
    ],
    [
      "names a place as JSON pointers do",
      { NumericEquals: { "aws:PrincipalTag/a~b/c": "x" } },
      "operator-type-mismatch NumericEquals/aws:PrincipalTag~1a~0b~1c",
      "value-malformed NumericEquals/aws:PrincipalTag~1a~0b~1c",
    ],
    [
      "takes ARNs whose wildcards meet for ones that a request may hold",
      {
        ArnEquals: { "aws:SourceArn": "arn:aws:sqs:*:*:*" },
        ArnLike: { "aws:SourceArn": QUEUE },
      },
    ],
  ] as const) {
    it(title, () => {
      assert.deepEqual(codes(condition), expected);
    });
  }

  for (const operator of [
    ...["StringEqual", "StringEqualIfExists", "ForAnyValue:StringEqual"],
    ...["ForAllValues:StringEqual", "foranyvalues:stringequalIFEXISTS"],
  ]) {
    it(`knows what ${operator} was likely meant for`, () => {
      const [finding] = lint({ [operator]: { "s3:authType": "a" } });
      assert.equal(
        finding?.fix,
        "Did you mean StringEquals? A prefix ForAllValues: or ForAnyValue: and a suffix IfExists may stand with it.",
      );
    });
  }

  for (const [operator, written] of [
    ["stringequals", "StringEquals"],
    ["forAnyValue:StringEqualsIFEXISTS", "ForAnyValue:StringEqualsIfExists"],
  ] as const) {
    it(`asks for ${written} where ${operator} stands`, () => {
      const [finding] = lint({ [operator]: { "s3:authType": "a" } });
      assert.deepEqual([finding?.code, finding?.fix], ["operator-unknown", `Write ${written}.`]);
    });
  }

  it("asks nothing of an operator that is written as AWS writes it", () => {
    assert.deepEqual(lint({ StringEqualsIfExists: { "s3:authType": "a" } }), []);
  });

  for (const operator of ["Not-ForAllValues:StringEquals", "IfExistsStringEquals"]) {
    it(`takes nothing for meant in ${operator}, where a prefix or suffix is in the wrong place`, () => {
      const [finding] = lint({ [operator]: { "s3:authType": "a" } });
      assert.equal(finding?.fix, `Write one of ${OPERATOR_NAMES.join(", ")}.`);
    });
  }
});
