import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import {
  DagFiles,
  Environment,
  EnvironmentBucket,
  ExecutionRole,
  ExistingNetwork,
  LogGroups,
} from "../../../components";

const environmentName = "etl";
const vpc = new awsx.classic.ec2.Vpc("vpc", {
  cidrBlock: "10.20.0.0/16",
  numberOfAvailabilityZones: 2,
  numberOfNatGateways: 2,
});
const group = new aws.ec2.SecurityGroup("group", {
  vpcId: vpc.id,
  ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }],
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});
// Everything is made in this program, so that there is nothing to look up.
const network = new ExistingNetwork("network", {
  vpcId: vpc.id,
  subnetIds: pulumi.output(vpc.privateSubnetIds),
  securityGroupIds: [group.id],
  lookUp: false,
  // Routes and associations, which no id leads to.
  ready: [vpc],
});
const bucket = new EnvironmentBucket("bucket", { environmentName });
const executionRole = new ExecutionRole("role", { environmentName, bucketName: bucket.name });
const logGroups = new LogGroups("logs", { environmentName });
const dagFiles = new DagFiles("files", { bucket, folder: "dags" });

const environment = new Environment("airflow", {
  name: environmentName,
  airflowVersion: "3.2.1",
  network,
  bucket,
  executionRole,
  logGroups,
  dagFiles,
});

export const airflow = environment.webserverUrl;
