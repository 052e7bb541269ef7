import assert from "node:assert/strict";
import { worksAcrossAccounts } from "../../../reasoning/iam/across-accounts";
import { actionOf } from "../../../reasoning/iam/action";
import { requestedResource } from "../../../reasoning/iam/match";
import {
  cannotLockOut,
  endpointReadsNames,
  isAllThereIs,
  mustAllowItself,
} from "../../../reasoning/iam/service-rules";
import type { Truth } from "../../../reasoning/known";
import { isKnown, Unknown } from "../../../reasoning/known";

function told(truth: Truth): boolean | string {
  return isKnown(truth) ? truth : truth.blockedBy.join(" and ");
}

const KEY = "arn:aws:kms:e:1:key/1";
const ROLE = "arn:aws:iam::1:role/etl";
const meansA = (kind: string, text: string): string => `whether ${text} means a ${kind}`;

describe("a resource whose own policy has to allow", () => {
  for (const [action, resource, expected] of [
    ["kms:Decrypt", KEY, true],
    ["KMS:decrypt", KEY, true],
    ["kms:Decrypt", "arn:aws:kms:e:1:alias/a", false],
    ["kms:Decrypt", "arn:aws:kms:e:1:alias/a*", false],
    ["kms:Decrypt", "arn:aws:kms:e:1:keys/1", false],
    ["kms:Decrypt", "arn:aws:kms:e:1:key/*", true],
    ["kms:Decrypt", "arn:aws:kms:e:1:*", meansA("key", "arn:aws:kms:e:1:*")],
    ["kms:Decrypt", "arn:aws:kms:e:1:key*", meansA("key", "arn:aws:kms:e:1:key*")],
    ["kms:Decrypt", "arn:aws:kms:e:1:k??/1", meansA("key", "arn:aws:kms:e:1:k??/1")],
    ["kms:Decrypt", "arn:aws:km?:e:1:key/1", meansA("key", "arn:aws:km?:e:1:key/1")],
    ["kms:Decrypt", "**", meansA("key", "**")],
    ["kms:Decrypt", "arn:aws:iam::1:key/1", false],
    ["kms:ListKeys", "*", false],
    ["s3:GetObject", KEY, false],
    ["iam:PassRole", ROLE, false],
    ["sts:AssumeRole", ROLE, true],
    ["sts:AssumeRoleWithSAML", ROLE, true],
    ["sts:TagSession", ROLE, true],
    ["sts:SetSourceIdentity", ROLE, true],
    ["sts:SetContext", ROLE, true],
    ["sts:AssumeRole", "arn:aws:iam::1:user/ana", false],
    ["sts:AssumeRole", "arn:aws:iam::1:r*", meansA("role", "arn:aws:iam::1:r*")],
    ["sts:GetFederationToken", ROLE, false],
    ["sts:DecodeAuthorizationMessage", "*", false],
  ] as const) {
    it(`is ${resource} for ${action}: ${String(expected)}`, () => {
      assert.equal(told(mustAllowItself(actionOf(action), requestedResource(resource))), expected);
    });
  }

  it("may be any where nobody knows it", () => {
    const why = new Unknown(["why"]);
    assert.equal(mustAllowItself(actionOf("kms:Decrypt"), why), why);
    assert.equal(mustAllowItself(actionOf("sts:AssumeRole"), why), why);
    assert.equal(mustAllowItself(actionOf("sts:GetCallerIdentity"), why), false);
    assert.equal(mustAllowItself(actionOf("s3:GetObject"), why), false);
  });
});

describe("an access point of S3", () => {
  const POINT = "arn:aws:s3:e:111122223333:accesspoint/a";
  for (const [action, resource, expected] of [
    [
      "s3:GetObject",
      `${POINT}/object/k`,
      `whether the bucket behind ${POINT}/object/k allows it, too`,
    ],
    ["S3:ListBucket", POINT, `whether the bucket behind ${POINT} allows it, too`],
    ["s3-object-lambda:GetObject", POINT, `whether the bucket behind ${POINT} allows it, too`],
    [
      "s3:ListBucket",
      "arn:aws:s3:e:1:access*",
      "whether the bucket behind arn:aws:s3:e:1:access* allows it, too",
    ],
    ["s3:GetAccessPointPolicy", POINT, true],
    ["s3:GetObject", "arn:aws:s3:::accesspoint/k", true],
    ["s3:ListBucket", "arn:aws:s3:e:1:job/1", true],
    ["s3:ListAllMyBuckets", "*", true],
    ["sqs:SendMessage", POINT, true],
  ] as const) {
    it(`is not all that ${action} on ${resource} needs: ${expected === true ? "no" : "perhaps"}`, () => {
      assert.equal(told(isAllThereIs(actionOf(action), requestedResource(resource))), expected);
    });
  }

  it("may be any where nobody knows the resource", () => {
    const why = new Unknown(["why"]);
    assert.equal(isAllThereIs(actionOf("s3:GetObject"), why), why);
    assert.equal(isAllThereIs(actionOf("sqs:SendMessage"), why), true);
  });
});

describe("a rule of a service", () => {
  for (const [action, expected] of [
    ["s3:GetBucketPolicy", true],
    ["s3:PutBucketPolicy", true],
    ["S3:deletebucketpolicy", true],
    ["s3:GetBucketPolicyStatus", false],
    ["not-s3:GetBucketPolicy", false],
    ["s3:GetObject", false],
  ] as const) {
    it(`keeps a bucket's owner from being locked out of ${action}: ${String(expected)}`, () => {
      assert.equal(cannotLockOut(actionOf(action)), expected);
    });
  }

  const GATEWAY = "whether the endpoint is a gateway, whose policy has to name everybody";
  for (const [action, expected] of [
    ["sqs:SendMessage", true],
    ["s3:GetObject", GATEWAY],
    ["S3:GetObject", GATEWAY],
    ["dynamodb:GetItem", GATEWAY],
    ["s3-outposts:GetObject", true],
  ] as const) {
    it(`reads names in an endpoint's policy for ${action}: ${expected === true ? "yes" : "perhaps"}`, () => {
      assert.equal(told(endpointReadsNames(actionOf(action))), expected);
    });
  }

  for (const [action, expected] of [
    ["s3:GetObject", true],
    ["sqs:SendMessage", true],
    ["sqs:DeleteQueue", false],
    ["SQS:deletequeue", false],
    ["kms:Decrypt", true],
    ["KMS:DECRYPT", true],
    ["kms:PutKeyPolicy", false],
    ["kms:CreateKey", "whether kms:CreateKey is taken from other accounts"],
    ["s3:PutBucketPolicy", false],
    ["s3express:CreateSession", true],
    ["s3express:DeleteBucket", false],
    ["S3Express:getbucketpolicy", false],
  ] as const) {
    it(`takes ${action} from other accounts: ${String(expected)}`, () => {
      assert.equal(told(worksAcrossAccounts(actionOf(action))), expected);
    });
  }
});
