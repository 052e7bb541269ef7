import type { Stack, Value } from "../../../../preflight/model/resource";
import { automationStack } from "../automation-stack";
import { change, HIDDEN, itSays, make, plus, without } from "../network-stack";

const RULE = "status-handler-called-by-own-sources-only";
const told = (): Stack => ({ ...automationStack(), account: "111111111111" });
const but =
  (inputs: Readonly<Record<string, Value | undefined>>): (() => Stack) =>
  () =>
    change(told(), "status-permission", inputs);
const unnamed = (inputs: Readonly<Record<string, Value | undefined>>): (() => Stack) =>
  but({ sourceArn: undefined, ...inputs });

describe(RULE, () => {
  itSays(RULE, [
    { when: "a permission for one rule", stack: told, says: "pass" },
    {
      when: "a permission for EventBridge in whatever account",
      stack: unnamed({}),
      says: "fail",
      findings: [
        "status-permission: lets events.amazonaws.com, for whatever account call function",
      ],
    },
    {
      when: "a service with the source's account",
      stack: unnamed({ sourceAccount: "111111111111" }),
      says: "pass",
    },
    {
      when: "rules of whatever account",
      stack: but({ sourceArn: "arn:aws:events:*:*:rule/*" }),
      says: "fail",
    },
    {
      when: "a bucket, whose ARN names no account",
      stack: but({ principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::drops" }),
      says: "fail",
    },
    {
      when: "everybody",
      stack: unnamed({ principal: "*" }),
      says: "fail",
      findings: ["status-permission: lets everybody call function"],
    },
    {
      when: "everybody of an organization",
      stack: unnamed({ principal: "*", principalOrgId: "o-a1b2c3d4e5" }),
      says: "pass",
    },
    {
      when: "another account",
      stack: unnamed({ principal: "222222222222" }),
      says: "fail",
      findings: ["status-permission: lets account 222222222222 call function"],
    },
    {
      when: "a role of another account, whatever source it names",
      stack: but({ principal: "arn:aws:iam::222222222222:role/forwarder" }),
      says: "fail",
    },
    { when: "the own account", stack: unnamed({ principal: "111111111111" }), says: "pass" },
    {
      when: "a URL without credentials",
      stack: unnamed({
        action: "lambda:InvokeFunctionUrl",
        principal: "*",
        functionUrlAuthType: "NONE",
      }),
      says: "fail",
    },
    {
      when: "a permission to read the function",
      stack: unnamed({ action: "lambda:GetFunction", principal: "222222222222" }),
      says: "pass",
    },
    { when: "a hidden principal", stack: but({ principal: HIDDEN }), says: "unknown" },
    {
      when: "a rule whose ARN is not known yet",
      stack: () =>
        change(
          told(),
          "status-permission",
          { sourceArn: HIDDEN },
          { propertyDependencies: { sourceArn: ["status"] } },
        ),
      says: "pass",
    },
    { when: "a hidden source", stack: but({ sourceArn: HIDDEN }), says: "unknown" },
    {
      when: "a function without permissions",
      stack: () => without(told(), "status-permission"),
      says: "notApplicable",
    },
    {
      when: "a function that hears nothing of environments",
      stack: () =>
        plus(
          without(unnamed({})(), "status-target"),
          make("lambda/function:Function", "another", { name: "another" }),
        ),
      says: "notApplicable",
    },
  ]);
});
