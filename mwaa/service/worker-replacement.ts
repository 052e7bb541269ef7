import type { Fault } from "../fault";
import type { Source } from "../source";
import { isOlderThan, LATEST_AIRFLOW_VERSION } from "./versions";

/** Where the strategies stand. */
export const WORKER_REPLACEMENT_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/update-environment.html",
  section: "Worker replacement strategy",
  read: "2026-11-22",
};

/**
 * What an update does with running workers: FORCED stops them and their tasks; GRACEFUL lets tasks
 * finish, and sends new ones to updated workers.
 */
export const WORKER_REPLACEMENT_STRATEGIES = ["FORCED", "GRACEFUL"] as const;

/** A value of `workerReplacementStrategy`. */
export type WorkerReplacementStrategy = (typeof WORKER_REPLACEMENT_STRATEGIES)[number];

/** The strategy the service takes when none is given. */
export const DEFAULT_WORKER_REPLACEMENT_STRATEGY: WorkerReplacementStrategy = "FORCED";

/** The first Airflow version that can be updated gracefully. */
export const GRACEFUL_SINCE = "2.4.3";

/** Hours for which a graceful update waits for running tasks. */
export const GRACEFUL_LONGEST_HOURS = 12;

/** The regions that do not offer graceful updates yet. */
export const REGIONS_WITHOUT_GRACEFUL: readonly string[] = ["ca-west-1", "ap-southeast-5"];

/** Whether a text is a worker replacement strategy. */
export function isWorkerReplacementStrategy(text: string): text is WorkerReplacementStrategy {
  return (WORKER_REPLACEMENT_STRATEGIES as readonly string[]).includes(text);
}

/** What is wrong with a strategy, also for the version (the latest, if none is given) and the region. */
export function workerReplacementFaults(asked: {
  readonly strategy: string;
  readonly airflowVersion?: string;
  readonly region?: string;
}): Fault[] {
  const { strategy, airflowVersion = LATEST_AIRFLOW_VERSION, region } = asked;
  const fault = (problem: string, allowed: string, alternative: string): Fault => ({
    path: ["workerReplacementStrategy"],
    problem,
    got: strategy,
    allowed,
    fix: `set workerReplacementStrategy to "FORCED"${alternative}`,
  });
  if (!isWorkerReplacementStrategy(strategy)) {
    const allowed = WORKER_REPLACEMENT_STRATEGIES.join(", ");
    return [fault("is not a worker replacement strategy", allowed, "")];
  }
  if (strategy === "FORCED") return [];
  const faults: Fault[] = [];
  if (isOlderThan(airflowVersion, GRACEFUL_SINCE)) {
    const problem = `needs Airflow ${GRACEFUL_SINCE} or newer, and the environment has ${airflowVersion}`;
    faults.push(fault(problem, "FORCED", `, or airflowVersion to "${LATEST_AIRFLOW_VERSION}"`));
  }
  if (region !== undefined && REGIONS_WITHOUT_GRACEFUL.includes(region)) {
    faults.push(fault(`is not offered in ${region}`, "FORCED", ""));
  }
  return faults;
}
