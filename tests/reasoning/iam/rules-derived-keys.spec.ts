import assert from "node:assert/strict";
import { actionOf } from "../../../reasoning/iam/action";
import type { Caller } from "../../../reasoning/iam";
import { callerFromArn } from "../../../reasoning/iam";
import { lookupOf } from "../../../reasoning/iam/derived-keys";
import type { SimulatedRequest } from "../../../reasoning/iam";
import { isKnown } from "../../../reasoning/known";
import { answerTo, document, OTHER, OWN, USER } from "./simulations";

const QUEUE = `arn:aws:sqs:eu-west-1:${OTHER}:jobs`;

function caller(principal: string): Caller {
  const read = callerFromArn(principal);
  assert.ok(read);
  return read;
}

/** The values of a key, `absent`, or `unknown`. */
function valuesOf(
  key: string,
  who: Caller,
  action = "sqs:SendMessage",
  more: Partial<SimulatedRequest> = {},
): readonly string[] | "absent" | "unknown" {
  const request: SimulatedRequest = {
    caller: who,
    action,
    resource: QUEUE,
    context: new Map(),
    otherContext: "unknown",
    ...more,
  };
  const origin = { caller: who, action: actionOf(action), resourceAccount: OTHER };
  const found = lookupOf(request, origin)(key.toLowerCase(), key);
  if (!isKnown(found)) return "unknown";
  return found === undefined
    ? "absent"
    : found.values.map((each) => (isKnown(each) ? each : "another"));
}

describe("a key that follows from who calls", () => {
  it("is none for what only looks like a user", () => {
    const origin = caller("arn:aws:iam::cloudfront:user/origin");
    assert.equal(valuesOf("aws:PrincipalAccount", origin), "unknown");
  });

  it("is absent where it is given as an empty list", () => {
    const context = new Map([["aws:PrincipalArn", []]]);
    assert.equal(
      valuesOf("aws:PrincipalArn", caller(USER), "sqs:SendMessage", { context }),
      "absent",
    );
  });
});

describe("a key that follows from the resource", () => {
  for (const [key, action, expected] of [
    ["aws:ResourceAccount", "sqs:SendMessage", [OTHER]],
    ["s3:ResourceAccount", "s3:GetObject", [OTHER]],
    ["s3:ResourceAccount", "sqs:SendMessage", "unknown"],
    ["kms:CallerAccount", "kms:Decrypt", [OWN]],
    ["kms:CallerAccount", "sqs:SendMessage", "unknown"],
    ["aws:ResourceAccount", "ec2:CreateVpcPeeringConnection", "unknown"],
    ["aws:ResourceAccount", "EC2:acceptVpcPeeringConnection", "unknown"],
    ["aws:ResourceAccount", "ebs:GetSnapshotBlock", "unknown"],
    ["aws:ResourceAccount", "events:PutEvents", "unknown"],
    ["aws:ResourceAccount", "events:PutRule", [OTHER]],
    ["aws:ResourceAccount", "ec2:CreateVpc", [OTHER]],
  ] as const)
    it(`${key} of ${action}: ${JSON.stringify(expected)}`, () => {
      assert.deepEqual(valuesOf(key, caller(USER), action), expected);
    });

  it("is not the word aws where the resource is one of AWS's own", () => {
    const identity = document({
      Condition: { StringEquals: { "aws:ResourceAccount": "aws" } },
    });
    const request = { action: "iam:GetPolicy", resource: "arn:aws:iam::aws:policy/ReadOnlyAccess" };
    const { outcome, unknown } = answerTo({ identity }, { ...request, resourceAccount: undefined });
    assert.equal(outcome, "unknown");
    assert.deepEqual(unknown, ["aws:ResourceAccount of what belongs to AWS"]);
  });

  it("does not guard what does not support it", () => {
    const guard = document({
      Effect: "Deny",
      Condition: { StringNotEquals: { "aws:ResourceAccount": OWN } },
    });
    const resource = `arn:aws:ec2:eu-west-1:${OWN}:vpc/vpc-1`;
    const ask = (action: string) =>
      answerTo({ identity: [document({}), guard] }, { action, resource });
    const { outcome, unknown } = ask("ec2:CreateVpcPeeringConnection");
    assert.equal(outcome, "unknown");
    assert.match(
      unknown.join(),
      /^aws:ResourceAccount, which ec2:CreateVpcPeeringConnection does not support$/i,
    );
    assert.equal(ask("ec2:DeleteVpc").outcome, "allowed");
  });
});
