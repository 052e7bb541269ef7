import assert from "node:assert/strict";
import { isFaulty, readSimulation } from "../../../reasoning/iam";
import { decides, never, no, open, yes } from "./decisions";
import { document, OTHER, OWN } from "./simulations";

const QUEUE = `arn:aws:sqs:eu-west-1:${OWN}:jobs`;
const send = { action: "sqs:SendMessage", resource: QUEUE };
const when = (Condition: object, more: object = {}): object => ({
  identity: document({ Condition, ...more }),
});
const having = (context: object, more: object = {}): object => ({ ...send, context, ...more });

describe("a variable in an ARN", () => {
  const queues = (Resource: string, more: object = {}): object => ({
    identity: document({ Resource, ...more }),
  });
  decides([
    [
      "has its place behind the fifth colon",
      queues(`arn:aws:sqs:eu-west-1:${OWN}:\${x:name}`),
      having({ "x:name": "jobs" }),
      yes,
    ],
    [
      "has none as the account",
      queues("arn:aws:sqs:eu-west-1:${aws:PrincipalAccount}:jobs"),
      send,
      open,
    ],
    [
      "has none as the Region",
      queues(`arn:aws:sqs:\${x:region}:${OWN}:jobs`),
      having({ "x:region": "eu-west-1" }),
      open,
    ],
    ["has none as the whole", queues("${x:arn}"), having({ "x:arn": QUEUE }), open],
    [
      "changes nothing where another part differs",
      queues("arn:aws:sqs:eu-west-1:${aws:PrincipalAccount}:other"),
      send,
      no,
    ],
    [
      "excepts nothing that no reading of a wildcard in its value would",
      {
        identity: {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: "*",
              NotResource: `arn:aws:sqs:eu-west-1:${OWN}:\${x:name}-old`,
            },
          ],
        },
      },
      having({ "x:name": "job*" }),
      yes,
    ],
    [
      "leaves open what it excepts",
      {
        identity: {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: "*",
              NotResource: "arn:aws:sqs:eu-west-1:${aws:PrincipalAccount}:other",
            },
          ],
        },
      },
      send,
      open,
    ],
  ]);
});

describe("a variable whose value nobody knows", () => {
  const hidden = { unknown: "why" };
  const guarded = (Condition: object): object => ({
    identity: [document({}), document({ Effect: "Deny", Condition })],
  });
  const topic = guarded({ ArnLike: { "x:arn": "arn:aws:sns:${x:where}:topic" } });
  const published = (where?: unknown): object =>
    having({
      "x:arn": `arn:aws:sns:eu-west-1:${OWN}:topic`,
      ...(where === undefined ? {} : { "x:where": where }),
    });
  const flag = guarded({ Bool: { "x:flag": "${x:wanted}" } });
  decides([
    ["may be two parts of an ARN", topic, published(hidden), open],
    ["is two parts of an ARN, once known", topic, published(`eu-west-1:${OWN}`), never],
    ["is one part of another ARN, once known", topic, published("eu-west-1"), yes],
    ["is no part of an ARN without it", topic, published(), yes],
    [
      "is no part of an ARN that differs elsewhere",
      guarded({ ArnEquals: { "x:arn": "arn:aws:sqs:${x:where}:topic" } }),
      published(hidden),
      yes,
    ],
    [
      "may be two parts of an ARN that is excepted",
      guarded({ ArnNotLike: { "x:arn": "arn:aws:sns:${x:where, 'a'}:topic" } }),
      published(hidden),
      open,
    ],
    ["may be a Boolean's", flag, having({ "x:flag": "true", "x:wanted": hidden }), open],
    [
      "may be part of a Boolean's",
      guarded({ Bool: { "x:flag": "tr${x:wanted}" } }),
      having({ "x:flag": "true", "x:wanted": hidden }),
      open,
    ],
    ["is none of a Boolean without it", flag, having({ "x:flag": "true" }), yes],
    ["differs, once known", flag, having({ "x:flag": "true", "x:wanted": "false" }), yes],
    [
      "matters not where another value fits",
      guarded({ Bool: { "x:flag": ["${x:wanted, 'true'}", "true"] } }),
      having({ "x:flag": "true", "x:wanted": "false" }),
      never,
    ],
  ]);
});

describe("a variable whose key has a list of values", () => {
  const listed = having({ "x:list": ["a", "b"], "x:key": "a" });
  decides([
    [
      "leaves open what negates it",
      when({ StringNotEquals: { "x:key": "${x:list}-z" } }),
      listed,
      open,
    ],
    [
      "leaves open what negates it, default or not",
      when({ StringNotEquals: { "x:key": "${x:list,'d'}-z" } }),
      listed,
      open,
    ],
    [
      "leaves open what it stands beside",
      when({ StringEquals: { "x:key": ["${x:list}-z", "a"] } }),
      listed,
      open,
    ],
    [
      "leaves open what it stands beside, default or not",
      when({ StringEquals: { "x:key": ["${x:list,'d'}-z", "a"] } }),
      listed,
      open,
    ],
    [
      "may deny",
      {
        identity: [
          document({}),
          document({ Effect: "Deny", Condition: { StringNotEquals: { "x:key": "${x:list}-z" } } }),
        ],
      },
      listed,
      open,
    ],
    [
      "has its default where the key is absent",
      when({ StringEquals: { "x:key": ["${x:none,'d'}-z", "a"] } }),
      listed,
      yes,
    ],
    [
      "leaves open what it excepts",
      {
        identity: {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: "*",
              NotResource: `arn:aws:sqs:eu-west-1:${OWN}:\${x:list}/z`,
            },
          ],
        },
      },
      listed,
      open,
    ],
  ]);
});

describe("a wildcard in the default of a variable", () => {
  const guarded = (more: object): object => ({
    identity: [document({}), document({ Effect: "Deny", ...more })],
  });
  const queue = guarded({ Resource: `arn:aws:sqs:eu-west-1:${OWN}:\${x:name, 'j*'}` });
  const like = guarded({ Condition: { StringLike: { "x:key": "${x:name, '?'}" } } });
  decides([
    ["may count in a resource", queue, send, open],
    ["is no matter where the variable has a value", queue, having({ "x:name": "jobs" }), never],
    ["is no matter where the value differs", queue, having({ "x:name": "other" }), yes],
    [
      "is no matter where another part differs",
      guarded({ Resource: `arn:aws:sqs:eu-west-1:${OWN}:a\${x:name, '*'}` }),
      send,
      yes,
    ],
    ["may count in a condition", like, having({ "x:key": "a" }), open],
    [
      "is not there in another default",
      guarded({ Condition: { StringLike: { "x:key": "${x:name, 'b'}" } } }),
      having({ "x:key": "b" }),
      never,
    ],
  ]);
});

describe("a list of values without a set operator", () => {
  const keys = (Condition: object): object => ({
    identity: [document({}), document({ Effect: "Deny", Condition })],
  });
  const unless = keys({ StringNotEquals: { "aws:TagKeys": ["a", "b"] } });
  const listed = (...values: readonly unknown[]): object => having({ "aws:TagKeys": values });
  decides([
    ["may satisfy a negation by one value that is not named", unless, listed("a", "c"), open],
    ["may satisfy a negation by all of its values", unless, listed("c", "d"), open],
    ["satisfies no negation that names each of its values", unless, listed("a", "b"), yes],
    ["satisfies no negation that names its only value", unless, listed("b"), yes],
    ["may satisfy one by a value that nobody knows", unless, listed("a", { unknown: "why" }), open],
    [
      "may satisfy a negation of patterns",
      keys({ StringNotLikeIfExists: { "aws:CalledVia": "athena*" } }),
      having({ "aws:CalledVia": ["athena.amazonaws.com", "x"] }),
      open,
    ],
    [
      "may satisfy what one value fits",
      keys({ StringEquals: { "aws:TagKeys": "a" } }),
      listed("a", "c"),
      open,
    ],
    [
      "satisfies nothing that no value fits",
      keys({ StringEquals: { "aws:TagKeys": "b" } }),
      listed("a", "c"),
      yes,
    ],
  ]);
});

describe("a value of the request", () => {
  decides([
    [
      "holds no escape",
      when({ ArnEquals: { "x:arn": "arn:aws:s3:::b/$x" } }),
      having({ "x:arn": "arn:aws:s3:::b/${$}x" }),
      no,
    ],
    [
      "is what it is",
      when({ ArnEquals: { "x:arn": "arn:aws:s3:::b/$x" } }),
      having({ "x:arn": "arn:aws:s3:::b/$x" }),
      yes,
    ],
    [
      "holds no escape as a variable",
      { identity: document({ Resource: `arn:aws:sqs:eu-west-1:${OWN}:\${x:name}` }) },
      having({ "x:name": "${$}q" }, { resource: `arn:aws:sqs:eu-west-1:${OWN}:$q` }),
      no,
    ],
    [
      "is compared beyond milliseconds",
      {
        identity: [
          document({}),
          document({
            Effect: "Deny",
            Condition: { DateLessThan: { "x:date": "2026-01-01T00:00:00.0009Z" } },
          }),
        ],
      },
      having({ "x:date": "2026-01-01T00:00:00.0001Z" }),
      never,
    ],
    [
      "is one of several under a key that has several",
      when({ StringLike: { "aws:PrincipalOrgPaths": "o-1/*" } }),
      having({ "aws:principalorgpaths": "o-1/r-1/" }),
      open,
    ],
    [
      "is one of several under a service's key that has several",
      when({ StringEquals: { "dynamodb:LeadingKeys": "a" } }),
      having({ "DynamoDB:LeadingKeys": "a" }),
      open,
    ],
    [
      "is none of several that differ",
      when({ StringEquals: { "dynamodb:LeadingKeys": "a" } }),
      having({ "dynamodb:LeadingKeys": "b" }),
      no,
    ],
    [
      "is one under a service's key that has one",
      when({ StringEquals: { "dynamodb:Select": "COUNT" } }),
      having({ "dynamodb:Select": "COUNT" }),
      yes,
    ],
    [
      "is one under an identity provider's key that has one",
      when({ StringEquals: { "accounts.google.com:aud": "a" } }),
      having({ "accounts.google.com:aud": "a" }),
      yes,
    ],
    [
      "is matched by a set operator under a service's key",
      when({ "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": "a" } }),
      having({ "dynamodb:LeadingKeys": "a" }),
      yes,
    ],
    [
      "is matched by a set operator there",
      when({ "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-1/*" } }),
      having({ "aws:PrincipalOrgPaths": "o-1/r-1/" }),
      yes,
    ],
  ]);

  const faultsOf = (request: object, policies: object = {}): readonly string[] => {
    const read = readSimulation({
      request: { principal: `arn:aws:iam::${OWN}:user/ana`, ...send, ...request },
      policies,
    });
    return isFaulty(read) ? read.faults.map(({ pointer, reason }) => `${pointer} ${reason}`) : [];
  };
  const ROUNDED =
    "is neither text, number, true, false nor a list; numbers beyond 2^53 have to be written as text";
  const PRIVATE = "holds U+E000 or U+E001, characters for private use that no policy of AWS has";

  it("is no number of which JSON keeps but the first digits", () => {
    assert.deepEqual(faultsOf({ context: { "x:n": 2 ** 53 } }), [
      `/request/context/x:n ${ROUNDED}`,
    ]);
    assert.deepEqual(faultsOf({ context: { "x:n": -(2 ** 53) } }), [
      `/request/context/x:n ${ROUNDED}`,
    ]);
    assert.deepEqual(faultsOf({ context: { "x:n": 2 ** 53 - 1, "x:b": true, "x:r": 0.5 } }), []);
    const identity = document({ Condition: { NumericLessThan: { "x:n": 2 ** 60 } } });
    assert.deepEqual(faultsOf({}, { identity }), [
      `/policies/identity/Statement/0/Condition/NumericLessThan/x:n ${ROUNDED}`,
    ]);
  });

  it("holds nothing that stands for a wildcard here", () => {
    assert.deepEqual(faultsOf({ resource: "arn:aws:s3:::b/\u{E000}" }), [
      `/request/resource ${PRIVATE}`,
    ]);
    assert.deepEqual(faultsOf({ context: { "x:a": ["\u{E001}"] } }), [
      `/request/context/x:a/0 ${PRIVATE}`,
    ]);
  });

  it("is not another account than the resource's", () => {
    const fault = "/request/resourceAccount is another account than the one in the resource's ARN";
    assert.deepEqual(faultsOf({ resourceAccount: OTHER }), [fault]);
    assert.deepEqual(faultsOf({ resourceAccount: OWN }), []);
    assert.deepEqual(faultsOf({ resourceAccount: { unknown: "who" } }), []);
    assert.deepEqual(faultsOf({ resource: "arn:aws:s3:::b/k", resourceAccount: OTHER }), []);
    assert.deepEqual(faultsOf({ resource: { unknown: "what" }, resourceAccount: OTHER }), []);
  });
});
