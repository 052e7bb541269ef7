import assert from "node:assert/strict";
import { toJson } from "../../../mwaa/documents/statement";
import { statusReaderPolicy, statusReaderTrust } from "../../../mwaa/documents/status-reader";
import { placeOf } from "../../../mwaa/service/partitions";

const place = placeOf({ region: "eu-west-1", account: "222222222222" });

describe("statusReaderTrust", () => {
  it("lets the owner's account take the role, and nobody else", () => {
    assert.equal(
      toJson(statusReaderTrust({ place, ownerAccount: "111111111111" })),
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow",' +
        '"Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"sts:AssumeRole"}]}',
    );
  });

  it("names the owner in the partition of the region", () => {
    const china = placeOf({ region: "cn-north-1", account: "222222222222" });
    assert.deepEqual(statusReaderTrust({ place: china, ownerAccount: "111111111111" }).Statement, [
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws-cn:iam::111111111111:root" },
        Action: "sts:AssumeRole",
      },
    ]);
  });
});

describe("statusReaderPolicy", () => {
  it("reads the environments of its own region and account, and changes nothing", () => {
    assert.deepEqual(statusReaderPolicy(place).Statement, [
      {
        Effect: "Allow",
        Action: ["airflow:GetEnvironment", "airflow:ListTagsForResource"],
        Resource: "arn:aws:airflow:eu-west-1:222222222222:environment/*",
      },
      { Effect: "Allow", Action: "airflow:ListEnvironments", Resource: "*" },
    ]);
  });
});
