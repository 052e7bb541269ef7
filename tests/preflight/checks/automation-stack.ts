import type { Resource, Stack } from "../../../preflight/model/resource";
import { make, stackOf } from "./network-stack";

/** A policy document of these statements, as programs hand it over. */
export function document(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

const RULE_ARN = "arn:aws:events:eu-west-1:000000000000:rule/status-bus/status";

/** The function that makes endpoints, everything that calls it, and what it may do. */
export function automationStack(): Stack {
  return stackOf([
    make("iam/role:Role", "role", {
      name: "handler-role",
      assumeRolePolicy: document({
        Effect: "Allow",
        Principal: { Service: "lambda.amazonaws.com" },
        Action: "sts:AssumeRole",
      }),
    }),
    make("iam/rolePolicy:RolePolicy", "role-policy", {
      role: "handler-role",
      policy: document(
        {
          Effect: "Allow",
          Action: "ec2:CreateVpcEndpoint",
          Resource: "arn:aws:ec2:eu-west-1:000000000000:vpc/vpc-1",
        },
        {
          Effect: "Allow",
          Action: "ec2:DeleteVpcEndpoints",
          Resource: "arn:aws:ec2:eu-west-1:000000000000:vpc-endpoint/*",
          Condition: { StringEquals: { "aws:ResourceTag/managed-by": "us" } },
        },
      ),
    }),
    make("sqs/queue:Queue", "failures", { name: "failures" }, { outputs: { arn: "failures-arn" } }),
    make(
      "lambda/function:Function",
      "function",
      {
        name: "handler",
        runtime: "python3.13",
        handler: "handler.lambda_handler",
        role: "role-id",
      },
      { outputs: { id: "handler", arn: "function-arn" } },
    ),
    make("lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", "invocation", {
      functionName: "handler",
      maximumRetryAttempts: 2,
      destinationConfig: { onFailure: { destination: "failures-arn" } },
    }),
    make("cloudwatch/eventBus:EventBus", "bus", { name: "status-bus" }, { outputs: {} }),
    make("cloudwatch/eventBusPolicy:EventBusPolicy", "bus-policy", {
      eventBusName: "status-bus",
      policy: document(admitting({ AWS: "arn:aws:iam::222222222222:root" })),
    }),
    make(
      "cloudwatch/eventRule:EventRule",
      "status",
      {
        name: "status",
        eventBusName: "status-bus",
        eventPattern: JSON.stringify({
          source: ["aws.airflow"],
          "detail-type": ["MWAA Environment Status Change"],
        }),
      },
      { outputs: { id: "status-bus/status", arn: RULE_ARN } },
    ),
    make("cloudwatch/eventTarget:EventTarget", "status-target", {
      rule: "status",
      eventBusName: "status-bus",
      arn: "function-arn",
    }),
    permission("status-permission", { sourceArn: RULE_ARN }),
    make("cloudwatch/eventRule:EventRule", "clock", {
      name: "clock",
      scheduleExpression: "rate(15 minutes)",
    }),
    make("cloudwatch/eventTarget:EventTarget", "clock-target", {
      rule: "clock",
      arn: "function-arn",
    }),
    make("cloudwatch/metricAlarm:MetricAlarm", "alarm", {
      namespace: "AWS/Lambda",
      metricName: "Errors",
      dimensions: { FunctionName: "handler" },
    }),
  ]);
}

/** A statement of the bus's policy for somebody. */
export function admitting(principal: unknown, more: object = {}): object {
  return {
    Effect: "Allow",
    Principal: principal,
    Action: "events:PutEvents",
    Resource: "arn:aws:events:eu-west-1:000000000000:event-bus/status-bus",
    ...more,
  };
}

function permission(name: string, inputs: Resource["inputs"]): Resource {
  return make("lambda/permission:Permission", name, {
    action: "lambda:InvokeFunction",
    function: "handler",
    principal: "events.amazonaws.com",
    ...inputs,
  });
}
