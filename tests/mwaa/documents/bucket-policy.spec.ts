import * as assert from "node:assert/strict";
import { bucketPolicy } from "../../../mwaa/documents/bucket-policy";
import { placeOf } from "../../../mwaa/service/partitions";

describe("bucketPolicy", () => {
  for (const [region, partition] of [
    ["eu-west-1", "aws"],
    ["us-gov-west-1", "aws-us-gov"],
  ] as const) {
    it(`denies the bucket and its objects without TLS in ${partition}`, () => {
      const place = placeOf({ region, account: "012345678901" });
      assert.deepStrictEqual(bucketPolicy({ place, bucketName: "b" }), {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "TlsOnly",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: [`arn:${partition}:s3:::b`, `arn:${partition}:s3:::b/*`],
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      });
    });
  }
});
