import {
  DagFiles,
  Environment,
  EnvironmentBucket,
  ExecutionRole,
  LogGroups,
  PublicRoutingNetwork,
  WebserverLoadBalancer,
} from "../../../components";

const environmentName = "etl";
const domainName = "airflow.example.com";
const network = new PublicRoutingNetwork("network", { region: "eu-west-1" });
const bucket = new EnvironmentBucket("bucket", { environmentName });
const executionRole = new ExecutionRole("role", { environmentName, bucketName: bucket.name });

const environment = new Environment("airflow", {
  name: environmentName,
  airflowVersion: "3.2.1",
  network,
  bucket,
  executionRole,
  logGroups: new LogGroups("logs", { environmentName }),
  dagFiles: new DagFiles("files", { bucket, folder: "dags" }),
  webserverAccessMode: "PRIVATE_ONLY",
  airflowConfigurationOptions: { "webserver.base_url": domainName },
});

const web = new WebserverLoadBalancer("web", {
  environment,
  vpcId: network.vpcId,
  subnetIds: network.subnetIds,
  domainName,
  hostedZoneId: "Z0123456789ABCDEFGHIJ",
  allowedCidrs: ["10.0.0.0/8"],
});

export const airflow = web.url;
