import assert from "node:assert/strict";
import type { NamedDocument } from "../../../reasoning/iam";
import {
  evaluate,
  isFaulty,
  MalformedDocument,
  parseDocument,
  readSimulation,
} from "../../../reasoning/iam";
import { decides, never, no, open, yes } from "./decisions";
import { answerTo, document, naming, OTHER, OWN, simulation, USER } from "./simulations";

const ALL = document({});
const EVERYBODY = naming("*");
const TOLD = { resource: EVERYBODY, restrictPublicBuckets: false };
const RESTRICTED = { resource: EVERYBODY, restrictPublicBuckets: true };
const nobody = { principal: "*" };
const stranger = { principal: `arn:aws:iam::${OTHER}:user/eve` };
const own = { identity: ALL };

describe("a bucket whose policy allows everybody", () => {
  decides([
    ["is open where nothing tells of public access", { resource: EVERYBODY }, nobody, open],
    ["is public where nothing restricts it", TOLD, nobody, yes],
    ["is not public where S3 restricts it", RESTRICTED, nobody, no],
    [
      "is open where that is not known",
      { resource: EVERYBODY, restrictPublicBuckets: { unknown: "why" } },
      nobody,
      open,
    ],
    ["is open to other accounts as well", { ...own, resource: EVERYBODY }, stranger, open],
    ["serves other accounts where nothing restricts it", { ...own, ...TOLD }, stranger, yes],
    ["is closed to them where S3 restricts it", { ...own, ...RESTRICTED }, stranger, no],
    ["serves its own account all the same", RESTRICTED, { principal: USER }, yes],
    [
      "serves services all the same",
      RESTRICTED,
      { principal: { service: "logging.s3.amazonaws.com" } },
      yes,
    ],
    [
      "is closed to another account that it names besides",
      { ...own, resource: [EVERYBODY, naming({ AWS: OTHER })], restrictPublicBuckets: true },
      stranger,
      no,
    ],
    [
      "may be closed under conditions",
      {
        resource: naming("*", { Condition: { Bool: { "aws:SecureTransport": "true" } } }),
        restrictPublicBuckets: true,
      },
      { ...nobody, context: { "aws:SecureTransport": "true" } },
      open,
    ],
    [
      "may be closed under conditions that nobody knows",
      { resource: naming("*", { Condition: { unknown: "why" } }), restrictPublicBuckets: true },
      nobody,
      open,
    ],
    [
      "is public if it allows everybody but some",
      {
        ...own,
        resource: document({ NotPrincipal: { AWS: OWN } }),
        restrictPublicBuckets: true,
      },
      stranger,
      no,
    ],
    [
      "denies whatever else holds",
      { resource: naming("*", { Effect: "Deny" }), restrictPublicBuckets: true },
      nobody,
      never,
    ],
  ]);
});

describe("what may be a bucket whose policy allows everybody", () => {
  const asked = (resource: unknown): object => ({
    ...stranger,
    action: "s3:GetObject",
    resource,
    resourceAccount: OWN,
  });
  const restricted = { ...own, ...RESTRICTED };
  const point = `arn:aws:s3:eu-west-1:${OWN}:accesspoint/a/object/k`;
  decides([
    ["is closed as a pattern that a bucket fits", restricted, asked("arn:aws:s3:*:*:b/*"), no],
    ["is closed as all that buckets hold", restricted, asked("arn:aws:s3:::*"), no],
    ["is open where nobody knows it", restricted, asked({ unknown: "which" }), open],
    ["is open as an access point", restricted, asked(point), open],
    [
      "serves other accounts where nothing restricts it",
      { ...own, ...TOLD },
      asked("arn:aws:s3:::b/*"),
      yes,
    ],
  ]);
});

describe("a bucket whose policy names accounts", () => {
  const NAMED = naming({ AWS: OTHER });
  const DENY = naming("*", { Effect: "Deny", Action: "s3:PutObject" });
  decides([
    ["serves them, whatever is restricted", { ...own, resource: NAMED }, stranger, yes],
    ["is none the more public for a denial", { ...own, resource: [NAMED, DENY] }, stranger, yes],
    [
      "may be public by principals that nobody knows",
      {
        ...own,
        resource: [NAMED, naming({ AWS: { unknown: "who" } })],
        restrictPublicBuckets: true,
      },
      stranger,
      open,
    ],
    [
      "may be public by a statement that nobody knows",
      {
        ...own,
        resource: { Version: "2012-10-17", Statement: [{ unknown: "what" }] },
        restrictPublicBuckets: true,
      },
      stranger,
      open,
    ],
    [
      "may be public by a document that nobody knows",
      {
        ...own,
        resource: [NAMED, { name: "b", document: { unknown: "what" } }],
        restrictPublicBuckets: true,
      },
      stranger,
      open,
    ],
    [
      "may be public where no policy is known",
      { ...own, resource: { unknown: "what" }, restrictPublicBuckets: true },
      stranger,
      open,
    ],
  ]);

  it("has to tell whether S3 restricts it where it may be public by a statement that nobody knows", () => {
    const Statement = [
      { Effect: "Allow", Principal: { AWS: OTHER }, Action: "*", Resource: "*" },
      { unknown: "what" },
    ];
    const { outcome, unknown } = answerTo(
      { ...own, resource: { Version: "2012-10-17", Statement } },
      stranger,
    );
    assert.equal(outcome, open);
    assert.deepEqual(unknown, [
      "what",
      "policies.restrictPublicBuckets, whether S3 blocks public access to the bucket",
    ]);
  });

  it("is none the more public for a statement that names nobody", () => {
    const asked = simulation({ ...own, restrictPublicBuckets: true }, stranger);
    const read = (source: object): NamedDocument => {
      const parsed = parseDocument(source);
      assert.ok(!(parsed instanceof MalformedDocument));
      return { name: "bucket", document: parsed };
    };
    const NAMELESS = document({});
    const ask = (...resource: readonly object[]) =>
      evaluate({ ...asked, policies: { ...asked.policies, resource: resource.map(read) } }).outcome;
    assert.equal(ask(NAMED, NAMELESS), yes);
    assert.equal(ask(NAMELESS), no);
    assert.equal(ask(EVERYBODY, NAMELESS), no);
  });
});

describe("what is in an account, and so no bucket, whose policy allows everybody", () => {
  const job = (account: string): object => ({
    ...stranger,
    action: "s3:DescribeJob",
    resource: `arn:aws:s3:eu-west-1:${account}:job/1`,
    resourceAccount: OWN,
  });
  decides([
    ["serves other accounts, whatever is restricted", { ...own, ...RESTRICTED }, job(OWN), yes],
    ["serves them where nothing tells", { ...own, resource: EVERYBODY }, job(OWN), yes],
  ]);
});

describe("public access", () => {
  it("is a matter of buckets alone", () => {
    const queue = `arn:aws:sqs:eu-west-1:${OWN}:jobs`;
    const { outcome } = answerTo(RESTRICTED, {
      ...nobody,
      action: "sqs:SendMessage",
      resource: queue,
    });
    assert.equal(outcome, "allowed");
  });

  it("says what has to be told", () => {
    assert.deepEqual(answerTo({ resource: EVERYBODY }, nobody).unknown, [
      "policies.restrictPublicBuckets, whether S3 blocks public access to the bucket",
    ]);
  });

  it("is told by true, false or why it is not known", () => {
    const read = readSimulation({
      request: { principal: "*", action: "s3:GetObject", resource: "*" },
      policies: { restrictPublicBuckets: "yes" },
    });
    assert.ok(isFaulty(read));
    assert.deepEqual(read.faults, [
      {
        pointer: "/policies/restrictPublicBuckets",
        reason: 'is neither true, false nor { "unknown": "<why>" }',
      },
    ]);
  });
});
