import type { TestAccount } from "./test-cloud";
import type { JsonObject } from "./provider/wire";
import { textOf } from "./provider/wire";

/** What a spec says about an environment; the rest is right. */
export interface EnvironmentSettings {
  readonly name?: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  readonly inputs?: JsonObject;
}

function document(...statements: readonly JsonObject[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** A role that a service may assume, with these actions on everything; returns its ARN. */
export async function makeRole(
  account: TestAccount,
  name: string,
  services: readonly string[],
  actions: readonly string[],
): Promise<string> {
  const role = await account.make("iam.Role", {
    name,
    assumeRolePolicy: document({
      Effect: "Allow",
      Principal: { Service: services },
      Action: "sts:AssumeRole",
    }),
  });
  await account.make("iam.RolePolicy", {
    role: name,
    policy: document({ Effect: "Allow", Action: actions, Resource: "*" }),
  });
  return textOf(role.state, "arn") ?? "";
}

async function makeBucket(account: TestAccount, bucket: string): Promise<void> {
  await account.make("s3.Bucket", { bucket });
  await account.make("s3.BucketVersioning", {
    bucket,
    versioningConfiguration: { status: "Enabled" },
  });
  await account.make("s3.BucketPublicAccessBlock", {
    bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  await account.make("s3.BucketObjectv2", { bucket, key: "dags/dag.py", content: "" });
}

/** Makes bucket, role and environment, and returns its state. */
export async function makeEnvironment(
  account: TestAccount,
  settings: EnvironmentSettings,
): Promise<JsonObject> {
  const { name = "demo", subnetIds, securityGroupIds, inputs } = settings;
  const bucket = `${name}-${account.account}`;
  await makeBucket(account, bucket);
  const role = await makeRole(
    account,
    `${name}-execution`,
    ["airflow.amazonaws.com", "airflow-env.amazonaws.com"],
    ["s3:*", "logs:*", "sqs:*", "kms:*", "airflow:PublishMetrics"],
  );
  const made = await account.make("mwaa.Environment", {
    name,
    dagS3Path: "dags",
    executionRoleArn: role,
    sourceBucketArn: `arn:aws:s3:::${bucket}`,
    networkConfiguration: { subnetIds, securityGroupIds },
    ...inputs,
  });
  return made.state;
}

/** A network of two private subnets. */
export interface TestNetwork {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly routeTableId: string;
  /** A group that admits itself. */
  readonly groupId: string;
}

/** A group of an account in a VPC that admits itself, and lets everything out. */
export async function makeSelfGroup(account: TestAccount, vpcId: string): Promise<string> {
  const { id } = await account.make("ec2.SecurityGroup", { vpcId });
  await account.make("vpc.SecurityGroupIngressRule", {
    securityGroupId: id,
    ipProtocol: "-1",
    referencedSecurityGroupId: id,
  });
  await account.make("vpc.SecurityGroupEgressRule", {
    securityGroupId: id,
    ipProtocol: "-1",
    cidrIpv4: "0.0.0.0/0",
  });
  return id;
}

/** Makes a VPC with DNS names, two subnets of one table that leads nowhere, and a group. */
export async function makeNetwork(account: TestAccount): Promise<TestNetwork> {
  const vpc = await account.make("ec2.Vpc", { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true });
  const table = await account.make("ec2.RouteTable", { vpcId: vpc.id });
  const subnetIds: string[] = [];
  for (const [i, zone] of ["euc1-az1", "euc1-az2"].entries()) {
    const subnet = await account.make("ec2.Subnet", {
      vpcId: vpc.id,
      cidrBlock: `10.0.${String(i)}.0/24`,
      availabilityZoneId: zone,
    });
    await account.make("ec2.RouteTableAssociation", {
      subnetId: subnet.id,
      routeTableId: table.id,
    });
    subnetIds.push(subnet.id);
  }
  const groupId = await makeSelfGroup(account, vpc.id);
  return { vpcId: vpc.id, subnetIds, routeTableId: table.id, groupId };
}

/** Makes the endpoints that a network without a way out needs; `change` alters one before it is made. */
export async function makeServiceEndpoints(
  account: TestAccount,
  network: TestNetwork,
  change: (service: string, inputs: JsonObject) => JsonObject | undefined = (_, inputs) => inputs,
): Promise<void> {
  const { vpcId, subnetIds, routeTableId, groupId } = network;
  const prefix = "com.amazonaws.eu-central-1";
  for (const service of ["s3", "logs", "monitoring", "sqs", "kms"]) {
    const inputs: JsonObject =
      service === "s3"
        ? { vpcId, serviceName: `${prefix}.s3`, routeTableIds: [routeTableId] }
        : {
            vpcId,
            serviceName: `${prefix}.${service}`,
            vpcEndpointType: "Interface",
            privateDnsEnabled: true,
            subnetIds,
            securityGroupIds: [groupId],
          };
    const changed = change(service, inputs);
    if (changed !== undefined) await account.make("ec2.VpcEndpoint", changed);
  }
}
