import type { Fault } from "../fault";
import type { Source } from "../source";

/** Where the log modules and their groups stand. */
export const LOG_MODULES_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/monitoring-airflow.html",
  section: "Log types",
  read: "2026-11-22",
};

/** The kinds of Airflow log that MWAA sends to CloudWatch Logs: the property of `loggingConfiguration` and the end of the log group's name, `airflow-<environment>-<suffix>`. */
export const LOG_MODULES = [
  { property: "dagProcessingLogs", suffix: "DAGProcessing" },
  { property: "schedulerLogs", suffix: "Scheduler" },
  { property: "taskLogs", suffix: "Task" },
  { property: "webserverLogs", suffix: "WebServer" },
  { property: "workerLogs", suffix: "Worker" },
] as const;

/** A row of the log modules. */
export type LogModule = (typeof LOG_MODULES)[number];

/** A property of `loggingConfiguration`. */
export type LogProperty = LogModule["property"];

/** The levels of the API, most talkative first; a level includes everything after it. */
export const LOG_LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] as const;

/** A log level of the API. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** How one log is sent; what is absent is left to the service. */
export interface ModuleLogging {
  readonly enabled?: boolean | undefined;
  readonly logLevel?: string | undefined;
}

/** Whether a text is a log level of the API. */
export function isLogLevel(text: string): text is LogLevel {
  return (LOG_LEVELS as readonly string[]).includes(text);
}

/** What is wrong with the level of a log; `path` is where the level stands. */
export function logLevelFaults(level: string, path: Fault["path"]): Fault[] {
  if (isLogLevel(level)) return [];
  const upper = level.toUpperCase();
  const nearest = isLogLevel(upper) ? upper : upper === "WARN" ? "WARNING" : "INFO";
  return [
    {
      path,
      problem: "is not a log level",
      got: level,
      allowed: LOG_LEVELS.join(", "),
      fix: `set ${path.join(".")} to "${nearest}"`,
    },
  ];
}
