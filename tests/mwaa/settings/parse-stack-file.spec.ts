import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LATEST_AIRFLOW_VERSION } from "../../../mwaa/service/versions";
import { accepted, acceptedStack, faultsOf, messagesOf, placesOf, stackFile } from "./support";

const STACKS = join(__dirname, "../../../stacks");

describe("parseStackFile", () => {
  it("takes a region and a name for a whole quick start", () => {
    assert.deepStrictEqual(accepted(stackFile()), {
      settings: {
        builds: "environment",
        preset: "quick-start",
        name: "demo",
        region: "eu-west-1",
        generation: 1,
        tags: {},
        airflowVersion: LATEST_AIRFLOW_VERSION,
        environmentClass: "mw1.small",
        schedulers: 2,
        minWorkers: 1,
        maxWorkers: 2,
        minWebservers: 2,
        maxWebservers: 2,
        webserverAccessMode: "PUBLIC_ONLY",
        logging: {
          dagProcessingLogs: { enabled: true, logLevel: "INFO" },
          schedulerLogs: { enabled: true, logLevel: "INFO" },
          taskLogs: { enabled: true, logLevel: "INFO" },
          webserverLogs: { enabled: true, logLevel: "INFO" },
          workerLogs: { enabled: true, logLevel: "INFO" },
        },
        protect: false,
        allowReplacement: false,
        retired: false,
        endpointManagement: "SERVICE",
        endpoints: {
          privateHostedZone: false,
          ipAddressType: "ipv4",
          securityGroupRules: "all",
          waitUntilAvailable: false,
        },
        network: {
          kind: "public-routing",
          vpcCidr: "10.192.0.0/16",
          publicSubnetCidrs: ["10.192.10.0/24", "10.192.11.0/24"],
          privateSubnetCidrs: ["10.192.20.0/24", "10.192.21.0/24"],
          natGateways: "one-per-zone",
          s3GatewayEndpoint: false,
          ipv6: false,
          securityGroupRules: "all",
          networkAcl: "default",
        },
        bucket: { noncurrentVersions: 3, noncurrentDays: 30, whenDestroyed: "keep" },
        key: "aws-owned",
        executionRole: { path: "/service-role/", hardened: false },
        logGroups: { retentionDays: 90, whenDestroyed: "keep" },
        dagFiles: { folder: "assets/dags" },
      },
      assumptions: [],
    });
  });

  it("reports all faults of a file at once, in the order of the file", () => {
    const text = [
      "# A comment",
      "config:",
      "  aws:region: us-esat-1",
      "  aws:profile: [not, ours]",
      "  mwaa:airflowVersoin: 3.2.1",
      `  mwaa:name: ${"a".repeat(81)}`,
      "  mwaa:schedulers: 9",
      "  mwaa:minWorkers: many",
      "  mwaa:network:",
      "    privateSubnetCidrs:",
      "      - 10.192.20.0/24",
      "      - 10.192.20.128/25",
      "    vpcCidr: 10.192.0.0/16",
      "    publicSubnetCidrs: [10.0.0.0/24, 10.192.30.0/24]",
      '  "mwaa:bucket": { existing: "A B", name: x }',
      "  mwaa:key: {deletionWindowDays: 3}",
      "  mwaa:executionRole: {existing: admin}",
      "  mwaa:maxWorkers: {secure: v1:abc}",
      "  mwaa:airflowConfigurationOptions: {core.multi_team: 'True'}",
      "",
    ].join("\n");
    assert.deepStrictEqual(placesOf(text), [
      "3:3 aws:region",
      "5:3 mwaa:airflowVersoin",
      "6:3 mwaa:name",
      "7:3 mwaa:schedulers",
      "8:3 mwaa:minWorkers",
      "12:9 mwaa:network.privateSubnetCidrs[1]",
      "14:25 mwaa:network.publicSubnetCidrs[0]",
      "15:20 mwaa:bucket.existing",
      "15:37 mwaa:bucket.name",
      "16:14 mwaa:key.deletionWindowDays",
      "17:24 mwaa:executionRole.existing",
      "18:3 mwaa:maxWorkers",
      '19:38 mwaa:airflowConfigurationOptions["core.multi_team"]',
    ]);
  });

  it("points at the file, and gives key, value, what is allowed and the fix as data", () => {
    const [fault] = faultsOf(stackFile("mwaa:protect: 1"));
    assert.deepStrictEqual(fault, {
      path: ["protect"],
      problem: "is not true or false",
      got: 1,
      allowed: "true or false",
      fix: "set it to true",
      key: "mwaa:protect",
      file: "stacks/Pulumi.x.yaml",
      line: 4,
      column: 3,
    });
  });

  it("finds places through anchors, merges and line ends of Windows", () => {
    const text =
      "defaults: &logs {logLevel: LOUD}\r\nconfig:\r\n  aws:region: eu-west-1\r\n  mwaa:name: demo\r\n" +
      "  mwaa:logging:\r\n    taskLogs: *logs\r\n    workerLogs:\r\n      <<: *logs\r\n      enabled: true\r\n";
    assert.deepStrictEqual(placesOf(text), [
      "1:18 mwaa:logging.taskLogs.logLevel",
      "7:5 mwaa:logging.workerLogs.logLevel",
    ]);
  });

  it("reads numbers and booleans that the Pulumi CLI put in quotes", () => {
    const plain = [
      "mwaa:maxWorkers: 7",
      "mwaa:protect: true",
      "mwaa:logGroups: {retentionDays: 14}",
    ];
    const quoted = [
      'mwaa:maxWorkers: "7"',
      'mwaa:protect: "true"',
      'mwaa:logGroups: {retentionDays: "14"}',
    ];
    assert.deepStrictEqual(accepted(stackFile(...quoted)), accepted(stackFile(...plain)));
    assert.equal(accepted(stackFile(...quoted)).settings.maxWorkers, 7);
  });

  it("reads keys as Pulumi does: without a namespace, and with the old infix", () => {
    const text =
      "config:\n  aws:config:region: eu-west-1\n  name: demo\n  mwaa:config:generation: 2\n";
    const { name, region, generation } = accepted(text).settings;
    assert.deepStrictEqual([name, region, generation], ["demo", "eu-west-1", 2]);
  });

  it("leaves what belongs to other namespaces and to Pulumi alone", () => {
    const text = `secretsprovider: passphrase\nencryptionsalt: v1:a\n${stackFile("aws:maxWorkers: x", "pulumi:tags: {a: 1}")}`;
    assert.deepStrictEqual(accepted(text), accepted(stackFile()));
  });

  it("keeps secrets unknown, says so and does not judge them", () => {
    const { settings, assumptions } = accepted(
      stackFile(
        "mwaa:account: {secure: v1:abc}",
        "mwaa:airflowConfigurationOptions: {smtp.smtp_host: {secure: v1:def}}",
        "mwaa:network: {kind: existing, subnetIds: [{secure: v1:a}, subnet-1], securityGroupIds: [sg-1]}",
        "mwaa:environmentArgs: {dagS3Path: {secure: v1:b}}",
        "mwaa:executionRole: {grants: [{service: sqs, queues: [{secure: v1:c}]}]}",
      ),
    );
    assert.equal(settings.account, "«unknown: the secret mwaa:account»");
    assert.deepStrictEqual(settings.network, {
      kind: "existing",
      subnetIds: ["«unknown: the secret mwaa:network.subnetIds[0]»", "subnet-1"],
      securityGroupIds: ["sg-1"],
    });
    assert.deepStrictEqual(assumptions, [
      "The value of mwaa:account is not known offline and was not judged.",
      'The value of mwaa:airflowConfigurationOptions["smtp.smtp_host"] is not known offline and was not judged.',
      "The value of mwaa:environmentArgs.dagS3Path is not known offline and was not judged.",
      "The value of mwaa:network.subnetIds[0] is not known offline and was not judged.",
      "The value of mwaa:executionRole.grants[0].queues[0] is not known offline and was not judged.",
    ]);
  });

  for (const line of [
    "mwaa:preset: {secure: a}",
    "mwaa:generation: {secure: a}",
    "mwaa:schedulers: {secure: a}",
    "mwaa:protect: {secure: a}",
    "mwaa:airflowVersion: {secure: a}",
    "mwaa:network: {secure: a}",
    "mwaa:network: {kind: {secure: a}}",
    "mwaa:network: {vpcCidr: {secure: a}}",
    "mwaa:network: {natGateways: {secure: a}}",
    "mwaa:bucket: {secure: a}",
    "mwaa:bucket: {whenDestroyed: {secure: a}}",
    "mwaa:key: {secure: a}",
    "mwaa:executionRole: {hardened: {secure: a}}",
    "mwaa:dagFiles: {folder: {secure: a}}",
  ]) {
    it(`refuses a secret that decides what is built: ${line}`, () => {
      const [message, ...others] = messagesOf(stackFile(line));
      assert.match(message ?? "", /cannot be a secret.*: got {"secure":"…"}, allowed: /);
      assert.deepStrictEqual(others, []);
    });
  }

  it("refuses a name and a region that are secret, since every name depends on them", () => {
    assert.deepStrictEqual(
      placesOf("config:\n  aws:region: {secure: a}\n  mwaa:name: {secure: b}\n"),
      ["2:3 aws:region", "3:3 mwaa:name"],
    );
  });

  it("assumes defaults for what ESC environments may supply", () => {
    const text = `environment:\n  - shared/aws\n  - {team/airflow: {merge: false}}\n${stackFile()}`;
    const { settings, assumptions } = accepted(text);
    assert.deepStrictEqual(settings, accepted(stackFile()).settings);
    assert.deepStrictEqual(assumptions, [
      "stacks/Pulumi.x.yaml uses ESC environments (shared/aws, team/airflow), which are not opened offline; where the file itself says nothing, the defaults stand for their values.",
    ]);
  });

  it("says that ESC is not opened where it may supply what is required", () => {
    assert.deepStrictEqual(messagesOf("environment: {imports: [a], values: {}}\n"), [
      "stacks/Pulumi.x.yaml:1:1 mwaa:name is missing: got nothing, allowed: the name of an environment; set it to my-airflow in this file, because ESC environments (the one defined in the file, a) are not opened offline",
      "stacks/Pulumi.x.yaml:1:1 aws:region is missing: got nothing, allowed: the code of an AWS region; set it to eu-west-1 in this file, because ESC environments (the one defined in the file, a) are not opened offline",
    ]);
  });

  it("lets arguments that are passed through decide, also what the class accepts", () => {
    const lines = [
      "mwaa:environmentClass: mw1.micro",
      "mwaa:environmentArgs: {environmentClass: mw1.large, newField: {a: 1}}",
    ];
    assert.deepStrictEqual(placesOf(stackFile(...lines)), [
      "1:1 mwaa:schedulers",
      "1:1 mwaa:minWebservers",
      "1:1 mwaa:maxWebservers",
    ]);
  });

  for (const file of readdirSync(STACKS).filter((name) => /^Pulumi\..+\.yaml$/.test(name))) {
    it(`accepts stacks/${file} without assumptions`, () => {
      const { assumptions } = acceptedStack(readFileSync(join(STACKS, file), "utf8"));
      assert.deepStrictEqual(assumptions, []);
    });
  }
});
