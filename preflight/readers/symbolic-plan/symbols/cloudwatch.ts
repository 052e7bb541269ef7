import { regional } from "./regional";
import type { SymbolTable } from "./template";

const LOGS = "arn:{partition}:logs:{region}:{account}";
const CLOUDWATCH = "arn:{partition}:cloudwatch:{region}:{account}";

/** Logs, metrics and alarms. */
export const CLOUDWATCH_SYMBOLS: SymbolTable = regional({
  "aws:cloudwatch/logGroup:LogGroup": {
    named: "name",
    id: "{name}",
    arn: `${LOGS}:log-group:{name}`,
  },
  "aws:cloudwatch/logStream:LogStream": {
    named: "name",
    id: "{name}",
    arn: `${LOGS}:log-group:{logGroupName}:log-stream:{name}`,
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
    arn: `${CLOUDWATCH}:alarm:{name}`,
  },
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": {
    id: "{alarmName}",
    arn: `${CLOUDWATCH}:alarm:{alarmName}`,
  },
});
