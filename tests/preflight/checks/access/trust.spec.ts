import assert from "node:assert/strict";
import { Unknown } from "../../../../reasoning/known";
import type { AccessStack } from "../access-stack";
import {
  accessStack,
  ENVIRONMENT_ARN,
  judges,
  outcomeOf,
  policy,
  resource,
  violationsOf,
} from "../access-stack";

const [SERVICE, WORKERS] = ["airflow.amazonaws.com", "airflow-env.amazonaws.com"];

const guarded = (arn: string = ENVIRONMENT_ARN, account = "111122223333") => ({
  ArnLike: { "aws:SourceArn": arn },
  StringEquals: { "aws:SourceAccount": account },
});
const other = ENVIRONMENT_ARN.replace("/etl", "/other");

const allow = (principal: unknown, rest: object = { Condition: guarded() }) => ({
  Effect: "Allow",
  Principal: principal,
  Action: "sts:AssumeRole",
  ...rest,
});
const deny = (principal: unknown, rest: object = {}) => ({
  ...allow(principal, rest),
  Effect: "Deny",
});
const both = { Service: [SERVICE, WORKERS] };

const trust = (...statements: object[]): AccessStack => ({
  role: { assumeRolePolicy: policy(...statements) },
});
const hidden: AccessStack = { role: { assumeRolePolicy: new Unknown(["a value"]) } };

describe("execution-role-trusts-mwaa", () => {
  judges("execution-role-trusts-mwaa", [
    { says: "for both principals", about: trust(allow(both)), expected: "pass" },
    {
      says: "for both in statements of their own",
      about: trust(allow({ Service: SERVICE }), allow({ Service: WORKERS })),
      expected: "pass",
    },
    { says: "for one principal", about: trust(allow({ Service: SERVICE })), expected: "fail" },
    {
      says: "for another action than assuming the role",
      about: trust(allow(both, { Action: "sts:TagSession", Condition: guarded() })),
      expected: "fail",
    },
    { says: "for a trust that is not known", about: hidden, expected: "unknown" },
  ]);
});

describe("execution-role-trust-names-environment", () => {
  judges("execution-role-trust-names-environment", [
    { says: "for this environment", about: trust(allow(both)), expected: "pass" },
    { says: "without conditions", about: trust(allow(both, {})), expected: "pass" },
    {
      says: "if one principal's statement names another environment",
      about: trust(
        allow({ Service: SERVICE }),
        allow({ Service: WORKERS }, { Condition: guarded(other) }),
      ),
      expected: "fail",
    },
    {
      says: "if a second statement lets the principal in",
      about: trust(allow(both, { Condition: guarded(other) }), allow(both)),
      expected: "pass",
    },
    {
      says: "if only a statement on another action names the environment",
      about: trust(
        allow(both, { Condition: guarded(other) }),
        allow(both, { Action: "sts:SetSourceIdentity", Condition: guarded() }),
      ),
      expected: "fail",
    },
    { says: "if it denies both again", about: trust(allow(both), deny(both)), expected: "fail" },
    { says: "if it denies everybody", about: trust(allow(both), deny("*")), expected: "fail" },
    {
      says: "if it denies everybody but the service",
      about: trust(allow(both), {
        Effect: "Deny",
        NotPrincipal: { Service: SERVICE },
        Action: "sts:AssumeRole",
      }),
      expected: "fail",
    },
    {
      says: "if it denies other environments",
      about: trust(
        allow(both),
        deny(both, { Condition: { ArnNotLike: { "aws:SourceArn": ENVIRONMENT_ARN } } }),
      ),
      expected: "pass",
    },
    {
      says: "if it denies another service",
      about: trust(allow(both), deny({ Service: "ec2.amazonaws.com" })),
      expected: "pass",
    },
    {
      says: "if it denies by a condition nobody can tell",
      about: trust(
        allow(both),
        deny(both, { Condition: { StringEquals: { "aws:SourceVpc": "v" } } }),
      ),
      expected: "unknown",
    },
    { says: "for a trust that is not known", about: hidden, expected: "unknown" },
    {
      says: "for a name that is not known",
      about: { environment: { name: new Unknown(["a name"]) } },
      expected: "unknown",
    },
    {
      says: "to an environment without a name",
      about: { environment: { name: null } },
      expected: "notApplicable",
    },
  ]);

  it("names the principal that is kept out, and the statement that denies", () => {
    const stack = accessStack(
      trust(
        allow({ Service: SERVICE }),
        { ...deny({ Service: SERVICE }), Sid: "Closed" },
        allow({ Service: WORKERS }, { Condition: guarded(other) }),
      ),
    );
    assert.deepEqual(
      violationsOf("execution-role-trust-names-environment", stack).map(({ message, fix }) => [
        message,
        fix,
      ]),
      [
        [
          `assumeRolePolicy has conditions that this environment does not meet for ${WORKERS}`,
          `set aws:SourceArn to ${ENVIRONMENT_ARN} and aws:SourceAccount to 111122223333`,
        ],
        [
          `assumeRolePolicy denies ${SERVICE} to assume the role`,
          `take ${SERVICE} out of statement Closed`,
        ],
      ],
    );
  });
});

describe("execution-role-guarded-against-confused-deputy", () => {
  const RULE = "execution-role-guarded-against-confused-deputy";
  const organisation = { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } };
  judges(RULE, [
    { says: "with both conditions", about: trust(allow(both)), expected: "pass" },
    { says: "without conditions", about: trust(allow(both, {})), expected: "fail" },
    {
      says: "with conditions that list no values",
      about: trust(
        allow(both, {
          Condition: {
            ArnLike: { "aws:SourceArn": [] },
            StringEquals: { "aws:SourceAccount": [] },
          },
        }),
      ),
      expected: "fail",
    },
    {
      says: "with an unguarded statement on another action",
      about: trust(allow(both), allow(both, { Action: "sts:TagSession" })),
      expected: "pass",
    },
    {
      says: "with an unguarded statement for everybody beside the guarded one",
      about: trust(allow(both), allow("*", organisation)),
      expected: "fail",
    },
    {
      says: "for a used role that admits everybody",
      about: trust(allow("*", organisation)),
      expected: "fail",
    },
    {
      says: "to a role of somebody else that admits everybody",
      about: {
        ...trust(allow("*", organisation)),
        environment: { executionRoleArn: "arn:aws:iam::111122223333:role/x/other" },
      },
      expected: "notApplicable",
    },
    {
      says: "for a role that admits everybody while the environment's is not known",
      about: {
        ...trust(allow("*", organisation)),
        environment: { executionRoleArn: new Unknown(["a role"]) },
      },
      expected: "unknown",
    },
    {
      says: "to a role of another service",
      about: trust(allow({ Service: "ec2.amazonaws.com" }, {})),
      expected: "notApplicable",
    },
    { says: "for a trust that is not known", about: hidden, expected: "unknown" },
  ]);
});

describe("policy-documents-well-formed", () => {
  const RULE = "policy-documents-well-formed";
  const versioned = (version: string | undefined, rest: object = {}): string =>
    JSON.stringify({
      Version: version,
      Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...rest }],
    });
  judges(RULE, [
    { says: "for the documented ones", about: { key: {} }, expected: "pass" },
    {
      says: "for the older version",
      about: { rolePolicy: versioned("2008-10-17") },
      expected: "pass",
    },
    { says: "for no version", about: { rolePolicy: versioned(undefined) }, expected: "pass" },
    {
      says: "for a version that never was",
      about: { rolePolicy: versioned("2012-10-18") },
      expected: "fail",
    },
    {
      says: "for variables in the older version",
      about: {
        rolePolicy: versioned("2008-10-17", { Resource: "arn:aws:s3:::b/${aws:username}" }),
      },
      expected: "fail",
    },
    {
      says: "for a statement of the role without a resource",
      about: { rolePolicy: policy({ Effect: "Allow", Action: "s3:GetObject" }) },
      expected: "fail",
    },
    {
      says: "for a statement without an action",
      about: { rolePolicy: policy({ Effect: "Allow", Action: [], Resource: "*" }) },
      expected: "fail",
    },
    {
      says: "for a boundary that is no document",
      about: {
        role: { permissionsBoundary: "arn:aws:iam::111122223333:policy/limit" },
        others: [
          resource(
            "iam/policy:Policy",
            "limit",
            { policy: "[]" },
            { arn: "arn:aws:iam::111122223333:policy/limit" },
          ),
        ],
      },
      expected: "fail",
    },
    {
      says: "for a key policy that is no document",
      about: { key: { policy: "[]" } },
      expected: "fail",
    },
    {
      says: "for a key policy that is no document while the role is not known",
      about: { key: { policy: "[]" }, environment: { executionRoleArn: new Unknown(["a role"]) } },
      expected: "fail",
    },
    { says: "for a trust that is not known", about: hidden, expected: "unknown" },
  ]);

  it("says what is wrong without a gap where there is no place to name", () => {
    const [violation] = violationsOf(RULE, accessStack({ role: { assumeRolePolicy: "{" } }));
    assert.equal(violation?.message, "assumeRolePolicy is no policy document: is not JSON");
  });

  it("leaves an older version to the warning", () => {
    const stack = accessStack({ rolePolicy: versioned("2008-10-17") });
    assert.deepEqual(
      violationsOf("policy-documents-current", stack).map(({ message }) => message),
      ["policy has the Version 2008-10-17"],
    );
    assert.equal(outcomeOf("policy-documents-current", accessStack()).kind, "pass");
    assert.equal(outcomeOf("policy-documents-current", accessStack(hidden)).kind, "unknown");
  });
});
