import assert from "node:assert/strict";
import {
  statusForwarderPolicy,
  statusForwarderTrust,
} from "../../../mwaa/documents/status-forwarder";
import { placeOf } from "../../../mwaa/service/partitions";

const place = placeOf({ region: "eu-west-1", account: "222222222222" });

describe("statusForwarderTrust", () => {
  it("lets EventBridge take the role for the one rule", () => {
    assert.deepEqual(statusForwarderTrust({ place, ruleName: "r" }).Statement, [
      {
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          ArnEquals: { "aws:SourceArn": "arn:aws:events:eu-west-1:222222222222:rule/r" },
          StringEquals: { "aws:SourceAccount": "222222222222" },
        },
      },
    ]);
  });
});

describe("statusForwarderPolicy", () => {
  it("puts events on the one bus", () => {
    const bus = "arn:aws:events:eu-west-1:111111111111:event-bus/mwaa-environment-status";
    assert.deepEqual(statusForwarderPolicy(bus).Statement, [
      { Effect: "Allow", Action: "events:PutEvents", Resource: bus },
    ]);
  });
});
