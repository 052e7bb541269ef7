import { eventRuleArn } from "../service/arns";
import type { Place } from "../service/partitions";
import { type PolicyDocument, policyDocument } from "./statement";

/**
 * Who may take the role that sends events to another account's bus: EventBridge, for this one rule.
 *
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html,
 * "Event buses", read 2026-11-22.
 */
export function statusForwarderTrust(args: {
  readonly place: Place;
  readonly ruleName: string;
}): PolicyDocument {
  const { place, ruleName } = args;
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: {
        ArnEquals: { "aws:SourceArn": eventRuleArn(place, ruleName) },
        StringEquals: { "aws:SourceAccount": place.account },
      },
    },
  ]);
}

/**
 * What that role may do: put events on that bus. Its own policy has to admit them too.
 *
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html, "Sending
 * and receiving events between AWS accounts", read 2026-11-22.
 */
export function statusForwarderPolicy(eventBus: string): PolicyDocument {
  return policyDocument([{ Effect: "Allow", Action: "events:PutEvents", Resource: eventBus }]);
}
