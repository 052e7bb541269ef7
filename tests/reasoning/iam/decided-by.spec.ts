import assert from "node:assert/strict";
import { answerTo, document, naming, OTHER, OWN, ROLE, ROOT, SESSION } from "./simulations";

const ALL = document({});
const NONE = document({ Action: "sns:Publish" });
const DENY = document({ Effect: "Deny" });
const EVERYBODY = naming("*");
const REFUSE = naming("*", { Effect: "Deny" });
const SERVICE = { service: "sns.amazonaws.com" };
const who = { principal: { unknown: "who" } };
const KEY = { action: "kms:Decrypt", resource: `arn:aws:kms:eu-west-1:${OWN}:key/1` };
const WHO_AM_I = { action: "sts:GetCallerIdentity", resource: "*", resourceAccount: undefined };
const LINKED = `arn:aws:sts::${OWN}:assumed-role/AWSServiceRoleForX/run`;

describe("the statements that decide", () => {
  const named = (name: string, source: object): object => ({ name, document: source });
  const everywhere = {
    identity: [named("own", ALL)],
    resource: [named("theirs", EVERYBODY)],
    endpoint: [named("way", EVERYBODY)],
    serviceControl: [[named("root", ALL)], [named("unit", ALL)]],
    resourceControl: [[named("open", EVERYBODY)]],
  };

  for (const [title, policies, request, expected] of [
    [
      "are those that allow, of every kind that does",
      everywhere,
      {},
      [
        "serviceControl root 0",
        "serviceControl unit 1",
        "endpoint way",
        "identity own",
        "resource theirs",
      ],
    ],
    [
      "are those of boundary and session, which have to allow as well",
      {
        identity: [named("own", ALL)],
        boundary: [named("limit", ALL)],
        session: [named("visit", ALL)],
      },
      {},
      ["boundary limit", "session visit", "identity own"],
    ],
    [
      "are those of boundary and session that deny",
      {
        identity: [named("own", ALL)],
        boundary: [named("limit", DENY)],
        session: [named("visit", DENY)],
      },
      {},
      ["boundary limit", "session visit"],
    ],
    [
      "are those that deny, at whatever level",
      { ...everywhere, serviceControl: [[], [named("unit", DENY)]] },
      {},
      ["serviceControl unit 1"],
    ],
    [
      "are those of the resource's organisation",
      { ...everywhere, resourceControl: [[named("root", REFUSE)]] },
      {},
      ["resourceControl root 0"],
    ],
    [
      "are not of an organisation that may not limit the caller",
      everywhere,
      { principal: LINKED },
      ["endpoint way", "identity own", "resource theirs"],
    ],
    [
      "are not denials that an unknown caller may not be subject to",
      {
        ...everywhere,
        identity: [named("own", DENY)],
        serviceControl: [[named("root", DENY)]],
        endpoint: [named("way", REFUSE)],
      },
      who,
      ["endpoint way"],
    ],
    [
      "are not of an organisation that does not limit the caller",
      { ...everywhere, serviceControl: [[named("root", DENY)]] },
      {
        principal: `arn:aws:iam::${OWN}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`,
      },
      ["endpoint way", "identity own", "resource theirs"],
    ],
    [
      "are not denials of the resource's organisation that may not count",
      {
        identity: [named("own", DENY)],
        resourceControl: [[named("root", REFUSE)]],
      },
      { action: "athena:GetWorkGroup", resource: `arn:aws:athena:e:${OWN}:workgroup/a` },
      ["identity own"],
    ],
    [
      "are those of a bucket's policy against who may not own the bucket",
      { resource: [named("theirs", REFUSE)] },
      { action: "s3:PutBucketPolicy", resource: "arn:aws:s3:::lake" },
      ["resource theirs"],
    ],
    [
      "are not those of a bucket's policy against its owner",
      { resource: [named("theirs", REFUSE)], endpoint: [named("way", REFUSE)] },
      { action: "s3:PutBucketPolicy", resource: "arn:aws:s3:::lake", principal: ROOT },
      ["endpoint way"],
    ],
    ["are none where nothing decides", { identity: [named("own", NONE)] }, {}, []],
    [
      "are none where what one kind allows another leaves out",
      { identity: [named("own", ALL)], boundary: [named("limit", NONE)] },
      {},
      [],
    ],
    [
      "are none where it is open whether what they allow is enough",
      { identity: [named("own", ALL)], boundary: { unknown: "file" } },
      {},
      [],
    ],
    ["are none where no permission is needed", everywhere, WHO_AM_I, ["endpoint way"]],
  ] as const) {
    it(title, () => {
      const { decidedBy } = answerTo(policies, request);
      assert.deepEqual(
        decidedBy.map(({ kind, document: name, level }) => [kind, name, level].join(" ").trim()),
        expected,
      );
    });
  }
});

describe("the statements that decide, among others of their documents", () => {
  const unsure = { Condition: { StringEquals: { "x:key": "a" } } };
  const request = { context: { "x:key": { unknown: "why" } } };
  const deny = { Effect: "Deny" };
  const everybody = { Principal: "*" };

  for (const [title, policies, more, expected] of [
    [
      "are not denials of another action",
      { identity: document(deny, { ...deny, Action: "sqs:*" }) },
      {},
      ["identity 0"],
    ],
    [
      "are not denials under a condition of which nothing is known",
      { identity: document({ ...deny, ...unsure }, deny) },
      {},
      ["identity 1"],
    ],
    [
      "are not denials of somebody else",
      { resource: document({ ...deny, ...everybody }, { ...deny, Principal: { AWS: OTHER } }) },
      {},
      ["resource 0"],
    ],
    [
      "are not grants under a condition of which nothing is known",
      { identity: document({}, unsure) },
      {},
      ["identity 0"],
    ],
    [
      "are not grants to everybody under such a condition",
      { resource: document({ ...everybody, ...unsure }, everybody) },
      {},
      ["resource 1"],
    ],
    [
      "are not grants to who may be the caller",
      { resource: document(everybody, { Principal: { CanonicalUser: "0123abcd" } }) },
      {},
      ["resource 0"],
    ],
    [
      "are not grants to a role that may be the one behind the session",
      { resource: document(everybody, { Principal: { AWS: "AROAEXAMPLEEXAMPLEEXA" } }) },
      {},
      ["resource 0"],
    ],
    [
      "are not grants to somebody else",
      { resource: document(everybody, { Principal: { AWS: OTHER } }) },
      {},
      ["resource 0"],
    ],
    [
      "are grants to the role behind the session",
      { resource: document({ Principal: { AWS: ROLE } }) },
      {},
      ["resource 0"],
    ],
    [
      "are grants to the session itself",
      { resource: document({ Principal: { AWS: SESSION } }) },
      {},
      ["resource 0"],
    ],
    [
      "are grants of another account to the caller's",
      { identity: ALL, resource: document({ Principal: { AWS: OWN } }) },
      { resourceAccount: OTHER },
      ["identity 0", "resource 0"],
    ],
  ] as const) {
    it(title, () => {
      const { decidedBy } = answerTo(policies, { ...request, ...more });
      assert.deepEqual(
        decidedBy.map(({ kind, index }) => `${kind} ${index}`),
        expected,
      );
    });
  }
});

describe("the statements that deny beside a resource's policy that cannot allow", () => {
  const [CREATE, LIST] = ["s3express:CreateBucket", "dynamodb:CreateTable"];
  const bucket = `arn:aws:s3express:eu-west-1:${OWN}:bucket/b--euw1-az1--x-s3`;
  const table = `arn:aws:dynamodb:eu-west-1:${OWN}:table/t`;
  for (const [title, policies, action, resource, expected] of [
    [
      "are those of that policy where it can deny",
      { identity: ALL, resource: REFUSE },
      CREATE,
      bucket,
      ["resource/Statement/0"],
    ],
    [
      "are not those of that policy where it may deny nothing",
      { identity: DENY, resource: REFUSE },
      LIST,
      table,
      ["identity/Statement/0"],
    ],
  ] as const) {
    it(title, () => {
      const { outcome, decidedBy } = answerTo(policies, { action, resource });
      assert.equal(outcome, "explicitly-denied");
      assert.deepEqual(
        decidedBy.map(({ kind, pointer }) => `${kind}${pointer}`),
        expected,
      );
    });
  }
});

describe("the kinds of policies that would have to change", () => {
  for (const [title, policies, request, blockedBy] of [
    ["are those that deny", { identity: DENY, boundary: DENY }, {}, ["boundary", "identity"]],
    ["are the resource's alone for a service", {}, { principal: SERVICE }, ["resource"]],
    [
      "are the endpoint's alone for a service that the resource allows",
      { resource: EVERYBODY, endpoint: naming("*", { Action: "sqs:*" }) },
      { principal: SERVICE },
      ["endpoint"],
    ],
    [
      "are the boundary's for another account's resource that names the session",
      { identity: ALL, boundary: NONE, resource: naming({ AWS: SESSION }) },
      { resourceAccount: OTHER },
      ["boundary"],
    ],
    [
      "are the boundary's where the resource names the role",
      { boundary: NONE, resource: naming({ AWS: ROLE }) },
      {},
      ["boundary"],
    ],
    [
      "are the key's where it does not delegate",
      { resource: naming({ AWS: `${ROLE}2` }) },
      KEY,
      ["resource"],
    ],
    [
      "are the caller's where the key delegates",
      { resource: naming({ AWS: ROOT }) },
      KEY,
      ["identity"],
    ],
    [
      "are not the boundary where the resource names the session",
      {
        boundary: NONE,
        resource: naming({ AWS: SESSION }),
        endpoint: naming("*", { Action: "sqs:*" }),
      },
      {},
      ["endpoint"],
    ],
    [
      "are not the boundary where the resource may name the session",
      { identity: ALL, boundary: NONE, resource: { unknown: "file" } },
      {},
      [],
    ],
    ["are none where nothing is certain", { identity: { unknown: "file" } }, {}, []],
    [
      "are none where nobody but the account itself can ask",
      {},
      { principal: "*", action: "sqs:ListQueues", resource: "*", resourceAccount: undefined },
      [],
    ],
  ] as const) {
    it(title, () => {
      assert.deepEqual(answerTo(policies, request).blockedBy, blockedBy);
    });
  }
});
