import assert from "node:assert/strict";
import { EnvironmentBucket, type EnvironmentBucketArgs, EnvironmentKey } from "../../../components";
import { bucketPolicy } from "../../../mwaa/documents/bucket-policy";
import { toJson } from "../../../mwaa/documents/statement";
import { record, type Recording } from "../../helpers/mocks";

const PLACE = { partition: "aws", region: "eu-west-1", account: "123456789012" } as const;
const KEY_ARN = "arn:aws:kms:eu-west-1:123456789012:key/1234";

async function bucketWith(
  args: EnvironmentBucketArgs = { environmentName: "airflow" },
): Promise<Recording> {
  const { recording } = await record(() => new EnvironmentBucket("bucket", args), {
    preview: true,
  });
  return recording;
}

const SETTINGS = [
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketVersioning:BucketVersioning",
];

describe("EnvironmentBucket", () => {
  it("makes a bucket and its settings, each as a resource of its own", async () => {
    const bucket = await bucketWith();
    const one = Object.fromEntries(["aws:s3/bucket:Bucket", ...SETTINGS].map((type) => [type, 1]));
    assert.deepEqual(bucket.counts(), one);
  });

  it("is versioned, closed to the public, owned by its account and reached by TLS alone", async () => {
    const bucket = await bucketWith({ name: "airflow-dags" });
    assert.deepEqual(bucket.only("aws:s3/bucketVersioning:BucketVersioning").inputs, {
      bucket: "airflow-dags",
      versioningConfiguration: { status: "Enabled" },
    });
    assert.deepEqual(bucket.only("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs, {
      bucket: "airflow-dags",
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    assert.deepEqual(bucket.only("aws:s3/bucketOwnershipControls:BucketOwnershipControls").inputs, {
      bucket: "airflow-dags",
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    assert.deepEqual(bucket.only("aws:s3/bucketPolicy:BucketPolicy").inputs, {
      bucket: "airflow-dags",
      policy: toJson(bucketPolicy({ place: PLACE, bucketName: "airflow-dags" })),
    });
  });

  it("derives its name from the environment, stable and its own", async () => {
    const nameOf = async (args?: EnvironmentBucketArgs): Promise<unknown> =>
      (await bucketWith(args)).only("aws:s3/bucket:Bucket").inputs["bucket"];
    const name = await nameOf();
    assert.match(String(name), /^airflow-airflow-[a-z2-7]{8}$/);
    assert.equal(await nameOf(), name);
    assert.notEqual(await nameOf({ environmentName: "airflow", generation: 2 }), name);
  });

  it("encrypts with the customer's key and a bucket key, or with S3's own", async () => {
    const type =
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
    assert.deepEqual((await bucketWith()).only(type).inputs["rules"], [
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    ]);
    const encrypted = await bucketWith({ environmentName: "airflow", key: KEY_ARN });
    assert.deepEqual(encrypted.only(type).inputs["rules"], [
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: KEY_ARN },
        bucketKeyEnabled: true,
      },
    ]);
    const { recording } = await record(() => {
      const key = new EnvironmentKey("key", { environmentName: "airflow" });
      return new EnvironmentBucket("bucket", { environmentName: "airflow", key });
    });
    assert.deepEqual(recording.only(type).propertyDependencies["rules"], ["key"]);
  });

  it("keeps what a rollback needs", async () => {
    const lifecycle = (await bucketWith()).only(
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    );
    const rules = lifecycle.inputs["rules"] as Record<string, unknown>[];
    assert.deepEqual(
      rules.map((each) => each["filter"]),
      [{ prefix: "requirements" }, { prefix: "plugins" }, { prefix: "startup" }],
    );
    for (const rule of rules) {
      assert.equal(rule["status"], "Enabled");
      assert.deepEqual(rule["noncurrentVersionExpiration"], {
        newerNoncurrentVersions: 3,
        noncurrentDays: 30,
      });
    }
    assert.deepEqual(lifecycle.dependencies, ["bucket", "bucket-versioning"]);
  });

  it("outlives its stack with all its settings, unless it shall be deleted", async () => {
    const kept = await bucketWith();
    for (const type of ["aws:s3/bucket:Bucket", ...SETTINGS]) {
      assert.equal(kept.only(type).retainOnDelete, true, type);
    }
    assert.equal(kept.only("aws:s3/bucket:Bucket").inputs["forceDestroy"], false);
    const deleted = await bucketWith({ environmentName: "airflow", whenDestroyed: "delete" });
    assert.ok(deleted.registrations.every((each) => !each.retainOnDelete));
    assert.equal(deleted.only("aws:s3/bucket:Bucket").inputs["forceDestroy"], true);
  });

  it("refuses all bad arguments at once, and to be without a name", async () => {
    await assert.rejects(
      bucketWith({ name: "Airflow", noncurrentVersions: 2, noncurrentDays: 7 }),
      /name: [^]*noncurrentVersions: [^]*noncurrentDays: /,
    );
    await assert.rejects(bucketWith({}), /environmentName: is missing, and so is name/);
  });
});
