import assert from "node:assert/strict";
import fc from "fast-check";
import type { Held } from "../../../reasoning/iam";
import { contextOf, decide, MalformedDocument, parseDocument } from "../../../reasoning/iam";
import { isKnown, Unknown } from "../../../reasoning/known";

function held(...statements: readonly object[]): Held<string>[] {
  const document = parseDocument({ Version: "2012-10-17", Statement: statements });
  assert.ok(!(document instanceof MalformedDocument));
  return [{ origin: "test", document }];
}

const nothing = contextOf({});
const getDag = { action: "s3:GetObject", resource: "arn:aws:s3:::b/dags/a.py", context: nothing };
const allowRead = { Effect: "Allow", Action: "s3:Get*", Resource: "arn:aws:s3:::b/*" };

describe("an IAM decision", () => {
  it("allows what a statement allows and says which one", () => {
    const decision = decide(
      held({ Effect: "Allow", Action: "sqs:*", Resource: "*" }, allowRead),
      getDag,
    );
    assert.equal(decision.allowed, true);
    assert.equal(decision.allowedBy?.statement.index, 1);
  });

  it("denies what no statement speaks of", () => {
    assert.equal(decide(held(), getDag).allowed, false);
  });

  it("lets a denial win over every grant", () => {
    const deny = { Effect: "Deny", Action: "s3:GetObject", Resource: "*" };
    const decision = decide(held(allowRead, deny), getDag);
    assert.equal(decision.allowed, false);
    assert.equal(decision.deniedBy?.statement.index, 1);
  });

  it("allows a pattern only if one statement holds all of it", () => {
    const some = {
      Effect: "Allow",
      Action: "sqs:SendMessage",
      Resource: "arn:aws:sqs:eu-west-1:*:airflow-celery-abc",
    };
    const request = {
      action: "sqs:SendMessage",
      resource: "arn:aws:sqs:eu-west-1:*:airflow-celery-*",
      context: nothing,
    };
    assert.equal(decide(held(some), request).allowed, false);
    assert.equal(
      decide(held({ ...some, Resource: "arn:aws:sqs:*:*:airflow-celery-*" }), request).allowed,
      true,
    );
  });

  it("denies a pattern if a part of it is denied", () => {
    const allow = { Effect: "Allow", Action: "sqs:*", Resource: "*" };
    const deny = {
      Effect: "Deny",
      Action: "sqs:SendMessage",
      Resource: "arn:aws:sqs:*:*:airflow-celery-abc",
    };
    const request = {
      action: "sqs:SendMessage",
      resource: "arn:aws:sqs:eu-west-1:*:airflow-celery-*",
      context: nothing,
    };
    assert.equal(decide(held(allow, deny), request).allowed, false);
  });

  it("knows that denying an action without resources on an ARN has no effect", () => {
    const allow = { Effect: "Allow", Action: "s3:*", Resource: "*" };
    const deny = {
      Effect: "Deny",
      Action: "s3:ListAllMyBuckets",
      Resource: ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
    };
    const request = { action: "s3:ListAllMyBuckets", resource: "*", context: nothing };
    assert.equal(decide(held(allow, deny), request).allowed, true);
    assert.equal(decide(held(allow, { ...deny, Resource: "*" }), request).allowed, false);
  });

  it("completes an ARN with too few parts for an identity, and leaves it open where principals are named", () => {
    const short = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3" };
    assert.deepEqual(decide(held(short), getDag).allowed, true);
    assert.deepEqual(
      decide(held({ ...short, Principal: "*" }), getDag).allowed,
      new Unknown(["how AWS reads arn:aws:s3, whose parts are too few or end in a star"]),
    );
  });

  it("reads NotResource and NotAction as everything else", () => {
    const foreign = {
      Effect: "Allow",
      Action: "kms:Decrypt",
      NotResource: "arn:aws:kms:*:111122223333:key/*",
    };
    const decrypt = (account: string): unknown =>
      decide(held(foreign), {
        action: "kms:Decrypt",
        resource: `arn:aws:kms:eu-west-1:${account}:key/*`,
        context: nothing,
      }).allowed;
    assert.equal(decrypt("444455556666"), true);
    assert.equal(decrypt("111122223333"), false);
    const others = { Effect: "Allow", NotAction: "s3:Get*", Resource: "*" };
    assert.equal(decide(held(others), getDag).allowed, false);
    assert.equal(decide(held(others), { ...getDag, action: "s3:PutObject" }).allowed, true);
  });

  it("is unknown if a condition on an unknown key decides, and only then", () => {
    const office = { ...allowRead, Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } } };
    assert.ok(decide(held(office), getDag).allowed instanceof Unknown);
    assert.equal(decide(held(office, allowRead), getDag).allowed, true);
    assert.equal(decide(held({ ...office, Action: "sqs:*" }), getDag).allowed, false);
  });

  it("is unknown if a denial hangs on an unknown key", () => {
    const deny = {
      Effect: "Deny",
      Action: "s3:*",
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceVpc": "vpc-1" } },
    };
    assert.ok(decide(held(allowRead, deny), getDag).allowed instanceof Unknown);
  });

  it("is unknown if a policy variable decides, and only then", () => {
    const own = { ...allowRead, Resource: "arn:aws:s3:::b/${aws:username}/*" };
    const other = { ...allowRead, Resource: "arn:aws:s3:::c/${aws:username}/*" };
    assert.ok(decide(held(own), getDag).allowed instanceof Unknown);
    assert.ok(
      decide(held(allowRead, { ...own, Effect: "Deny" }), getDag).allowed instanceof Unknown,
    );
    assert.equal(decide(held(other), getDag).allowed, false);
    assert.equal(decide(held(allowRead, { ...other, Effect: "Deny" }), getDag).allowed, true);
    assert.equal(decide(held(allowRead, own), getDag).allowed, true);
    const except = {
      Effect: "Deny",
      Action: "s3:*",
      NotResource: "arn:aws:s3:::${aws:username}/*",
    };
    assert.ok(decide(held(allowRead, except), getDag).allowed instanceof Unknown);
  });

  it("takes a moment for hundreds of denials with hostile patterns", function () {
    this.timeout(20_000);
    const hostile = (i: number) => [
      { Effect: "Deny", Action: `s3:${"*a".repeat(200)}`, Resource: "*" },
      { Effect: "Deny", Action: "*", Resource: `arn:aws:s3:::${"?a*".repeat(130)}${i}` },
    ];
    const policies = held(allowRead, ...Array.from({ length: 500 }, (_, i) => hostile(i)).flat());
    for (let i = 0; i < 100; i++) assert.equal(decide(policies, getDag).allowed, true);
  });

  const statement = fc.record({
    Effect: fc.constantFrom("Allow", "Deny"),
    Action: fc.constantFrom("s3:*", "s3:GetObject", "s3:Get*", "sqs:*", "*"),
    Resource: fc.constantFrom("*", "arn:aws:s3:::b/*", "arn:aws:s3:::c/*"),
  });

  it("does not hang on the order of statements", () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 6 }), (statements) => {
        const there = decide(held(...statements), getDag).allowed;
        assert.deepEqual(decide(held(...[...statements].reverse()), getDag).allowed, there);
      }),
    );
  });

  it("never grants more for one denial more", () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 6 }), statement, (statements, extra) => {
        const before = decide(held(...statements), getDag).allowed;
        const after = decide(held(...statements, { ...extra, Effect: "Deny" }), getDag).allowed;
        if (before === false) assert.equal(after, false);
      }),
    );
  });
});

describe("conditions", () => {
  const context = contextOf({
    "kms:ViaService": ["sqs.eu-west-1.amazonaws.com"],
    "aws:tags": ["a", "b"],
  });
  const via = (operator: string, key: string, ...values: string[]): unknown => {
    const [held_] = held({
      Effect: "Allow",
      Action: "*",
      Resource: "*",
      Condition: { [operator]: { [key]: values } },
    });
    assert.ok(held_);
    const { allowed } = decide([held_], { action: "a:b", resource: "*", context });
    return isKnown(allowed) ? allowed : "unknown";
  };
  for (const [operator, key, values, expected] of [
    ["StringEquals", "kms:viaservice", ["sqs.eu-west-1.amazonaws.com"], true],
    ["StringLike", "kms:ViaService", ["sqs.*.amazonaws.com"], true],
    ["StringEquals", "kms:ViaService", ["sqs.*.amazonaws.com"], false],
    ["StringNotEquals", "kms:ViaService", ["s3.eu-west-1.amazonaws.com"], true],
    ["StringNotLike", "kms:ViaService", ["sqs.*"], false],
    ["StringEqualsIfExists", "kms:ViaService", ["other"], false],
    ["Null", "kms:ViaService", ["false"], true],
    ["Null", "kms:ViaService", ["true"], false],
    ["ForAllValues:StringEquals", "aws:tags", ["a", "b", "c"], true],
    ["ForAllValues:StringEquals", "aws:tags", ["a"], false],
    ["ForAnyValue:StringEquals", "aws:tags", ["b"], true],
    ["StringEquals", "aws:SourceIp", ["x"], "unknown"],
    ["DateGreaterThan", "kms:ViaService", ["x"], false],
    ["StringEquals", "kms:ViaService", ["${aws:username}"], "unknown"],
    ["StringEquals", "kms:ViaService", ["s3.${aws:username}"], false],
    ["StringLike", "kms:ViaService", ["s3.${aws:username}*"], false],
    ["StringNotEquals", "kms:ViaService", ["s3.${aws:username}"], "unknown"],
    ["ForAnyValue:StringNotEquals", "aws:tags", ["a"], true],
    ["Null", "kms:ViaService", ["maybe"], "unknown"],
    ["NullIfExists", "kms:ViaService", ["true"], "unknown"],
    ["BoolNot", "kms:ViaService", ["true"], "unknown"],
    ["toString", "kms:ViaService", ["x"], "unknown"],
    ["constructor", "kms:ViaService", ["x"], "unknown"],
    ["__proto__:StringEquals", "kms:ViaService", ["x"], "unknown"],
  ] as const) {
    it(`${operator} of ${key} with ${values.join(", ")} is ${String(expected)}`, () => {
      assert.equal(via(operator, key, ...values), expected);
    });
  }
});

describe("a policy document", () => {
  for (const [source, pointer] of [
    ["{", ""],
    ["[]", ""],
    ["{}", "/Statement"],
    ['{"Statement":[1]}', "/Statement/0"],
    ['{"Statement":[{"Effect":"allow"}]}', "/Statement/0/Effect"],
    ['{"Statement":[{"Effect":"Allow"}]}', "/Statement/0/Action"],
    ['{"Statement":[{"Effect":"Allow","Action":"*","Condition":[]}]}', "/Statement/0/Condition"],
    ['{"Statement":[{"Effect":"Allow","Action":[]}]}', "/Statement/0/Action"],
    ['{"Statement":[{"Effect":"Allow","Action":""}]}', "/Statement/0/Action"],
    [
      '{"Statement":[{"Effect":"Allow","Action":"a:b","NotAction":"a:c"}]}',
      "/Statement/0/NotAction",
    ],
    ['{"Statement":[{"Effect":"Allow","Action":"a:b","Resource":[]}]}', "/Statement/0/Resource"],
    ['{"Statement":[{"Effect":"Allow","Action":"a:b","Resource":7}]}', "/Statement/0/Resource"],
    ['{"Version":7,"Statement":[]}', "/Version"],
    ['{"Statements":[]}', "/Statements"],
    [
      '{"Statement":[{"Effect":"Allow","Action":"a:b","Conditions":{}}]}',
      "/Statement/0/Conditions",
    ],
    ['{"Statement":[{"Effect":"Allow","Action":"a:b","a/b":1}]}', "/Statement/0/a~1b"],
  ] as const) {
    it(`that reads ${source} is malformed at ${pointer || "its root"}`, () => {
      const document = parseDocument(source);
      assert.ok(document instanceof MalformedDocument);
      assert.equal(document.pointer, pointer);
    });
  }

  const bare = { Effect: "Allow", Action: "a:b" };
  for (const [form, statement, pointer] of [
    ["identity", bare, "/Statement/0/Resource"],
    ["identity", { ...bare, Resource: "*" }, undefined],
    ["identity", { ...bare, NotResource: "arn:aws:s3:::b" }, undefined],
    ["identity", { ...bare, Resource: "*", Principal: "*" }, "/Statement/0/Principal"],
    ["trust", bare, "/Statement/0/Principal"],
    ["trust", { ...bare, Principal: "*" }, undefined],
    ["trust", { ...bare, Principal: "*", Resource: "*" }, "/Statement/0/Resource"],
    ["resource", { ...bare, Principal: "*" }, "/Statement/0/Resource"],
    ["resource", { ...bare, NotPrincipal: { AWS: "*" }, Resource: "*" }, undefined],
  ] as const) {
    it(`for ${form} ${pointer === undefined ? "may hold" : "may not hold"} ${JSON.stringify(statement)}`, () => {
      const document = parseDocument({ Statement: [statement] }, form);
      assert.equal(document instanceof MalformedDocument ? document.pointer : undefined, pointer);
    });
  }

  it("names its fault with its place, if it has one", () => {
    for (const [source, words] of [
      ['{"version":"2012-10-17"}', "/version is not one of Version, Id, Statement"],
      ["{", "is not JSON"],
      ["{}", "/Statement is missing"],
    ] as const) {
      const document = parseDocument(source);
      assert.ok(document instanceof MalformedDocument);
      assert.equal(document.toString(), words);
    }
  });

  it("may have an id, and statements one of their own", () => {
    const document = parseDocument({
      Id: "of the lake",
      Statement: { Sid: "Read", Effect: "Allow", Action: "a:b" },
    });
    assert.ok(!(document instanceof MalformedDocument));
    assert.equal(document.statements[0]?.sid, "Read");
  });

  it("may hold one statement without a list, and one text wherever several may stand", () => {
    const document = parseDocument(
      '{"Statement":{"Effect":"Allow","Action":"a:b","Resource":"*"}}',
    );
    assert.ok(!(document instanceof MalformedDocument));
    assert.deepEqual(document.statements[0]?.actions, ["a:b"]);
  });

  it("never throws, whatever it is read from", () => {
    fc.assert(fc.property(fc.anything(), (source) => void parseDocument(source)));
  });
});
