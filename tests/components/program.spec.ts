import assert from "node:assert/strict";
import type { Output } from "@pulumi/pulumi";
import { record, type RecordOptions, type Recording } from "../helpers/mocks";
import { valueOf } from "../helpers/value-of";

const PROGRAM = require.resolve("../../index");

const TUTORIAL = { "aws:region": "eu-west-1", "mwaa:name": "tutorial" };

interface Run {
  readonly recording: Recording;
  readonly result: Readonly<Record<string, unknown>>;
}

/** Runs the program as Pulumi does: it loads the file anew and waits for what it exports. */
async function run(
  config: Readonly<Record<string, string>>,
  options: RecordOptions = {},
): Promise<Run> {
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
  delete require.cache[PROGRAM];
  return record(
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    async () => (await require(PROGRAM)) as Record<string, unknown>,
    { ...options, config },
  );
}

describe("program", () => {
  it("makes the tutorial's resources from a name and a region", async () => {
    const { recording } = await run(TUTORIAL);
    assert.deepEqual(recording.counts(), {
      "aws:cloudwatch/logGroup:LogGroup": 5,
      "aws:ec2/eip:Eip": 2,
      "aws:ec2/internetGateway:InternetGateway": 1,
      "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment": 1,
      "aws:ec2/natGateway:NatGateway": 2,
      "aws:ec2/route:Route": 3,
      "aws:ec2/routeTable:RouteTable": 3,
      "aws:ec2/routeTableAssociation:RouteTableAssociation": 4,
      "aws:ec2/securityGroup:SecurityGroup": 1,
      "aws:ec2/subnet:Subnet": 4,
      "aws:ec2/vpc:Vpc": 1,
      "aws:iam/policy:Policy": 1,
      "aws:iam/role:Role": 1,
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment": 1,
      "aws:mwaa/environment:Environment": 1,
      "aws:s3/bucket:Bucket": 1,
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": 1,
      "aws:s3/bucketObjectv2:BucketObjectv2": 2,
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls": 1,
      "aws:s3/bucketPolicy:BucketPolicy": 1,
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": 1,
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": 1,
      "aws:s3/bucketVersioning:BucketVersioning": 1,
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": 1,
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": 1,
    });
    assert.deepEqual(recording.calls, ["aws:index/getCallerIdentity:getCallerIdentity"]);
  });

  it("asks nobody for the account if the settings name it", async () => {
    const { recording } = await run({ ...TUTORIAL, "mwaa:account": "210987654321" });
    assert.deepEqual(recording.calls, []);
    const environment = recording.only("aws:mwaa/environment:Environment");
    assert.match(String(environment.inputs["executionRoleArn"]), /^arn:aws:iam::210987654321:role/);
  });

  it("gives what a person needs next", async () => {
    const { result } = await run(TUTORIAL);
    const text = (key: string): Promise<string> => valueOf(result[key] as Output<string>);
    assert.equal(await text("webserverUrl"), "https://b1c2.c3.airflow.eu-west-1.on.aws");
    assert.equal(
      await text("environmentArn"),
      "arn:aws:airflow:eu-west-1:123456789012:environment/tutorial",
    );
    assert.equal(await text("status"), "AVAILABLE");
    const { web, commandLine } = result["loginCommands"] as Record<string, Output<string>>;
    assert.ok(web !== undefined && commandLine !== undefined);
    assert.equal(
      await valueOf(web),
      "aws mwaa create-web-login-token --name tutorial --region eu-west-1",
    );
    assert.equal(
      await valueOf(commandLine),
      "aws mwaa create-cli-token --name tutorial --region eu-west-1",
    );
    assert.deepEqual(Object.keys(result).sort(), [
      "bucketName",
      "environmentArn",
      "environmentName",
      "executionRoleArn",
      "logGroupNames",
      "loginCommands",
      "securityGroupIds",
      "status",
      "subnetIds",
      "vpcId",
      "webserverUrl",
    ]);
  });

  it("keeps secret configuration secret all the way to the resource", async () => {
    const { recording } = await run(
      {
        ...TUTORIAL,
        "mwaa:tags": JSON.stringify({ owner: "a secret" }),
        "mwaa:weeklyMaintenanceWindowStart": "SUN:03:30",
      },
      { secretKeys: ["mwaa:tags", "mwaa:weeklyMaintenanceWindowStart"] },
    );
    const environment = recording.only("aws:mwaa/environment:Environment");
    assert.deepEqual([...environment.secretInputs].sort(), [
      "airflowConfigurationOptions",
      "tags",
      "weeklyMaintenanceWindowStart",
    ]);
    assert.deepEqual(recording.only("aws:ec2/vpc:Vpc").secretInputs, ["tags"]);
  });

  it("refuses bad settings with all faults and no stack trace, before anything is made", async () => {
    const bad = {
      "mwaa:name": "1st",
      "mwaa:environmentClas": "mw1.small",
      "aws:region": "eu-wst-1",
    };
    await assert.rejects(run(bad), (error: Error) => {
      assert.equal((error as Error & { __pulumiRunError?: boolean }).__pulumiRunError, true);
      assert.equal(error.message.split("\n").length, 3);
      return true;
    });
  });

  it("makes the same resources with the same inputs each time", async () => {
    const [first, second] = [await run(TUTORIAL), await run(TUTORIAL)];
    const shape = ({ recording }: Run) =>
      [...recording.registrations].sort((a, b) => (a.urn < b.urn ? -1 : 1));
    assert.deepEqual(shape(first), shape(second));
  });
});
