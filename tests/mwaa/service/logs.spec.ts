import assert from "node:assert/strict";
import { LOG_LEVELS, LOG_MODULES, logLevelFaults } from "../../../mwaa/service/logs";
import { logGroupName } from "../../../mwaa/service/names";

describe("LOG_MODULES", () => {
  it("ends the names of the five log groups", () => {
    assert.deepEqual(
      LOG_MODULES.map(({ property, suffix }) => [property, logGroupName("flow", suffix)]),
      [
        ["dagProcessingLogs", "airflow-flow-DAGProcessing"],
        ["schedulerLogs", "airflow-flow-Scheduler"],
        ["taskLogs", "airflow-flow-Task"],
        ["webserverLogs", "airflow-flow-WebServer"],
        ["workerLogs", "airflow-flow-Worker"],
      ],
    );
  });
});

describe("logLevelFaults", () => {
  it("accepts the five levels of the API", () => {
    assert.deepEqual(LOG_LEVELS, ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]);
    assert.deepEqual(
      LOG_LEVELS.flatMap((level) => logLevelFaults(level, ["logLevel"])),
      [],
    );
  });

  for (const [given, suggestion] of [
    ["info", "INFO"],
    ["WARN", "WARNING"],
    ["TRACE", "INFO"],
  ] as const) {
    it(`refuses ${given} and suggests ${suggestion}`, () => {
      assert.deepEqual(logLevelFaults(given, ["logging", "taskLogs", "logLevel"]), [
        {
          path: ["logging", "taskLogs", "logLevel"],
          problem: "is not a log level",
          got: given,
          allowed: "DEBUG, INFO, WARNING, ERROR, CRITICAL",
          fix: `set logging.taskLogs.logLevel to "${suggestion}"`,
        },
      ]);
    });
  }
});
