import assert from "node:assert/strict";
import { ruleOf } from "../../../../preflight/checks/catalogue";
import type { Outcome } from "../../../../preflight/checks/rule";
import type { Stack, Value } from "../../../../preflight/model/resource";
import { buildWorld } from "../../../../preflight/model/world";
import { Unknown } from "../../../../reasoning/known";
import { accessStack, BUCKET_ARN, judges, policy, resource, ROLE_ARN } from "../access-stack";

const OWNER = "444455556666";
const READS = ["s3:GetObject*", "s3:GetBucket*", "s3:List*"];
const reading = (principal: unknown, actions: readonly string[] = READS): string =>
  policy({
    Effect: "Allow",
    Principal: principal,
    Action: actions,
    Resource: [BUCKET_ARN, `${BUCKET_ARN}/*`],
  });

/** The environment's bucket in another account, with a policy. */
function foreign(bucketPolicy?: Value): Stack {
  const owner = {
    ...resource("provider", "owner", { allowedAccountIds: [OWNER] }, { id: "id" }),
    type: "pulumi:providers:aws",
  };
  const stack = accessStack({
    others: [owner],
    ...(bucketPolicy === undefined ? {} : { bucketPolicy }),
  });
  const resources = stack.resources.map((each) =>
    ["bucket", "tls"].includes(each.name) ? { ...each, provider: `${owner.urn}::id` } : each,
  );
  return { ...stack, resources };
}

function say(stack: Stack): Outcome {
  const rule = ruleOf("bucket-admits-execution-role");
  assert.ok(rule);
  const world = buildWorld([stack]);
  const [environment] = world.of("environment");
  assert.ok(environment);
  return rule.check(environment, world);
}

describe("bucket-admits-execution-role", () => {
  const cases: readonly (readonly [string, Stack, Outcome["kind"]])[] = [
    ["a bucket of the environment's account", accessStack(), "notApplicable"],
    ["a foreign bucket without a policy", foreign(), "fail"],
    ["a foreign bucket that admits the role", foreign(reading({ AWS: ROLE_ARN })), "pass"],
    [
      "one that admits the role's account",
      foreign(reading({ AWS: "arn:aws:iam::111122223333:root" })),
      "pass",
    ],
    [
      "one that admits another account",
      foreign(reading({ AWS: "arn:aws:iam::999999999999:root" })),
      "fail",
    ],
    [
      "one that admits the role to objects alone",
      foreign(reading({ AWS: ROLE_ARN }, ["s3:GetObject*"])),
      "fail",
    ],
    ["one with a hidden policy", foreign(new Unknown(["policy"])), "unknown"],
  ];
  for (const [what, stack, expected] of cases) {
    it(`says ${expected} of ${what}`, () => {
      assert.equal(say(stack).kind, expected);
    });
  }

  it("names what the bucket does not allow", () => {
    const outcome = say(foreign());
    assert.ok(outcome.kind === "fail");
    assert.match(
      outcome.violations[0]?.message ?? "",
      /^belongs to another account, and no policy of it allows the execution role s3:GetObject, /,
    );
  });
});

describe("bucket-policy-not-public", () => {
  const open = (more: object = {}): string =>
    policy({ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*", ...more });
  judges("bucket-policy-not-public", [
    { says: "a bucket without a policy", about: {}, expected: "pass" },
    {
      says: "a named principal",
      about: { bucketPolicy: reading({ AWS: ROLE_ARN }) },
      expected: "pass",
    },
    { says: "everybody", about: { bucketPolicy: open() }, expected: "fail" },
    {
      says: "everybody but one",
      about: { bucketPolicy: open({ Principal: { AWS: "*" } }) },
      expected: "fail",
    },
    {
      says: "a denial of everybody",
      about: { bucketPolicy: open({ Effect: "Deny" }) },
      expected: "pass",
    },
    {
      says: "everybody of an organization",
      about: {
        bucketPolicy: open({
          Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
        }),
      },
      expected: "pass",
    },
    {
      says: "everybody with a condition that anybody meets",
      about: { bucketPolicy: open({ Condition: { StringLike: { "aws:PrincipalArn": "*" } } }) },
      expected: "fail",
    },
    {
      says: "everybody over TLS",
      about: { bucketPolicy: open({ Condition: { Bool: { "aws:SecureTransport": "true" } } }) },
      expected: "fail",
    },
    {
      says: "a hidden policy",
      about: { bucketPolicy: new Unknown(["policy"]) },
      expected: "unknown",
    },
  ]);
});
