import * as aws from "@pulumi/aws";

const bucket = new aws.s3.Bucket("bucket", { tags: { Name: "hello" } });
new aws.s3.BucketVersioning("versioning", {
  bucket: bucket.bucket,
  versioningConfiguration: { status: "Enabled" },
});
const me = aws.getCallerIdentityOutput();
export const name = bucket.bucket;
export const account = me.accountId;
