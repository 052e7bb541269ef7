import assert from "node:assert/strict";
import { Unknown } from "../../../../reasoning/known";
import type { Case } from "../access-stack";
import { accessStack, judges, violationsOf } from "../access-stack";

const RULE = "execution-role-least-privilege";

const ACCOUNT = "eu-west-1:111122223333";

/** Actions and resources that give too much away. */
const TOO_MUCH: readonly (readonly [string, string])[] = [
  ["*", "arn:aws:s3:::b"],
  ["**", "arn:aws:s3:::b"],
  ["*:*", "arn:aws:s3:::b"],
  ["s3:*", "*"],
  ["s3:*", "**"],
  ["s3:*", "arn:aws:s3:::*"],
  ["s3:*", "arn:*:s3:::*"],
  ["s3:*", "arn:aws:s3:::*/*"],
  ["S3:*", "arn:aws:s3:::*"],
  ["secretsmanager:*", "arn:aws:secretsmanager:*"],
  ["secretsmanager:*", `arn:aws:secretsmanager:${ACCOUNT}:secret:*`],
  ["sqs:*", `arn:aws:sqs:${ACCOUNT}:*`],
  ["s*", "*"],
  ["*:Get*", "**"],
  ["lambda:?*", "**"],
  ["lambda:*", `arn:aws:lambda:${ACCOUNT}:function:*`],
  ["iam:*", "arn:aws:iam::111122223333:role/one"],
  ["iam:PassRole", "*"],
  ["iam:Pass*", "*"],
  ["iam:PassRole", "arn:aws:iam::*:role/*"],
  ["iam:PassRole", "arn:aws:iam::111122223333:role/*"],
  ["iam:PassRole", "arn:aws:iam::111122223333:*"],
];

const NARROW: readonly (readonly [string, string])[] = [
  ["s3:*", "arn:aws:s3:::b/*"],
  ["s3:*", "arn:aws:s3:::team-*"],
  ["s3:Get*", "*"],
  ["s3:*", `arn:aws:sqs:${ACCOUNT}:*`],
  ["*:Get*", "arn:aws:s3:::b/*"],
  ["sqs:*", "arn:aws:sqs:eu-west-1:*:airflow-celery-*"],
  ["lambda:InvokeFunction", `arn:aws:lambda:${ACCOUNT}:function:*`],
  ["lambda:*", `arn:aws:lambda:${ACCOUNT}:function:resize-*`],
  ["iam:PassRole", "arn:aws:iam::111122223333:role/tasks"],
  ["iam:PassRole", "arn:aws:iam::111122223333:role/tasks/*"],
];

const serviceKeys = {
  Effect: "Allow",
  Action: "kms:Decrypt",
  NotResource: "arn:aws:kms:*:111122223333:key/*",
};

describe(RULE, () => {
  judges(RULE, [
    ...TOO_MUCH.map(([Action, Resource]): Case => ({
      says: `for ${Action} on ${Resource}`,
      about: { statements: [{ Effect: "Allow", Action, Resource }] },
      expected: "fail",
    })),
    ...NARROW.map(([Action, Resource]): Case => ({
      says: `for ${Action} on ${Resource}`,
      about: { statements: [{ Effect: "Allow", Action, Resource }] },
      expected: "pass",
    })),
    {
      says: "for a denial of everything",
      about: { statements: [{ Effect: "Deny", Action: "*", Resource: "*" }] },
      expected: "pass",
    },
    {
      says: "for everything but one's own keys through SQS",
      about: {
        statements: [{ ...serviceKeys, Condition: { StringLike: { "kms:ViaService": "sqs.*" } } }],
      },
      expected: "pass",
    },
    {
      says: "for everything but one's own keys, unless through SQS",
      about: {
        statements: [
          { ...serviceKeys, Condition: { StringNotLike: { "kms:ViaService": "sqs.*" } } },
        ],
      },
      expected: "fail",
    },
    {
      says: "for everything but one's own keys through nothing",
      about: {
        statements: [{ ...serviceKeys, Condition: { StringLike: { "kms:ViaService": [] } } }],
      },
      expected: "fail",
    },
    {
      says: "for a policy that is not known",
      about: { rolePolicy: new Unknown(["a value"]) },
      expected: "unknown",
    },
  ]);

  it("names the property that attaches a policy of administrators", () => {
    const role = {
      managedPolicyArns: [
        "arn:aws:iam::aws:policy/Some",
        "arn:aws:iam::aws:policy/AdministratorAccess",
      ],
    };
    assert.deepEqual(
      violationsOf(RULE, accessStack({ role })).map(({ message }) => message),
      ["managedPolicyArns.1 attaches AdministratorAccess, which allows a whole service or more"],
    );
  });
});
