import { z } from "zod";
import { LOG_LEVELS } from "../service/logs";
import { choice, flag, type Leaf, numberOf } from "./leaf";

/**
 * The periods, in days, for which CloudWatch Logs can keep events. Source:
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html,
 * "Request Parameters", read 2026-11-22.
 */
export const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
] as const;

/** A period for which CloudWatch Logs keeps events. */
export function retentionDays(example: (typeof RETENTION_DAYS)[number]): Leaf<number> {
  return numberOf("a period that CloudWatch Logs offers", RETENTION_DAYS, example);
}

function log(name: string) {
  return z
    .strictObject({
      enabled: flag(true).exactOptional().describe("Whether the log is sent. Default: true."),
      logLevel: choice("a log level", LOG_LEVELS)
        .exactOptional()
        .describe("The least severe level that is sent. Default: INFO."),
    })
    .exactOptional()
    .describe(`${name}. Default: enabled, INFO.`);
}

/** The five logs. */
export const logging = z.strictObject({
  dagProcessingLogs: log("The log of the DAG processor"),
  schedulerLogs: log("The log of the schedulers"),
  taskLogs: log("The logs of tasks"),
  webserverLogs: log("The log of the web servers"),
  workerLogs: log("The log of the workers"),
});

/** The log groups that the five logs go to. */
export const logGroups = z.strictObject({
  retentionDays: retentionDays(90)
    .exactOptional()
    .describe("How long events are kept. Default: 90 in quick-start, 365 in production."),
  whenDestroyed: choice("what happens to the log groups", ["keep", "delete"])
    .exactOptional()
    .describe("What `pulumi destroy` does to the log groups. Default: keep."),
});
