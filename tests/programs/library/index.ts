import {
  DagFiles,
  Environment,
  EnvironmentBucket,
  ExecutionRole,
  LogGroups,
  PublicRoutingNetwork,
} from "../../../components";

const environmentName = "etl";
const network = new PublicRoutingNetwork("network", { region: "eu-west-1" });
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
