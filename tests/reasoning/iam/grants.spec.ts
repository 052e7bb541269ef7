import assert from "node:assert/strict";
import { answerTo, document, naming, OTHER, OWN, ROLE } from "./simulations";

const [yes, no, open] = ["allowed", "implicitly-denied", "unknown"] as const;
const KEY_POLICY = naming({ AWS: `arn:aws:iam::${OWN}:role/admin` });
const S3_ARN = "kms:EncryptionContext:aws:s3:arn";
const pairs = { "aws:s3:arn": "arn:aws:s3:::lake" };

describe("a grant of a key", () => {
  for (const [title, grant, request, outcome] of [
    ["allows the grantee its operations", {}, {}, yes],
    ["allows nobody else", { grantee: `${ROLE}2` }, {}, no],
    ["allows no other operation", { operations: ["Encrypt"] }, {}, no],
    [
      "holds where the context holds its pairs",
      { constraints: { encryptionContextSubset: pairs } },
      { context: { [S3_ARN]: pairs["aws:s3:arn"], "kms:EncryptionContext:b": "1" } },
      yes,
    ],
    [
      "ends where the context consists of more",
      { constraints: { encryptionContextEquals: pairs } },
      { context: { [S3_ARN]: pairs["aws:s3:arn"], "kms:EncryptionContext:b": "1" } },
      no,
    ],
    [
      "holds where the context consists of its pairs",
      { constraints: { encryptionContextEquals: pairs } },
      { context: { [S3_ARN]: pairs["aws:s3:arn"] } },
      yes,
    ],
    [
      "compares values with regard to case",
      { constraints: { encryptionContextSubset: pairs } },
      { context: { [S3_ARN]: "arn:aws:s3:::LAKE" } },
      no,
    ],
    [
      "is open where the rest of the context is",
      { constraints: { encryptionContextEquals: pairs } },
      { context: { [S3_ARN]: pairs["aws:s3:arn"] }, otherContext: "unknown" },
      open,
    ],
    [
      "does not limit what has no context",
      { operations: ["DescribeKey"], constraints: { encryptionContextEquals: pairs } },
      { action: "kms:DescribeKey" },
      yes,
    ],
    [
      "limits the source",
      { constraints: { sourceArn: "arn:aws:sqs:eu-west-1:1:q" } },
      { context: { "aws:SourceArn": "arn:aws:sqs:eu-west-1:1:p" } },
      no,
    ],
    [
      "limits the source where the request has none",
      { constraints: { sourceArn: "arn:aws:sqs:eu-west-1:1:q" } },
      { context: { "aws:SourceArn": [] } },
      no,
    ],
    [
      "ends where the request lacks a pair",
      { constraints: { encryptionContextSubset: pairs } },
      { context: { [S3_ARN]: [] } },
      no,
    ],
    [
      "holds where the only other pair is said to be absent",
      { constraints: { encryptionContextEquals: pairs } },
      { context: { [S3_ARN]: pairs["aws:s3:arn"], "kms:EncryptionContext:b": [] } },
      yes,
    ],
    [
      "is open to be passed on where the operations are not told",
      { operations: ["CreateGrant", "Decrypt"] },
      { action: "kms:CreateGrant", context: { "kms:GrantOperations": [] } },
      open,
    ],
    [
      "lets the retiring principal retire it",
      { grantee: `${ROLE}2`, retiringPrincipal: ROLE },
      { action: "kms:RetireGrant" },
      yes,
    ],
    [
      "does not let the grantee retire it by itself",
      { retiringPrincipal: `${ROLE}2` },
      { action: "kms:RetireGrant" },
      no,
    ],
    [
      "passes on no more than it has",
      { operations: ["CreateGrant", "Decrypt"] },
      { action: "kms:CreateGrant", context: { "kms:GrantOperations": ["Encrypt"] } },
      no,
    ],
    [
      "passes on what it has",
      { operations: ["CreateGrant", "Decrypt"] },
      { action: "kms:CreateGrant", context: { "kms:GrantOperations": ["Decrypt"] } },
      yes,
    ],
    [
      "may name a service",
      { grantee: "airflow.eu-west-1.amazonaws.com" },
      { principal: { service: "airflow.eu-west-1.amazonaws.com" } },
      yes,
    ],
    [
      "of another account's key may be enough alone",
      {},
      { resource: `arn:aws:kms:eu-west-1:${OTHER}:key/1` },
      open,
    ],
  ] as const) {
    it(title, () => {
      const grants = [{ grantee: ROLE, operations: ["Decrypt"], ...grant }];
      const asked = {
        action: "kms:Decrypt",
        resource: `arn:aws:kms:eu-west-1:${OWN}:key/1`,
        ...request,
      };
      const resourceAccount = asked.resource.includes(OTHER) ? OTHER : OWN;
      const answer = answerTo({ resource: KEY_POLICY, grants }, { ...asked, resourceAccount });
      assert.equal(answer.outcome, outcome);
    });
  }

  for (const [title, policies, account, outcome] of [
    ["allows within a boundary", { boundary: document({}) }, OWN, yes],
    ["may pass a boundary by", { boundary: document({ Action: "s3:*" }) }, OWN, open],
    ["may pass a session's policy by", { session: document({ Action: "s3:*" }) }, OWN, open],
    ["of another account's key adds to an identity policy", { identity: document({}) }, OTHER, yes],
    [
      "does not pass the organisation by",
      { serviceControl: [[document({ Action: "s3:*" })]] },
      OWN,
      no,
    ],
    [
      "of another account's key does not pass the organisation by",
      { serviceControl: [[document({ Action: "s3:*" })]] },
      OTHER,
      no,
    ],
  ] as const)
    it(title, () => {
      const request = { action: "kms:Decrypt", resource: `arn:aws:kms:eu-west-1:${account}:key/1` };
      const grants = [{ grantee: ROLE, operations: ["Decrypt"] }];
      const answer = answerTo(
        { ...policies, resource: KEY_POLICY, grants },
        { ...request, resourceAccount: account },
      );
      assert.equal(answer.outcome, outcome);
    });

  it("lets a service-linked role use another account's key, perhaps", () => {
    const linked = `arn:aws:iam::${OWN}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
    const { outcome, unknown } = answerTo(
      {
        resource: naming({ AWS: `arn:aws:iam::${OTHER}:role/admin` }),
        grants: [{ grantee: linked, operations: ["Decrypt"] }],
      },
      {
        principal: linked,
        action: "kms:Decrypt",
        resource: `arn:aws:kms:eu-west-1:${OTHER}:key/1`,
        resourceAccount: OTHER,
      },
    );
    assert.equal(outcome, open);
    assert.deepEqual(unknown, ["whether the grant of another account's key is enough alone"]);
  });

  it("does not outweigh a denial", () => {
    const request = { action: "kms:Decrypt", resource: `arn:aws:kms:eu-west-1:${OWN}:key/1` };
    const grants = [{ grantee: ROLE, operations: ["kms:Decrypt"] }];
    const identity = document({ Effect: "Deny" });
    const { outcome } = answerTo({ identity, resource: KEY_POLICY, grants }, request);
    assert.equal(outcome, "explicitly-denied");
  });
});
