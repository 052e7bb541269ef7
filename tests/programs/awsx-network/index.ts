import {
  DagFiles,
  Environment,
  EnvironmentBucket,
  ExecutionRole,
  LogGroups,
} from "../../../components";
import { AwsxNetwork } from "../../../components/network/awsx";

const environmentName = "etl";
const network = new AwsxNetwork("network", { vpcCidr: "10.20.0.0/16" });
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
