import { LOG_LEVELS, LOG_MODULES } from "../../../mwaa/service/logs";
import { Unknown } from "../../../reasoning/known";
import type { Resource } from "../../model/resource";
import type { World } from "../../model/world";
import { argumentCheck, text } from "../argument";
import type { Outcome, Rule, Violation } from "../rule";
import { conclude } from "../rule";
import { guide } from "../sources";

const own = { subject: "airflow", judges: ["environment"], decidedBy: "resource" } as const;

/** What the environment tells of itself. */
export const LOG_RULES: readonly Rule[] = [
  {
    ...own,
    id: "task-logs-readable",
    title: "Task logs are on, at INFO or finer",
    why: "Airflow reads task logs back from CloudWatch; without them the UI shows none, and failures stay unexplained.",
    severity: "error",
    effect: "will-misbehave",
    predicts: "remote-logs-unreadable",
    sources: [guide("t-cloudwatch-cloudtrail-logs", "Troubleshooting: CloudWatch Logs")],
    examples: {
      fails: 'taskLogs: { enabled: true, logLevel: "ERROR" }',
      passes: 'taskLogs: { enabled: true, logLevel: "INFO" }',
    },
    check: (environment, world) =>
      logsCheck(environment, world, ["taskLogs"], (level) => level === "INFO" || level === "DEBUG"),
  },
  {
    ...own,
    id: "all-logs-enabled",
    title: "All five kinds of log are on",
    why: "Each module's log tells of failures that no other one shows; the scheduler's is the first to look at.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [guide("monitoring-airflow", "Viewing Airflow logs in Amazon CloudWatch")],
    examples: {
      fails: "schedulerLogs: { enabled: false }",
      passes: 'schedulerLogs: { enabled: true, logLevel: "INFO" }',
    },
    check: (environment, world) =>
      logsCheck(
        environment,
        world,
        LOG_MODULES.map(({ property }) => property).filter((each) => each !== "taskLogs"),
        () => true,
      ),
  },
  {
    ...own,
    id: "log-levels-known",
    title: "Every log level is one that Airflow has",
    why: "CreateEnvironment refuses any other word.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [guide("monitoring-airflow", "Log types")],
    examples: {
      fails: 'taskLogs: { logLevel: "VERBOSE" }',
      passes: 'taskLogs: { logLevel: "INFO" }',
    },
    check: argumentCheck(
      LOG_MODULES.map(({ property }) => `loggingConfiguration.${property}.logLevel`),
      (values) =>
        Object.keys(values).flatMap((property) => {
          const level = text(values, property);
          return level === undefined || LOG_LEVELS.some((each) => each === level)
            ? []
            : [
                {
                  path: property.split("."),
                  problem: "is not a log level",
                  got: level,
                  allowed: LOG_LEVELS.join(", "),
                  fix: 'set it to "INFO"',
                },
              ];
        }),
    ),
  },
];

function logsCheck(
  environment: Resource,
  world: World,
  modules: readonly string[],
  accepts: (level: string) => boolean,
): Outcome {
  const violations: Violation[] = [];
  const hidden: Unknown[] = [];
  for (const log of modules) {
    const enabled = world.value(environment, "loggingConfiguration", log, "enabled");
    const level = world.value(environment, "loggingConfiguration", log, "logLevel") ?? "INFO";
    if (enabled instanceof Unknown) hidden.push(enabled);
    else if (enabled !== true && enabled !== "true") {
      violations.push({
        message: `loggingConfiguration.${log} is not enabled`,
        fix: `set loggingConfiguration.${log} to { enabled: true, logLevel: "INFO" }`,
      });
    } else if (level instanceof Unknown) hidden.push(level);
    else if (typeof level !== "string" || !accepts(level)) {
      violations.push({
        message: `loggingConfiguration.${log}.logLevel is ${JSON.stringify(level)}, coarser than INFO`,
        fix: `set loggingConfiguration.${log}.logLevel to "INFO"`,
      });
    }
  }
  return conclude(violations, hidden, "loggingConfiguration is not known");
}
