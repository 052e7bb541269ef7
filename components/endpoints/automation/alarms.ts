import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import { deadLetterQueueName } from "../../../mwaa/documents/endpoint-automation";
import { PENDING_HOURS } from "../../../mwaa/service/pending-environment";
import type { Children } from "../../children";
import type { AutomationNames } from "./names";

/** The namespace of the function's own metric, and its name; `watch.py` has them too. */
const WATCH = { namespace: "MWAA/CustomerEndpoints", metricName: "PendingHours" } as const;

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/** What an alarm is made of, besides names and actions. */
type Alarm = Pick<
  cloudwatch.MetricAlarmArgs,
  | "namespace"
  | "metricName"
  | "dimensions"
  | "statistic"
  | "period"
  | "evaluationPeriods"
  | "datapointsToAlarm"
  | "threshold"
  | "treatMissingData"
> & { readonly ending: string; readonly alarmDescription: pulumi.Input<string> };

/** The alarms, all of which mean that somebody should look. */
export function createAlarms(
  children: Children,
  names: AutomationNames,
  settings: {
    readonly alarmAfterHours: pulumi.Input<number>;
    readonly alarmTopicArn?: pulumi.Input<string>;
    readonly schedule: string;
  },
): readonly cloudwatch.MetricAlarm[] {
  const { alarmTopicArn } = settings;
  const actions = alarmTopicArn === undefined ? {} : toTopic(alarmTopicArn);
  return alarmsFor(names, settings).map(
    ({ ending, ...alarm }) =>
      new cloudwatch.MetricAlarm(
        children.named(`${ending}-alarm`),
        {
          name: names.named(ending),
          ...alarm,
          comparisonOperator: "GreaterThanOrEqualToThreshold",
          ...actions,
          tags: children.tags(`${ending.replaceAll("-", " ")} alarm`),
        },
        { parent: children.parent },
      ),
  );
}

function toTopic(
  arn: pulumi.Input<string>,
): Pick<cloudwatch.MetricAlarmArgs, "alarmActions" | "okActions"> {
  return { alarmActions: [arn], okActions: [arn] };
}

function alarmsFor(
  names: AutomationNames,
  settings: { readonly alarmAfterHours: pulumi.Input<number>; readonly schedule: string },
): readonly Alarm[] {
  return [
    {
      ending: "pending",
      alarmDescription: `An Airflow environment waits for its endpoints, or nobody looks. After ${PENDING_HOURS} hours it fails for good.`,
      ...WATCH,
      dimensions: { Automation: names.name },
      statistic: "Maximum",
      evaluationPeriods: 1,
      threshold: settings.alarmAfterHours,
      ...watchPeriod(settings.schedule),
    },
    {
      ending: "failing",
      alarmDescription: "Making endpoints has been failing for most of an hour.",
      namespace: "AWS/Lambda",
      metricName: "Errors",
      dimensions: { FunctionName: names.name },
      statistic: "Sum",
      period: HOUR_SECONDS / 4,
      evaluationPeriods: 4,
      datapointsToAlarm: 3,
      threshold: 1,
      treatMissingData: "notBreaching",
    },
    {
      ending: "dead-letters",
      alarmDescription: "An event was not delivered, or the function failed at it every time.",
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: names.name.apply(deadLetterQueueName) },
      statistic: "Maximum",
      period: 300,
      evaluationPeriods: 1,
      threshold: 1,
      treatMissingData: "notBreaching",
    },
  ];
}

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  minute: 60,
  hour: HOUR_SECONDS,
  day: DAY_SECONDS,
};

/**
 * How long the watch may be silent before that is an alarm itself: two rounds of the schedule, at
 * least an hour. CloudWatch looks back a day at most, so a function that runs more rarely, or nobody
 * can tell how often, is not watched for silence.
 */
export function watchPeriod(schedule: string): {
  readonly period: number;
  readonly treatMissingData: "breaching" | "missing";
} {
  const [, count = "", unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  const round = Number(count) * (UNIT_SECONDS[unit] ?? Number.NaN);
  return 2 * round <= DAY_SECONDS
    ? { period: Math.max(HOUR_SECONDS, 2 * round), treatMissingData: "breaching" }
    : { period: DAY_SECONDS, treatMissingData: "missing" };
}
