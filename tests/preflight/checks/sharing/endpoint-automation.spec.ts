import type { Properties, Stack, Value } from "../../../../preflight/model/resource";
import { automationStack } from "../automation-stack";
import { change, HIDDEN, itSays, make, without } from "../network-stack";

type Inputs = Readonly<Record<string, Value | undefined>>;

const but =
  (name: string, inputs: Inputs): (() => Stack) =>
  () =>
    change(automationStack(), name, inputs);
const lacking =
  (...names: readonly string[]): (() => Stack) =>
  () =>
    without(automationStack(), ...names);
const also =
  (type: string, name: string, inputs: Properties, stack = automationStack): (() => Stack) =>
  () => {
    const made = stack();
    return { ...made, resources: [...made.resources, make(type, name, inputs)] };
  };
const pattern = (value: unknown): (() => Stack) =>
  but("status", { eventPattern: JSON.stringify(value) });

describe("status-events-matched", () => {
  itSays("status-events-matched", [
    {
      when: "a source that sends no such events",
      stack: () =>
        change(automationStack(), "status", {
          eventPattern: JSON.stringify({
            source: ["aws.mwaa"],
            "detail-type": ["MWAA Environment Status Change"],
          }),
        }),
      says: "fail",
      findings: [
        'status: eventPattern asks for changes of status of the source "aws.mwaa", which sends none',
      ],
    },
    { when: "the documented pattern", stack: automationStack, says: "pass" },
    {
      when: "a kind of event that nobody sends",
      stack: pattern({ source: ["aws.airflow"], "detail-type": ["MWAA Status Change"] }),
      says: "fail",
      findings: [
        'status: eventPattern asks for the detail-type "MWAA Status Change", which no event has',
      ],
    },
    { when: "the source alone", stack: pattern({ source: ["aws.airflow"] }), says: "pass" },
    {
      when: "a prefix of the kind",
      stack: pattern({ source: ["aws.airflow"], "detail-type": [{ prefix: "MWAA" }] }),
      says: "pass",
    },
    {
      when: "calls of the API that CloudTrail records",
      stack: pattern({ source: ["aws.airflow"], "detail-type": ["AWS API Call via CloudTrail"] }),
      says: "notApplicable",
    },
    { when: "events of others", stack: pattern({ source: ["aws.ec2"] }), says: "notApplicable" },
    {
      when: "no pattern",
      stack: but("status", { eventPattern: undefined }),
      says: "notApplicable",
    },
    { when: "a hidden pattern", stack: but("status", { eventPattern: HIDDEN }), says: "unknown" },
  ]);
});

describe("status-events-reach-handler", () => {
  const REFUSED =
    "status-target: calls function, which has no permission for events.amazonaws.com and the rule status";
  const permission = (inputs: Inputs): (() => Stack) => but("status-permission", inputs);
  const rule = "arn:aws:events:eu-west-1:000000000000:rule";
  itSays("status-events-reach-handler", [
    { when: "a permission for the rule", stack: automationStack, says: "pass" },
    {
      when: "no permission",
      stack: lacking("status-permission"),
      says: "fail",
      findings: [REFUSED],
    },
    { when: "one for every rule", stack: permission({ sourceArn: undefined }), says: "pass" },
    {
      when: "one for a pattern of rules",
      stack: permission({ sourceArn: `${rule}/status-bus/*` }),
      says: "pass",
    },
    {
      when: "one for a rule of the same name on another bus",
      stack: permission({ sourceArn: `${rule}/status` }),
      says: "fail",
      findings: [REFUSED],
    },
    {
      when: "one for another service",
      stack: permission({ principal: "s3.amazonaws.com" }),
      says: "fail",
    },
    {
      when: "one for another function",
      stack: permission({ function: "other" }),
      says: "fail",
    },
    {
      when: "one for another account's rules",
      stack: permission({ sourceAccount: "999999999999" }),
      says: "fail",
    },
    { when: "one for a version", stack: permission({ qualifier: "3" }), says: "fail" },
    {
      when: "one for another action",
      stack: permission({ action: "lambda:GetFunction" }),
      says: "fail",
    },
    {
      when: "one for something hidden",
      stack: permission({ sourceArn: HIDDEN }),
      says: "unknown",
    },
    {
      when: "one of a hidden function",
      stack: permission({ function: HIDDEN }),
      says: "unknown",
    },
    {
      when: "no permission, but a role to call with",
      stack: () =>
        change(lacking("status-permission")(), "status-target", {
          roleArn: "arn:aws:iam::1:role/r",
        }),
      says: "pass",
    },
    {
      when: "a rule that is switched off",
      stack: but("status", { state: "DISABLED" }),
      says: "fail",
      findings: ["status: is disabled"],
    },
    {
      when: "a rule that is switched off the old way",
      stack: but("status", { isEnabled: false }),
      says: "fail",
    },
    {
      when: "a rule with a hidden switch",
      stack: but("status", { state: HIDDEN }),
      says: "unknown",
    },
    {
      when: "a target that is a bus",
      stack: but("status-target", { arn: "arn:aws:events:eu-west-1:1:event-bus/other" }),
      says: "notApplicable",
    },
    {
      when: "a function that no stack holds",
      stack: but("status-target", { arn: "arn:aws:lambda:eu-west-1:000000000000:function:theirs" }),
      says: "unknown",
    },
    { when: "a hidden target", stack: but("status-target", { arn: HIDDEN }), says: "unknown" },
    {
      when: "a rule for other events",
      stack: pattern({ source: ["aws.ec2"] }),
      says: "notApplicable",
    },
    { when: "a hidden pattern", stack: but("status", { eventPattern: HIDDEN }), says: "unknown" },
  ]);
});

describe("status-handler-keeps-what-fails", () => {
  itSays("status-handler-keeps-what-fails", [
    { when: "a destination for failures", stack: automationStack, says: "pass" },
    {
      when: "no configuration",
      stack: lacking("invocation"),
      says: "fail",
      findings: ["function: fails without a trace: nothing keeps the events it could not act on"],
    },
    {
      when: "a queue of the function's own",
      stack: () =>
        change(lacking("invocation")(), "function", {
          deadLetterConfig: { targetArn: "failures-arn" },
        }),
      says: "pass",
    },
    {
      when: "a configuration of a version alone",
      stack: but("invocation", { qualifier: "3" }),
      says: "fail",
    },
    {
      when: "no second try",
      stack: but("invocation", { maximumRetryAttempts: 0 }),
      says: "fail",
      findings: ["invocation: maximumRetryAttempts is 0, so that an event is tried only once"],
    },
    {
      when: "no second delivery",
      stack: but("status-target", { retryPolicy: { maximumRetryAttempts: 0 } }),
      says: "fail",
      findings: [
        "status-target: retryPolicy.maximumRetryAttempts is 0, so that an event is tried only once",
      ],
    },
    {
      when: "a hidden destination",
      stack: but("invocation", { destinationConfig: HIDDEN }),
      says: "unknown",
    },
    {
      when: "a function that hears nothing",
      stack: lacking("status-target"),
      says: "notApplicable",
    },
  ]);
});

describe("status-handler-runs-on-a-schedule", () => {
  const rule = "status-handler-runs-on-a-schedule";
  itSays(rule, [
    { when: "a rule that comes round", stack: automationStack, says: "pass" },
    {
      when: "events alone",
      stack: lacking("clock", "clock-target"),
      says: "fail",
      findings: ["function: runs on events alone, and an event may never come"],
    },
    { when: "a schedule that is off", stack: but("clock", { state: "DISABLED" }), says: "fail" },
    {
      when: "a schedule for another function",
      stack: but("clock-target", { arn: "arn:aws:lambda:eu-west-1:000000000000:function:theirs" }),
      says: "fail",
    },
    {
      when: "a schedule of EventBridge Scheduler",
      stack: also(
        "scheduler/schedule:Schedule",
        "schedule",
        { scheduleExpression: "rate(15 minutes)", target: { arn: "function-arn" } },
        lacking("clock", "clock-target"),
      ),
      says: "pass",
    },
    {
      when: "a hidden schedule",
      stack: but("clock", { scheduleExpression: HIDDEN }),
      says: "unknown",
    },
    { when: "a hidden target", stack: but("clock-target", { arn: HIDDEN }), says: "unknown" },
  ]);
});

describe("status-handler-alarmed", () => {
  itSays("status-handler-alarmed", [
    { when: "an alarm on the function", stack: automationStack, says: "pass" },
    {
      when: "no alarm",
      stack: lacking("alarm"),
      says: "fail",
      findings: ["function: has no alarm in these stacks, nor has a queue of what it failed on"],
    },
    {
      when: "an alarm on the queue of what failed",
      stack: but("alarm", { dimensions: { QueueName: "failures" } }),
      says: "pass",
    },
    {
      when: "an alarm that computes",
      stack: but("alarm", {
        dimensions: undefined,
        metricQueries: [{ id: "e", metric: { dimensions: { FunctionName: "handler" } } }],
      }),
      says: "pass",
    },
    {
      when: "an alarm on another function",
      stack: but("alarm", { dimensions: { FunctionName: "other" } }),
      says: "fail",
    },
    {
      when: "an alarm on something hidden",
      stack: but("alarm", { dimensions: { FunctionName: HIDDEN } }),
      says: "unknown",
    },
  ]);
});
