import assert from "node:assert/strict";
import fc from "fast-check";
import { capacityFaults } from "../../../mwaa/service/capacity";
import { ENVIRONMENT_CLASS_NAMES } from "../../../mwaa/service/classes";
import { PRESET_DEFAULTS } from "../../../mwaa/settings/presets";
import { resolveCapacity, resolveSettings } from "../../../mwaa/settings/resolve";
import { PRESETS, type SettingsInput } from "../../../mwaa/settings/types";

describe("resolveSettings", () => {
  it("guards a production environment", () => {
    const given: SettingsInput = { name: "demo", preset: "production", airflowVersion: "2.11.0" };
    const settings = resolveSettings(given, "eu-west-1");
    const { key, network, executionRole, logGroups, bucket } = settings;
    assert.deepStrictEqual(
      [settings.webserverAccessMode, settings.protect, settings.environmentClass],
      ["PRIVATE_ONLY", true, "mw1.medium"],
    );
    assert.deepStrictEqual([settings.minWorkers, settings.maxWorkers], [2, 10]);
    assert.equal(settings.airflowVersion, "2.11.0");
    assert.deepStrictEqual(key, { deletionWindowDays: 30, whenDestroyed: "keep" });
    assert.deepStrictEqual(executionRole, { path: "/service-role/", hardened: true });
    assert.deepStrictEqual(logGroups, { retentionDays: 365, whenDestroyed: "keep" });
    assert.deepStrictEqual(bucket, {
      noncurrentVersions: 10,
      noncurrentDays: 90,
      whenDestroyed: "keep",
    });
    assert.ok(network.kind === "public-routing");
    assert.deepStrictEqual(
      [network.s3GatewayEndpoint, network.flowLogs, network.natGateways],
      [true, { retentionDays: 90 }, "one-per-zone"],
    );
  });

  it("lays a group over the preset key by key", () => {
    const { bucket, logging } = resolveSettings(
      {
        name: "demo",
        preset: "production",
        bucket: { noncurrentDays: 45 },
        logging: { taskLogs: { logLevel: "DEBUG" } },
      },
      "eu-west-1",
    );
    assert.deepStrictEqual(bucket, {
      noncurrentVersions: 10,
      noncurrentDays: 45,
      whenDestroyed: "keep",
    });
    assert.deepStrictEqual(logging.taskLogs, { enabled: true, logLevel: "DEBUG" });
    assert.deepStrictEqual(logging.workerLogs, { enabled: true, logLevel: "INFO" });
  });

  it("takes what exists as it is, without defaults of what is made", () => {
    const existing = { existing: "x" };
    const network = {
      kind: "existing",
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupIds: ["sg-1"],
    } as const;
    const settings = resolveSettings(
      { name: "demo", network, bucket: existing, key: existing, executionRole: existing },
      "eu-west-1",
    );
    assert.deepStrictEqual(
      [settings.network, settings.bucket, settings.key, settings.executionRole],
      [network, existing, existing, existing],
    );
  });

  it("makes a customer key for whoever describes one in a quick start", () => {
    const { key } = resolveSettings({ name: "demo", key: { deletionWindowDays: 7 } }, "eu-west-1");
    assert.deepStrictEqual(key, { deletionWindowDays: 7, whenDestroyed: "keep" });
  });

  it("cuts the subnets out of the VPC that was given", () => {
    const { network } = resolveSettings(
      { name: "demo", network: { vpcCidr: "10.1.0.0/24" } },
      "eu-west-1",
    );
    assert.ok(network.kind === "public-routing");
    assert.deepStrictEqual(
      [network.publicSubnetCidrs, network.privateSubnetCidrs],
      [
        ["10.1.0.0/26", "10.1.0.64/26"],
        ["10.1.0.128/26", "10.1.0.192/26"],
      ],
    );
  });
});

describe("resolveCapacity", () => {
  it("gives counts that every class accepts, whatever the preset", () => {
    for (const preset of PRESETS) {
      for (const environmentClass of ENVIRONMENT_CLASS_NAMES) {
        const counts = resolveCapacity({}, environmentClass, PRESET_DEFAULTS[preset].capacity);
        assert.deepStrictEqual(capacityFaults({ environmentClass, ...counts }), []);
      }
    }
  });

  it("moves the default of a bound out of the way of the one that was given", () => {
    const count = fc.integer({ min: 1, max: 25 });
    const either = fc.oneof(
      count.map((minWorkers) => ({ minWorkers })),
      count.map((maxWorkers) => ({ maxWorkers })),
    );
    fc.assert(
      fc.property(either, fc.constantFrom(...PRESETS), (given, preset) => {
        const counts = resolveCapacity(given, "mw1.large", PRESET_DEFAULTS[preset].capacity);
        assert.ok(counts.minWorkers <= counts.maxWorkers);
        assert.deepStrictEqual({ ...counts, ...given }, counts);
      }),
    );
  });
});
