import {
  DagFiles,
  Environment,
  EnvironmentBucket,
  ExecutionRole,
  ExistingNetwork,
  LogGroups,
} from "../../../components";

const environmentName = "etl";
const network = new ExistingNetwork("network", {
  subnetIds: ["subnet-0e1f2a3b4c5d6e7f8", "subnet-0e1f9a8b7c6d5e4f3"],
  securityGroupIds: ["sg-05a6b7c8d9e0f1a2b"],
  serviceEndpoints: ["s3"],
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
