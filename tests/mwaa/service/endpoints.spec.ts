import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  ecrLayerBucketName,
  ENDPOINT_FEATURES,
  endpointChoiceFaults,
  endpointServiceName,
  endpointsFor,
  gatewayEndpointName,
  SERVICE_ENDPOINTS,
  serviceDnsName,
  serviceEndpointsIn,
} from "../../../mwaa/service/endpoints";
import type { EndpointChoice, EndpointNeed } from "../../../mwaa/service/endpoints";

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

  it("leaves to choice whether S3 has an interface instead of a gateway", () => {
    assert.deepStrictEqual(named("optional"), ["s3 interface"]);
  });

  it("makes all others for a feature only, and each feature has one", () => {
    assert.deepStrictEqual(
      named("feature").map((each) => each.split(" ")[0]),
      ENDPOINT_FEATURES,
    );
  });

  it("names each endpoint once", () => {
    const names = SERVICE_ENDPOINTS.map(({ service, kind }) => `${service} ${kind}`);
    assert.equal(new Set(names).size, names.length);
  });
});

describe("serviceEndpointsIn", () => {
  const missing = (region: string): readonly string[] => {
    const there = new Set(serviceEndpointsIn(region));
    return SERVICE_ENDPOINTS.filter((each) => !there.has(each)).map(({ service }) => service);
  };

  for (const [region, services] of [
    ["eu-west-1", []],
    ["cn-north-1", ["airflow.ops", "codeartifact.api", "codeartifact.repositories"]],
    ["us-gov-west-1", ["airflow.ops", "codeartifact.api", "codeartifact.repositories"]],
  ] as const) {
    it(`offers all but ${services.length} in ${region}`, () => {
      assert.deepStrictEqual(missing(region), services);
    });
  }
});

const EVERYWHERE = [
  "logs",
  "monitoring",
  "sqs",
  "kms",
  "ecr.api",
  "ecr.dkr",
  "airflow.api",
  "airflow.env",
];

describe("endpointsFor", () => {
  const chosen = (choice: EndpointChoice): readonly string[] =>
    endpointsFor(choice).map(({ service, kind }) => (kind === "gateway" ? `${service}*` : service));

  for (const region of ["eu-west-1", "cn-north-1", "us-gov-west-1"]) {
    it(`makes the required and the advised endpoints in ${region}`, () => {
      assert.deepStrictEqual(chosen({ region, features: [], s3: "gateway" }), [
        "s3*",
        ...EVERYWHERE,
      ]);
    });
  }

  it("makes an interface for S3 instead of the gateway, never both", () => {
    assert.deepStrictEqual(chosen({ region: "eu-west-1", features: [], s3: "interface" }), [
      ...EVERYWHERE,
      "s3",
    ]);
  });

  it("adds what is asked for, once and in the table's order", () => {
    const features = ["ecs", "airflow.ops", "dynamodb", "ecs"] as const;
    assert.deepStrictEqual(chosen({ region: "eu-west-1", features, s3: "gateway" }), [
      "s3*",
      ...EVERYWHERE,
      "airflow.ops",
      "ecs",
      "dynamodb*",
    ]);
  });

  it("makes as many where the region is not known yet", () => {
    assert.deepStrictEqual(chosen({ features: ["airflow.ops"], s3: "gateway" }), [
      "s3*",
      ...EVERYWHERE,
      "airflow.ops",
    ]);
  });

  it("never depends on the order in which features are asked for", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...ENDPOINT_FEATURES]), (features) => {
        const sorted = ENDPOINT_FEATURES.filter((each) => features.includes(each));
        const choice = { region: "eu-west-1", s3: "gateway" } as const;
        assert.deepStrictEqual(
          endpointsFor({ ...choice, features }),
          endpointsFor({ ...choice, features: sorted }),
        );
        assert.equal(
          endpointsFor({ ...choice, features }).length,
          EVERYWHERE.length + 1 + features.length,
        );
      }),
    );
  });
});

describe("endpointChoiceFaults", () => {
  const sentences = (choice: Parameters<typeof endpointChoiceFaults>[0]): readonly string[] =>
    endpointChoiceFaults(choice).map(({ path, problem }) => `${path.join(".")} ${problem}`);

  it("finds nothing wrong with any feature in the regions that have them all", () => {
    const choice = { features: ENDPOINT_FEATURES, s3: "interface" } as const;
    assert.deepStrictEqual(sentences(choice), []);
    assert.deepStrictEqual(sentences({ ...choice, region: "eu-west-1" }), []);
  });

  it("refuses services that are no feature, be they unknown or there anyway", () => {
    assert.deepStrictEqual(
      sentences({ features: ["ecs", "sqs", "elasticsearch"], s3: "gateway" }),
      [
        "features.1 is not an endpoint made on request",
        "features.2 is not an endpoint made on request",
      ],
    );
  });

  it("refuses what the region's partition does not have", () => {
    assert.deepStrictEqual(
      sentences({ features: ["ecs", "airflow.ops"], s3: "interface", region: "us-gov-west-1" }),
      ["features.1 is a service without an endpoint in us-gov-west-1"],
    );
  });

  it("refuses an interface for S3 in China, where its names would not lead to it", () => {
    assert.deepStrictEqual(sentences({ features: [], s3: "interface", region: "cn-north-1" }), [
      "s3 is a kind of endpoint for S3 whose private DNS the provider cannot set in China",
    ]);
    assert.deepStrictEqual(sentences({ features: [], s3: "gateway", region: "cn-north-1" }), []);
  });
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

describe("gatewayEndpointName", () => {
  for (const [service, region, name] of [
    ["s3", "eu-west-1", "com.amazonaws.eu-west-1.s3"],
    ["s3", "cn-north-1", "com.amazonaws.cn-north-1.s3"],
    ["dynamodb", "us-gov-west-1", "com.amazonaws.us-gov-west-1.dynamodb"],
  ] as const) {
    it(`is ${name}`, () => {
      assert.equal(gatewayEndpointName(service, region), name);
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
