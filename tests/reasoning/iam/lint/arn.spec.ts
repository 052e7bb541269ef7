import assert from "node:assert/strict";
import { lintArn, splitArn } from "../../../../reasoning/iam/lint/arn";
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
    ["arn:aws:s3*", true, []],
    ["arn:aws:s3:*", true, []],
    ["arnx:aws:s3:::b", false, ["arn-malformed"]],
    ["arn:aws:s3::111122223333", false, ["arn-malformed"]],
    ["${aws:PrincipalTag/a}:aws:s3:::b", true, []],
    ["?rn:aws:s3:::b", true, []],
    ["arn::s3:::b", true, []],
    ["arn:aws-??:s3:::b", true, []],
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
      assert.equal(lintArn({ text, pointer: "/x" }, findings.report), comparable);
      assert.deepEqual(
        findings.list.map(({ code }) => code),
        codes,
      );
    });
  }
});
