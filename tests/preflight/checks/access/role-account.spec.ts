import assert from "node:assert/strict";
import { ruleOf } from "../../../../preflight/checks/catalogue";
import type { Outcome } from "../../../../preflight/checks/rule";
import type { Stack } from "../../../../preflight/model/resource";
import { buildWorld } from "../../../../preflight/model/world";
import { accessStack, resource } from "../access-stack";

const RULE = "execution-role-in-environment-account";
const ARN = "arn:aws:iam::444455556666:role/airflow";

function say(stack: Stack): Outcome {
  const rule = ruleOf(RULE);
  assert.ok(rule);
  const world = buildWorld([stack]);
  const [environment] = world.of("environment");
  assert.ok(environment);
  return rule.check(environment, world);
}

const messages = (outcome: Outcome): readonly string[] =>
  outcome.kind === "fail" ? outcome.violations.map(({ message }) => message) : [outcome.kind];

const named = (executionRoleArn: string, account?: string): Stack => ({
  ...accessStack({ environment: { executionRoleArn } }),
  ...(account === undefined ? {} : { account }),
});

describe(RULE, () => {
  it("takes the role that the same program makes", () => {
    assert.equal(say(accessStack()).kind, "pass");
  });

  it("refuses a role of another account, whoever made it", () => {
    assert.deepEqual(messages(say(named(ARN))), [
      "executionRoleArn is a role of account 444455556666, and what acts as it is in account 111122223333",
    ]);
  });

  it("takes a role of the account that exists elsewhere", () => {
    assert.equal(say(named(ARN, "444455556666")).kind, "pass");
  });

  it("does not take the account from the role that is judged by it", () => {
    assert.equal(say(named(ARN, "000000000000")).kind, "unknown");
  });

  it("refuses a role of another partition", () => {
    assert.deepEqual(messages(say(named("arn:aws-cn:iam::111122223333:role/airflow"))), [
      "executionRoleArn is a role of the partition aws-cn, and eu-west-1 is in aws",
    ]);
  });

  it("says nothing of what is no role at all", () => {
    assert.equal(say(named("airflow")).kind, "notApplicable");
  });

  it("refuses a role that another provider makes in another account", () => {
    const stack = accessStack({
      others: [
        {
          ...resource("provider", "owner", { allowedAccountIds: ["444455556666"] }, { id: "id" }),
          type: "pulumi:providers:aws",
        },
      ],
    });
    const owner = stack.resources.find(({ name }) => name === "owner");
    const resources = stack.resources.map((each) =>
      each.name === "role"
        ? {
            ...each,
            provider: `${owner?.urn ?? ""}::id`,
            outputs: { ...each.outputs, arn: ARN },
          }
        : each.name === "environment"
          ? { ...each, inputs: { ...each.inputs, executionRoleArn: ARN } }
          : each,
    );
    assert.deepEqual(messages(say({ ...stack, resources })), [
      "executionRoleArn is a role of account 444455556666, and what acts as it is in account 111122223333",
    ]);
  });
});
