import assert from "node:assert/strict";
import { answerTo, document, naming, OTHER, OWN, USER } from "./simulations";

const ALL = document({});
const NONE = document({ Action: "sns:Publish" });
const DENY = document({ Effect: "Deny" });
const EVERYBODY = naming("*");
const REFUSE = naming("*", { Effect: "Deny" });
const [yes, no, open] = ["allowed", "implicitly-denied", "unknown"] as const;
const SERVICE = { service: "sns.amazonaws.com" };
const who = { principal: { unknown: "who" } };
const KEY = { action: "kms:Decrypt", resource: `arn:aws:kms:eu-west-1:${OWN}:key/1` };
const QUEUE = { action: "sqs:SendMessage", resourceAccount: undefined };
const WHO_AM_I = { action: "sts:GetCallerIdentity", resource: "*", resourceAccount: undefined };
const LINKED = `arn:aws:sts::${OWN}:assumed-role/AWSServiceRoleForX/run`;
const ON_THE_WAY = "whether an endpoint's policy limits what needs no permission";
const NO_POLICY = "policies.resource, which every key and every role has";
const PATH = "the path of the role AWSServiceRoleForX";

describe("what decides beside the statements", () => {
  for (const [title, policies, request, outcome, ...unknown] of [
    [
      "the account that an ARN leaves out",
      { identity: ALL },
      { resourceAccount: undefined },
      open,
      "resourceAccount, the account of arn:aws:s3:::lake/a.csv",
    ],
    [
      "the account that a pattern leaves out",
      { identity: ALL },
      { resourceAccount: undefined, resource: "arn:aws:s3:::lake/${*}*" },
      open,
      "resourceAccount, the account of arn:aws:s3:::lake/${*}*",
    ],
    [
      "the caller's own account in an ARN",
      { identity: ALL },
      { ...QUEUE, resource: `arn:aws:sqs:e:${OWN}:q` },
      yes,
    ],
    [
      "another account in an ARN",
      { identity: ALL },
      { ...QUEUE, resource: `arn:aws:sqs:e:${OTHER}:q` },
      no,
    ],
    [
      "what AWS owns for every account",
      { identity: ALL },
      {
        action: "iam:GetPolicy",
        resource: "arn:aws:iam::aws:policy/ReadOnlyAccess",
        resourceAccount: undefined,
      },
      yes,
    ],
    [
      "an action without resources",
      { identity: ALL },
      { action: "s3:ListAllMyBuckets", resource: "*", resourceAccount: undefined },
      yes,
    ],
    [
      "a resource of which nothing is known",
      { identity: ALL },
      { resource: { unknown: "which" }, resourceAccount: undefined },
      open,
      "which",
    ],
    ["the policy that every key has", { identity: ALL, resource: [] }, KEY, open, NO_POLICY],
    ["the policy that no bucket needs", { identity: ALL, resource: [] }, {}, yes],
    ["no permission for who asks who it is", { endpoint: EVERYBODY }, WHO_AM_I, yes],
    ["an endpoint that denies it", { endpoint: REFUSE }, WHO_AM_I, open, ON_THE_WAY],
    [
      "an endpoint that does not allow it",
      { endpoint: naming("*", { Action: "s3:*" }) },
      WHO_AM_I,
      open,
      ON_THE_WAY,
    ],
    [
      "an endpoint that allows it and denies it",
      { endpoint: [EVERYBODY, REFUSE] },
      WHO_AM_I,
      open,
      ON_THE_WAY,
    ],
    ["no permission for a service that asks it", {}, { ...WHO_AM_I, principal: SERVICE }, yes],
    ["nobody who asks who it is", {}, { ...WHO_AM_I, ...who }, open, "who"],
    ["an unknown caller's own policies", { identity: ALL }, who, open, "who"],
    ["an unknown caller's own denial", { identity: DENY, resource: EVERYBODY }, who, open, "who"],
    [
      "an unknown caller's unknown policies",
      { identity: { unknown: "file" } },
      who,
      open,
      "who",
      "file",
    ],
    ["an unknown caller, even where everybody may", { resource: EVERYBODY }, who, open, "who"],
    [
      "an unknown caller that may have a boundary",
      { resource: EVERYBODY, boundary: DENY },
      who,
      open,
      "who",
    ],
    [
      "an unknown caller that may be of the organisation",
      { resource: EVERYBODY, serviceControl: [[DENY]] },
      who,
      open,
      "who",
    ],
    [
      "an unknown caller that may be left out of what is denied",
      { resource: EVERYBODY, resourceControl: [[REFUSE]] },
      who,
      open,
      "who",
    ],
    [
      "a session that may be of a role beyond the organisation",
      { identity: ALL, serviceControl: [[DENY]] },
      { principal: LINKED },
      open,
      PATH,
    ],
    [
      "such a session where the organisation allows",
      { identity: ALL, serviceControl: [[ALL]] },
      { principal: LINKED },
      yes,
    ],
    [
      "such a session where the organisation does not allow",
      { identity: ALL, serviceControl: [[NONE]] },
      { principal: LINKED },
      open,
      PATH,
    ],
    [
      "levels of the organisation that nobody knows",
      { identity: ALL, serviceControl: { unknown: "levels" } },
      {},
      open,
      "levels",
    ],
    [
      "levels of the resource's organisation that nobody knows",
      { identity: ALL, resourceControl: { unknown: "levels" } },
      {},
      open,
      "levels",
    ],
    ["no session policy of a user", { identity: ALL }, { principal: USER }, yes],
    [
      "a boundary that is no limit of everybody's",
      { resource: EVERYBODY, boundary: NONE },
      { principal: SERVICE },
      yes,
    ],
    [
      "a denial of an identity policy that is not a service's",
      { resource: EVERYBODY, identity: DENY },
      { principal: SERVICE },
      yes,
    ],
    [
      "a provider that the resource names, where nothing tells the session's",
      { resource: naming({ Federated: "accounts.google.com" }) },
      { otherContext: "unknown" },
      open,
      "whether accounts.google.com issued the token for the session",
    ],
    [
      "a denial of a boundary that is not a service's",
      { resource: EVERYBODY, boundary: DENY, session: DENY },
      { principal: SERVICE },
      yes,
    ],
  ] as const) {
    it(`is ${title}: ${outcome}`, () => {
      const answer = answerTo({ restrictPublicBuckets: false, ...policies }, request);
      assert.deepEqual([answer.outcome, answer.unknown], [outcome, unknown]);
    });
  }

  it("takes the service of an action in any case", () => {
    const Condition = { StringEquals: { "s3:ResourceAccount": OWN } };
    const answer = answerTo({ identity: document({ Condition }) }, { action: "S3:getobject" });
    assert.equal(answer.outcome, yes);
  });
});
