/**
 * A whole environment in raw `@pulumi/aws`, in the right order, with one flaw on demand (`environment:flaw`):
 * what the test account has to catch.
 */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { flawNamed, lateUnless } from "./flaws";

const config = new pulumi.Config();
const flaw = flawNamed(config.get("flaw"));
const name = "raw";
const region = "eu-central-1";
const account = config.require("account");

const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.192.0.0/16", enableDnsHostnames: true });
const gateway = new aws.ec2.InternetGateway("gateway", { vpcId: vpc.id });
const publicTable = new aws.ec2.RouteTable("public", { vpcId: vpc.id });
new aws.ec2.Route("public-default", {
  routeTableId: publicTable.id,
  destinationCidrBlock: "0.0.0.0/0",
  gatewayId: gateway.id,
});
const ready: pulumi.Resource[] = [];
const subnets = [0, 1].map((i) => {
  const zone = `${region}${i === 0 || flaw === "one-zone" ? "a" : "b"}`;
  const open = new aws.ec2.Subnet(`public-${String(i)}`, {
    vpcId: vpc.id,
    cidrBlock: `10.192.1${String(i)}.0/24`,
    availabilityZone: zone,
  });
  new aws.ec2.RouteTableAssociation(`public-${String(i)}`, {
    subnetId: open.id,
    routeTableId: publicTable.id,
  });
  const address = new aws.ec2.Eip(`nat-${String(i)}`, { domain: "vpc" });
  const nat = new aws.ec2.NatGateway(
    `nat-${String(i)}`,
    { subnetId: open.id, allocationId: address.id },
    { dependsOn: [gateway] },
  );
  const subnet = new aws.ec2.Subnet(`private-${String(i)}`, {
    vpcId: vpc.id,
    cidrBlock: `10.192.2${String(i)}.0/24`,
    availabilityZone: zone,
  });
  const table = new aws.ec2.RouteTable(`private-${String(i)}`, { vpcId: vpc.id });
  ready.push(
    new aws.ec2.RouteTableAssociation(`private-${String(i)}`, {
      subnetId: subnet.id,
      routeTableId: table.id,
    }),
  );
  if (flaw !== "no-route") {
    ready.push(
      new aws.ec2.Route(`private-default-${String(i)}`, {
        routeTableId: table.id,
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId: nat.id,
      }),
    );
  }
  return subnet;
});
const group = new aws.ec2.SecurityGroup("group", { vpcId: vpc.id });
ready.push(
  new aws.vpc.SecurityGroupIngressRule("self", {
    securityGroupId: group.id,
    ipProtocol: "-1",
    ...(flaw === "group-closed"
      ? { cidrIpv4: "10.192.0.0/16" }
      : { referencedSecurityGroupId: group.id }),
  }),
);
ready.push(
  new aws.vpc.SecurityGroupEgressRule("out", {
    securityGroupId: group.id,
    ipProtocol: "-1",
    cidrIpv4: "0.0.0.0/0",
  }),
);

const bucket = new aws.s3.Bucket("bucket", { bucket: `raw-${account}`, forceDestroy: true });
const role = new aws.iam.Role("role", {
  name: "raw-execution",
  assumeRolePolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: ["airflow.amazonaws.com", "airflow-env.amazonaws.com"] },
        Action: "sts:AssumeRole",
      },
    ],
  }),
});

// What the environment needs is either waited for, or comes after it when that is the flaw.
const late = lateUnless(flaw, ready, () => environment);
late(
  "versioning-late",
  (opts) =>
    new aws.s3.BucketVersioning(
      "versioning",
      { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
      opts,
    ),
);
late(
  "access-block-late",
  (opts) =>
    new aws.s3.BucketPublicAccessBlock(
      "access-block",
      {
        bucket: bucket.bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      opts,
    ),
);
late(
  "role-policy-late",
  (opts) =>
    new aws.iam.RolePolicy(
      "role-policy",
      {
        role: role.name,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: ["s3:GetObject*", "s3:GetBucket*", "s3:List*"],
              Resource: [bucket.arn, pulumi.interpolate`${bucket.arn}/*`],
            },
            { Effect: "Allow", Action: "airflow:PublishMetrics", Resource: "*" },
            { Effect: "Allow", Action: "logs:*", Resource: "*" },
            ...(flaw === "queue-denied"
              ? []
              : [{ Effect: "Allow", Action: "sqs:*", Resource: "*" }]),
          ],
        }),
      },
      opts,
    ),
);
late(
  "dag-late",
  (opts) =>
    new aws.s3.BucketObjectv2(
      "dag",
      { bucket: bucket.bucket, key: "dags/hello.py", content: "print('hello')" },
      opts,
    ),
);
late(
  "log-group-late",
  (opts) => new aws.cloudwatch.LogGroup("log-group", { name: `airflow-${name}-Task` }, opts),
);

const environment: aws.mwaa.Environment = new aws.mwaa.Environment(
  "environment",
  {
    name,
    airflowVersion: config.get("airflowVersion") ?? "2.10.3",
    environmentClass: flaw === "micro-with-two" ? "mw1.micro" : "mw1.small",
    schedulers: 2,
    maxWorkers: config.getNumber("maxWorkers") ?? (flaw === "micro-with-two" ? 1 : 2),
    sourceBucketArn: bucket.arn,
    dagS3Path: "dags",
    executionRoleArn: role.arn,
    networkConfiguration: {
      subnetIds: subnets.map((subnet) => subnet.id),
      securityGroupIds: [group.id],
      ...(flaw === "unknown-name" ? { subnetIdentifiers: [] } : {}),
    },
    loggingConfiguration: { taskLogs: { enabled: true, logLevel: "INFO" } },
    airflowConfigurationOptions: { "core.dag_concurrency": "10" },
    ...(config.get("strategy") === undefined
      ? {}
      : { workerReplacementStrategy: config.require("strategy") }),
  },
  {
    dependsOn: ready,
    ...(flaw === "short-of-time" ? { customTimeouts: { create: "20m" } } : {}),
  },
);

/** The environment's state, for the specs. */
export const status = environment.status;
