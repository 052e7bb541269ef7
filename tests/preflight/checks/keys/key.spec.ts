import assert from "node:assert/strict";
import { keyPolicy } from "../../../../mwaa/documents/key-policy";
import { Unknown } from "../../../../reasoning/known";
import type { AccessStack } from "../access-stack";
import {
  accessStack,
  judges,
  KEY_ARN,
  PLACE,
  policy,
  ROLE_ARN,
  violationsOf,
} from "../access-stack";

const documented = keyPolicy({ place: PLACE, environmentName: "etl" }).Statement;
const logs = documented.filter(({ Sid }) => Sid === "LogGroups");
const root = { AWS: "arn:aws:iam::111122223333:root" };
const allow = (principal: unknown, rest: object = {}) => ({
  Effect: "Allow",
  Principal: principal,
  Action: "kms:*",
  Resource: "*",
  ...rest,
});
const use = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*", "kms:Encrypt"];
const withPolicy = (...statements: object[]): AccessStack => ({
  key: { policy: policy(...statements) },
});
const hidden: AccessStack = { key: { policy: new Unknown(["a value"]) } };
const only = (arn: string) => ({ Condition: { ArnEquals: { "aws:PrincipalArn": arn } } });
const alias: AccessStack = { environment: { kmsKey: "alias/airflow" } };

describe("key-admits-execution-role", () => {
  judges("key-admits-execution-role", [
    { says: "for AWS's default policy", about: { key: {} }, expected: "pass" },
    { says: "for the account's root", about: withPolicy(allow(root)), expected: "pass" },
    {
      says: "for the account's number",
      about: withPolicy(allow({ AWS: "111122223333" })),
      expected: "pass",
    },
    {
      says: "for another account's root",
      about: withPolicy(allow({ AWS: "999999999999" })),
      expected: "fail",
    },
    {
      says: "for the role itself",
      about: withPolicy(allow({ AWS: ROLE_ARN }, { Action: use })),
      expected: "pass",
    },
    {
      says: "for the role itself on another key",
      about: withPolicy(allow({ AWS: ROLE_ARN }, { Resource: KEY_ARN.replace("0a1b", "9a9b") })),
      expected: "fail",
    },
    {
      says: "for the role itself without one action",
      about: withPolicy(allow({ AWS: ROLE_ARN }, { Action: use.slice(1) })),
      expected: "fail",
    },
    {
      says: "for the role itself through SQS alone",
      about: withPolicy(
        allow(
          { AWS: ROLE_ARN },
          { Condition: { StringEquals: { "kms:ViaService": "sqs.eu-west-1.amazonaws.com" } } },
        ),
      ),
      expected: "fail",
    },
    {
      says: "for everybody of the account",
      about: withPolicy(
        allow("*", { Condition: { StringEquals: { "kms:CallerAccount": "111122223333" } } }),
      ),
      expected: "pass",
    },
    {
      says: "for a root that speaks for another role",
      about: withPolicy(allow(root, only("arn:aws:iam::111122223333:role/admin"))),
      expected: "fail",
    },
    {
      says: "for a root that speaks for the role",
      about: withPolicy(allow(root, only(ROLE_ARN))),
      expected: "pass",
    },
    {
      says: "for a root narrowed by what nobody can tell",
      about: withPolicy(
        allow(root, { Condition: { StringEquals: { "aws:PrincipalTag/team": "a" } } }),
      ),
      expected: "unknown",
    },
    { says: "for a policy that is not known", about: hidden, expected: "unknown" },
    { says: "to an alias, which another rule refuses", about: alias, expected: "notApplicable" },
    {
      says: "to a document that is none",
      about: { key: { policy: "[]" } },
      expected: "notApplicable",
    },
  ]);
});

describe("key-delegates-to-account", () => {
  judges("key-delegates-to-account", [
    { says: "for AWS's default policy", about: { key: {} }, expected: "pass" },
    { says: "for the account's root", about: withPolicy(allow(root)), expected: "pass" },
    { says: "for the role alone", about: withPolicy(allow({ AWS: ROLE_ARN })), expected: "fail" },
    {
      says: "for a root that uses the key only",
      about: withPolicy(allow(root, { Action: use })),
      expected: "fail",
    },
    {
      says: "for everybody but the root",
      about: withPolicy({ ...allow(undefined), NotPrincipal: root }),
      expected: "fail",
    },
    {
      says: "for everybody of the account",
      about: withPolicy(
        allow("*", { Condition: { StringEquals: { "kms:CallerAccount": "111122223333" } } }),
      ),
      expected: "pass",
    },
    { says: "for a policy that is not known", about: hidden, expected: "unknown" },
  ]);
});

describe("key-admits-cloudwatch-logs", () => {
  const RULE = "key-admits-cloudwatch-logs";
  const service = { Service: "logs.eu-west-1.amazonaws.com" };
  const deny = { ...allow(service), Effect: "Deny", Sid: "Quiet" };
  judges(RULE, [
    { says: "for the documented policy", about: withPolicy(...documented), expected: "pass" },
    { says: "for AWS's default policy", about: { key: {} }, expected: "fail" },
    { says: "if it is denied again", about: withPolicy(...documented, deny), expected: "fail" },
    {
      says: "if everybody but the account is denied",
      about: withPolicy(...logs, {
        Effect: "Deny",
        NotPrincipal: root,
        Action: "kms:*",
        Resource: "*",
      }),
      expected: "fail",
    },
    {
      says: "if everybody but the service is denied",
      about: withPolicy(...logs, {
        Effect: "Deny",
        NotPrincipal: service,
        Action: "kms:*",
        Resource: "*",
      }),
      expected: "pass",
    },
    {
      says: "if everybody but the service is allowed",
      about: withPolicy({ Effect: "Allow", NotPrincipal: service, Action: "kms:*", Resource: "*" }),
      expected: "fail",
    },
    { says: "for a policy that is not known", about: hidden, expected: "unknown" },
  ]);

  it("names the statement that denies", () => {
    const [violation] = violationsOf(RULE, accessStack(withPolicy(...documented, deny)));
    assert.equal(violation?.fix, "take logs.eu-west-1.amazonaws.com out of statement Quiet");
  });
});

describe("key-enabled", () => {
  judges("key-enabled", [
    { says: "by default", about: { key: {} }, expected: "pass" },
    { says: "for a disabled key", about: { key: { isEnabled: false } }, expected: "fail" },
    {
      says: "if it is not known",
      about: { key: { isEnabled: new Unknown(["x"]) } },
      expected: "unknown",
    },
    { says: "without a key", about: {}, expected: "notApplicable" },
  ]);
});

describe("key-is-symmetric-and-single-region", () => {
  judges("key-is-symmetric-and-single-region", [
    { says: "by default", about: { key: {} }, expected: "pass" },
    { says: "for encryption", about: { key: { keyUsage: "ENCRYPT_DECRYPT" } }, expected: "pass" },
    { says: "for signatures", about: { key: { keyUsage: "SIGN_VERIFY" } }, expected: "fail" },
    { says: "for MACs", about: { key: { keyUsage: "GENERATE_VERIFY_MAC" } }, expected: "fail" },
    {
      says: "if the use is not known",
      about: { key: { keyUsage: new Unknown(["x"]) } },
      expected: "unknown",
    },
  ]);
});
