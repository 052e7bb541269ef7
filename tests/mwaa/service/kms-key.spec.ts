import assert from "node:assert/strict";
import { kmsKeyFaults } from "../../../mwaa/service/kms-key";

const KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
const arn = (resource: string, region = "eu-west-1", partition = "aws"): string =>
  `arn:${partition}:kms:${region}:111122223333:${resource}`;

describe("kmsKeyFaults", () => {
  it("accepts the ARN of a single-Region key in any partition", () => {
    assert.deepEqual(kmsKeyFaults(arn(`key/${KEY_ID}`)), []);
    assert.deepEqual(kmsKeyFaults(arn(`key/${KEY_ID}`, "cn-north-1", "aws-cn")), []);
    assert.deepEqual(kmsKeyFaults(arn(`key/${KEY_ID}`), { region: "eu-west-1" }), []);
  });

  const multiRegion = "mrk-1234abcd12ab34cd56ef1234567890ab";
  const wrong: readonly (readonly [string, string])[] = [
    ["alias/airflow", "is the alias of a key, which MWAA does not accept"],
    [arn("alias/airflow"), "is the alias of a key, which MWAA does not accept"],
    [multiRegion, "is a multi-Region key, which MWAA does not accept"],
    [arn(`key/${multiRegion}`), "is a multi-Region key, which MWAA does not accept"],
    [KEY_ID, "is not the ARN of a KMS key"],
    [arn("key/"), "is not the ARN of a KMS key"],
    ["arn:aws:s3:::bucket", "is not the ARN of a KMS key"],
    ["", "is not the ARN of a KMS key"],
  ];
  for (const [key, problem] of wrong) {
    it(`refuses ${JSON.stringify(key)}, which ${problem}`, () => {
      assert.deepEqual(
        kmsKeyFaults(key).map((fault) => [fault.path, fault.problem, fault.got]),
        [[["kmsKey"], problem, key]],
      );
    });
  }

  it("refuses a key of another region, at the path it is given", () => {
    const [fault] = kmsKeyFaults(arn(`key/${KEY_ID}`), {
      region: "us-east-1",
      path: ["key", "existing"],
    });
    assert.deepEqual(fault, {
      path: ["key", "existing"],
      problem: "is a key of another region",
      got: arn(`key/${KEY_ID}`),
      allowed: `the ARN of a single-Region key, such as arn:aws:kms:us-east-1:123456789012:key/${KEY_ID}`,
      fix: "give a key of the environment's own region",
    });
  });
});
