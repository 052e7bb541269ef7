import { STATUS_EVENTS_SOURCE } from "../../../mwaa/service/status-events";
import { any, isKnown, Unknown } from "../../../reasoning/known";
import type { Resource } from "../../model/resource";
import { pointer } from "../../model/resource";
import {
  asyncConfigurations,
  handlesStatus,
  isAlarmed,
  isEnabled,
  keepsFailures,
  permits,
  runsOnSchedule,
  statusTargets,
} from "../../model/endpoints/status-handlers";
import type { World } from "../../model/world";
import type { Outcome, Rule, Violation } from "../rule";
import { conclude, failIf, notApplicable, pass, undecided } from "../rule";
import { aws, guide } from "../sources";
import { withStatusRule } from "./status-rule";

const own = { subject: "network", decidedBy: "world" } as const;
const AUTOMATION = guide(
  "tutorials-customer-managed-endpoints",
  "Tutorial: Automate managing your own environment endpoints",
);
const RETRIES = aws(
  "lambda/latest/dg/invocation-async-retain-records.html",
  "Capturing records of Lambda asynchronous invocations",
);

/** How changes of an environment's status reach the function that acts on them. */
export const ENDPOINT_AUTOMATION_RULES: readonly Rule[] = [
  {
    ...own,
    judges: ["eventTarget"],
    id: "status-events-reach-handler",
    title: "The function that acts on an environment's status may be called, and is",
    why: "Without a permission EventBridge gives the event up, and nothing makes the endpoints that the environment waits for.",
    severity: "error",
    effect: "will-misbehave",
    sources: [
      aws(
        "eventbridge/latest/userguide/eb-use-resource-based.html",
        "Using resource-based policies for Amazon EventBridge: AWS Lambda permissions",
      ),
      AUTOMATION,
    ],
    examples: {
      fails: "new aws.cloudwatch.EventTarget(name, { rule: rule.name, arn: handler.arn })",
      passes:
        'new aws.lambda.Permission(name, { action: "lambda:InvokeFunction", function: handler.name, principal: "events.amazonaws.com", sourceArn: rule.arn })',
    },
    check: (target, world) =>
      withStatusRule(target, world, (rule) =>
        withFunction(target, world, (handler) => judgeDelivery(target, rule, handler, world)),
      ),
  },
  {
    ...own,
    judges: ["lambdaFunction"],
    id: "status-handler-keeps-what-fails",
    title: "Events that the function fails on are tried again and kept",
    why: "An event comes once. Whatever the function could not do for it is lost if nothing keeps the event, and nobody is told.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [RETRIES],
    examples: {
      fails:
        "a function without deadLetterConfig and without an aws.lambda.FunctionEventInvokeConfig",
      passes: "destinationConfig: { onFailure: { destination: queue.arn } }",
    },
    check: ofHandler((handler, world) => {
      const kept = keepsFailures(world, handler);
      const retries = [
        ...asyncConfigurations(world, handler).resources.map((each) => ({
          resource: each,
          path: ["maximumRetryAttempts"] as readonly [string, ...string[]],
        })),
        ...statusTargets(world, handler).map((each) => ({
          resource: each,
          path: ["retryPolicy", "maximumRetryAttempts"] as readonly [string, ...string[]],
        })),
      ].map(({ resource, path }) => ({ resource, path, value: world.value(resource, ...path) }));
      return conclude(
        [
          ...(kept === false
            ? [
                {
                  message: "fails without a trace: nothing keeps the events it could not act on",
                  fix: "add an aws.lambda.FunctionEventInvokeConfig with destinationConfig.onFailure, or a deadLetterConfig",
                },
              ]
            : []),
          ...retries
            .filter(({ value }) => value === 0 || value === "0")
            .map(({ resource, path }) => ({
              resource,
              related: [handler],
              message: `${path.join(".")} is 0, so that an event is tried only once`,
              fix: `remove ${path.join(".")}, or set it to 1 or more`,
            })),
        ],
        [kept, ...retries.map(({ value }) => value)].filter((each) => each instanceof Unknown),
        "what happens to events that fail is not known",
      );
    }),
  },
  {
    ...own,
    judges: ["lambdaFunction"],
    id: "status-handler-runs-on-a-schedule",
    title: "The function also runs on a schedule",
    why: "MWAA's events are delivered on a best-effort basis: one that never comes leaves an environment PENDING until it fails.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [STATUS_EVENTS_SOURCE],
    examples: {
      fails: "a rule with eventPattern alone",
      passes: 'new aws.cloudwatch.EventRule(name, { scheduleExpression: "rate(15 minutes)" })',
    },
    check: ofHandler((handler, world) => {
      const scheduled = runsOnSchedule(world, handler);
      if (!isKnown(scheduled))
        return undecided("whether a schedule calls the function is not known", scheduled.blockedBy);
      return failIf(
        scheduled
          ? []
          : [
              {
                message: "runs on events alone, and an event may never come",
                fix: "add an EventRule with a scheduleExpression that calls the same function",
              },
            ],
      );
    }),
  },
  {
    ...own,
    judges: ["lambdaFunction"],
    id: "status-handler-alarmed",
    title: "An alarm tells when the function fails",
    why: "An environment waits 72 hours for its endpoints and then has to be made anew; nobody notices a function that fails in silence.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [
      guide("vpc-endpoint-management", "Troubleshooting"),
      aws(
        "lambda/latest/dg/monitoring-metrics-types.html",
        "Types of metrics for Lambda functions",
      ),
    ],
    examples: {
      fails: "no aws.cloudwatch.MetricAlarm for the function or the queue of what failed",
      passes:
        '{ namespace: "AWS/Lambda", metricName: "Errors", dimensions: { FunctionName: handler.name } }',
    },
    check: ofHandler((handler, world) => {
      const alarmed = isAlarmed(world, handler);
      if (!isKnown(alarmed))
        return undecided("what the alarms look at is not known", alarmed.blockedBy);
      return failIf(
        alarmed
          ? []
          : [
              {
                message: "has no alarm in these stacks, nor has a queue of what it failed on",
                fix: "add an aws.cloudwatch.MetricAlarm on the function's Errors",
              },
            ],
      );
    }),
  },
];

function judgeDelivery(target: Resource, rule: Resource, handler: Resource, world: World): Outcome {
  const enabled = isEnabled(world, rule);
  const { resources, more } = world.pointingAt(handler, "lambdaPermission", "function");
  const permitted =
    // EventBridge then calls as that role, whatever the function's own policy says.
    world.value(target, "roleArn") !== undefined
      ? true
      : any([
          ...resources.map((permission) => permits(world, permission, rule)),
          ...(more === undefined ? [] : [more]),
        ]);
  const violations: Violation[] = [
    ...(enabled === false
      ? [
          {
            resource: rule,
            related: [handler],
            message: "is disabled",
            fix: 'set state to "ENABLED"',
          },
        ]
      : []),
    ...(permitted === false
      ? [
          {
            related: [rule, handler, ...resources],
            message: `calls ${handler.name}, which has no permission for events.amazonaws.com and the rule ${rule.name}`,
            fix: `add an aws.lambda.Permission for ${handler.name} with principal "events.amazonaws.com" and the rule's ARN as sourceArn`,
          },
        ]
      : []),
  ];
  return conclude(
    violations,
    [enabled, permitted].filter((each) => each instanceof Unknown),
    "whether the function may be called cannot be told",
  );
}

function withFunction(
  target: Resource,
  world: World,
  check: (handler: Resource) => Outcome,
): Outcome {
  const called = world.reference(target, ["arn"], "lambdaFunction");
  switch (called.kind) {
    case "resource":
      return check(called.resource);
    case "absent":
      return pass;
    case "outside":
      return /^arn:[^:]+:lambda:/.test(called.value)
        ? undecided(`the function ${called.value} is in none of these stacks`, [
            pointer(target, ["arn"]),
          ])
        : notApplicable("the target is no function");
    case "unknown": {
      const other = world.reference(target, ["arn"], "eventBus", "queue");
      return other.kind === "resource"
        ? notApplicable("the target is no function")
        : undecided("what the rule calls cannot be told", called.unknown.blockedBy);
    }
  }
}

/** A check of the functions that act on the status of environments; others are nobody's business. */
export function ofHandler(
  check: (handler: Resource, world: World) => Outcome,
): (handler: Resource, world: World) => Outcome {
  return (handler, world) =>
    handlesStatus(world, handler)
      ? check(handler, world)
      : notApplicable("the function hears nothing of environments");
}
