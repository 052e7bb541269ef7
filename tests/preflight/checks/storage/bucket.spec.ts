import assert from "node:assert/strict";
import type { Resource, Value } from "../../../../preflight/model/resource";
import { Unknown } from "../../../../reasoning/known";
import { resource, say, stackOf } from "../../../helpers/small-stacks";

const hidden = new Unknown(["it#hidden"]);
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000";

function environment(inputs: Readonly<Record<string, Value>> = {}): Resource {
  return resource("environment", "etl", {
    name: "etl",
    sourceBucketArn: "arn:aws:s3:::dags",
    ...inputs,
  });
}

function tlsPolicy(condition: object, rest: object = {}): string {
  const Resource = ["arn:aws:s3:::dags", "arn:aws:s3:::dags/*"];
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Deny", Principal: "*", Action: "s3:*", Resource, Condition: condition, ...rest },
    ],
  });
}

describe("the rules of the bucket", () => {
  const bucket = resource("bucket", "dags", { bucket: "dags" });
  const ask = (rule: string, subject: Resource, ...others: readonly Resource[]): string =>
    say(rule, subject, stackOf([subject, ...others])).kind;

  it("leave a bucket undecided that no stack holds", () => {
    assert.equal(ask("bucket-versioning-enabled", environment()), "unknown");
    assert.equal(ask("bucket-public-access-blocked", environment()), "unknown");
  });

  it("accept versioning inline, and do not guess while it is hidden", () => {
    const inline = (enabled: Value): Resource =>
      resource("bucket", "dags", { bucket: "dags", versioning: { enabled } });
    assert.equal(ask("bucket-versioning-enabled", environment(), inline(true)), "pass");
    assert.equal(ask("bucket-versioning-enabled", environment(), inline(false)), "fail");
    assert.equal(ask("bucket-versioning-enabled", environment(), inline(hidden)), "unknown");
  });

  it("find an open block whatever is hidden beside it", () => {
    const block = (settings: Record<string, Value>): Resource =>
      resource("bucketPublicAccessBlock", "block", { bucket: "dags", ...settings });
    const closed = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true };
    const rule = "bucket-public-access-blocked";
    assert.equal(
      ask(rule, environment(), bucket, block({ ...closed, restrictPublicBuckets: true })),
      "pass",
    );
    assert.equal(
      ask(rule, environment(), bucket, block({ ...closed, restrictPublicBuckets: hidden })),
      "unknown",
    );
    assert.equal(
      ask(rule, environment(), bucket, block({ blockPublicAcls: false, ignorePublicAcls: hidden })),
      "fail",
    );
  });

  const plain = { Bool: { "aws:SecureTransport": "false" } };
  for (const [what, policy, expected] of [
    ["denies all without TLS", tlsPolicy(plain), "pass"],
    [
      "denies all without TLS if the key is there",
      tlsPolicy({ BoolIfExists: { "aws:SecureTransport": "false" } }),
      "pass",
    ],
    ["denies reading only", tlsPolicy(plain, { Action: "s3:GetObject" }), "fail"],
    ["speaks of another bucket", tlsPolicy(plain, { Resource: "arn:aws:s3:::other/*" }), "fail"],
    ["denies the other way round", tlsPolicy({ Bool: { "aws:SecureTransport": "true" } }), "fail"],
    ["denies one principal", tlsPolicy(plain, { Principal: { AWS: "111122223333" } }), "fail"],
    [
      "denies some callers",
      tlsPolicy({ ...plain, StringEquals: { "aws:SourceVpc": "vpc-1" } }),
      "unknown",
    ],
    ["is hidden", hidden, "unknown"],
  ] as const) {
    it(`say ${expected} of a policy that ${what}`, () => {
      const holder = resource("bucketPolicy", "policy", { bucket: "dags", policy });
      assert.equal(ask("bucket-refuses-plain-http", environment(), bucket, holder), expected);
    });
  }

  const encryption = (kmsMasterKeyId: Value): Resource =>
    resource("bucketEncryption", "encryption", {
      bucket: "dags",
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId } }],
    });
  const key = resource("key", "key", {}, { outputs: { arn: KEY, keyId: KEY.split("/")[1] ?? "" } });
  const alias = resource("alias", "alias", { name: "alias/etl", targetKeyId: KEY });
  for (const [what, given, expected] of [
    ["the same key", KEY, "pass"],
    ["an alias of the same key", "alias/etl", "pass"],
    ["an alias that nobody here makes", "alias/other", "unknown"],
    ["S3's own key", "alias/aws/s3", "notApplicable"],
    ["another key", KEY.replace("0a1b", "ffff"), "fail"],
    ["a hidden key", hidden, "unknown"],
  ] as const) {
    it(`say ${expected} of a bucket with ${what}`, () => {
      const subject = environment({ kmsKey: KEY });
      const rule = "bucket-encrypted-with-environment-key";
      assert.equal(ask(rule, subject, bucket, key, alias, encryption(given)), expected);
    });
  }
});

describe("the rules of the log groups", () => {
  const SUFFIXES = ["DAGProcessing", "Scheduler", "Task", "WebServer", "Worker"];
  const groups = (rest: Partial<Resource["inputs"]> = {}): Resource[] =>
    SUFFIXES.map((suffix) =>
      resource("logGroup", suffix, { name: `airflow-etl-${suffix}`, retentionInDays: 30, ...rest }),
    );

  it("count groups of the same account and Region only", () => {
    const here = environment();
    assert.equal(say("log-groups-expire", here, stackOf([here, ...groups()])).kind, "pass");
    const elsewhere = stackOf([here, ...groups({ region: "us-east-1" })]);
    assert.equal(say("log-groups-expire", here, elsewhere).kind, "fail");
  });

  it("name all missing groups in one finding", () => {
    const here = environment();
    const { kind, words } = say("log-groups-expire", here, stackOf([here]));
    assert.equal(kind, "fail");
    assert.equal(words.length, 1);
    assert.ok(SUFFIXES.every((suffix) => words[0]?.includes(`airflow-etl-${suffix}`)));
  });

  it("do not call a group missing while another one's name is hidden", () => {
    const here = environment();
    const stack = stackOf([
      here,
      ...groups().slice(1),
      resource("logGroup", "x", { name: hidden }),
    ]);
    assert.equal(say("log-groups-expire", here, stack).kind, "unknown");
  });
});
