import { decides, never, no, open, yes } from "./decisions";
import { document, naming, OWN, USER } from "./simulations";

const QUEUE = `arn:aws:sqs:eu-west-1:${OWN}:jobs`;
const ALL = document({});
const send = { principal: USER, action: "sqs:SendMessage", resource: QUEUE };
const on = (arn: string, more: object = {}): object => document({ Resource: arn, ...more });
const but = (arn: string, more: object = {}): object => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", NotResource: arn, ...more }],
});
const deny = { Effect: "Deny" };

describe("an ARN with too few parts, in a policy of an identity", () => {
  decides([
    ["is completed with stars", { identity: on("arn:aws:sqs") }, send, yes],
    ["is completed after a star", { identity: on("arn:aws:sqs:*") }, send, yes],
    ["keeps the parts that it has", { identity: on("arn:aws:sqs:eu-north-1") }, send, no],
    ["keeps its service", { identity: on("arn:aws:sns") }, send, no],
    ["denies all of it", { identity: [ALL, on("arn:aws:sqs:eu-west-1", deny)] }, send, never],
    ["denies nothing else", { identity: [ALL, on("arn:aws:sqs:eu-north-1", deny)] }, send, yes],
    ["excepts all of it", { identity: but("arn:aws:sqs") }, send, no],
    ["excepts all of it from a denial", { identity: [ALL, but("arn:aws:sqs", deny)] }, send, yes],
    [
      "is open after a variable",
      { identity: on("arn:aws:sqs:*:${aws:PrincipalAccount}") },
      send,
      open,
    ],
    ["is completed in a boundary", { identity: ALL, boundary: on("arn:aws:sqs") }, send, yes],
    ["limits by a boundary", { identity: ALL, boundary: on("arn:aws:sns") }, send, no],
  ]);
});

describe("an ARN with too few parts, in another policy", () => {
  decides([
    ["may be refused in a session's", { identity: ALL, session: on("arn:aws:sqs:*") }, send, open],
    ["may not limit a session", { identity: ALL, session: on("arn:aws:sqs") }, send, open],
    ["allows no other service", { identity: ALL, session: on("arn:aws:sns:*") }, send, no],
    [
      "may grant nothing in a service control policy",
      { identity: ALL, serviceControl: [[on("arn:aws:sqs:*")]] },
      send,
      open,
    ],
    [
      "may grant nothing in a resource's",
      { resource: naming({ AWS: USER }, { Resource: "arn:aws:sqs:*" }) },
      send,
      open,
    ],
    [
      "may grant nothing in an endpoint's",
      { identity: ALL, endpoint: naming("*", { Resource: "arn:aws:sqs:*" }) },
      send,
      open,
    ],
    [
      "denies with a star at its end",
      { identity: ALL, serviceControl: [[ALL, on("arn:aws:sqs:*", deny)]] },
      send,
      never,
    ],
    [
      "may deny without",
      { identity: ALL, serviceControl: [[ALL, on("arn:aws:sqs", deny)]] },
      send,
      open,
    ],
    [
      "may except nothing from a denial",
      { identity: ALL, serviceControl: [[ALL, but("arn:aws:sqs:*", deny)]] },
      send,
      open,
    ],
    [
      "is none if it is a star",
      { identity: ALL, session: on("*"), endpoint: naming("*") },
      send,
      yes,
    ],
  ]);
});
