import { decides, never, no, open, yes } from "./decisions";
import { document, naming, OTHER, OWN, ROOT, SESSION, USER } from "./simulations";

const ALL = document({});
const DENY = document({ Effect: "Deny" });
const EVERYBODY = naming("*");
const KEY = `arn:aws:kms:eu-west-1:${OWN}:key/1`;
const ALIAS = `arn:aws:kms:eu-west-1:${OWN}:alias/a`;
const TARGET = `arn:aws:iam::${OWN}:role/target`;
const DIRECTORY = `arn:aws:s3express:eu-west-1:${OWN}:bucket/b--euw1-az1--x-s3`;
const delegating = naming({ AWS: OWN });
const on = (action: string, resource: string, more: object = {}): object => ({
  action,
  resource,
  ...more,
});
const stranger = { principal: `arn:aws:iam::${OTHER}:user/eve` };
const nobody = { principal: "*" };

describe("an action with resources", () => {
  decides([
    [
      "is not asked on a star",
      { identity: ALL, resource: delegating },
      on("kms:Decrypt", "*"),
      open,
    ],
    ["is not asked on a star in S3", { identity: ALL }, on("s3:GetObject", "*"), open],
    ["is refused on a star all the same", { identity: DENY }, on("s3:GetObject", "*"), never],
    ["is refused on a star without permission", {}, on("sqs:SendMessage", "*"), no],
    [
      "may be asked on a star if it needs none",
      { identity: ALL },
      on("cloudwatch:PutMetricData", "*"),
      yes,
    ],
    [
      "is asked on what it is done to",
      { identity: ALL, resource: delegating },
      on("kms:Decrypt", KEY),
      yes,
    ],
    [
      "is not asked on an alias",
      { identity: ALL, resource: delegating },
      on("kms:Decrypt", ALIAS),
      open,
    ],
    [
      "is asked on an alias if it is done to one",
      { identity: ALL, resource: delegating },
      on("kms:CreateAlias", ALIAS),
      yes,
    ],
    ["is not asked on a user", { identity: ALL }, on("sts:AssumeRole", USER), open],
    ["is asked on an object", { identity: ALL }, on("s3:GetObject", "arn:aws:s3:::b/k"), yes],
    ["is not asked on the bucket", { identity: ALL }, on("s3:GetObject", "arn:aws:s3:::b"), open],
    ["is asked on the bucket", { identity: ALL }, on("s3:ListBucket", "arn:aws:s3:::b"), yes],
    ["is not asked on an object", { identity: ALL }, on("s3:ListBucket", "arn:aws:s3:::b/k"), open],
    [
      "that no table holds is asked on anything",
      { identity: ALL },
      on("own:Action", "arn:aws:own:::a"),
      yes,
    ],
    ["that no table holds is asked on a star", { identity: ALL }, on("own:Action", "*"), yes],
  ]);
});

describe("an action without resources", () => {
  decides([
    ["is asked on a star", { identity: ALL }, on("s3:ListAllMyBuckets", "*"), yes],
    [
      "is not asked on a bucket",
      { identity: ALL },
      on("s3:ListAllMyBuckets", "arn:aws:s3:::b"),
      open,
    ],
    [
      "is none of a repository's policy",
      { resource: EVERYBODY },
      on("ecr:GetAuthorizationToken", "*"),
      no,
    ],
    [
      "is none of a bucket's policy",
      { identity: ALL, resource: naming("*", { Effect: "Deny" }) },
      on("s3:ListAllMyBuckets", "*"),
      yes,
    ],
    [
      "is none of another account's key policy",
      { resource: EVERYBODY },
      on("kms:ListKeys", "*", stranger),
      no,
    ],
    [
      "may be one of resource control policies",
      { identity: ALL, resourceControl: [[naming("*", { Effect: "Deny" })]] },
      on("kms:ListKeys", "*"),
      open,
    ],
  ]);
});

describe("who retires a grant", () => {
  const retire = on("kms:RetireGrant", KEY, { principal: USER });
  const grants = [{ grantee: OTHER, retiringPrincipal: USER, operations: ["Decrypt"] }];
  const denying = naming("*", { Effect: "Deny" });
  decides([
    ["is named by the grant", { grants, resource: delegating }, retire, yes],
    ["is not stopped by the key's policy", { grants, resource: denying }, retire, yes],
    ["is not named by the key's policy", { resource: naming({ AWS: USER }) }, retire, no],
    ["may have an IAM policy for it", { identity: ALL, resource: delegating }, retire, open],
    [
      "may be stopped by an IAM policy",
      { identity: DENY, grants, resource: delegating },
      retire,
      open,
    ],
    ["has no policy at all", { resource: delegating }, retire, no],
  ]);
});

describe("who is of no account", () => {
  const open_ = { resource: EVERYBODY, restrictPublicBuckets: false };
  decides([
    ["changes no bucket's policy", open_, on("s3:PutBucketPolicy", "arn:aws:s3:::b", nobody), no],
    ["makes no bucket", open_, on("s3:CreateBucket", "arn:aws:s3:::b", nobody), no],
    ["deletes no queue", open_, on("sqs:DeleteQueue", `arn:aws:sqs:e:${OWN}:q`, nobody), no],
    ["sends to a queue", open_, on("sqs:SendMessage", `arn:aws:sqs:e:${OWN}:q`, nobody), yes],
    [
      "may delete a queue as a service",
      open_,
      on("sqs:DeleteQueue", `arn:aws:sqs:e:${OWN}:q`, {
        principal: { service: "a.amazonaws.com" },
      }),
      open,
    ],
  ]);
});

describe("a directory bucket", () => {
  const named = naming({ AWS: OTHER });
  const other = (name: string): object => on(`s3express:${name}`, DIRECTORY, stranger);
  const own = (name: string, principal: string = USER): object =>
    on(`s3express:${name}`, DIRECTORY, { principal });
  decides([
    [
      "opens sessions to other accounts",
      { identity: ALL, resource: named },
      other("CreateSession"),
      yes,
    ],
    [
      "opens none to the public",
      { identity: ALL, resource: EVERYBODY, restrictPublicBuckets: false },
      other("CreateSession"),
      no,
    ],
    [
      "is its own account's to change",
      { identity: ALL, resource: named },
      other("PutBucketPolicy"),
      no,
    ],
    [
      "opens sessions by its policy",
      { resource: naming({ AWS: USER }) },
      own("CreateSession"),
      yes,
    ],
    [
      "is not changed by its policy alone",
      { resource: naming({ AWS: USER }) },
      own("PutBucketPolicy"),
      no,
    ],
    ["is changed by IAM policies", { identity: ALL }, own("PutBucketPolicy"), yes],
    [
      "is denied by its policy",
      { identity: ALL, resource: naming("*", { Effect: "Deny" }) },
      own("DeleteBucket"),
      never,
    ],
  ]);
});

describe("buckets of other kinds", () => {
  const lent = { identity: ALL, resource: EVERYBODY, restrictPublicBuckets: false };
  const asked = (action: string, resource: string): object => on(action, resource, stranger);
  const outpost = `arn:aws:s3-outposts:eu-west-1:${OWN}:outpost/op-1/bucket/b/object/k`;
  const table = `arn:aws:s3tables:eu-west-1:${OWN}:bucket/b/table/t`;
  const point = `arn:aws:s3-outposts:eu-west-1:${OWN}:outpost/op-1/accesspoint/a/object/k`;
  const express = `arn:aws:s3express:eu-west-1:${OWN}:accesspoint/a--euw1-az1--xa-s3`;
  decides([
    ["are never public on Outposts", lent, asked("s3-outposts:GetObject", outpost), no],
    ["may not be public as tables", lent, asked("s3tables:GetTable", table), open],
    [
      "stand behind access points on Outposts",
      { identity: ALL },
      on("s3-outposts:GetObject", point),
      open,
    ],
    [
      "stand behind access points of directory buckets",
      { identity: ALL },
      on("s3express:CreateSession", express),
      open,
    ],
  ]);
});

describe("a token of a provider", () => {
  const host = "token.actions.githubusercontent.com";
  const provider = (account: string): string => `arn:aws:iam::${account}:oidc-provider/${host}`;
  const trusting = (principal: unknown): object => ({
    resource: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: principal, Action: "sts:*" }],
    },
  });
  const show = (principal: unknown): object =>
    on("sts:AssumeRoleWithWebIdentity", TARGET, { principal });
  decides([
    [
      "is asked of who has credentials, too",
      { identity: ALL, ...trusting({ AWS: OWN }) },
      show(SESSION),
      open,
    ],
    ["is asked of the root user, too", trusting({ AWS: OWN }), show(ROOT), open],
    [
      "is taken from whom the role trusts",
      trusting({ Federated: provider(OWN) }),
      show(provider(OWN)),
      yes,
    ],
    [
      "may be taken under the provider's ARN",
      trusting({ Federated: provider(OWN) }),
      show({ provider: host }),
      open,
    ],
    ["may not be taken from everybody", trusting("*"), show({ provider: host }), open],
    [
      "is not taken under another host",
      trusting({ Federated: "accounts.google.com" }),
      show({ provider: host }),
      no,
    ],
  ]);
});

describe("a service that takes up a role that is linked to it", () => {
  const linked = `arn:aws:iam::${OWN}:role/aws-service-role/a.amazonaws.com/AWSServiceRoleForA`;
  const caller = { principal: { service: "a.amazonaws.com" } };
  const policies = {
    resource: {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "a.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    },
    resourceControl: [[naming("*", { Effect: "Deny" })]],
  };
  decides([
    [
      "is not bound by resource control policies",
      policies,
      on("sts:AssumeRole", linked, caller),
      yes,
    ],
    ["is bound for other roles", policies, on("sts:AssumeRole", TARGET, caller), never],
  ]);
});

describe("a root session of the own account", () => {
  decides([
    [
      "is none of a member account for certain",
      { identity: ALL },
      on("sts:AssumeRoot", ROOT),
      open,
    ],
    ["is none without permission", {}, on("sts:AssumeRoot", ROOT), no],
  ]);
});

describe("a pattern of resources", () => {
  const objects = (Resource: string, asked: string): [object, object] => [
    { identity: document({ Resource }) },
    on("s3:GetObject", asked),
  ];
  decides([
    [
      "means objects where objects are read",
      ...objects("arn:aws:s3:::*/*", "arn:aws:s3:::*"),
      open,
    ],
    [
      "means no object without a name",
      ...objects("arn:aws:s3:::data/?*", "arn:aws:s3:::data/*"),
      open,
    ],
    ["is refused without permission", {}, on("s3:GetObject", "arn:aws:s3:::*"), no],
    [
      "is refused for what a policy leaves out",
      ...objects("arn:aws:s3:::data/a*", "arn:aws:s3:::data/*"),
      no,
    ],
    [
      "means streams of a log group where events are written",
      {},
      on("logs:PutLogEvents", `arn:aws:logs:e:${OWN}:log-group:a:*`),
      no,
    ],
    [
      "means all roles, none of them without a name",
      { identity: document({ Resource: `arn:aws:iam::${OWN}:role/?*` }) },
      on("iam:GetRole", `arn:aws:iam::${OWN}:role/*`),
      open,
    ],
  ]);
});
