import { regional } from "./regional";
import type { SymbolTable } from "./template";

/** MWAA, and the logs, metrics and events around it. */
export const ENVIRONMENT_SYMBOLS: SymbolTable = regional({
  "aws:mwaa/environment:Environment": {
    named: "name",
    id: "{name}",
    arn: "arn:{partition}:airflow:{region}:{account}:environment/{name}",
    webserverUrl: "{uuid}.c1.airflow.{region}.on.aws",
    serviceRoleArn:
      "arn:{partition}:iam::{account}:role/aws-service-role/airflow.amazonaws.com/AWSServiceRoleForAmazonMWAA",
    databaseVpcEndpointService: "com.amazonaws.vpce.{region}.vpce-svc-0{hex16}",
    webserverVpcEndpointService: "com.amazonaws.vpce.{region}.vpce-svc-0{hex16}",
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    named: "name",
    id: "{name}",
    arn: "arn:{partition}:logs:{region}:{account}:log-group:{name}",
  },
  "aws:cloudwatch/logStream:LogStream": {
    named: "name",
    id: "{name}",
    arn: "arn:{partition}:logs:{region}:{account}:log-group:{logGroupName}:log-stream:{name}",
  },
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": { id: "{policyName}" },
  "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": {
    named: "name",
    id: "cwlsf-{digits10}",
  },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": { named: "name", id: "{name}" },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    named: "name",
    id: "{name}",
    arn: "arn:{partition}:cloudwatch:{region}:{account}:alarm:{name}",
  },
  "aws:cloudwatch/eventRule:EventRule": {
    named: "name",
    id: "{name}",
    arn: "arn:{partition}:events:{region}:{account}:rule/{name}",
  },
  "aws:cloudwatch/eventTarget:EventTarget": { id: "{rule}-{targetId=terraform}" },
});
