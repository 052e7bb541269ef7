import assert from "node:assert/strict";
import fc from "fast-check";
import type { LintCode, PolicyFormName } from "../../../../reasoning/iam/lint";
import {
  LINT_CODES,
  LINT_SEVERITIES,
  lintPolicy,
  POLICY_FORMS,
} from "../../../../reasoning/iam/lint";

type Json = Record<string, unknown>;

const read = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::data/*" };
const open = { ...read, Principal: { AWS: "arn:aws:iam::111122223333:role/etl" } };
const trust = {
  Effect: "Allow",
  Principal: { Service: "airflow.amazonaws.com" },
  Action: "sts:AssumeRole",
};

/** A statement that nothing is wrong with, for each kind of policy. */
const GOOD: Readonly<Record<PolicyFormName, Json>> = {
  managed: read,
  boundary: read,
  "inline-user": read,
  "inline-group": read,
  "inline-role": read,
  session: read,
  trust,
  "service-control": { Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" },
  "resource-control": { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" },
  endpoint: { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" },
  bucket: open,
  key: { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "kms:*", Resource: "*" },
  queue: { ...open, Action: "sqs:SendMessage", Resource: "arn:aws:sqs:eu-west-1:111122223333:q" },
  resource: open,
};

function codes(statement: unknown, form: PolicyFormName = "managed", rest: Json = {}): string[] {
  const document = { Version: "2012-10-17", Statement: [statement], ...rest };
  return lintPolicy(document, { form }).map(({ code, pointer }) => `${code} ${pointer}`);
}

function where(condition: Json, change: Json = {}): Json {
  return { ...read, ...change, Condition: condition };
}

describe("a policy that nothing is wrong with", () => {
  for (const form of Object.keys(POLICY_FORMS) as PolicyFormName[]) {
    it(`gives no findings as ${form}`, () => {
      assert.deepEqual(codes(GOOD[form], form), []);
    });
  }

  for (const [title, statement] of [
    [
      "bucket and object actions on a bucket and its objects",
      {
        ...read,
        Action: ["s3:GetObject", "s3:ListBucket"],
        Resource: ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
      },
    ],
    [
      "AWS's own example of s3:ListAllMyBuckets",
      { ...read, Action: "s3:ListAllMyBuckets", Resource: "arn:aws:s3:::*" },
    ],
    [
      "an action of a service that the table leaves out",
      { ...read, Action: "braket:CreateJob", Resource: "*" },
    ],
    [
      "a log group's streams",
      {
        ...read,
        Action: "logs:PutLogEvents",
        Resource: "arn:aws:logs:eu-west-1:111122223333:log-group:a:*",
      },
    ],
    [
      "a variable with a default",
      { ...read, Resource: "arn:aws:s3:::b/${aws:PrincipalTag/team, 'none'}/*" },
    ],
    ["an escaped wildcard", where({ StringEquals: { "s3:authType": "a${*}" } })],
    [
      "an encryption context compared as an ARN",
      {
        ...read,
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:*:*:*" } },
      },
    ],
    [
      "a guarded ForAllValues",
      {
        ...read,
        Action: "sqs:TagQueue",
        Resource: "*",
        Condition: {
          "ForAllValues:StringEquals": { "aws:TagKeys": "a" },
          Null: { "aws:TagKeys": "false" },
        },
      },
    ],
    [
      "an address of IPv6",
      where({ NotIpAddress: { "aws:SourceIp": ["2001:db8::/32", "203.0.113.7"] } }),
    ],
    [
      "a date and a number for the same key",
      where({
        DateGreaterThan: { "aws:CurrentTime": "2026-11-22T00:00:00Z" },
        NumericLessThan: { "aws:EpochTime": 1900000000 },
      }),
    ],
    [
      "a range of numbers",
      where({
        NumericLessThan: { "aws:MultiFactorAuthAge": 5 },
        NumericGreaterThan: { "aws:MultiFactorAuthAge": "1" },
      }),
    ],
    [
      "one operator twice through IfExists",
      where({
        StringLike: { "aws:SourceVpce": "vpce-*" },
        StringEqualsIfExists: { "aws:SourceVpce": "vpce-1" },
      }),
    ],
    [
      "an ARN without a Region or account",
      { ...read, Action: "iam:PassRole", Resource: "arn:aws:iam::*:role/a-*" },
    ],
    ["a pattern that a star fills up", { ...read, Resource: "arn:aws:s3:*" }],
    [
      "a Deny that meets long-term credentials",
      where({ BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } }, { Effect: "Deny" }),
    ],
    [
      "an Allow that asks for a second factor",
      where({ Bool: { "aws:MultiFactorAuthPresent": "true" } }),
    ],
    [
      "a Deny with NotResource",
      { Effect: "Deny", Action: "s3:*", NotResource: "arn:aws:s3:::data/*" },
    ],
    [
      "a role that is passed to one service",
      {
        ...read,
        Action: "iam:PassRole",
        Resource: "*",
        Condition: { StringEquals: { "iam:PassedToService": "airflow.amazonaws.com" } },
      },
    ],
    [
      "a Deny that meets long-term credentials",
      where({ BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } }, { Effect: "Deny" }),
    ],
    [
      "an Allow that asks for a second factor",
      where({ Bool: { "aws:MultiFactorAuthPresent": "true" } }),
    ],
    [
      "a Deny with NotResource",
      { Effect: "Deny", Action: "s3:*", NotResource: "arn:aws:s3:::data/*" },
    ],
    [
      "a role that is passed to one service",
      {
        ...read,
        Action: "iam:PassRole",
        Resource: "*",
        Condition: { StringEquals: { "iam:PassedToService": "airflow.amazonaws.com" } },
      },
    ],
    [
      "a tag compared as a number",
      where({ NumericGreaterThan: { "aws:PrincipalTag/level": "5" } }),
    ],
    ["a global service's key on any action", where({ Bool: { "aws:SecureTransport": false } })],
  ] as const) {
    it(`may hold ${title}`, () => {
      assert.deepEqual(codes(statement), []);
    });
  }
});

/** One fault each: the code and the place that the linter has to find, and nothing else. */
const FAULTS: readonly (readonly [LintCode, string, unknown, PolicyFormName?, Json?])[] = [
  ["element-unknown", "/Statement/0/Actions", { ...read, Actions: "x" }],
  ["element-unknown", "/Name", read, "managed", { Name: "x" }],
  ["element-malformed", "/Statement/0", 7],
  ["element-malformed", "/Statement/0/Action/1", { ...read, Action: ["s3:GetObject", 1] }],
  ["element-malformed", "/Statement/0/Action", { ...read, Action: {} }],
  ["element-malformed", "/Statement/0/Condition", where([] as unknown as Json)],
  ["element-malformed", "/Statement/0/Condition/Bool", where({ Bool: "x" })],
  [
    "element-malformed",
    "/Statement/0/Condition/Bool/aws:SecureTransport",
    where({ Bool: { "aws:SecureTransport": null } }),
  ],
  ["element-missing", "/Statement/0/Action", { Effect: "Allow", Resource: "*" }],
  ["element-missing", "/Statement/0/Resource", { Effect: "Allow", Action: "s3:GetObject" }],
  [
    "element-missing",
    "/Statement/0/Principal",
    { ...trust, Principal: undefined, NotPrincipal: undefined },
    "trust",
  ],
  ["element-missing", "/Statement/0/Principal", read, "bucket"],
  ["element-misplaced", "/Statement/0/Principal", open],
  ["element-misplaced", "/Statement/0/NotPrincipal", { ...read, NotPrincipal: "*" }, "session"],
  ["element-misplaced", "/Statement/0/Resource", { ...trust, Resource: "*" }, "trust"],
  [
    "element-misplaced",
    "/Statement/0/Principal",
    { ...GOOD["service-control"], Principal: "*" },
    "service-control",
  ],
  ["element-doubled", "/Statement/0/NotAction", { ...read, NotAction: "x" }],
  ["element-doubled", "/Statement/0/NotResource", { ...read, NotResource: "*" }],
  ["element-empty", "/Statement/0/Action", { ...read, Action: [] }],
  [
    "element-empty",
    "/Statement/0/Condition/Bool/aws:SecureTransport",
    where({ Bool: { "aws:SecureTransport": [] } }),
  ],
  ["version-missing", "/Version", read, "managed", { Version: undefined }],
  ["version-old", "/Version", read, "managed", { Version: "2008-10-17" }],
  ["version-invalid", "/Version", read, "managed", { Version: "2012-10-7" }],
  ["effect-invalid", "/Statement/0/Effect", { ...read, Effect: "allow" }],
  ["effect-invalid", "/Statement/0/Effect", { ...read, Effect: undefined }],
  ["sid-invalid", "/Statement/0/Sid", { ...read, Sid: "Allow read" }],
  ["sid-invalid", "/Statement/0/Sid", { ...read, Sid: 5 }],
  ["character-invalid", "", { ...read, Resource: "arn:aws:s3:::data/→*" }],
  ["action-malformed", "/Statement/0/Action", { ...read, Action: "GetObject" }],
  ["action-malformed", "/Statement/0/Action", { ...read, Action: "s3:Get Object" }],
  ["action-unknown", "/Statement/0/Action", { ...read, Action: "s3:GetObjects" }],
  ["action-matches-nothing", "/Statement/0/Action", { ...read, Action: "s3:Fetch*" }],
  [
    "not-action-allowed",
    "/Statement/0/NotAction",
    { Effect: "Allow", NotAction: "iam:*", Resource: "*" },
  ],
  ["arn-malformed", "/Statement/0/Resource", { ...read, Resource: "data/*x" }],
  ["arn-malformed", "/Statement/0/Resource", { ...read, Resource: "data/in" }],
  [
    "arn-partition-invalid",
    "/Statement/0/Resource",
    { ...read, Action: "*", Resource: "arn:amazon:s3:::data/*" },
  ],
  [
    "arn-region-invalid",
    "/Statement/0/Resource",
    { ...read, Action: "sqs:*", Resource: "arn:aws:sqs:ireland:111122223333:q" },
  ],
  [
    "arn-account-invalid",
    "/Statement/0/Resource",
    { ...read, Action: "sqs:*", Resource: "arn:aws:sqs:eu-west-1:11112222333:q" },
  ],
  [
    "action-needs-star",
    "/Statement/0/Action/1",
    { ...read, Action: ["s3:ListBucket", "s3:ListAllMyBuckets"], Resource: "arn:aws:s3:::data" },
  ],
  [
    "action-needs-star",
    "/Statement/0/Action",
    {
      ...read,
      Effect: "Deny",
      Action: "s3:ListAllMyBuckets",
      Resource: ["arn:aws:s3:::data", "arn:aws:s3:::data/*"],
    },
  ],
  ["action-resource-mismatch", "/Statement/0/Action", { ...read, Resource: "arn:aws:s3:::data" }],
  ["action-resource-mismatch", "/Statement/0/Action", { ...read, Action: "s3:ListBucket" }],
  [
    "action-resource-mismatch",
    "/Statement/0/Action",
    { ...read, Action: "kms:Decrypt", Resource: "arn:aws:kms:*:111122223333:alias/a" },
  ],
  [
    "action-resource-mismatch",
    "/Statement/0/Action",
    {
      ...read,
      Action: "logs:PutLogEvents",
      Resource: "arn:aws:logs:eu-west-1:111122223333:log-group:a",
    },
  ],
  [
    "resource-unused",
    "/Statement/0/Resource/1",
    { ...read, Resource: ["arn:aws:s3:::data/*", "arn:aws:s3:::data"] },
  ],
  [
    "principal-malformed",
    "/Statement/0/Principal",
    { ...open, Principal: ["111122223333"] },
    "bucket",
  ],
  [
    "principal-malformed",
    "/Statement/0/Principal/Account",
    { ...open, Principal: { Account: "111122223333" } },
    "bucket",
  ],
  [
    "principal-malformed",
    "/Statement/0/Principal/AWS/1",
    { ...open, Principal: { AWS: ["111122223333", "etl"] } },
    "bucket",
  ],
  [
    "principal-malformed",
    "/Statement/0/Principal/Service",
    { ...trust, Principal: { Service: "airflow" } },
    "trust",
  ],
  [
    "principal-malformed",
    "/Statement/0/Principal/AWS",
    { ...open, Principal: { AWS: "arn:aws:iam::111122223333:group/x" } },
    "bucket",
  ],
  [
    "principal-wildcard",
    "/Statement/0/Principal/AWS",
    { ...open, Principal: { AWS: "arn:aws:iam::111122223333:role/*" } },
    "bucket",
  ],
  ["principal-everyone", "/Statement/0/Principal", { ...open, Principal: "*" }, "bucket"],
  [
    "principal-everyone",
    "/Statement/0/Principal",
    { ...open, Principal: { AWS: ["*"] } },
    "bucket",
  ],
  [
    "not-principal-allowed",
    "/Statement/0/NotPrincipal",
    { ...read, NotPrincipal: { AWS: "111122223333" } },
    "bucket",
  ],
  [
    "trust-action-invalid",
    "/Statement/0/Action/1",
    { ...trust, Action: ["sts:AssumeRole", "s3:GetObject"] },
    "trust",
  ],
  [
    "control-policy-invalid",
    "/Statement/0/Effect",
    {
      ...GOOD["resource-control"],
      Effect: "Allow",
      Condition: { Bool: { "aws:SecureTransport": "true" } },
    },
    "resource-control",
  ],
  [
    "control-policy-invalid",
    "/Statement/0/Principal",
    { ...GOOD["resource-control"], Principal: { AWS: "111122223333" } },
    "resource-control",
  ],
  [
    "control-policy-invalid",
    "/Statement/0/NotAction",
    { Effect: "Deny", Principal: "*", NotAction: "s3:*", Resource: "*" },
    "resource-control",
  ],
  [
    "operator-unknown",
    "/Statement/0/Condition/StringsEqual",
    where({ StringsEqual: { "aws:SourceVpc": "vpc-1" } }),
  ],
  [
    "operator-unknown",
    "/Statement/0/Condition/NullIfExists",
    where({ NullIfExists: { "aws:SourceVpc": "true" } }),
  ],
  [
    "operator-unknown",
    "/Statement/0/Condition/ForEach:StringLike",
    where({ "ForEach:StringLike": { "aws:SourceVpc": "vpc-1" } }),
  ],
  [
    "operator-type-mismatch",
    "/Statement/0/Condition/NumericEquals/aws:SourceVpc",
    where({ NumericEquals: { "aws:SourceVpc": "5" } }),
  ],
  [
    "operator-type-mismatch",
    "/Statement/0/Condition/IpAddress/aws:SourceVpc",
    where({ IpAddress: { "aws:SourceVpc": "192.0.2.1" } }),
  ],
  [
    "operator-type-mismatch",
    "/Statement/0/Condition/Bool/aws:PrincipalArn",
    where({ Bool: { "aws:PrincipalArn": "true" } }),
  ],
  [
    "operator-compares-text",
    "/Statement/0/Condition/StringEquals/aws:SourceArn",
    where({ StringEquals: { "aws:SourceArn": "arn:aws:sqs:eu-west-1:111122223333:q" } }),
  ],
  [
    "operator-compares-text",
    "/Statement/0/Condition/StringEquals/aws:SecureTransport",
    where({ StringEquals: { "aws:SecureTransport": "true" } }),
  ],
  [
    "value-malformed",
    "/Statement/0/Condition/Bool/aws:SecureTransport",
    where({ Bool: { "aws:SecureTransport": "yes" } }),
  ],
  [
    "value-malformed",
    "/Statement/0/Condition/IpAddress/aws:SourceIp/1",
    where({ IpAddress: { "aws:SourceIp": ["192.0.2.0/24", "192.0.2.0/33"] } }),
  ],
  [
    "value-malformed",
    "/Statement/0/Condition/DateLessThan/aws:CurrentTime",
    where({ DateLessThan: { "aws:CurrentTime": "22.11.2026" } }),
  ],
  [
    "value-malformed",
    "/Statement/0/Condition/NumericLessThan/aws:MultiFactorAuthAge",
    where({ NumericLessThan: { "aws:MultiFactorAuthAge": "1h" } }),
  ],
  [
    "value-malformed",
    "/Statement/0/Condition/ArnLike/aws:SourceArn",
    where({ ArnLike: { "aws:SourceArn": "queue" } }),
  ],
  [
    "value-malformed",
    "/Statement/0/Condition/Null/aws:SourceVpc",
    where({ Null: { "aws:SourceVpc": "no" } }),
  ],
  [
    "value-wildcard-literal",
    "/Statement/0/Condition/StringEquals/aws:SourceVpc",
    where({ StringEquals: { "aws:SourceVpc": "vpc-*" } }),
  ],
  [
    "key-unknown",
    "/Statement/0/Condition/StringEquals/aws:SourceVpx",
    where({ StringEquals: { "aws:SourceVpx": "vpc-1" } }),
  ],
  [
    "key-not-for-action",
    "/Statement/0/Condition/StringEquals/s3:prefix",
    where({ StringEquals: { "s3:prefix": "in/" } }),
  ],
  [
    "key-not-for-action",
    "/Statement/0/Condition/StringEquals/kms:ViaService",
    where({ StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } }),
  ],
  [
    "condition-contradictory",
    "/Statement/0/Condition/StringLike/aws:SourceVpc",
    where({
      StringEquals: { "aws:SourceVpc": "vpc-1" },
      StringLike: { "aws:SourceVpc": "vpc-2*" },
    }),
  ],
  [
    "condition-contradictory",
    "/Statement/0/Condition/StringNotEquals/aws:SourceVpc",
    where({
      StringEquals: { "aws:SourceVpc": "vpc-1" },
      StringNotEquals: { "aws:SourceVpc": ["vpc-2", "vpc-1"] },
    }),
  ],
  [
    "condition-contradictory",
    "/Statement/0/Condition/StringEquals/aws:sourcevpc",
    where({ Null: { "aws:SourceVpc": "true" }, StringEquals: { "aws:sourcevpc": "vpc-1" } }),
  ],
  [
    "condition-contradictory",
    "/Statement/0/Condition/NumericGreaterThan/aws:MultiFactorAuthAge",
    where({
      NumericLessThanEquals: { "aws:MultiFactorAuthAge": 10 },
      NumericGreaterThan: { "aws:MultiFactorAuthAge": 10 },
    }),
  ],
  [
    "condition-contradictory",
    "/Statement/0/Condition/DateGreaterThan/aws:CurrentTime",
    where({
      DateLessThan: { "aws:CurrentTime": "2026-01-01" },
      DateGreaterThan: { "aws:CurrentTime": "2026-02-01" },
    }),
  ],
  [
    "condition-contradictory",
    "/Statement/0/Condition/ArnLike/aws:SourceArn",
    where({
      ArnEquals: { "aws:SourceArn": "arn:aws:s3:::a" },
      ArnLike: { "aws:SourceArn": "arn:aws:sqs:*:*:*" },
    }),
  ],
  [
    "set-operator-missing",
    "/Statement/0/Condition/StringEquals/aws:CalledVia",
    where({ StringEquals: { "aws:CalledVia": "athena.amazonaws.com" } }),
  ],
  [
    "set-operator-needless",
    "/Statement/0/Condition/ForAnyValue:StringEquals/aws:SourceVpc",
    where({ "ForAnyValue:StringEquals": { "aws:SourceVpc": "vpc-1" } }),
  ],
  [
    "set-operator-unguarded",
    "/Statement/0/Condition/ForAllValues:StringEquals/aws:TagKeys",
    where(
      { "ForAllValues:StringEquals": { "aws:TagKeys": "a" } },
      { Action: "sqs:TagQueue", Resource: "*" },
    ),
  ],
  [
    "mfa-evaded",
    "/Statement/0/Condition/Bool/aws:MultiFactorAuthPresent",
    where({ Bool: { "aws:MultiFactorAuthPresent": "false" } }, { Effect: "Deny" }),
  ],
  [
    "mfa-evaded",
    "/Statement/0/Condition/BoolIfExists/aws:MultiFactorAuthPresent",
    where({ BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } }),
  ],
  [
    "not-resource-allowed",
    "/Statement/0/NotResource",
    { Effect: "Allow", Action: "s3:GetObject", NotResource: "arn:aws:s3:::data/*" },
  ],
  [
    "pass-role-unconfined",
    "/Statement/0/Action/1",
    { ...read, Action: ["iam:GetRole", "iam:PassRole"], Resource: "*" },
  ],
  [
    "service-unconfined",
    "/Statement/0/Principal/Service",
    { ...GOOD.queue, Principal: { Service: "sns.amazonaws.com" } },
    "queue",
  ],
  [
    "variable-unknown",
    "/Statement/0/Resource",
    { ...read, Resource: "arn:aws:s3:::b/${aws:usernme}/*" },
  ],
  [
    "variable-unknown",
    "/Statement/0/Resource",
    { ...read, Resource: "arn:aws:s3:::b/${username}/*" },
  ],
  [
    "variable-unknown",
    "/Statement/0/Resource",
    { ...read, Resource: "arn:aws:s3:::b/${aws:TagKeys}/*" },
  ],
  ["variable-misplaced", "/Statement/0/Action", { ...read, Action: "s3:${aws:PrincipalTag/verb}" }],
  [
    "variable-misplaced",
    "/Statement/0/Principal/AWS",
    { ...open, Principal: { AWS: "arn:aws:iam::${aws:PrincipalAccount}:root" } },
    "bucket",
  ],
];

describe("a policy with one fault", () => {
  for (const [code, pointer, statement, form, rest] of FAULTS) {
    it(`gives ${code} at ${pointer || "its root"} for ${JSON.stringify(statement).slice(0, 160)}`, () => {
      assert.deepEqual(codes(withoutAbsent(statement), form, rest), [`${code} ${pointer}`]);
    });
  }

  it("gives variable-inert beside the version that makes variables plain text", () => {
    const statement = { ...read, Resource: "arn:aws:s3:::b/${aws:username}/*" };
    assert.deepEqual(codes(statement, "managed", { Version: "2008-10-17" }), [
      "version-old /Version",
      "variable-inert /Statement/0/Resource",
    ]);
  });

  it("gives sid-duplicate at the second of two equal identifiers", () => {
    const statement = { ...read, Sid: "Read" };
    const findings = lintPolicy(
      { Version: "2012-10-17", Statement: [statement, statement] },
      { form: "managed" },
    );
    assert.deepEqual(findings, [
      {
        code: "sid-duplicate",
        severity: "error",
        pointer: "/Statement/1/Sid",
        message: '"Read" is the identifier of /Statement/0/Sid too.',
        fix: "Give each statement an identifier of its own, or none.",
      },
    ]);
  });

  it("is told which name was likely meant", () => {
    const fixOf = (statement: unknown): string =>
      lintPolicy({ Version: "2012-10-17", Statement: statement }, { form: "managed" })
        .map(({ fix }) => fix)
        .join(" ");
    assert.equal(fixOf({ ...read, Action: "s3:GetObjects" }), "Did you mean s3:GetObject?");
    assert.match(
      fixOf(where({ StringEqual: { "aws:SourceVpc": "x" } })),
      /^Did you mean StringEquals\?/,
    );
    assert.equal(
      fixOf(where({ StringEquals: { "aws:SourceVcp": "x" } })),
      "Did you mean aws:SourceVpc?",
    );
    assert.equal(fixOf({ ...read, Conditions: {} }), "Did you mean Condition?");
  });

  it("has every code met by these cases or by one of the others here", () => {
    const met = new Set<string>(FAULTS.map(([code]) => code));
    for (const other of ["variable-inert", "sid-duplicate", "size-over-limit", "not-a-document"])
      met.add(other);
    assert.deepEqual([...met].sort(), Object.keys(LINT_CODES).sort());
  });
});

/** As JSON has it: a member that is undefined does not exist. */
function withoutAbsent(value: unknown): unknown {
  return typeof value === "object" ? JSON.parse(JSON.stringify(value)) : value;
}

describe("the size of a policy", () => {
  const document = (length: number, fill: string): string => {
    const bare = JSON.stringify({ Version: "2012-10-17", Statement: [{ ...open, Sid: "" }] });
    return bare.replace('"Sid":""', `"Sid":"${fill.repeat(length - bare.length)}"`);
  };
  const findings = (text: string, form: PolicyFormName): string[] =>
    lintPolicy(text, { form }).map(({ code }) => code);

  for (const [form, most] of [
    ["managed", 6144],
    ["boundary", 6144],
    ["inline-user", 2048],
    ["inline-group", 5120],
    ["inline-role", 10_240],
    ["session", 2048],
    ["trust", 2048],
    ["service-control", 5120],
    ["resource-control", 5120],
    ["endpoint", 20_480],
    ["bucket", 20_480],
    ["key", 32_768],
    ["queue", 8192],
  ] as const) {
    it(`of a ${form} policy may be ${most} and no more`, () => {
      assert.ok(!findings(document(most, "a"), form).includes("size-over-limit"));
      assert.ok(findings(document(most + 1, "a"), form).includes("size-over-limit"));
    });
  }

  it("counts white space where the service does", () => {
    const spaced = document(2000, "a").replace("{", `{${" ".repeat(100)}`);
    assert.ok(findings(spaced, "session").includes("size-over-limit"));
    assert.ok(!findings(spaced, "inline-user").includes("size-over-limit"));
  });

  it("counts bytes where the service does", () => {
    assert.ok(findings(document(8192, "é"), "queue").includes("size-over-limit"));
  });

  it("has no limit that is not documented", () => {
    assert.deepEqual(findings(document(100_000, "a"), "resource"), []);
  });
});

describe("the linter", () => {
  for (const source of [
    "{",
    "[]",
    "null",
    '"x"',
    null,
    7,
    [],
    undefined,
    () => 1,
    10n,
    Symbol("x"),
  ])
    it(`says that ${String(source)} is no document`, () => {
      const [finding, ...rest] = lintPolicy(source, { form: "managed" });
      assert.deepEqual([finding?.code, finding?.pointer, rest.length], ["not-a-document", "", 0]);
    });

  it("reads one statement without a list", () => {
    const document = { Version: "2012-10-17", Statement: { ...read, Effect: "x" } };
    assert.equal(lintPolicy(document, { form: "managed" })[0]?.pointer, "/Statement/Effect");
  });

  it("asks for statements", () => {
    for (const [document, expected] of [
      [{ Version: "2012-10-17" }, "element-missing"],
      [{ Version: "2012-10-17", Statement: [] }, "element-empty"],
    ] as const)
      assert.deepEqual(
        lintPolicy(document, { form: "managed" }).map(({ code }) => code),
        [expected],
      );
  });

  it("takes members named like those of every object for what they are", () => {
    const text = `{"Version":"2012-10-17","__proto__":{"Statement":[]},"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","constructor":1,"Condition":{"__proto__":{"a":"b"},"StringEquals":{"__proto__":"x"}}}]}`;
    assert.deepEqual(
      lintPolicy(text, { form: "managed" }).map(({ code, pointer }) => `${code} ${pointer}`),
      [
        "element-unknown /__proto__",
        "element-unknown /Statement/0/constructor",
        "operator-unknown /Statement/0/Condition/__proto__",
      ],
    );
  });

  it("never throws, whatever it reads, in any form", () => {
    const forms = Object.keys(POLICY_FORMS) as PolicyFormName[];
    const part = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom("*", "s3:GetObject", "arn:aws:s3:::b/*", "${aws:username}", "${", "Allow"),
    );
    const operator = fc.constantFrom("StringEquals", "Null", "ForAllValues:ArnLike", "Bool", "x");
    const key = fc.constantFrom("aws:SourceArn", "aws:TagKeys", "s3:prefix", "x:y", "");
    const statement = fc.record(
      {
        Sid: part,
        Effect: part,
        Principal: part,
        NotPrincipal: part,
        Action: fc.oneof(part, fc.array(part)),
        NotAction: part,
        Resource: fc.oneof(part, fc.array(part)),
        Condition: fc.oneof(
          part,
          fc.dictionary(operator, fc.oneof(part, fc.dictionary(key, part))),
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.record({ Version: part, Statement: fc.oneof(part, fc.array(statement)) }),
        ),
        fc.constantFrom(...forms),
        (source, form) => {
          for (const { code, severity, pointer } of lintPolicy(source, { form })) {
            assert.equal(severity, LINT_CODES[code].severity);
            assert.ok(pointer === "" || pointer.startsWith("/"));
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("the catalogue of codes", () => {
  it("cites a page of AWS for each, with its section and the day it was read", () => {
    for (const { title, severity, source } of Object.values(LINT_CODES)) {
      assert.match(source, /^https:\/\/docs\.aws\.amazon\.com\/\S+\.html, ".+", read 2026-11-22$/);
      assert.match(title, /^[A-Z]/);
      assert.ok(LINT_SEVERITIES.includes(severity));
    }
  });
});
