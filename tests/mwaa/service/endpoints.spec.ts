import * as assert from "node:assert/strict";
import {
  ecrLayerBucketName,
  endpointServiceName,
  SERVICE_ENDPOINTS,
  serviceDnsName,
  serviceEndpointsIn,
} from "../../../mwaa/service/endpoints";
import type { EndpointNeed } from "../../../mwaa/service/endpoints";

const named = (need: EndpointNeed, region = "eu-west-1"): readonly string[] =>
  serviceEndpointsIn(region)
    .filter((each) => each.need === need)
    .map((each) => `${each.service} ${each.kind}`);

describe("SERVICE_ENDPOINTS", () => {
  it("requires S3 through a gateway and four services through interfaces", () => {
    assert.deepStrictEqual(named("required"), [
      "s3 gateway",
      "logs interface",
      "monitoring interface",
      "sqs interface",
      "kms interface",
    ]);
  });

  it("advises the registry and MWAA itself", () => {
    assert.deepStrictEqual(named("advised"), [
      "ecr.api interface",
      "ecr.dkr interface",
      "airflow.api interface",
      "airflow.env interface",
    ]);
  });

  it("leaves the health endpoint and an S3 interface to choice", () => {
    assert.deepStrictEqual(named("optional"), ["airflow.ops interface", "s3 interface"]);
  });

  it("asks for Secrets Manager with a secrets backend only", () => {
    assert.deepStrictEqual(named("feature"), ["secretsmanager interface"]);
  });

  it("names each endpoint once", () => {
    const names = SERVICE_ENDPOINTS.map(({ service, kind }) => `${service} ${kind}`);
    assert.equal(new Set(names).size, names.length);
  });
});

describe("serviceEndpointsIn", () => {
  for (const region of ["cn-north-1", "us-gov-west-1"]) {
    it(`offers no health endpoint in ${region}`, () => {
      assert.deepStrictEqual(named("optional", region), ["s3 interface"]);
    });
  }
});

describe("endpointServiceName", () => {
  for (const [region, index, name] of [
    ["eu-west-1", 0, "com.amazonaws.eu-west-1.s3"],
    ["us-gov-west-1", 3, "com.amazonaws.us-gov-west-1.sqs"],
    ["cn-north-1", 0, "com.amazonaws.cn-north-1.s3"],
    ["cn-north-1", 1, "com.amazonaws.cn-north-1.logs"],
    ["cn-north-1", 3, "cn.com.amazonaws.cn-north-1.sqs"],
    ["cn-northwest-1", 5, "cn.com.amazonaws.cn-northwest-1.ecr.api"],
  ] as const) {
    it(`is ${name} in ${region}`, () => {
      assert.equal(endpointServiceName(SERVICE_ENDPOINTS[index], region), name);
    });
  }
});

describe("serviceDnsName", () => {
  for (const [service, region, name] of [
    ["sqs", "eu-west-1", "sqs.eu-west-1.amazonaws.com"],
    ["ecr.api", "eu-west-1", "api.ecr.eu-west-1.amazonaws.com"],
    ["airflow.env", "eu-west-1", "env.airflow.eu-west-1.amazonaws.com"],
    ["s3", "cn-north-1", "s3.cn-north-1.amazonaws.com.cn"],
  ] as const) {
    it(`is ${name} for ${service}`, () => {
      assert.equal(serviceDnsName(service, region), name);
    });
  }
});

describe("ecrLayerBucketName", () => {
  it("holds the region", () => {
    assert.equal(ecrLayerBucketName("eu-west-1"), "prod-eu-west-1-starport-layer-bucket");
  });
});
