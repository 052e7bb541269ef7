import type { Fault } from "../fault";
import type { Source } from "../source";

/** Where the quotas stand. */
export const QUOTAS_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/general/latest/gr/mwaa.html",
  section: "Service quotas",
  read: "2026-11-22",
};

/** Where it stands how far the number of workers can be raised. */
export const WORKER_CEILING_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/mwaa-faqs.html",
  section: "Can I specify more than 25 Apache Airflow workers?",
  read: "2026-11-22",
};

/** A number that an account starts with and can ask to raise. */
export interface Quota {
  /** What it counts, in words. */
  readonly counts: string;
  /** What an account has until it asks for more. */
  readonly default: number;
  /** The most that can be asked for; absent if AWS names no limit. */
  readonly ceiling?: number;
}

/** The quotas of MWAA; every one of them can be raised on request. */
export const QUOTAS = {
  environmentsPerRegion: { counts: "environments per account and region", default: 10 },
  workersPerEnvironment: { counts: "workers per environment", default: 25, ceiling: 50 },
  webserversPerEnvironment: { counts: "web servers per environment", default: 5 },
} as const satisfies Record<string, Quota>;

/** Calls of the Airflow REST API with AWS credentials per second, raised through AWS Support only. */
export const REST_API_CALLS_PER_SECOND = 10;

/** Task storage of each worker in gigabytes; it cannot be raised. */
export const TASK_STORAGE_GB = 20;

/** Hours after which MWAA stops a task; it cannot be raised. */
export const LONGEST_TASK_HOURS = 12;

/**
 * Whether more workers are asked for than the account may run: a warning as long as only the
 * default of the quota is known, since it may have been raised.
 *
 * @param quota what the account may run; the default of the quota if not given.
 */
export function workersAboveQuotaFaults(
  maxWorkers: number,
  quota: number = QUOTAS.workersPerEnvironment.default,
): Fault[] {
  if (maxWorkers <= quota) return [];
  return [
    {
      path: ["maxWorkers"],
      problem: `is more than the quota of ${quota} workers per environment`,
      got: maxWorkers,
      allowed: `at most ${quota}, or up to ${QUOTAS.workersPerEnvironment.ceiling} after a quota increase`,
      fix: `set maxWorkers to ${quota}, or request an increase in Service Quotas first`,
    },
  ];
}

/**
 * Whether one account has more environments in a region than its quota: a warning as long as only
 * the default of the quota is known.
 *
 * @param quota what the account may have; the default of the quota if not given.
 */
export function environmentsAboveQuotaFaults(
  environments: number,
  quota: number = QUOTAS.environmentsPerRegion.default,
): Fault[] {
  if (environments <= quota) return [];
  return [
    {
      path: [],
      problem: `is more than the quota of ${quota} environments per account and region`,
      got: environments,
      allowed: `at most ${quota}, or more after a quota increase`,
      fix: "request an increase in Service Quotas first, or use another region or account",
    },
  ];
}
