import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Environment, type EnvironmentArgs } from "../../../components";
import { record, type Registration } from "../../helpers/mocks";
import { valueOf } from "../../helpers/value-of";

const ENVIRONMENT = "aws:mwaa/environment:Environment";

const SURROUNDINGS = {
  network: { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-1"] },
  bucket: "airflow-dags",
  executionRole: "arn:aws:iam::123456789012:role/airflow",
} as const;

async function environmentWith(
  args: Partial<EnvironmentArgs> = {},
  opts: pulumi.ComponentResourceOptions = {},
): Promise<{ environment: Registration; result: Environment }> {
  const all = { ...SURROUNDINGS, airflowVersion: "2.10.3", ...args };
  const { recording, result } = await record(() => new Environment("airflow", all, opts));
  return { environment: recording.only(ENVIRONMENT), result };
}

describe("Environment", () => {
  it("takes ids and ARNs of what exists, and is private, protected and logged by default", async () => {
    const { environment } = await environmentWith();
    const logs = { enabled: true, logLevel: "INFO" };
    assert.deepEqual(environment.inputs, {
      name: "airflow",
      airflowVersion: "2.10.3",
      environmentClass: "mw1.small",
      webserverAccessMode: "PRIVATE_ONLY",
      networkConfiguration: { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-1"] },
      sourceBucketArn: "arn:aws:s3:::airflow-dags",
      executionRoleArn: "arn:aws:iam::123456789012:role/airflow",
      dagS3Path: "dags",
      airflowConfigurationOptions: {},
      loggingConfiguration: {
        dagProcessingLogs: logs,
        schedulerLogs: logs,
        taskLogs: logs,
        webserverLogs: logs,
        workerLogs: logs,
      },
      tags: { Name: "airflow" },
    });
    assert.equal(environment.protect, true);
    assert.equal(environment.deleteBeforeReplace, true);
  });

  it("passes every argument on to its input", async () => {
    const { environment } = await environmentWith({
      name: "other",
      environmentClass: "mw1.large",
      schedulers: 3,
      minWorkers: 4,
      maxWorkers: 9,
      minWebservers: 2,
      maxWebservers: 5,
      webserverAccessMode: "PUBLIC_ONLY",
      weeklyMaintenanceWindowStart: "SUN:03:30",
      workerReplacementStrategy: "GRACEFUL",
      endpointManagement: "CUSTOMER",
      key: "arn:aws:kms:eu-west-1:123456789012:key/1234",
      dagS3Path: "code/dags",
      requirementsS3Path: "requirements.txt",
      requirementsS3ObjectVersion: "r1",
      pluginsS3Path: "plugins.zip",
      pluginsS3ObjectVersion: "p1",
      startupScriptS3Path: "startup.sh",
      startupScriptS3ObjectVersion: "s1",
      airflowConfigurationOptions: { "core.default_task_retries": "3" },
      logging: { taskLogs: { logLevel: "DEBUG" }, workerLogs: { enabled: false } },
      environmentArgs: { region: "eu-west-1" },
      tags: { team: "data" },
    });
    const { loggingConfiguration, networkConfiguration, ...rest } = environment.inputs;
    assert.deepEqual(rest, {
      name: "other",
      airflowVersion: "2.10.3",
      environmentClass: "mw1.large",
      schedulers: 3,
      minWorkers: 4,
      maxWorkers: 9,
      minWebservers: 2,
      maxWebservers: 5,
      webserverAccessMode: "PUBLIC_ONLY",
      weeklyMaintenanceWindowStart: "SUN:03:30",
      workerReplacementStrategy: "GRACEFUL",
      endpointManagement: "CUSTOMER",
      kmsKey: "arn:aws:kms:eu-west-1:123456789012:key/1234",
      dagS3Path: "code/dags",
      requirementsS3Path: "requirements.txt",
      requirementsS3ObjectVersion: "r1",
      pluginsS3Path: "plugins.zip",
      pluginsS3ObjectVersion: "p1",
      startupScriptS3Path: "startup.sh",
      startupScriptS3ObjectVersion: "s1",
      airflowConfigurationOptions: {
        "core.default_task_retries": "3",
        "core.lazy_load_plugins": "False",
      },
      region: "eu-west-1",
      sourceBucketArn: "arn:aws:s3:::airflow-dags",
      executionRoleArn: "arn:aws:iam::123456789012:role/airflow",
      tags: { team: "data", Name: "airflow" },
    });
    const logging = loggingConfiguration as Record<string, unknown>;
    assert.deepEqual(logging["taskLogs"], { enabled: true, logLevel: "DEBUG" });
    assert.deepEqual(logging["workerLogs"], { enabled: false, logLevel: "INFO" });
    assert.deepEqual(Object.keys(networkConfiguration as object), [
      "securityGroupIds",
      "subnetIds",
    ]);
  });

  it("lays the options over the recommended ones of Airflow 3, and keeps them secret", async () => {
    const { environment } = await environmentWith({ airflowVersion: "3.2.1" });
    assert.deepEqual(environment.inputs["airflowConfigurationOptions"], {
      "celery.worker_autoscale": "5,5",
    });
    assert.deepEqual(environment.secretInputs, ["airflowConfigurationOptions"]);
    const { environment: own } = await environmentWith({
      airflowVersion: "3.2.1",
      airflowConfigurationOptions: { "celery.worker_autoscale": "8,8" },
    });
    assert.deepEqual(own.inputs["airflowConfigurationOptions"], {
      "celery.worker_autoscale": "8,8",
    });
  });

  it("lets what is passed through win, and adds what the provider's types do not know", async () => {
    const { environment } = await environmentWith({
      environmentArgs: { webserverAccessMode: "PUBLIC_ONLY", newestFeature: { enabled: true } },
    });
    assert.equal(environment.inputs["webserverAccessMode"], "PUBLIC_ONLY");
    assert.deepEqual(environment.inputs["newestFeature"], { enabled: true });
  });

  it("is reached by the transformations of whoever uses it", async () => {
    const { environment } = await environmentWith(
      {},
      {
        transformations: [
          ({ type, props, opts }) =>
            type === ENVIRONMENT
              ? { props: { ...(props as object), dagS3Path: "elsewhere" }, opts }
              : undefined,
        ],
      },
    );
    assert.equal(environment.inputs["dagS3Path"], "elsewhere");
  });

  it("waits longer than MWAA takes, and longest for workers that finish their tasks", async () => {
    const { environment } = await environmentWith();
    assert.deepEqual(environment.customTimeouts, {
      create: "10800s",
      update: "10800s",
      delete: "7200s",
    });
    const { environment: graceful } = await environmentWith({
      workerReplacementStrategy: "GRACEFUL",
    });
    assert.equal(graceful.customTimeouts.update, "50400s");
  });

  it("is protected unless asked not to be, and while a replacement may go ahead", async () => {
    const protect = async (args: Partial<EnvironmentArgs>): Promise<boolean> =>
      (await environmentWith(args)).environment.protect;
    assert.equal(await protect({ protect: false }), false);
    assert.equal(await protect({ allowReplacement: true }), false);
    assert.equal(await protect({ protect: true, allowReplacement: false }), true);
  });

  it("shows its address with https:// once, its names and the commands to log in", async () => {
    const { result } = await environmentWith();
    assert.equal(await valueOf(result.webserverUrl), "https://b1c2.c3.airflow.eu-west-1.on.aws");
    assert.equal(await valueOf(result.name), "airflow");
    assert.equal(
      await valueOf(result.arn),
      "arn:aws:airflow:eu-west-1:123456789012:environment/airflow",
    );
    assert.equal(await valueOf(result.logGroupNames.taskLogs), "airflow-airflow-Task");
    assert.equal(await valueOf(result.bucketName), "airflow-dags");
    assert.equal(
      await valueOf(result.loginCommands.web),
      "aws mwaa create-web-login-token --name airflow --region eu-west-1",
    );
  });

  it("leaves the endpoints to whom its network leaves them, and says what they have to know", async () => {
    const network = { ...SURROUNDINGS.network, endpointManagement: "CUSTOMER" } as const;
    const { environment, result } = await environmentWith({ network });
    assert.equal(environment.inputs["endpointManagement"], "CUSTOMER");
    const request = result.endpointRequest;
    assert.deepEqual(
      {
        environmentName: await valueOf(request.environmentName),
        environmentAccount: await valueOf(request.environmentAccount),
        securityGroupIds: await Promise.all(request.securityGroupIds.map(valueOf)),
        subnetIds: await Promise.all(request.subnetIds.map(valueOf)),
        webserverAccessMode: await valueOf(request.webserverAccessMode),
        webserverHost: await valueOf(request.webserverHost),
      },
      {
        environmentName: "airflow",
        environmentAccount: "123456789012",
        securityGroupIds: ["sg-1"],
        subnetIds: ["subnet-1", "subnet-2"],
        webserverAccessMode: "PRIVATE_ONLY",
        webserverHost: "b1c2.c3.airflow.eu-west-1.on.aws",
      },
    );
    assert.equal(request.vpcId, undefined);
  });

  it("hands on the names of its endpoint services, and the VPC where the network names it", async () => {
    const { result } = await environmentWith({
      network: { ...SURROUNDINGS.network, vpcId: pulumi.output("vpc-1") },
      environmentArgs: { webserverAccessMode: "PUBLIC_ONLY" },
    });
    const { vpcId, ...request } = result.endpointRequest;
    assert.ok(vpcId !== undefined);
    assert.equal(await valueOf(vpcId), "vpc-1");
    assert.equal(
      await valueOf(request.databaseVpcEndpointService),
      "com.amazonaws.vpce.eu-west-1.vpce-svc-0d",
    );
    assert.equal(
      await valueOf(request.webserverVpcEndpointService),
      "com.amazonaws.vpce.eu-west-1.vpce-svc-0e",
    );
    assert.equal(await valueOf(request.webserverAccessMode), "PUBLIC_ONLY");
  });

  for (const way of ["endpointManagement", "environmentArgs"] as const) {
    it(`refuses by ${way} to make its own endpoints where only the owner of the VPC can`, async () => {
      const network = { ...SURROUNDINGS.network, endpointManagement: "CUSTOMER" } as const;
      const own = { endpointManagement: "SERVICE" } as const;
      await assert.rejects(
        environmentWith({ network, ...(way === "endpointManagement" ? own : { [way]: own }) }),
        /endpointManagement: leaves the endpoints to MWAA in a network whose owner has to make them: got "SERVICE", allowed: CUSTOMER/,
      );
    });
  }

  it("refuses all bad arguments at once, in the caller's own words", async () => {
    const bad = {
      name: "1st",
      airflowVersion: "2.10.2",
      environmentClass: "mw1.micro",
      schedulers: 2,
      network: { subnetIds: ["subnet-1"], securityGroupIds: [] },
      executionRole: "my-role",
      key: "alias/mine",
      logging: { taskLogs: { logLevel: "LOUD" } },
      environmentArgs: { weeklyMaintenanceWindowStart: "SUN" },
    } as unknown as EnvironmentArgs;
    await assert.rejects(environmentWith(bad), (error) => {
      assert.ok(pulumi.InputPropertiesError.isInstance(error));
      assert.deepEqual(error.errors.map((each) => each.propertyPath).sort(), [
        "airflowVersion",
        "environmentArgs.weeklyMaintenanceWindowStart",
        "executionRole",
        "key",
        "logging.taskLogs.logLevel",
        "name",
        "network.securityGroupIds",
        "network.subnetIds",
        "schedulers",
      ]);
      return true;
    });
  });

  it("makes each other class with its own counts, and refuses those of another one", async () => {
    const { environment } = await environmentWith({ environmentClass: "mw1.micro", schedulers: 1 });
    assert.equal(environment.inputs["schedulers"], 1);
    await assert.rejects(
      environmentWith({ environmentClass: "mw1.2xlarge", schedulers: 1 } as never),
      /schedulers: is not a number of schedulers that mw1\.2xlarge accepts: got 1, allowed: .*2 to 5/,
    );
  });
});
