import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";

const config = new pulumi.Config();
const name = config.get("name") ?? "foreign";

const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.20.0.0/16", enableDnsHostnames: true });
const gateway = new aws.ec2.InternetGateway("gateway", { vpcId: vpc.id });
const zones = ["eu-west-1a", "eu-west-1b"];
const publicRoutes = new aws.ec2.RouteTable("public", { vpcId: vpc.id });
new aws.ec2.Route("public", {
  routeTableId: publicRoutes.id,
  destinationCidrBlock: "0.0.0.0/0",
  gatewayId: gateway.id,
});

const privateSubnets = zones.map((zone, index) => {
  const publicSubnet = new aws.ec2.Subnet(`public-${index}`, {
    vpcId: vpc.id,
    cidrBlock: `10.20.${10 + index}.0/24`,
    availabilityZone: zone,
    mapPublicIpOnLaunch: true,
  });
  new aws.ec2.RouteTableAssociation(`public-${index}`, {
    subnetId: publicSubnet.id,
    routeTableId: publicRoutes.id,
  });
  const address = new aws.ec2.Eip(`nat-${index}`, { domain: "vpc" });
  const nat = new aws.ec2.NatGateway(
    `nat-${index}`,
    { allocationId: address.allocationId, subnetId: publicSubnet.id },
    { dependsOn: [gateway] },
  );
  const subnet = new aws.ec2.Subnet(`private-${index}`, {
    vpcId: vpc.id,
    cidrBlock: `10.20.${20 + index}.0/24`,
    availabilityZone: zone,
  });
  const routes = new aws.ec2.RouteTable(`private-${index}`, {
    vpcId: vpc.id,
    routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: nat.id }],
  });
  new aws.ec2.RouteTableAssociation(`private-${index}`, {
    subnetId: subnet.id,
    routeTableId: routes.id,
  });
  return subnet;
});

const group = new aws.ec2.SecurityGroup("environment", {
  vpcId: vpc.id,
  ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }],
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});

const bucket = new aws.s3.Bucket("dags", {});
new aws.s3.BucketPublicAccessBlock("dags", {
  bucket: bucket.id,
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
});
const versioning = new aws.s3.BucketVersioning("dags", {
  bucket: bucket.id,
  versioningConfiguration: { status: "Enabled" },
});
const requirements = new aws.s3.BucketObjectv2("requirements", {
  bucket: bucket.id,
  key: "requirements.txt",
  source: new pulumi.asset.StringAsset("apache-airflow-providers-amazon\n"),
});

const role = new aws.iam.Role("execution", {
  path: "/service-role/",
  assumeRolePolicy: aws.iam.getPolicyDocumentOutput({
    statements: [
      {
        actions: ["sts:AssumeRole"],
        principals: [
          {
            type: "Service",
            identifiers: ["airflow.amazonaws.com", "airflow-env.amazonaws.com"],
          },
        ],
      },
    ],
  }).json,
});
const policy = new aws.iam.RolePolicy("execution", {
  role: role.id,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["s3:GetObject*", "s3:GetBucket*", "s3:List*"],
        Resource: [bucket.arn, pulumi.interpolate`${bucket.arn}/*`],
      },
    ],
  }),
});

export const environment = new aws.mwaa.Environment(
  "environment",
  {
    name,
    airflowVersion: "3.2.1",
    dagS3Path: "dags",
    environmentClass: "mw1.small",
    executionRoleArn: role.arn,
    requirementsS3Path: requirements.key,
    requirementsS3ObjectVersion: requirements.versionId,
    sourceBucketArn: bucket.arn,
    networkConfiguration: {
      securityGroupIds: [group.id],
      subnetIds: privateSubnets.map((subnet) => subnet.id),
    },
  },
  {
    dependsOn: [policy, versioning],
    protect: true,
    customTimeouts: { create: "3h", update: "1h30m" },
    ignoreChanges: ["pluginsS3ObjectVersion"],
    deleteBeforeReplace: true,
  },
);
export const url = environment.webserverUrl;
export const created = environment.createdAt;
