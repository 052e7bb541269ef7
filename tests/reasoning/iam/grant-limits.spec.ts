import assert from "node:assert/strict";
import { lookupIn } from "../../../reasoning/iam/context";
import { grantLayer } from "../../../reasoning/iam/grants";
import { answerTo, document, naming, OWN, ROLE, ROOT, simulation } from "./simulations";

const [yes, no, open] = ["allowed", "implicitly-denied", "unknown"] as const;
const KEY_POLICY = naming({ AWS: `arn:aws:iam::${OWN}:role/admin` });
const KEY = { action: "kms:Decrypt", resource: `arn:aws:kms:eu-west-1:${OWN}:key/1` };
const S3_ARN = "kms:EncryptionContext:aws:s3:arn";
const pairs = { "aws:s3:arn": "arn:aws:s3:::lake" };
const PLAIN = { grantee: ROLE, operations: ["Decrypt"] };
const why = { unknown: "why" };

describe("what limits a grant of a key", () => {
  for (const [title, grant, request, outcome] of [
    [
      "does not let the retiring principal use the key",
      { grantee: `${ROLE}2`, retiringPrincipal: ROLE },
      {},
      no,
    ],
    [
      "lets nobody retire it whom it does not name",
      { grantee: `${ROLE}2`, operations: ["RetireGrant"] },
      { action: "kms:RetireGrant" },
      no,
    ],
    [
      "lets the grantee retire it where that is among its operations",
      { operations: ["RetireGrant"] },
      { action: "kms:RetireGrant" },
      yes,
    ],
    [
      "lets a grantee create no grant that allows more besides",
      { operations: ["CreateGrant", "Decrypt"] },
      { action: "kms:CreateGrant", context: { "kms:GrantOperations": ["Decrypt", "Encrypt"] } },
      no,
    ],
    [
      "compares the operations of a new grant without case",
      { operations: ["CreateGrant", "Decrypt"] },
      { action: "kms:creategrant", context: { "kms:GrantOperations": ["DECRYPT"] } },
      yes,
    ],
    [
      "holds for the source that it names",
      { sourceArn: "arn:aws:sqs:eu-west-1:1:*" },
      { context: { "aws:SourceArn": "arn:aws:sqs:eu-west-1:1:q" } },
      yes,
    ],
    ["ends where no source is named", { sourceArn: "arn:aws:sqs:eu-west-1:1:*" }, {}, no],
    [
      "ends where the context lacks a pair",
      { constraints: { encryptionContextSubset: pairs } },
      { context: { "kms:EncryptionContext:other": pairs["aws:s3:arn"] } },
      no,
    ],
    [
      "ends where a pair has another value than the context consists of",
      { constraints: { encryptionContextEquals: pairs } },
      { context: { [S3_ARN]: "arn:aws:s3:::pond" } },
      no,
    ],
    [
      "takes no other key for a part of the encryption context",
      { constraints: { encryptionContextEquals: pairs } },
      { context: { [S3_ARN]: pairs["aws:s3:arn"], "aws:SourceVpc": "vpc-1" } },
      yes,
    ],
    ["speaks of no service whose name ends alike", {}, { action: "not-kms:Decrypt" }, no],
    [
      "speaks of no other service",
      {},
      { action: "s3:GetObject", resource: "arn:aws:s3:::b/k" },
      no,
    ],
  ] as const) {
    it(title, () => {
      const grants = [{ ...PLAIN, ...grant }];
      const answer = answerTo({ resource: KEY_POLICY, grants }, { ...KEY, ...request });
      assert.equal(answer.outcome, outcome);
    });
  }

  for (const [title, grant, request, unknown] of [
    ["it is unknown itself", why, {}, ["why"]],
    ["its grantee is", { grantee: why }, {}, ["why"]],
    ["its operations are", { operations: why }, {}, ["why"]],
    [
      "its source is",
      { sourceArn: why },
      { context: { "aws:SourceArn": "arn:aws:sqs:eu-west-1:1:q" } },
      ["why"],
    ],
    [
      "the request's source is",
      { sourceArn: "arn:aws:sqs:eu-west-1:1:q" },
      { context: { "aws:SourceArn": why } },
      ["why"],
    ],
    ["its pairs are", { constraints: { encryptionContextSubset: why } }, {}, ["why"]],
    ["all its pairs are", { constraints: { encryptionContextEquals: why } }, {}, ["why"]],
    [
      "the value of a pair is",
      { constraints: { encryptionContextSubset: { "aws:s3:arn": why } } },
      { context: { [S3_ARN]: pairs["aws:s3:arn"] } },
      ["why"],
    ],
    [
      "the request's value is",
      { constraints: { encryptionContextSubset: pairs } },
      { context: { [S3_ARN]: why } },
      ["why"],
    ],
    [
      "the rest of the request's context is",
      { constraints: { encryptionContextEquals: pairs } },
      { context: { [S3_ARN]: pairs["aws:s3:arn"] }, otherContext: "unknown" },
      ["the rest of the encryption context"],
    ],
    [
      "the operations of a new grant are",
      { operations: ["CreateGrant"] },
      { action: "kms:CreateGrant", context: { "kms:GrantOperations": why } },
      ["why"],
    ],
    [
      "the request leaves out the operations of a new grant",
      { operations: ["CreateGrant"] },
      { action: "kms:CreateGrant" },
      ["kms:GrantOperations"],
    ],
    [
      "a new grant may be limited less than by its pairs",
      {
        name: "lake",
        operations: ["CreateGrant"],
        constraints: { encryptionContextSubset: pairs },
      },
      { action: "kms:CreateGrant", context: { "kms:GrantOperations": ["CreateGrant"] } },
      ["whether the new grant is as limited as lake"],
    ],
    [
      "a new grant may be limited less than by all its pairs",
      {
        name: "lake",
        operations: ["CreateGrant"],
        constraints: { encryptionContextEquals: pairs },
      },
      { action: "kms:CreateGrant", context: { "kms:GrantOperations": ["CreateGrant"] } },
      ["whether the new grant is as limited as lake"],
    ],
  ] as const) {
    it(`is open where ${title}, and says so`, () => {
      const grants = [grant === why ? why : { ...PLAIN, ...grant }];
      const policies = { identity: document({}), resource: KEY_POLICY, grants };
      const answer = answerTo(policies, { ...KEY, ...request });
      assert.deepEqual([answer.outcome, answer.unknown], [open, unknown]);
    });
  }

  it("may exist where the list is unknown, which allows and denies nothing for certain", () => {
    const identity = document({});
    const unsure = answerTo({ identity, resource: KEY_POLICY, grants: why }, KEY);
    assert.deepEqual([unsure.outcome, unsure.unknown], [open, ["why"]]);
    const sure = answerTo({ identity, resource: naming({ AWS: ROOT }), grants: why }, KEY);
    assert.equal(sure.outcome, yes);
  });

  it("is named as what decides, and no grant that is another's or of other operations", () => {
    const grants = [
      { name: "others", grantee: `${ROLE}2`, operations: ["Decrypt"] },
      { name: "idle", grantee: ROLE, operations: ["Encrypt"] },
      { name: "lake", grantee: ROLE, operations: ["Decrypt"] },
    ];
    assert.deepEqual(answerTo({ resource: KEY_POLICY, grants }, KEY).decidedBy, [
      { kind: "grant", document: "lake", pointer: "", effect: "Allow" },
    ]);
  });

  it("tells how it names the caller, as other policies of the key do", () => {
    const grants = [PLAIN];
    const { request, policies } = simulation({ grants }, KEY);
    const { granted, naming: ways } = grantLayer(
      policies.grants,
      request,
      lookupIn(() => []),
    );
    assert.deepEqual([granted, ways], [true, { direct: false, behind: true, account: false }]);
  });

  it("takes an empty list for no source", () => {
    const grants = [{ ...PLAIN, sourceArn: "arn:aws:sqs:eu-west-1:1:*" }];
    const { request, policies } = simulation({ grants }, KEY);
    const given = (...sources: readonly string[]) =>
      grantLayer(
        policies.grants,
        request,
        lookupIn(() => sources),
      ).granted;
    assert.equal(given("arn:aws:sqs:eu-west-1:1:q"), true);
    assert.equal(given(), false);
  });

  it("does not outweigh a denial", () => {
    const grants = [{ grantee: ROLE, operations: ["kms:Decrypt"] }];
    const identity = [{ name: "own", document: document({ Effect: "Deny" }) }];
    const answer = answerTo({ identity, resource: KEY_POLICY, grants }, KEY);
    assert.equal(answer.outcome, "explicitly-denied");
    assert.deepEqual(
      answer.decidedBy.map(({ kind, document: name }) => `${kind} ${name}`),
      ["identity own"],
    );
  });
});
