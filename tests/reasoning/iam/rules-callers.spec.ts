import assert from "node:assert/strict";
import { answerTo, document, naming, OTHER, OWN, ROOT, SESSION, USER } from "./simulations";
import { decides, never, no, open, yes } from "./decisions";

const ALL = document({});
const DENY = document({ Effect: "Deny" });
const FEDERATED = `arn:aws:sts::${OWN}:federated-user/bob`;
const EVERYBODY = naming("*");
const trusting = (principal: unknown, action = "sts:*"): object => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: principal, Action: action }],
});
const on = (principal: unknown, action: string, resource = "*"): object => ({
  principal,
  action,
  resource,
});
const target = `arn:aws:iam::${OWN}:role/target`;
const member = (principal: unknown): object => ({
  ...on(principal, "sts:AssumeRoot", `arn:aws:iam::${OTHER}:root`),
  resourceAccount: OTHER,
});
const key = `arn:aws:kms:eu-west-1:${OWN}:key/1`;
const queue = `arn:aws:sqs:eu-west-1:${OWN}:jobs`;
const secret = `arn:aws:secretsmanager:eu-west-1:${OWN}:secret:a-AbCdEf`;

describe("what STS takes from whom", () => {
  const trusted = { identity: ALL, resource: trusting({ AWS: OWN }) };
  decides([
    ["the root user assumes no role", trusted, on(ROOT, "sts:AssumeRole", target), no],
    ["a user does", trusted, on(USER, "sts:AssumeRole", target), yes],
    ["a role's session does", trusted, on(SESSION, "sts:AssumeRole", target), yes],
    [
      "a federated user assumes no role",
      { ...trusted, session: ALL },
      on(FEDERATED, "sts:AssumeRole", target),
      no,
    ],
    ["the root user takes no root session of a member account", {}, member(ROOT), no],
    ["a role may take one if both accounts stand so", { identity: ALL }, member(SESSION), open],
    ["no role takes one without permission", {}, member(SESSION), no],
    [
      "nobody takes one against a denial",
      { identity: ALL, serviceControl: [[DENY]] },
      member(USER),
      never,
    ],
    ["a user gets a session token without permission", {}, on(USER, "sts:GetSessionToken"), yes],
    [
      "a user gets a session token against a denial",
      { identity: DENY, serviceControl: [[DENY]] },
      on(USER, "sts:GetSessionToken"),
      yes,
    ],
    ["the root user gets a session token", {}, on(ROOT, "sts:GetSessionToken"), yes],
    ["a session gets none", { identity: ALL }, on(SESSION, "sts:GetSessionToken"), no],
    [
      "a role gets no federation token",
      { identity: ALL },
      on(SESSION, "sts:GetFederationToken"),
      no,
    ],
    ["a user gets a federation token", { identity: ALL }, on(USER, "sts:GetFederationToken"), yes],
    ["a user gets none without permission", {}, on(USER, "sts:GetFederationToken"), no],
    ["a federated user may ask who it is", {}, on(FEDERATED, "sts:GetCallerIdentity"), yes],
    [
      "a federated user reaches IAM in the console alone",
      { identity: ALL, session: ALL },
      on(FEDERATED, "iam:ListUsers"),
      open,
    ],
    [
      "a federated user passes a role on",
      { identity: ALL, session: ALL },
      on(FEDERATED, "iam:PassRole", target),
      yes,
    ],
    [
      "what denies a federated user counts there, too",
      { identity: DENY, session: ALL },
      on(FEDERATED, "iam:ListUsers"),
      never,
    ],
  ]);

  it("names what has to be known of a federated user's call of IAM", () => {
    const { unknown } = answerTo({ identity: ALL, session: ALL }, on(FEDERATED, "iam:ListUsers"));
    assert.deepEqual(unknown, [
      "whether iam:ListUsers is called in the console, which alone takes it",
    ]);
  });
});

describe("who has no credentials of AWS", () => {
  const token = { provider: "accounts.google.com" };
  decides([
    [
      "a token of a provider assumes a role",
      { resource: trusting({ Federated: "accounts.google.com" }) },
      on(token, "sts:AssumeRoleWithWebIdentity", target),
      yes,
    ],
    [
      "a token asks for tags of its session",
      { resource: trusting({ Federated: "accounts.google.com" }) },
      on(token, "sts:TagSession", target),
      yes,
    ],
    [
      "a token is none for AssumeRole",
      { resource: trusting({ Federated: "accounts.google.com" }) },
      on(token, "sts:AssumeRole", target),
      no,
    ],
    ["a token opens no bucket", { resource: EVERYBODY }, { principal: token }, no],
    [
      "nobody assumes a role unsigned",
      { resource: trusting("*") },
      on("*", "sts:AssumeRole", target),
      no,
    ],
    [
      "an unsigned request sends to an open queue",
      { resource: EVERYBODY },
      on("*", "sqs:SendMessage", queue),
      yes,
    ],
    [
      "an unsigned request to KMS is open",
      { resource: EVERYBODY },
      on("*", "kms:Decrypt", key),
      open,
    ],
    [
      "an unsigned request for a secret is open",
      { resource: EVERYBODY },
      on("*", "secretsmanager:GetSecretValue", secret),
      open,
    ],
    [
      "an unsigned request for a secret that nothing allows is refused",
      { resource: naming({ AWS: OTHER }) },
      on("*", "secretsmanager:GetSecretValue", secret),
      no,
    ],
  ]);
});

describe("an unsigned request", () => {
  it("names the service of which it is not known whether it takes any", () => {
    const { unknown } = answerTo({ resource: EVERYBODY }, on("*", "kms:Decrypt", key));
    assert.deepEqual(unknown, ["whether kms takes unsigned requests"]);
  });
});

describe("a caller of whom nothing is known", () => {
  it("may be one from whom AWS takes no such request, even where everybody is allowed", () => {
    const policy = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    const request = on({ unknown: "who" }, "iam:GetPolicy", policy);
    const { outcome, unknown } = answerTo(
      { resource: EVERYBODY },
      { ...request, resourceAccount: undefined },
    );
    assert.equal(outcome, open);
    assert.deepEqual(unknown, ["who"]);
  });
});

describe("the policy of a bucket", () => {
  const bucket = "arn:aws:s3:::lake";
  const write = { action: "s3:PutBucketPolicy", resource: bucket };
  const foreign = { ...write, resourceAccount: OTHER };
  const mixed = naming("*", { Effect: "Deny" });
  decides([
    ["is written by its own account", { identity: ALL }, write, yes],
    [
      "is never written by another account, though both sides allow it",
      { identity: ALL, resource: EVERYBODY },
      foreign,
      no,
    ],
    [
      "is read by no other account",
      { identity: ALL, resource: EVERYBODY },
      { ...foreign, action: "s3:GetBucketPolicy" },
      no,
    ],
    [
      "leaves other settings to other accounts",
      { identity: ALL, resource: EVERYBODY, restrictPublicBuckets: false },
      { ...foreign, action: "s3:GetBucketTagging" },
      yes,
    ],
    ["does not lock out the root user", { resource: mixed }, { ...write, principal: ROOT }, yes],
    [
      "locks the root user out of the objects",
      { resource: mixed },
      { principal: ROOT, action: "s3:GetObject" },
      never,
    ],
    ["locks out users", { identity: ALL, resource: mixed }, { ...write, principal: USER }, never],
    [
      "locks out the root user of another account",
      { resource: mixed },
      { ...foreign, principal: ROOT },
      never,
    ],
    [
      "cannot open what the organisation denies",
      { resource: mixed, serviceControl: [[DENY]] },
      { ...write, principal: ROOT },
      never,
    ],
  ]);
});

describe("an access point of S3", () => {
  const point = `arn:aws:s3:eu-west-1:${OWN}:accesspoint/reader`;
  const read = { action: "s3:GetObject", resource: `${point}/object/a.csv` };
  decides([
    ["leaves the bucket behind it open", { identity: ALL }, read, open],
    ["refuses what is denied", { identity: [ALL, DENY] }, read, never],
    ["refuses what nothing allows", {}, read, no],
    [
      "is made without asking a bucket",
      { identity: ALL },
      { action: "s3:GetAccessPointPolicy", resource: point },
      yes,
    ],
    [
      "may be meant by any resource of the account",
      { identity: ALL },
      { ...read, resource: `arn:aws:s3:eu-west-1:${OWN}:*` },
      open,
    ],
    ["is not meant by objects", { identity: ALL }, { resource: "arn:aws:s3:::accesspoint/*" }, yes],
  ]);

  it("names the bucket", () => {
    assert.deepEqual(answerTo({ identity: ALL }, read).unknown, [
      `whether the bucket behind ${point}/object/a.csv allows it, too`,
    ]);
  });
});
