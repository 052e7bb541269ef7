import * as assert from "node:assert/strict";
import { GRANT_SERVICES } from "../../../mwaa/documents/grants";
import {
  ENDPOINT_FEATURES,
  endpointServiceName,
  FEATURE_ENDPOINTS,
  featuresOf,
} from "../../../mwaa/service/endpoints";

const SECRETS = "airflow.providers.amazon.aws.secrets.secrets_manager.SecretsManagerBackend";
const PARAMETERS =
  "airflow.providers.amazon.aws.secrets.systems_manager.SystemsManagerParameterStoreBackend";

describe("FEATURE_ENDPOINTS", () => {
  it("has one gateway, that of DynamoDB", () => {
    assert.deepStrictEqual(
      FEATURE_ENDPOINTS.filter(({ kind }) => kind === "gateway").map(({ service }) => service),
      ["dynamodb"],
    );
  });

  for (const [service, name] of [
    ["secretsmanager", "com.amazonaws.cn-north-1.secretsmanager"],
    ["sts", "cn.com.amazonaws.cn-north-1.sts"],
    ["batch", "cn.com.amazonaws.cn-north-1.batch"],
    ["ecs", "com.amazonaws.cn-north-1.ecs"],
    ["eks", "cn.com.amazonaws.cn-north-1.eks"],
    ["dynamodb", "com.amazonaws.cn-north-1.dynamodb"],
  ] as const) {
    it(`names the endpoint of ${service} as China does`, () => {
      const [endpoint] = FEATURE_ENDPOINTS.filter((each) => each.service === service);
      assert.ok(endpoint);
      assert.equal(endpointServiceName(endpoint, "cn-north-1"), name);
    });
  }
});

describe("featuresOf", () => {
  for (const { title, options, features } of [
    { title: "no backend", options: {}, features: [] },
    {
      title: "Secrets Manager",
      options: { "secrets.backend": SECRETS },
      features: ["secretsmanager"],
    },
    { title: "Parameter Store", options: { "secrets.backend": PARAMETERS }, features: ["ssm"] },
    {
      title: "a backend of the workers beside another",
      options: { "secrets.backend": PARAMETERS, "workers.secrets_backend": SECRETS },
      features: ["secretsmanager", "ssm"],
    },
    {
      title: "another provider's backend",
      options: { "secrets.backend": "airflow.providers.hashicorp.secrets.vault.VaultBackend" },
      features: [],
    },
    {
      title: "a class whose name only ends alike",
      options: { "secrets.backend": "plugins.NotSecretsManagerBackend" },
      features: [],
    },
    {
      title: "a value that is no text",
      options: { "secrets.backend": { secret: 1 } },
      features: [],
    },
  ] as const) {
    it(`asks for ${features.join(" and ") || "nothing"} with ${title}`, () => {
      assert.deepStrictEqual(featuresOf({ airflowConfigurationOptions: options }), features);
    });
  }

  it("asks for the services that grants open, and for none that is there anyway", () => {
    assert.deepStrictEqual(featuresOf({ grants: GRANT_SERVICES.map((service) => ({ service })) }), [
      "secretsmanager",
      "ssm",
      "ecs",
      "batch",
      "lambda",
      "states",
      "sns",
      "dynamodb",
      "glue",
      "athena",
      "emr-serverless",
    ]);
  });

  it("names each feature once, whatever asks for it", () => {
    assert.deepStrictEqual(
      featuresOf({
        airflowConfigurationOptions: { "secrets.backend": SECRETS },
        grants: [{ service: "secrets-manager" }, { service: "secrets-manager" }],
      }),
      ["secretsmanager"],
    );
    assert.equal(new Set(ENDPOINT_FEATURES).size, ENDPOINT_FEATURES.length);
  });
});
