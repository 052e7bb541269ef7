import * as assert from "node:assert/strict";
import { callsOf, MWAA_PRINCIPALS, SERVICE_CALLS } from "../../../mwaa/service/calls";
import { SERVICE_ENDPOINTS } from "../../../mwaa/service/endpoints";
import { placeOf } from "../../../mwaa/service/partitions";

const subject = {
  place: placeOf({ region: "eu-west-1", account: "012345678901" }),
  environmentName: "e",
  bucketName: "b",
};

const ids = (...args: Parameters<typeof callsOf>): readonly string[] =>
  callsOf(...args).map(({ id }) => id);

describe("SERVICE_CALLS", () => {
  it("names each call once", () => {
    assert.equal(new Set(SERVICE_CALLS.map(({ id }) => id)).size, SERVICE_CALLS.length);
  });

  for (const call of SERVICE_CALLS) {
    it(`writes ${call.id} with exact actions of one service, on ARNs or *`, () => {
      const services = new Set(call.actions.map((action) => action.split(":")[0]));
      assert.equal(services.size, 1);
      for (const action of call.actions) assert.match(action, /^[a-z0-9]+:[A-Za-z0-9]+$/);
      for (const resource of call.resources(subject)) {
        assert.match(resource, /^(\*|arn:aws:[a-z0-9]+:[a-z0-9-]*:(\*|\d*):.+)$/);
      }
      assert.notEqual(call.resources(subject).length, 0);
      assert.notEqual(call.contexts(subject).length, 0);
    });

    it(`grants what ${call.id} needs`, () => {
      for (const action of call.actions) {
        const granted = call.grant.actions.some(
          (pattern) =>
            pattern === action ||
            (pattern.endsWith("*") && action.startsWith(pattern.slice(0, -1))),
        );
        assert.equal(granted, true, `${action} is not covered by the grant of ${call.id}`);
      }
    });
  }

  it("takes only endpoints that exist", () => {
    const services: readonly string[] = SERVICE_ENDPOINTS.map(({ service }) => service);
    for (const { id, endpoint } of SERVICE_CALLS) {
      if (endpoint !== undefined) assert.equal(services.includes(endpoint), true, id);
    }
  });

  it("uses every required endpoint", () => {
    const used = new Set<string | undefined>(SERVICE_CALLS.map(({ endpoint }) => endpoint));
    const required = SERVICE_ENDPOINTS.filter(({ need }) => need === "required");
    assert.deepStrictEqual(
      required.filter(({ service }) => !used.has(service)),
      [],
    );
  });
});

describe("callsOf", () => {
  const always = [
    "publish-health",
    "read-dag-files",
    "check-bucket",
    "list-dag-files",
    "write-logs",
    "find-log-groups",
    "check-account-public-access-block",
    "publish-metrics",
    "queue-tasks",
  ];

  it("gives the execution role its key by the encryption", () => {
    assert.deepStrictEqual(ids("execution-role", "customer-key"), [
      ...always,
      "use-key-for-queue",
      "use-key-for-bucket",
    ]);
    assert.deepStrictEqual(ids("execution-role", "aws-owned-key"), [
      ...always,
      "use-service-key-for-queue",
    ]);
  });

  it("asks the deployer for grants on a customer's key only", () => {
    const owned = ids("deployer", "aws-owned-key");
    assert.deepStrictEqual(ids("deployer", "customer-key"), [...owned, "use-key", "grant-key"]);
    assert.deepStrictEqual(owned, [
      "create-environment",
      "pass-execution-role",
      "create-service-linked-role",
      "describe-network",
      "create-endpoints",
      "create-network-interfaces",
      "read-bucket-encryption",
    ]);
  });

  it("has CloudWatch Logs call KMS for a customer's key only", () => {
    assert.deepStrictEqual(ids("cloudwatch-logs", "customer-key"), ["encrypt-logs"]);
    assert.deepStrictEqual(ids("cloudwatch-logs", "aws-owned-key"), []);
  });
});

describe("the calls with a key of MWAA", () => {
  const [call] = callsOf("execution-role", "aws-owned-key").slice(-1);

  for (const account of ["012345678901", "111122223333"]) {
    it(`never take a key of account ${account} itself for it`, () => {
      const place = placeOf({ region: "eu-west-1", account });
      const keys = call?.resources({ ...subject, place }) ?? [];
      assert.equal(keys.length, 1);
      assert.match(keys[0] ?? "", /^arn:aws:kms:eu-west-1:\d{12}:key\/\*$/);
      assert.equal(keys[0]?.includes(account), false);
    });
  }
});

describe("MWAA_PRINCIPALS", () => {
  it("are the service and its environments", () => {
    assert.deepStrictEqual(MWAA_PRINCIPALS, ["airflow.amazonaws.com", "airflow-env.amazonaws.com"]);
  });
});
