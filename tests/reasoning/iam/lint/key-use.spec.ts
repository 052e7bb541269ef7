import assert from "node:assert/strict";
import { lintPolicy } from "../../../../reasoning/iam/lint";

const QUEUES = [
  ...["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:PurgeQueue"],
  ...["sqs:GetQueueUrl", "sqs:SetQueueAttributes"],
];

function sentences(Action: string | readonly string[], Condition: object): readonly string[] {
  const Statement = { Effect: "Allow", Action, Resource: "*", Condition };
  return lintPolicy({ Version: "2012-10-17", Statement }, { form: "managed" })
    .filter(({ code }) => code === "key-not-for-action")
    .map(({ message }) => message);
}

const within = { StringEquals: { "s3:prefix": "in/" } };

describe("a condition key", () => {
  for (const [title, action, condition, ...expected] of [
    ["may be carried by the action", "s3:ListBucket", within],
    ["may be carried by its resource alone", "sqs:SendMessage", tagged("aws:ResourceTag/team")],
    [
      "may be carried by no request for an action",
      "sqs:SendMessage",
      tagged("aws:RequestTag/team"),
      "Requests for sqs:SendMessage carry no aws:RequestTag/team, so that the condition never holds for them.",
    ],
    ["is enough for some of a pattern's actions", "s3:*", within],
    ["is not asked of actions of which nothing is known", ["s3:ListBucket", "braket:*"], within],
    [
      "is asked of the other actions beside them",
      ["braket:*", "s3:GetObject"],
      within,
      "Requests for s3:GetObject carry no s3:prefix, so that the condition never holds for them.",
    ],
    [
      "that ForAllValues compares holds without being there",
      "sqs:SendMessage",
      { "ForAllValues:StringEquals": { "aws:TagKeys": "a" } },
      "Requests for sqs:SendMessage carry no aws:TagKeys, so that the condition always holds for them.",
    ],
    [
      "that ForAnyValue compares has to be there",
      "sqs:SendMessage",
      { "ForAnyValue:StringEquals": { "aws:TagKeys": "a" } },
      "Requests for sqs:SendMessage carry no aws:TagKeys, so that the condition never holds for them.",
    ],
    [
      "that IfExists compares holds without being there",
      "s3:GetObject",
      { StringEqualsIfExists: { "s3:prefix": "in/" } },
      "Requests for s3:GetObject carry no s3:prefix, so that the condition always holds for them.",
    ],
    [
      "that Null asks to be absent or there always is one of both",
      "s3:GetObject",
      { Null: { "s3:prefix": ["true", "false"] } },
      "Requests for s3:GetObject carry no s3:prefix, so that the condition always holds for them.",
    ],
    [
      "that Null asks to be absent always is",
      "s3:GetObject",
      { Null: { "s3:prefix": "true" } },
      "Requests for s3:GetObject carry no s3:prefix, so that the condition always holds for them.",
    ],
    [
      "that Null asks to be there never is",
      "s3:GetObject",
      { Null: { "s3:prefix": "false" } },
      "Requests for s3:GetObject carry no s3:prefix, so that the condition never holds for them.",
    ],
    [
      "that ForAnyValue negates has to be there",
      "sqs:SendMessage",
      { "ForAnyValue:StringNotEquals": { "aws:TagKeys": "a" } },
      "Requests for sqs:SendMessage carry no aws:TagKeys, so that the condition never holds for them.",
    ],
    [
      "names all of five actions",
      QUEUES.slice(0, 5),
      within,
      `Requests for ${QUEUES.slice(0, 5).join(", ")} carry no s3:prefix, so that the condition never holds for them.`,
    ],
    [
      "names five of six actions",
      QUEUES,
      within,
      `Requests for ${QUEUES.slice(0, 5).join(", ")}, … carry no s3:prefix, so that the condition never holds for them.`,
    ],
  ] as const) {
    it(title, () => {
      assert.deepEqual(sentences(action, condition), expected);
    });
  }
});

function tagged(key: string): object {
  return { StringEquals: { [key]: "a" } };
}
