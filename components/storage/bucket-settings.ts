import * as s3 from "@pulumi/aws/s3";
import type * as pulumi from "@pulumi/pulumi";
import type { Children } from "../children";
import { VERSIONED_FILES } from "./object-keys";

/** What an environment's bucket is set to. */
export interface BucketSettingsPlan {
  readonly bucketName: pulumi.Output<string>;
  /** The bucket's policy, as JSON. */
  readonly policy: pulumi.Output<string>;
  /** The customer's key; without it S3 encrypts with a key of its own. */
  readonly keyArn: pulumi.Input<string> | undefined;
  readonly noncurrentVersions: pulumi.Input<number>;
  readonly noncurrentDays: pulumi.Input<number>;
}

/**
 * Creates the settings of a bucket, each as a resource of its own. They come and go with the
 * bucket: one that is kept without them would stand open.
 */
export function createBucketSettings(
  children: Children,
  plan: BucketSettingsPlan,
  options: pulumi.CustomResourceOptions,
): readonly pulumi.Resource[] {
  const bucket = plan.bucketName;
  const versioning = new s3.BucketVersioning(
    children.named("versioning"),
    { bucket, versioningConfiguration: { status: "Enabled" } },
    options,
  );
  const publicAccessBlock = new s3.BucketPublicAccessBlock(
    children.named("public-access-block"),
    {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    options,
  );
  const ownership = new s3.BucketOwnershipControls(
    children.named("ownership"),
    { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    options,
  );
  const encryption = new s3.BucketServerSideEncryptionConfiguration(
    children.named("encryption"),
    { bucket, rules: [encryptionRule(plan.keyArn)] },
    options,
  );
  // S3 answers with a conflict if a bucket's policy and its public access block change at once.
  const policy = new s3.BucketPolicy(
    children.named("policy"),
    { bucket, policy: plan.policy },
    { ...options, dependsOn: [publicAccessBlock] },
  );
  const lifecycle = new s3.BucketLifecycleConfiguration(
    children.named("lifecycle"),
    { bucket, rules: lifecycleRules(plan) },
    { ...options, dependsOn: [versioning] },
  );
  return [versioning, publicAccessBlock, ownership, encryption, policy, lifecycle];
}

/** A bucket key spares one call of KMS for each object. */
function encryptionRule(keyArn: pulumi.Input<string> | undefined) {
  return keyArn === undefined
    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
    : {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
        bucketKeyEnabled: true,
      };
}

/**
 * What becomes of old versions of the files that an environment reads in a stated version. An
 * environment that is rolled back reads an old one: at least so many stay, whatever their age, and
 * none goes before so many days.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/working-dags-delete.html, "Using
 * lifecycles to delete previous versions", read 2026-11-22.
 */
function lifecycleRules(plan: BucketSettingsPlan) {
  return VERSIONED_FILES.map(({ lifecyclePrefix }) => ({
    id: `old-versions-of-${lifecyclePrefix}`,
    status: "Enabled",
    filter: { prefix: lifecyclePrefix },
    noncurrentVersionExpiration: {
      newerNoncurrentVersions: plan.noncurrentVersions,
      noncurrentDays: plan.noncurrentDays,
    },
    expiration: { expiredObjectDeleteMarker: true },
  }));
}
