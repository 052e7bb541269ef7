import * as assert from "node:assert/strict";
import { partitionOf, placeOf, regionalServiceName } from "../../../mwaa/service/partitions";

describe("partitionOf", () => {
  for (const [region, id, dnsSuffix] of [
    ["eu-west-1", "aws", "amazonaws.com"],
    ["us-east-1", "aws", "amazonaws.com"],
    ["ca-central-1", "aws", "amazonaws.com"],
    ["cn-north-1", "aws-cn", "amazonaws.com.cn"],
    ["cn-northwest-1", "aws-cn", "amazonaws.com.cn"],
    ["us-gov-west-1", "aws-us-gov", "amazonaws.com"],
  ] as const) {
    it(`puts ${region} into ${id}`, () => {
      const partition = partitionOf(region);
      assert.equal(partition.id, id);
      assert.equal(partition.dnsSuffix, dnsSuffix);
    });
  }
});

describe("placeOf", () => {
  it("takes the partition from the region", () => {
    assert.deepStrictEqual(placeOf({ region: "cn-north-1", account: "012345678901" }), {
      partition: "aws-cn",
      region: "cn-north-1",
      account: "012345678901",
    });
  });
});

describe("regionalServiceName", () => {
  it("ends like the partition's DNS names", () => {
    assert.equal(
      regionalServiceName({ region: "eu-west-1" }, "sqs"),
      "sqs.eu-west-1.amazonaws.com",
    );
    assert.equal(
      regionalServiceName({ region: "cn-north-1" }, "logs"),
      "logs.cn-north-1.amazonaws.com.cn",
    );
  });
});
