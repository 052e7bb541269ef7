import assert from "node:assert/strict";
import { answerTo, document, naming, OTHER, OWN, ROLE, ROOT, SESSION, USER } from "./simulations";

const ALL = document({});
const NONE = document({ Action: "sns:Publish" });
const DENY = document({ Effect: "Deny" });
const [yes, no, never] = ["allowed", "implicitly-denied", "explicitly-denied"] as const;
const KEY = { action: "kms:Decrypt", resource: `arn:aws:kms:eu-west-1:${OWN}:key/1` };
const TRUST = { action: "sts:AssumeRole", resource: `arn:aws:iam::${OWN}:role/target` };
const linked = `arn:aws:iam::${OWN}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`;
const foreign = { resourceAccount: OTHER };
const trusting = (principal: unknown): object => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" }],
});

describe("an IAM evaluation", () => {
  for (const [title, policies, request, outcome] of [
    ["what the role's policy allows", { identity: ALL }, {}, yes],
    ["what nothing allows", {}, {}, no],
    ["what is denied", { identity: [ALL, DENY] }, {}, never],
    ["what the boundary leaves out", { identity: ALL, boundary: NONE }, {}, no],
    ["what the session leaves out", { identity: ALL, session: NONE }, {}, no],
    ["empty lists as none", { identity: ALL, boundary: [], session: [], endpoint: [] }, {}, yes],
    ["a resource that names the role", { resource: naming({ AWS: ROLE }) }, {}, yes],
    ["the role within a boundary", { resource: naming({ AWS: ROLE }), boundary: NONE }, {}, no],
    [
      "the session in spite of one",
      { resource: naming({ AWS: SESSION }), boundary: NONE },
      {},
      yes,
    ],
    [
      "everybody in spite of one",
      { resource: naming("*"), boundary: NONE, session: NONE },
      {},
      yes,
    ],
    [
      "the user in spite of one",
      { resource: naming({ AWS: USER }), boundary: NONE },
      { principal: USER },
      yes,
    ],
    ["another role", { resource: naming({ AWS: `${ROLE}2` }) }, {}, no],
    ["an account, which only delegates", { resource: naming({ AWS: ROOT }) }, {}, no],
    ["the root user by its account", { resource: naming({ AWS: OWN }) }, { principal: ROOT }, yes],
    ["the root user without policies", {}, { principal: ROOT }, yes],
    ["another account's resource by one side", { identity: ALL }, foreign, no],
    [
      "another account's resource by both",
      { identity: ALL, resource: naming({ AWS: OWN }) },
      foreign,
      yes,
    ],
    ["its naming of the session alone", { resource: naming({ AWS: SESSION }) }, foreign, no],
    [
      "both sides within a session",
      { identity: ALL, resource: naming({ AWS: SESSION }), session: NONE },
      foreign,
      no,
    ],
    ["every level of the organisation", { identity: ALL, serviceControl: [[ALL], [ALL]] }, {}, yes],
    [
      "a level that does not allow",
      { identity: ALL, serviceControl: [[ALL], [NONE], [ALL]] },
      {},
      no,
    ],
    ["a level that denies", { identity: ALL, serviceControl: [[ALL, DENY]] }, {}, never],
    [
      "a service-linked role",
      { identity: ALL, serviceControl: [[DENY]] },
      { principal: linked },
      yes,
    ],
    ["resource control without an Allow", { identity: ALL, resourceControl: [[]] }, {}, yes],
    [
      "resource control that denies",
      { identity: ALL, resourceControl: [[naming("*", { Effect: "Deny" })]] },
      {},
      never,
    ],
    [
      "an endpoint that does not allow",
      { identity: ALL, endpoint: naming("*", { Action: "sqs:*" }) },
      {},
      no,
    ],
    ["an endpoint that allows", { identity: ALL, endpoint: naming("*") }, {}, yes],
    [
      "an account at an endpoint that may be a gateway",
      { identity: ALL, endpoint: naming({ AWS: OWN }) },
      {},
      "unknown",
    ],
    [
      "a service that is named",
      { resource: naming({ Service: "sns.amazonaws.com" }) },
      { principal: { service: "sns.amazonaws.com" } },
      yes,
    ],
    [
      "a service beyond its account's organisation",
      { resource: naming("*"), serviceControl: [[DENY]] },
      { principal: { service: "sns.amazonaws.com" } },
      yes,
    ],
    [
      "a service by policies that are not its own",
      { identity: ALL },
      { principal: { service: "sns.amazonaws.com" } },
      no,
    ],
    [
      "anybody, where everybody may",
      { resource: naming("*"), restrictPublicBuckets: false },
      { principal: "*" },
      yes,
    ],
    ["anybody, where an account may", { resource: naming({ AWS: OWN }) }, { principal: "*" }, no],
    [
      "a federated user without session policy",
      { identity: ALL },
      { principal: `arn:aws:sts::${OWN}:federated-user/ana` },
      no,
    ],
    [
      "a federated user with one",
      { identity: ALL, session: ALL },
      { principal: `arn:aws:sts::${OWN}:federated-user/ana` },
      yes,
    ],
    ["a key whose policy is missing", { identity: ALL }, KEY, "unknown"],
    ["a key that cuts IAM off", { identity: ALL, resource: naming({ AWS: `${ROLE}2` }) }, KEY, no],
    ["a key that delegates", { identity: ALL, resource: naming({ AWS: ROOT }) }, KEY, yes],
    ["a key that names the role", { resource: naming({ AWS: ROLE }) }, KEY, yes],
    ["a role that trusts the account", { resource: trusting({ AWS: ROOT }) }, TRUST, no],
    [
      "a role that trusts an allowed account",
      { identity: ALL, resource: trusting({ AWS: ROOT }) },
      TRUST,
      yes,
    ],
    ["a role that trusts the role", { resource: trusting({ AWS: ROLE }) }, TRUST, yes],
    [
      "a role that trusts nobody here",
      { identity: ALL, resource: trusting({ AWS: OTHER }) },
      TRUST,
      no,
    ],
    [
      "its own identity in spite of a denial",
      { identity: DENY },
      { action: "sts:GetCallerIdentity", resource: "*" },
      yes,
    ],
    [
      "a bucket whose account nobody gave",
      { identity: ALL },
      { resourceAccount: { unknown: "nobody gave it" } },
      "unknown",
    ],
    ["a denial whatever is unknown", { identity: { unknown: "file" }, boundary: DENY }, {}, never],
    [
      "a refusal of either kind",
      { identity: [{ name: "a", document: { unknown: "file" } }], boundary: NONE },
      {},
      "denied",
    ],
  ] as const) {
    it(`of ${title} is ${outcome}`, () => {
      assert.equal(answerTo(policies, request).outcome, outcome);
    });
  }

  it("names the statement that decides, with its place", () => {
    const { decidedBy } = answerTo({
      identity: [
        { name: "own", document: document({ Sid: "A" }, { Effect: "Deny", Action: "s3:Get*" }) },
      ],
    });
    assert.deepEqual(decidedBy, [
      { kind: "identity", document: "own", index: 1, pointer: "/Statement/1", effect: "Deny" },
    ]);
  });

  for (const [policies, request, blockedBy] of [
    [{}, {}, ["identity"]],
    [{ identity: ALL, boundary: NONE }, {}, ["boundary"]],
    [{ identity: ALL, session: NONE }, {}, ["session"]],
    [{ identity: ALL, serviceControl: [[NONE]] }, {}, ["serviceControl"]],
    [{}, foreign, ["identity", "resource"]],
    [{ identity: ALL }, foreign, ["resource"]],
    [{ identity: ALL }, {}, []],
  ] as const) {
    it(`of ${JSON.stringify(request)} is blocked by ${blockedBy.join(" and ") || "nothing"}`, () => {
      assert.deepEqual(answerTo(policies, request).blockedBy, blockedBy);
    });
  }
});

describe("an IAM evaluation of a pattern", () => {
  const pattern = { resource: "arn:aws:s3:::lake/*" };
  const on = (...resources: string[]): object =>
    document({ Resource: resources.map((each) => `arn:aws:s3:::${each}`) });

  it("is allowed if one statement holds all of it", () => {
    assert.equal(answerTo({ identity: on("lake*") }, pattern).outcome, yes);
  });

  it("is refused with a resource that nothing allows", () => {
    const { outcome, witness } = answerTo({ identity: on("lake/in/*") }, pattern);
    assert.equal(outcome, no);
    assert.equal(witness, "arn:aws:s3:::lake/x");
  });

  it("is refused with a resource that a statement denies", () => {
    const secret = document({ Effect: "Deny", Resource: "arn:aws:s3:::*/se?ret*" });
    const { outcome, witness } = answerTo({ identity: [ALL, secret] }, pattern);
    assert.equal(outcome, never);
    assert.match(witness ?? "", /^arn:aws:s3:::lake\/.*se.ret/);
  });

  it("is refused with a resource that is denied rather than with one that nothing allows", () => {
    const secret = document({ Effect: "Deny", Resource: "arn:aws:s3:::lake/secret" });
    const { outcome, witness } = answerTo({ identity: [on("lake/in/*"), secret] }, pattern);
    assert.equal(outcome, never);
    assert.equal(witness, "arn:aws:s3:::lake/secret");
  });

  it("is none of the star that actions without resources are requested on", () => {
    const request = { action: "s3:ListAllMyBuckets", resource: "*" };
    const { outcome, witness } = answerTo({ identity: NONE }, request);
    assert.equal(outcome, no);
    assert.equal(witness, undefined);
  });

  it("leaves out policies of which nothing is known", () => {
    const secret = document({ Effect: "Deny", Resource: "arn:aws:s3:::lake/secret" });
    for (const boundary of [{ unknown: "file" }, [{ name: "a", document: { unknown: "file" } }]]) {
      const { outcome, witness } = answerTo({ identity: [ALL, secret], boundary }, pattern);
      assert.equal(outcome, never);
      assert.equal(witness, "arn:aws:s3:::lake/secret");
    }
  });

  it("is open if several statements may allow all of it together", () => {
    const rest = {
      Statement: { Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::lake/in/*" },
    };
    const { outcome, unknown } = answerTo({ identity: [on("lake/in/*"), rest] }, pattern);
    assert.equal(outcome, "unknown");
    assert.deepEqual(unknown, [
      "whether several statements together allow all of arn:aws:s3:::lake/*",
    ]);
  });

  it("takes an escaped star for the character", () => {
    const { outcome } = answerTo(
      { identity: on("lake/${*}") },
      { resource: "arn:aws:s3:::lake/${*}" },
    );
    assert.equal(outcome, yes);
  });
});
