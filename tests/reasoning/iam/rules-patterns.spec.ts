import assert from "node:assert/strict";
import { decides, never, no, open, yes } from "./decisions";
import { answerTo, document, naming, OTHER, OWN, USER } from "./simulations";

const ALL = document({});
const queue = (account: string): string => `arn:aws:sqs:eu-west-1:${account}:jobs`;
const send = (more: object = {}): object => ({
  principal: USER,
  action: "sqs:SendMessage",
  resource: queue("*"),
  ...more,
});
const own = { identity: document({ Resource: queue(OWN) }) };
const denied = (account: string): object => ({
  identity: [ALL, document({ Effect: "Deny", Resource: queue(account) })],
});

describe("a pattern that leaves an account open", () => {
  decides([
    ["is of the account that is told", own, send(), yes],
    ["is not refused for what another has", denied(OTHER), send(), yes],
    ["is refused for what that account has", denied(OWN), send(), never],
    [
      "is of any account where none is told",
      denied(OTHER),
      send({ resourceAccount: undefined }),
      never,
    ],
    ["is refused without permission", {}, send(), no],
    [
      "may be of no queue at all in an account that it does not fit",
      own,
      send({ resource: queue("4444*") }),
      open,
    ],
    [
      "may be of a bucket, whose ARN has none",
      { identity: document({ Resource: `arn:aws:s3:*:${OWN}:*` }) },
      { action: "s3:GetObject", resource: "arn:aws:s3:*:*:lake/*" },
      no,
    ],
    [
      "may be of what no table tells",
      { identity: document({ Resource: `arn:aws:own:e:${OWN}:a` }) },
      { action: "own:Do", resource: "arn:aws:own:e:*:a" },
      open,
    ],
  ]);

  it("has a witness in the account that is told", () => {
    const all = `arn:aws:sqs:eu-west-1:*:j*`;
    const { witness } = answerTo(denied(OWN), send({ resource: all }));
    assert.equal(witness, queue(OWN));
  });
});

describe("a pattern of which some is refused", () => {
  const pattern = { resource: "arn:aws:s3:::lake/*" };
  const hidden = document({
    Effect: "Deny",
    Action: { unknown: "what" },
    Resource: "arn:aws:s3:::lake/a",
  });
  it("is denied where a statement may do that for some of it", () => {
    const { outcome, witness } = answerTo({ identity: hidden }, pattern);
    assert.equal(outcome, "denied");
    assert.ok(witness !== undefined);
  });

  decides([
    ["is denied implicitly where no statement does", {}, pattern, no],
    [
      "is denied where a statement does",
      { identity: [ALL, document({ Effect: "Deny" })] },
      pattern,
      never,
    ],
    ["is open where only a statement may do that", { identity: [ALL, hidden] }, pattern, open],
  ]);
});

describe("what policies could change", () => {
  for (const [title, policies, request, expected] of [
    [
      "nothing for the root user who assumes a role",
      { resource: { Statement: { Effect: "Allow", Principal: { AWS: OTHER }, Action: "sts:*" } } },
      { principal: OWN, action: "sts:AssumeRole", resource: `arn:aws:iam::${OWN}:role/a` },
      [],
    ],
    [
      "nothing for what stays in its account",
      { resource: naming({ AWS: OWN }) },
      {
        principal: `arn:aws:iam::${OTHER}:user/eve`,
        action: "sqs:DeleteQueue",
        resource: queue(OWN),
      },
      [],
    ],
    [
      "nothing for what stays in its account, of who has none",
      {},
      { principal: "*", action: "sqs:DeleteQueue", resource: queue(OWN) },
      [],
    ],
    ["the caller's where nothing allows", {}, { ...send(), resource: queue(OWN) }, ["identity"]],
    [
      "both sides across accounts",
      {},
      {
        principal: `arn:aws:iam::${OTHER}:user/eve`,
        action: "sqs:SendMessage",
        resource: queue(OWN),
      },
      ["identity", "resource"],
    ],
  ] as const)
    it(`is ${title}`, () => {
      const { outcome, blockedBy } = answerTo(policies, request);
      assert.equal(outcome, no);
      assert.deepEqual(blockedBy, expected);
    });
});
