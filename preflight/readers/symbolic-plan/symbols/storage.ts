import { regional } from "./regional";
import type { SymbolTable, TypeSymbols } from "./template";

const bucket: TypeSymbols = {
  named: "bucket",
  id: "{bucket}",
  arn: "arn:{partition}:s3:::{bucket}",
  bucketDomainName: "{bucket}.s3.{dnsSuffix}",
  bucketRegionalDomainName: "{bucket}.s3.{region}.{dnsSuffix}",
  bucketRegion: "{region}",
};

const ofBucket: TypeSymbols = { id: "{bucket}" };

const object: TypeSymbols = {
  id: "{bucket}/{key}",
  arn: "arn:{partition}:s3:::{bucket}/{key}",
  versionId: "{chars32}",
};

/** S3 buckets, their settings and objects. */
export const STORAGE_SYMBOLS: SymbolTable = regional({
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketV2:BucketV2": bucket,
  "aws:s3/bucketObject:BucketObject": object,
  "aws:s3/bucketObjectv2:BucketObjectv2": object,
  "aws:s3/objectCopy:ObjectCopy": object,
  "aws:s3/bucketPolicy:BucketPolicy": ofBucket,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ofBucket,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": ofBucket,
  "aws:s3/bucketNotification:BucketNotification": ofBucket,
  "aws:s3/bucketVersioning:BucketVersioning": ofBucket,
  "aws:s3/bucketVersioningV2:BucketVersioningV2": ofBucket,
  "aws:s3/bucketLogging:BucketLogging": ofBucket,
  "aws:s3/bucketLoggingV2:BucketLoggingV2": ofBucket,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": ofBucket,
  "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2": ofBucket,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    ofBucket,
  "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2":
    ofBucket,
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": ofBucket,
});
