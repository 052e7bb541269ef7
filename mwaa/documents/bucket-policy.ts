import { bucketArn, objectArn } from "../service/arns";
import type { Place } from "../service/partitions";
import { policyDocument } from "./statement";
import type { PolicyDocument } from "./statement";

/**
 * The policy of an environment's bucket: nobody reaches it without TLS. Who may reach it at all is
 * the execution role's and the account's business.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html, "Enforce
 * encryption of data in transit", read 2026-11-22.
 */
export function bucketPolicy(args: {
  readonly place: Place;
  readonly bucketName: string;
}): PolicyDocument {
  const { place, bucketName } = args;
  return policyDocument([
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [bucketArn(place, bucketName), objectArn(place, bucketName, "*")],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ]);
}
