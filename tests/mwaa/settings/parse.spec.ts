import assert from "node:assert/strict";
import fc from "fast-check";
import { stringify } from "yaml";
import { parseSettings, settingsFromConfig } from "../../../mwaa/settings/parse";
import { parseStackFile } from "../../../mwaa/settings/parse-stack-file";
import { SETTING_NAMES } from "../../../mwaa/settings/schema";
import { renderSettingFault } from "../../../mwaa/settings/setting-fault";
import { unknownText } from "../../../mwaa/settings/unknown-text";

const region = "eu-west-1";

describe("parseSettings", () => {
  it("takes values of their own kind and text of it alike", () => {
    const plain = parseSettings(
      {
        name: "demo",
        minWorkers: 2,
        ...{ protect: true, tags: { a: "b" }, key: { deletionWindowDays: 7 } },
      },
      { region },
    );
    const asText = parseSettings(
      {
        name: "demo",
        minWorkers: "2",
        protect: "true",
        tags: '{"a":"b"}',
        key: '{"deletionWindowDays":"7"}',
      },
      { region },
    );
    assert.ok("settings" in plain);
    assert.deepStrictEqual(asText, plain);
  });

  it("takes text that begins like JSON where text is asked for", () => {
    const options = { "secrets.backend_kwargs": '{"connections_prefix": "airflow"}' };
    const parsed = parseSettings(
      { name: "demo", airflowConfigurationOptions: options },
      { region },
    );
    assert.ok("settings" in parsed && parsed.settings.builds === "environment");
    assert.deepStrictEqual(parsed.settings.airflowConfigurationOptions, options);
  });

  it("names faults by their key alone where there is no file", () => {
    const parsed = parseSettings({ name: "demo", protect: 1 }, { region: undefined });
    assert.ok("faults" in parsed);
    assert.deepStrictEqual(parsed.faults.map(renderSettingFault), [
      "mwaa:protect is not true or false: got 1, allowed: true or false; set it to true",
      "aws:region is missing: got nothing, allowed: the code of an AWS region; set it to eu-west-1",
    ]);
  });

  // Keys that objects inherit must not pass for settings, nor for fields of them.
  for (const key of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
    it(`knows no setting called ${key}`, () => {
      const parsed = parseSettings(
        Object.fromEntries([
          ["name", "demo"],
          [key, "x"],
        ]),
        { region },
      );
      assert.ok("faults" in parsed);
      assert.deepStrictEqual(
        parsed.faults.map((fault) => [fault.key, fault.problem]),
        [[`mwaa:${key}`, "is not a setting"]],
      );
    });
  }

  it("answers any value under any key with faults or settings, and never throws", () => {
    const values = fc.oneof(
      fc.jsonValue({ maxDepth: 4 }),
      fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
      fc.constant(unknownText("a secret")),
      fc.constantFrom("10.0.0.0/16", "existing", -1, 1e308, "9".repeat(400), "[", "{"),
    );
    const keys = fc.oneof(fc.constantFrom<string>(...SETTING_NAMES), fc.string());
    fc.assert(
      fc.property(fc.dictionary(keys, values), values, (settings, anyRegion) => {
        const parsed = parseSettings(settings, { region: anyRegion });
        if ("faults" in parsed) {
          assert.ok(parsed.faults.length > 0);
          for (const fault of parsed.faults) {
            assert.match(renderSettingFault(fault), /^\S.*: got [^]*, allowed: [^]*; [^]+$/);
          }
        } else assert.equal(parsed.settings.name, settings["name"]);
      }),
      { numRuns: 500 },
    );
  });

  it("answers any value inside a group with faults or settings, and never throws", () => {
    const fields: Readonly<Record<string, readonly string[]>> = {
      network: [
        "kind",
        "vpcCidr",
        "publicSubnetCidrs",
        "zoneIds",
        "subnetIds",
        "flowLogs",
        "owner",
      ],
      share: ["with"],
      endpoints: ["ipAddressType", "privateHostedZone"],
      endpointAutomation: ["participants", "schedule", "eventBusName"],
      webAccess: ["domainName", "allowedCidrs", "certificateArn"],
      bucket: ["existing", "name", "noncurrentDays"],
      key: ["existing", "administrators", "deletionWindowDays"],
      executionRole: ["existing", "path", "grants"],
      logging: ["taskLogs", "workerLogs"],
      dagFiles: ["folder", "plugins"],
    };
    const groups = Object.entries(fields).map(([name, known]) =>
      fc
        .dictionary(fc.oneof(fc.constantFrom(...known), fc.string()), fc.jsonValue({ maxDepth: 3 }))
        .map((group): [string, unknown] => [name, group]),
    );
    fc.assert(
      fc.property(fc.oneof(...groups), ([name, group]) => {
        const parsed = parseSettings({ name: "demo", [name]: group }, { region });
        const count = "faults" in parsed ? parsed.faults.length : 1;
        assert.ok(count > 0);
      }),
      // Values without a text of their own once broke the message that should have shown them.
      { numRuns: 1000, examples: [[["network", { kind: { toString: null } }]]] },
    );
  });

  it("gives the same settings for the same values, from a file and from a program", () => {
    const good = fc.record(
      {
        generation: fc.integer({ min: 1, max: 9 }),
        protect: fc.boolean(),
        maxWorkers: fc.integer({ min: 1, max: 25 }),
        tags: fc.dictionary(
          fc.stringMatching(/^[a-z]{1,8}$/),
          fc.stringMatching(/^[a-z0-9 ]{1,8}$/),
        ),
        logGroups: fc.record({ retentionDays: fc.constantFrom(1, 30, 365) }),
        network: fc.record({ vpcCidr: fc.constantFrom("10.0.0.0/16", "10.9.0.0/22") }),
        key: fc.constantFrom("aws-owned", { deletionWindowDays: 7 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(good, (values) => {
        const entries = Object.entries({ name: "demo", ...values });
        const config = Object.fromEntries([
          ["aws:region", region],
          ...entries.map(([key, value]) => [`mwaa:${key}`, value]),
        ]) as Record<string, unknown>;
        const asText = Object.fromEntries(
          Object.entries(config).map(([key, value]) => [
            key,
            typeof value === "string" ? value : JSON.stringify(value),
          ]),
        );
        const fromFile = parseStackFile(stringify({ config }), { file: "f", stack: "s" });
        assert.ok("settings" in fromFile, JSON.stringify(fromFile));
        assert.deepStrictEqual(settingsFromConfig(asText), fromFile);
      }),
    );
  });
});

describe("settingsFromConfig", () => {
  it("leaves other namespaces alone", () => {
    const parsed = settingsFromConfig({
      "aws:region": region,
      "aws:profile": "x",
      "other:name": "no",
      "mwaa:name": "demo",
    });
    assert.ok("settings" in parsed);
    assert.equal(parsed.settings.name, "demo");
  });

  it("never repeats a secret in a message", () => {
    const parsed = settingsFromConfig(
      { "aws:region": "hunter1", "mwaa:name": "hunter 2", "mwaa:account": "hunter3" },
      ["aws:region", "mwaa:name", "mwaa:account"],
    );
    assert.ok("faults" in parsed);
    assert.deepStrictEqual(parsed.faults.map(renderSettingFault), [
      'mwaa:account is not the number of an AWS account: got "[secret]", allowed: 12 digits, in quotes; set it to what is allowed',
      'aws:region is not the code of an AWS region: got "[secret]", allowed: a region code such as us-east-1 or eu-west-1; set it to what is allowed',
      'mwaa:name holds a character that the name of an environment may not have there: got "[secret]", allowed: 1 to 80 characters: letters, digits, - and _, the first one a letter; set it to what is allowed',
    ]);
  });
});
