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
const other = new pulumi.StackReference("other", { name: "acme/network/prod" });
const network = new ExistingNetwork("network", {
  subnetIds: other.requireOutput("subnetIds") as pulumi.Output<readonly string[]>,
  securityGroupIds: other.requireOutput("securityGroupIds") as pulumi.Output<readonly string[]>,
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
