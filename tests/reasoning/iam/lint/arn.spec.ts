import assert from "node:assert/strict";
import { lintPolicy } from "../../../../reasoning/iam/lint";
import { completeArn, lintArn, splitArn } from "../../../../reasoning/iam/lint/arn";
import { Findings } from "../../../../reasoning/iam/lint/finding";

describe("the parts of an ARN", () => {
  for (const [text, parts] of [
    ["arn:aws:s3:::a:b", ["arn", "aws", "s3", "", "", "a:b"]],
    ["arn:aws:s3", ["arn", "aws", "s3"]],
    ["a:b:c:d:e", ["a", "b", "c", "d", "e"]],
    ["", [""]],
    ["a:${x:y}:b", ["a", "${x:y}", "b"]],
    [
      "arn:aws:s3:::b/${aws:username, 'x:y'}/k",
      ["arn", "aws", "s3", "", "", "b/${aws:username, 'x:y'}/k"],
    ],
    ["a${*}:b${x", ["a${*}", "b${x"]],
  ] as const) {
    it(`of ${text || "nothing"} are divided by colons, but not by those of variables`, () => {
      assert.deepEqual(splitArn(text), parts);
    });
  }
});

describe("an ARN of a statement", () => {
  for (const [text, comparable, codes] of [
    ["*", true, []],
    ["**", true, []],
    ["*x", true, []],
    ["*x*", true, []],
    ["x*", false, ["arn-malformed"]],
    ["arn:aws:s3:::b", true, []],
    ["arn:aws:s3:::b:c", true, []],
    ["arn:aws:s3:::", false, ["arn-malformed"]],
    ["arn:aws:s3", false, ["arn-malformed"]],
    ["arn:aws:s3*", true, ["arn-malformed"]],
    ["arn:*:s3:::b", true, ["arn-partition-invalid"]],
    ["arn:aws:s3:*", true, []],
    ["arn:aws:${aws:PrincipalTag/service, '*'}:::b", true, []],
    ["arn:${aws:PrincipalTag/partition, 'aws*'}:s3:::b", true, []],
    ["arn:aws:${aws:PrincipalTag/service, '*'}*:::b", true, ["arn-malformed"]],
    ["arnx:aws:s3:::b", false, ["arn-malformed"]],
    ["arn:aws:s3::111122223333", false, ["arn-malformed"]],
    ["${aws:PrincipalTag/a}:aws:s3:::b", true, []],
    ["?rn:aws:s3:::b", true, []],
    ["arn::s3:::b", true, []],
    ["arn:aws-??:s3:::b", true, ["arn-partition-invalid"]],
    ["arn:awx:s3:::b", true, ["arn-partition-invalid"]],
    ["arn:aws-cn:sqs:cn-north-1:111122223333:q", true, []],
    ["arn:aws:sqs:ireland:111122223333:q", true, ["arn-region-invalid"]],
    ["arn:aws:sqs:eu-*:111122223333:q", true, []],
    ["arn:aws:sqs:eu-west-1:1111:q", true, ["arn-account-invalid"]],
    ["arn:aws:sqs:eu-west-1:1111*:q", true, []],
    ["arn:aws:iam::cloudfront:user/x", true, []],
    [
      "arn:x:s3:y:z:b",
      true,
      ["arn-partition-invalid", "arn-region-invalid", "arn-account-invalid"],
    ],
  ] as const) {
    it(`${text} is ${codes.join(" and ") || "fine"}`, () => {
      const findings = new Findings();
      assert.equal(lintArn({ text, pointer: "/x" }, "bucket", findings.report), comparable);
      assert.deepEqual(
        findings.list.map(({ code }) => code),
        codes,
      );
    });
  }
});

describe("an ARN with fewer than six parts", () => {
  for (const [form, text, comparable] of [
    ["managed", "arn:aws:sqs", true],
    ["inline-role", "arn:aws:sqs:eu-west-1", true],
    ["inline-user", "data", false],
    ["managed", "arn:aws:s3:::", false],
    ["boundary", "arn:aws:sqs", false],
    ["bucket", "arn:aws:s3:*", true],
    ["session", "arn:aws:sqs:*", false],
    ["session", "arn:aws:sqs", false],
    ["session", "arn:aws:sqs:eu-west-1:111122223333:q", true],
    ["session", "*", true],
    ["session", "**", true],
    ["session", "*data", false],
  ] as const) {
    it(`is ${comparable ? "taken" : "malformed"} as ${text} in a policy of the form ${form}`, () => {
      const findings = new Findings();
      assert.equal(lintArn({ text, pointer: "/x" }, form, findings.report), comparable);
      assert.deepEqual(
        findings.list.map(({ code }) => code),
        comparable ? [] : ["arn-malformed"],
      );
    });
  }

  it("stands for everything of its service where AWS fills it up", () => {
    assert.equal(completeArn("arn:aws:sqs", "managed"), "arn:aws:sqs:*:*:*");
    assert.equal(completeArn("arn:aws:sqs", "bucket"), "arn:aws:sqs");
    assert.equal(completeArn("*", "managed"), "*");
    const Statement = { Effect: "Allow", Action: "sqs:SendMessage", Resource: "arn:aws:sqs" };
    assert.deepEqual(lintPolicy({ Version: "2012-10-17", Statement }, { form: "managed" }), []);
  });
});
