import assert from "node:assert/strict";
import {
  describePointer,
  describeUrn,
  nameOf,
  parseUrn,
  shortType,
} from "../../../preflight/report/urn";
import { urn } from "./reports";

describe("parseUrn", () => {
  it("takes the last type of a qualified type", () => {
    assert.deepEqual(
      parseUrn(urn("aws:s3/bucket:Bucket", "dags", "mwaa:index:EnvironmentBucket")),
      {
        stack: "dev",
        project: "shop",
        type: "aws:s3/bucket:Bucket",
        name: "dags",
      },
    );
  });

  it("keeps colons that belong to the name", () => {
    assert.equal(parseUrn(urn("aws:s3/bucket:Bucket", "a::b"))?.name, "a::b");
  });

  it("answers undefined for text that is no URN", () => {
    assert.equal(parseUrn("arn:aws:s3:::dags"), undefined);
  });
});

describe("shortType", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["aws:s3/bucketVersioning:BucketVersioning", "aws.s3.BucketVersioning"],
    ["mwaa:index:EnvironmentBucket", "mwaa:index:EnvironmentBucket"],
    ["pulumi:pulumi:Stack", "pulumi:pulumi:Stack"],
  ];
  for (const [token, expected] of cases) {
    it(`writes ${token} as ${expected}`, () => {
      assert.equal(shortType(token), expected);
    });
  }
});

describe("describeUrn, nameOf and describePointer", () => {
  const bucket = urn("aws:s3/bucket:Bucket", "dags");
  it("put a name and a type in place of a URN and leave other text alone", () => {
    assert.equal(describeUrn(bucket), "dags (aws.s3.Bucket)");
    assert.equal(describeUrn("the account's quotas"), "the account's quotas");
    assert.equal(nameOf(bucket), "dags");
    assert.equal(nameOf("dags"), "dags");
  });

  it("name the property that a pointer ends in", () => {
    assert.equal(describePointer(`${bucket}#arn`), "dags (aws.s3.Bucket), property arn");
    assert.equal(describePointer(bucket), "dags (aws.s3.Bucket)");
    assert.equal(describePointer("issue #3"), "issue #3");
  });
});
