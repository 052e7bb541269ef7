import { accountRootArn, eventBusArn } from "../service/arns";
import type { Place } from "../service/partitions";
import { STATUS_EVENT_PATTERN } from "../service/status-events";
import { deadLetterQueueArn } from "./endpoint-automation";
import { type PolicyDocument, policyDocument } from "./statement";

/**
 * Who may put events on the owner's bus, and which: changes of the status of environments. With an
 * organization any account of it may, else the participants alone.
 *
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-example-policy-cross-account-custom-bus-source.html,
 * "Example policy: Send events to a custom bus in a different account", read 2026-11-22.
 *
 * @param args.participants 12 digits each; at least one unless there is an organization.
 */
export function statusEventBusPolicy(args: {
  readonly place: Place;
  readonly eventBusName: string;
  readonly participants: readonly string[];
  readonly organizationId?: string;
}): PolicyDocument {
  const { place, eventBusName, participants, organizationId } = args;
  const events = {
    // A request can hold several events, so each key has several values; all have to fit.
    "ForAllValues:StringEquals": {
      "events:detail-type": STATUS_EVENT_PATTERN["detail-type"],
      "events:source": STATUS_EVENT_PATTERN.source,
    },
  };
  return policyDocument([
    {
      Sid: "StatusOfEnvironments",
      Effect: "Allow",
      Principal:
        organizationId === undefined
          ? {
              AWS: participants.map((account) =>
                accountRootArn({ partition: place.partition, account }),
              ),
            }
          : "*",
      Action: "events:PutEvents",
      Resource: eventBusArn(place, eventBusName),
      Condition: {
        ...events,
        ...(organizationId !== undefined && {
          StringEquals: { "aws:PrincipalOrgID": organizationId },
        }),
      },
    },
  ]);
}

/** Who may send to the queue of what failed: EventBridge, for the rules that call the function. */
export function deadLetterQueuePolicy(args: {
  readonly place: Place;
  readonly name: string;
  readonly ruleArns: readonly string[];
}): PolicyDocument {
  const { place, name, ruleArns } = args;
  const queue = deadLetterQueueArn(place, name);
  return policyDocument([
    {
      Sid: "UndeliveredEvents",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queue,
      Condition: { ArnEquals: { "aws:SourceArn": ruleArns } },
    },
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:*",
      Resource: queue,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ]);
}
