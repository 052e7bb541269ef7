import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as lambda from "@pulumi/aws/lambda";
import * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import {
  deadLetterQueuePolicy,
  statusEventBusPolicy,
} from "../../../mwaa/documents/endpoint-automation-events";
import { toJson } from "../../../mwaa/documents/statement";
import { STATUS_EVENT_PATTERN } from "../../../mwaa/service/status-events";
import type { Children } from "../../children";
import { known } from "../../reference";
import type { CustomerEndpointAutomationArgs } from "./arguments";
import type { AutomationFunction } from "./function";
import type { AutomationNames } from "./names";

/** What calls the function. */
interface Call {
  /** The end of logical and physical names. */
  readonly ending: string;
  readonly description: string;
  readonly bus: "custom" | "default";
  readonly when: Pick<cloudwatch.EventRuleArgs, "eventPattern" | "scheduleExpression">;
}

/** Tries that EventBridge makes to hand an event over; then it goes to the queue of what failed. */
const RETRIES = { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 20 };

/** The bus of the participants' events, and everything that calls the function. */
export function createEvents(
  children: Children,
  names: AutomationNames,
  args: CustomerEndpointAutomationArgs,
  target: AutomationFunction,
  settings: { readonly eventBusName: string; readonly schedule: string },
): { readonly eventBus: cloudwatch.EventBus; readonly ready: readonly pulumi.Resource[] } {
  const options = { parent: children.parent };
  const eventBus = new cloudwatch.EventBus(
    children.named("event-bus"),
    {
      name: settings.eventBusName,
      description: "Changes of the status of Airflow environments in other accounts",
      tags: children.tags("event bus"),
    },
    options,
  );
  const admitted =
    args.participants.length === 0 && args.organizationId === undefined
      ? []
      : [createBusPolicy(children, names, args, eventBus, settings.eventBusName)];
  const calls = callsFor(args, settings.schedule);
  const delivered = calls.flatMap((call) => createCall(children, names, call, target, eventBus));
  const queuePolicy = new sqs.QueuePolicy(
    children.named("dead-letters-policy"),
    {
      queueUrl: target.deadLetters.url,
      policy: pulumi
        .all([
          names.place,
          names.name,
          pulumi.all(calls.map((call) => names.ruleArn(call.ending, call.bus))),
        ])
        .apply(([place, name, ruleArns]) =>
          toJson(deadLetterQueuePolicy({ place, name, ruleArns })),
        ),
    },
    options,
  );
  return { eventBus, ready: [...admitted, ...delivered, queuePolicy] };
}

function callsFor(args: CustomerEndpointAutomationArgs, schedule: string): readonly Call[] {
  const eventPattern = JSON.stringify(STATUS_EVENT_PATTERN);
  return [
    {
      ending: "status",
      description: "An Airflow environment of another account changed its status",
      bus: "custom",
      when: { eventPattern },
    },
    ...(args.ownEnvironments === undefined
      ? []
      : [
          {
            ending: "own-status",
            description: "An Airflow environment of this account changed its status",
            bus: "default",
            when: { eventPattern },
          } as const,
        ]),
    {
      ending: "schedule",
      description: "Looks at all Airflow environments, since events can be lost",
      bus: "default",
      when: { scheduleExpression: schedule },
    },
  ];
}

function createBusPolicy(
  children: Children,
  names: AutomationNames,
  args: CustomerEndpointAutomationArgs,
  eventBus: cloudwatch.EventBus,
  eventBusName: string,
): cloudwatch.EventBusPolicy {
  const { organizationId } = args;
  const participants = args.participants.map(({ account }) => account);
  const organization = organizationId === undefined ? {} : { organizationId };
  return new cloudwatch.EventBusPolicy(
    children.named("event-bus-policy"),
    {
      eventBusName: eventBus.name,
      policy: names.place.apply((place) =>
        toJson(statusEventBusPolicy({ place, eventBusName, participants, ...organization })),
      ),
    },
    { parent: children.parent },
  );
}

/** A rule, its permission to invoke the function, and the function as its target. */
function createCall(
  children: Children,
  names: AutomationNames,
  call: Call,
  { handler, deadLetters }: AutomationFunction,
  eventBus: cloudwatch.EventBus,
): readonly pulumi.Resource[] {
  const options = { parent: children.parent };
  const bus = call.bus === "custom" ? { eventBusName: eventBus.name } : {};
  const rule = new cloudwatch.EventRule(
    children.named(call.ending),
    {
      name: names.named(call.ending),
      description: call.description,
      ...bus,
      ...call.when,
      tags: children.tags(call.ending.replace("-", " ")),
    },
    options,
  );
  const permission = new lambda.Permission(
    children.named(`${call.ending}-permission`),
    {
      statementId: `events-${call.ending}`,
      action: "lambda:InvokeFunction",
      function: handler.name,
      principal: "events.amazonaws.com",
      sourceArn: known(names.ruleArn(call.ending, call.bus), rule),
    },
    options,
  );
  const target = new cloudwatch.EventTarget(
    children.named(`${call.ending}-target`),
    {
      rule: rule.name,
      ...bus,
      targetId: "endpoint-automation",
      arn: known(names.functionArn, handler),
      retryPolicy: RETRIES,
      deadLetterConfig: { arn: known(names.queueArn, deadLetters) },
    },
    { ...options, dependsOn: [permission] },
  );
  return [rule, permission, target];
}
