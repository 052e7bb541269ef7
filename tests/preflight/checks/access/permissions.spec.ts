import assert from "node:assert/strict";
import { Unknown } from "../../../../reasoning/known";
import {
  accessStack,
  BUCKET_ARN,
  documentedPolicy,
  judges,
  KEY_ARN,
  outcomeOf,
  policy,
  resource,
  ROLE_ARN,
  violationsOf,
} from "../access-stack";

const RULE = "execution-role-permits-required-calls";
const hidden = new Unknown(["a value"]);

const everything = { Effect: "Allow", Action: "*", Resource: "*" };
const boundary = (text: string | Unknown) =>
  resource(
    "iam/policy:Policy",
    "limit",
    { policy: text },
    { arn: "arn:aws:iam::111122223333:policy/limit" },
  );
const limited = { permissionsBoundary: "arn:aws:iam::111122223333:policy/limit" };
const denyRead = { Effect: "Deny", Action: "s3:GetObject", Resource: `${BUCKET_ARN}/*` };
const delegation = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111122223333:root" },
  Action: "kms:*",
  Resource: "*",
};
const denyDecrypt = { Effect: "Deny", Action: "kms:Decrypt", Resource: "*" };

describe(RULE, () => {
  judges(RULE, [
    { says: "for the documented policy", about: {}, expected: "pass" },
    { says: "for the documented policy with a key", about: { key: {} }, expected: "pass" },
    { says: "for a policy that is not known", about: { rolePolicy: hidden }, expected: "unknown" },
    { says: "for no policy", about: { rolePolicy: null }, expected: "fail" },
    {
      says: "for log groups that are found by log-group:*",
      about: {
        rolePolicy: documentedPolicy(false).replace(
          '"Action":"logs:DescribeLogGroups","Resource":"*"',
          '"Action":"logs:DescribeLogGroups","Resource":"arn:aws:logs:eu-west-1:111122223333:log-group:*"',
        ),
      },
      expected: "pass",
    },
    {
      says: "for log groups that are found among one's own only",
      about: {
        rolePolicy: documentedPolicy(false).replace(
          '"Action":"logs:DescribeLogGroups","Resource":"*"',
          '"Action":"logs:DescribeLogGroups","Resource":"arn:aws:logs:eu-west-1:111122223333:log-group:airflow-etl-*"',
        ),
      },
      expected: "fail",
    },
  ]);

  describe("with a permissions boundary", () => {
    judges(RULE, [
      {
        says: "if it allows the calls",
        about: { role: limited, others: [boundary(policy(everything))] },
        expected: "pass",
      },
      {
        says: "if it allows something else",
        about: {
          role: limited,
          others: [boundary(policy({ ...everything, Action: "ec2:*" }))],
        },
        expected: "fail",
      },
      {
        says: "if it denies a call",
        about: { role: limited, others: [boundary(policy(everything, denyRead))] },
        expected: "fail",
      },
      {
        says: "if its text is not known",
        about: { role: limited, others: [boundary(hidden)] },
        expected: "unknown",
      },
      { says: "if no stack holds it", about: { role: limited }, expected: "unknown" },
      {
        says: "if it is not known which it is",
        about: { role: { permissionsBoundary: hidden } },
        expected: "unknown",
      },
      {
        says: "if no stack holds it and the role lacks the permissions anyway",
        about: { role: limited, rolePolicy: null },
        expected: "fail",
      },
    ]);
  });

  describe("with a bucket policy", () => {
    const statement = (principal: object, rest: object = {}) => ({
      bucketPolicy: policy({ ...denyRead, ...principal, ...rest }),
    });
    judges(RULE, [
      { says: "that denies everybody", about: statement({ Principal: "*" }), expected: "fail" },
      {
        says: "that denies the role",
        about: statement({ Principal: { AWS: ROLE_ARN } }),
        expected: "fail",
      },
      {
        says: "that denies the account",
        about: statement({ Principal: { AWS: "111122223333" } }),
        expected: "fail",
      },
      {
        says: "that denies another role",
        about: statement({ Principal: { AWS: "arn:aws:iam::111122223333:role/other" } }),
        expected: "pass",
      },
      {
        says: "that denies another account",
        about: statement({ Principal: { AWS: "arn:aws:iam::999999999999:root" } }),
        expected: "pass",
      },
      {
        says: "that denies everybody but somebody else",
        about: statement({ NotPrincipal: { AWS: "arn:aws:iam::111122223333:role/other" } }),
        expected: "fail",
      },
      {
        says: "that denies everybody but the role, whose sessions have names of their own",
        about: statement({ NotPrincipal: { AWS: [ROLE_ARN, "111122223333"] } }),
        expected: "unknown",
      },
      {
        says: "that denies plain HTTP",
        about: statement(
          { Principal: "*" },
          { Condition: { Bool: { "aws:SecureTransport": "false" } } },
        ),
        expected: "pass",
      },
      {
        says: "that denies everybody but the role by condition",
        about: statement(
          { Principal: "*" },
          { Condition: { ArnNotEquals: { "aws:PrincipalArn": ROLE_ARN } } },
        ),
        expected: "pass",
      },
      {
        says: "that denies whoever does not come through an endpoint",
        about: statement(
          { Principal: "*" },
          { Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1" } } },
        ),
        expected: "unknown",
      },
      { says: "that is not known", about: { bucketPolicy: hidden }, expected: "unknown" },
      {
        says: "that allows the role what its own policy does not",
        about: {
          rolePolicy: documentedPolicy(false).replaceAll("s3:GetObject*", "s3:Nothing"),
          bucketPolicy: policy({
            Effect: "Allow",
            Principal: { AWS: ROLE_ARN },
            Action: "s3:GetObject*",
            Resource: `${BUCKET_ARN}/*`,
          }),
        },
        expected: "pass",
      },
      {
        says: "that allows the account, which leaves it to the role's own policy",
        about: {
          rolePolicy: documentedPolicy(false).replaceAll("s3:GetObject*", "s3:Nothing"),
          bucketPolicy: policy({
            Effect: "Allow",
            Principal: { AWS: "111122223333" },
            Action: "s3:GetObject*",
            Resource: `${BUCKET_ARN}/*`,
          }),
        },
        expected: "fail",
      },
    ]);
  });

  describe("with a key policy", () => {
    const keyPolicy = (...statements: object[]) => ({ key: { policy: policy(...statements) } });
    judges(RULE, [
      {
        says: "that denies the role",
        about: keyPolicy(delegation, { ...denyDecrypt, Principal: { AWS: ROLE_ARN } }),
        expected: "fail",
      },
      {
        says: "that denies everybody but an administrator",
        about: keyPolicy(delegation, {
          ...denyDecrypt,
          NotPrincipal: { AWS: "arn:aws:iam::111122223333:role/admin" },
        }),
        expected: "fail",
      },
      {
        says: "that denies other accounts",
        about: keyPolicy(delegation, {
          ...denyDecrypt,
          Principal: "*",
          Condition: { StringNotEquals: { "kms:CallerAccount": "111122223333" } },
        }),
        expected: "pass",
      },
      {
        says: "that denies by a condition nobody can tell",
        about: keyPolicy(delegation, {
          ...denyDecrypt,
          Principal: "*",
          Condition: { StringEquals: { "aws:PrincipalTag/team": "a" } },
        }),
        expected: "unknown",
      },
      {
        says: "that allows the role itself what its own policy does not",
        about: {
          ...keyPolicy({
            Effect: "Allow",
            Principal: { AWS: ROLE_ARN },
            Action: "kms:*",
            Resource: "*",
          }),
          rolePolicy: documentedPolicy(true).replaceAll('"kms:', '"kmz:'),
        },
        expected: "pass",
      },
      {
        says: "for an alias in place of the key, which another rule refuses",
        about: { environment: { kmsKey: "alias/airflow" }, rolePolicy: documentedPolicy(true) },
        expected: "pass",
      },
    ]);
  });

  describe("with statements on the role", () => {
    const deny = (rest: object) => ({ statements: [{ ...denyRead, ...rest }] });
    judges(RULE, [
      {
        says: "that deny other Regions",
        about: deny({
          Action: "*",
          Resource: "*",
          Condition: { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } },
        }),
        expected: "pass",
      },
      {
        says: "that deny this Region",
        about: deny({ Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } }),
        expected: "fail",
      },
      {
        says: "that deny a bucket named by a policy variable",
        about: deny({ Resource: "arn:aws:s3:::${aws:PrincipalTag/bucket}/*" }),
        expected: "unknown",
      },
      {
        says: "that deny by a variable in another bucket",
        about: deny({ Resource: "arn:aws:s3:::other/${aws:username}/*" }),
        expected: "pass",
      },
      {
        says: "that deny by an operator nobody knows",
        about: deny({ Condition: { toString: { "aws:RequestedRegion": "x" } } }),
        expected: "unknown",
      },
    ]);
  });

  describe("with exclusive lists", () => {
    const managed = resource(
      "iam/policy:Policy",
      "managed",
      { policy: documentedPolicy(false) },
      { arn: "arn:aws:iam::111122223333:policy/managed" },
    );
    const attachment = resource("iam/rolePolicyAttachment:RolePolicyAttachment", "attachment", {
      role: "etl-role",
      policyArn: "arn:aws:iam::111122223333:policy/managed",
    });
    const attached = (policyArns: unknown) =>
      resource("iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", "exclusive", {
        roleName: "etl-role",
        policyArns: policyArns as string[],
      });
    const inline = (policyNames: unknown) =>
      resource("iam/rolePoliciesExclusive:RolePoliciesExclusive", "exclusive", {
        roleName: "etl-role",
        policyNames: policyNames as string[],
      });
    const arn = "arn:aws:iam::111122223333:policy/managed";
    judges(RULE, [
      {
        says: "that attach the policy",
        about: { rolePolicy: null, others: [managed, attached([arn])] },
        expected: "pass",
      },
      {
        says: "that detach what an attachment attaches",
        about: { rolePolicy: null, others: [managed, attachment, attached([])] },
        expected: "fail",
      },
      {
        says: "that keep what an attachment attaches",
        about: { rolePolicy: null, others: [managed, attachment, attached([arn])] },
        expected: "pass",
      },
      {
        says: "of attachments that are not known",
        about: { rolePolicy: null, others: [managed, attachment, attached(hidden)] },
        expected: "unknown",
      },
      {
        says: "that keep the inline policy",
        about: { others: [inline(["grants"])] },
        expected: "pass",
      },
      { says: "that remove the inline policy", about: { others: [inline([])] }, expected: "fail" },
      {
        says: "of inline policies that are not known",
        about: { others: [inline(hidden)] },
        expected: "unknown",
      },
      {
        says: "that name an inline policy made elsewhere",
        about: { others: [inline(["elsewhere"])] },
        expected: "unknown",
      },
      {
        says: "that remove one of the role's own inline policies",
        about: {
          rolePolicy: null,
          role: { inlinePolicies: [{ name: "own", policy: documentedPolicy(false) }] },
          others: [inline([])],
        },
        expected: "fail",
      },
    ]);
  });

  it("says once that nothing is allowed", () => {
    assert.deepEqual(
      violationsOf(RULE, accessStack({ rolePolicy: null })).map(({ message }) => message),
      ["has no policy that allows any of the 10 calls that MWAA makes with the execution role"],
    );
  });

  it("says once what a boundary leaves out", () => {
    const others = [boundary(policy({ ...everything, Action: "ec2:*" }))];
    const [violation, ...more] = violationsOf(RULE, accessStack({ role: limited, others }));
    assert.deepEqual(more, []);
    assert.match(
      violation?.message ?? "",
      /^permissionsBoundary does not allow airflow:PublishMetrics, /,
    );
  });

  it("says once what one statement denies, and names the statement and its holder", () => {
    const bucketPolicy = policy({
      Sid: "Closed",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:Get*",
      Resource: "*",
    });
    const [violation, ...more] = violationsOf(RULE, accessStack({ bucketPolicy }));
    assert.deepEqual(more, []);
    assert.equal(
      violation?.fix,
      "take s3:GetObject, s3:GetObjectVersion, s3:GetBucketPublicAccessBlock, s3:GetBucketVersioning out of statement Closed in policy of tls",
    );
    assert.deepEqual(
      violation.related?.map(({ name }) => name),
      ["tls"],
    );
  });

  it("says once what a key that two services use lacks", () => {
    const stack = accessStack({
      key: {},
      rolePolicy: documentedPolicy(true).replaceAll('"kms:Decrypt"', '"kms:Nothing"'),
    });
    assert.deepEqual(
      violationsOf(RULE, stack).map(({ witness, fix }) => [witness, fix]),
      [[`kms:Decrypt on ${KEY_ARN}`, `allow kms:Decrypt on ${KEY_ARN}`]],
    );
  });

  it("leaves a document that is none to the rule about documents", () => {
    const outcome = outcomeOf(RULE, accessStack({ rolePolicy: "{not JSON" }));
    assert.equal(outcome.kind, "unknown");
    assert.ok(outcome.blockedBy.every((each) => each.endsWith("::grants#policy")));
  });

  it("names the place of an attached policy that no stack holds", () => {
    const role = { managedPolicyArns: ["arn:aws:iam::aws:policy/Some"] };
    const outcome = outcomeOf(RULE, accessStack({ rolePolicy: null, role }));
    assert.equal(outcome.kind, "unknown");
    assert.ok(
      outcome.blockedBy.every((each) =>
        each.endsWith("::role#managedPolicyArns.0 (arn:aws:iam::aws:policy/Some)"),
      ),
    );
  });
});
