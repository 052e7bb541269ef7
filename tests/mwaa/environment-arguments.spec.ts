import assert from "node:assert/strict";
import fc from "fast-check";
import {
  environmentArgumentFaults,
  type ArgumentContext,
  type EnvironmentArguments,
} from "../../mwaa/environment-arguments";
import { UPDATE_MATRIX } from "../../mwaa/service/lifecycle";
import { unknownText } from "../../mwaa/settings/unknown-text";

/** Arguments in which nothing is wrong; every input of the provider is set. */
function compliant(): EnvironmentArguments {
  return {
    airflowConfigurationOptions: { "celery.worker_autoscale": "5,5" },
    airflowVersion: "3.2.1",
    dagS3Path: "dags",
    endpointManagement: "SERVICE",
    environmentClass: "mw1.small",
    executionRoleArn: "arn:aws:iam::111122223333:role/service-role/AmazonMWAA-flow",
    kmsKey: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    loggingConfiguration: {
      dagProcessingLogs: { enabled: true, logLevel: "INFO" },
      schedulerLogs: { enabled: true, logLevel: "INFO" },
      taskLogs: { enabled: true, logLevel: "INFO" },
      webserverLogs: { enabled: true, logLevel: "INFO" },
      workerLogs: { enabled: true, logLevel: "INFO" },
    },
    maxWebservers: 3,
    maxWorkers: 10,
    minWebservers: 2,
    minWorkers: 1,
    name: "flow",
    networkConfiguration: { securityGroupIds: ["sg-1"], subnetIds: ["subnet-1", "subnet-2"] },
    pluginsS3ObjectVersion: "p1",
    pluginsS3Path: "plugins.zip",
    region: "eu-west-1",
    requirementsS3ObjectVersion: "r1",
    requirementsS3Path: "requirements.txt",
    schedulers: 2,
    sourceBucketArn: "arn:aws:s3:::airflow-flow",
    startupScriptS3ObjectVersion: "s1",
    startupScriptS3Path: "startup.sh",
    tags: { team: "data" },
    webserverAccessMode: "PUBLIC_AND_PRIVATE",
    weeklyMaintenanceWindowStart: "SUN:03:30",
    workerReplacementStrategy: "GRACEFUL",
  };
}

const summary = (
  args: Readonly<Record<string, unknown>>,
  context?: ArgumentContext,
): readonly string[] =>
  environmentArgumentFaults(args, context).map(
    (fault) => `${fault.path.join(".")} ${fault.problem}`,
  );

describe("environmentArgumentFaults", () => {
  it("finds nothing wrong with compliant arguments, in which every input is set", () => {
    assert.deepEqual(
      Object.keys(compliant()).sort(),
      UPDATE_MATRIX.map((rule) => rule.property),
    );
    const context = { region: "eu-west-1", requireObjectVersions: true };
    assert.deepEqual(environmentArgumentFaults(compliant(), context), []);
  });

  it("takes what is absent for the service's default", () => {
    assert.deepEqual(environmentArgumentFaults({}), []);
    assert.deepEqual(summary({ webserverAccessMode: "PUBLIC_AND_PRIVATE" }), []);
    assert.deepEqual(summary({ airflowConfigurationOptions: { "core.dag_concurrency": "9" } }), [
      "airflowConfigurationOptions.core.dag_concurrency does not exist in Airflow 3.2.1 any more",
    ]);
    assert.deepEqual(summary({ minWorkers: 11 }), ["minWorkers is more than maxWorkers"]);
  });

  const broken: readonly (readonly [Readonly<Record<string, unknown>>, readonly string[]])[] = [
    [
      { name: "9flow" },
      ["name holds a character that the name of an environment may not have there"],
    ],
    [{ name: "x".repeat(81) }, ["name has 81 characters"]],
    [
      { airflowVersion: "3.1.0" },
      [
        "airflowVersion is not an Airflow version that MWAA offers",
        "webserverAccessMode needs Airflow 3.2.1 or newer, and the environment has 3.1.0",
      ],
    ],
    [{ airflowVersion: "newest" }, ["airflowVersion is not an Airflow version of three numbers"]],
    [{ environmentClass: "small" }, ["environmentClass is not an environment class of MWAA"]],
    [{ schedulers: 6 }, ["schedulers is not a number of schedulers that mw1.small accepts"]],
    [{ minWorkers: 11 }, ["minWorkers is more than maxWorkers"]],
    [{ minWebservers: 4 }, ["minWebservers is more than maxWebservers"]],
    [{ maxWorkers: 51 }, ["maxWorkers is not a number of maxWorkers that mw1.small accepts"]],
    [{ dagS3Path: "/dags" }, ["dagS3Path begins with a slash"]],
    [{ region: "eu-wset-1" }, ["region is not the code of an AWS region"]],
    [{ endpointManagement: "AWS" }, ["endpointManagement is not a way to manage endpoints"]],
    [{ executionRoleArn: "AmazonMWAA-flow" }, ["executionRoleArn is not the ARN of an IAM role"]],
    [
      { executionRoleArn: "arn:aws:iam::111122223333:user/x" },
      ["executionRoleArn is not the ARN of an IAM role"],
    ],
    [{ sourceBucketArn: "airflow-flow" }, ["sourceBucketArn is not the ARN of an S3 bucket"]],
    [
      { sourceBucketArn: "arn:aws:s3:::airflow-flow/dags" },
      ["sourceBucketArn is not the ARN of an S3 bucket"],
    ],
    [{ kmsKey: "alias/airflow" }, ["kmsKey is the alias of a key, which MWAA does not accept"]],
    [
      { loggingConfiguration: { taskLogs: { enabled: true, logLevel: "info" } } },
      ["loggingConfiguration.taskLogs.logLevel is not a log level"],
    ],
    [
      { networkConfiguration: { subnetIds: ["subnet-1"], securityGroupIds: [] } },
      [
        "networkConfiguration.subnetIds has 1 subnets",
        "networkConfiguration.securityGroupIds has 0 security groups",
      ],
    ],
    [{ pluginsS3Path: "s3://bucket/plugins.zip" }, ["pluginsS3Path is an S3 address, not a path"]],
    [
      { requirementsS3Path: undefined },
      ["requirementsS3ObjectVersion is given without requirementsS3Path"],
    ],
    [
      { startupScriptS3ObjectVersion: undefined },
      ["startupScriptS3ObjectVersion is missing although startupScriptS3Path is given"],
    ],
    [{ webserverAccessMode: "PUBLIC" }, ["webserverAccessMode is not a web server access mode"]],
    [
      { weeklyMaintenanceWindowStart: "SUN:03:15" },
      ["weeklyMaintenanceWindowStart is not a day and a half hour in UTC"],
    ],
    [
      { workerReplacementStrategy: "SLOW" },
      ["workerReplacementStrategy is not a worker replacement strategy"],
    ],
    [
      { airflowConfigurationOptions: { "core.executor": "LocalExecutor" } },
      [
        "airflowConfigurationOptions.core.executor cannot be set on MWAA: it is reserved: MWAA sets it itself and sets it back",
      ],
    ],
    [{ schedulers: "2" }, ["schedulers is not a number"]],
    [{ tags: ["team"] }, ["tags is not keys with values"]],
    [{ networkConfiguration: "default" }, ["networkConfiguration is not keys with values"]],
    [{ newerThanTheTable: { of: ["inputs"] } }, []],
  ];
  for (const [change, expected] of broken) {
    it(`reports exactly what is wrong with ${JSON.stringify(change).slice(0, 80)}`, () => {
      const context = { requireObjectVersions: true };
      assert.deepEqual(summary({ ...compliant(), ...change }, context), expected);
    });
  }

  it("reports all faults at once", () => {
    const faults = summary({
      ...compliant(),
      name: "",
      airflowVersion: "2.2.2",
      schedulers: 1,
      dagS3Path: "",
    });
    assert.deepEqual(faults, [
      "name is empty",
      "airflowVersion is an Airflow version that MWAA stopped supporting on 2024-06-27",
      "dagS3Path is empty",
      "schedulers is not a number of schedulers that mw1.small accepts",
      "webserverAccessMode needs Airflow 3.2.1 or newer, and the environment has 2.2.2",
      "workerReplacementStrategy needs Airflow 2.4.3 or newer, and the environment has 2.2.2",
    ]);
  });

  it("takes the region from the context unless the arguments name one", () => {
    const args = { ...compliant(), region: undefined };
    const graceful = "workerReplacementStrategy is not offered in ca-west-1";
    assert.deepEqual(summary({ ...args, kmsKey: undefined }, { region: "ca-west-1" }), [graceful]);
    assert.deepEqual(summary({ ...args }, { region: "us-east-1" }), [
      "kmsKey is a key of another region",
    ]);
    assert.deepEqual(summary({ ...compliant() }, { region: "ca-west-1" }), []);
  });

  it("asks for object versions only when told to", () => {
    assert.deepEqual(summary({ pluginsS3Path: "plugins.zip" }), []);
    assert.deepEqual(summary({ pluginsS3Path: "plugins.zip" }, { requireObjectVersions: true }), [
      "pluginsS3ObjectVersion is missing although pluginsS3Path is given",
    ]);
  });

  it("takes a value that is not known offline neither for absent nor for wrong", () => {
    const unknown = unknownText("esc");
    const context = { requireObjectVersions: true };
    assert.deepEqual(summary({ environmentClass: unknown, schedulers: 1 }), []);
    assert.deepEqual(summary({ maxWorkers: unknown, minWorkers: 20 }), []);
    assert.deepEqual(
      summary({ pluginsS3Path: "p.zip", pluginsS3ObjectVersion: unknown }, context),
      [],
    );
    assert.deepEqual(summary({ pluginsS3Path: unknown, pluginsS3ObjectVersion: "v" }, context), []);
    assert.deepEqual(
      summary({
        airflowVersion: unknown,
        airflowConfigurationOptions: { "core.dag_concurrency": "9" },
      }),
      [],
    );
    const key = compliant().kmsKey;
    assert.deepEqual(summary({ region: unknown, kmsKey: key }, { region: "us-east-1" }), []);
  });

  it("finds nothing wrong whichever inputs are unknown, singly or together", () => {
    const properties = UPDATE_MATRIX.map((rule) => rule.property);
    fc.assert(
      fc.property(fc.subarray(properties), (unknownOnes) => {
        const unknowns = unknownOnes.map((property) => [property, unknownText(property)] as const);
        const args = { ...compliant(), ...Object.fromEntries(unknowns) };
        assert.deepEqual(summary(args, { requireObjectVersions: true }), []);
      }),
    );
  });

  it("answers for any values at all, with words in every part of a fault", () => {
    const properties = UPDATE_MATRIX.map((rule) => rule.property);
    const args = fc.dictionary(fc.constantFrom(...properties), fc.anything());
    fc.assert(
      fc.property(args, (given) => {
        for (const fault of environmentArgumentFaults(given)) {
          assert.ok(fault.path.length > 0);
          assert.ok(fault.problem !== "" && fault.allowed !== "" && fault.fix !== "");
        }
      }),
    );
  });
});
