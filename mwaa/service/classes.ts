import type { Fault } from "../fault";
import type { Source } from "../source";

/** Where the class table stands. */
export const ENVIRONMENT_CLASSES_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/environment-class.html",
  section: "Environment capabilities",
  read: "2026-11-22",
};

/** The size of one container or database. */
export interface ComputeSize {
  /** Virtual processors. */
  readonly vcpus: number;
  /** Memory in gigabytes. */
  readonly memoryGb: number;
}

/** What one environment class offers. */
export interface EnvironmentClassCapabilities {
  /** DAG definitions (not runs) that the class is made for. */
  readonly dagCapacity: number;
  /** Tasks that one worker runs at once by default. */
  readonly tasksPerWorker: number;
  /** Each web server. */
  readonly webserver: ComputeSize;
  /** Each worker; in `mw1.micro` the one container that is both worker and scheduler. */
  readonly worker: ComputeSize;
  /** Each scheduler; in `mw1.micro` the one container that is both worker and scheduler. */
  readonly scheduler: ComputeSize;
  /** The metadata database. */
  readonly database: ComputeSize;
  /** Whether workers and web servers scale by themselves. */
  readonly autoscaling: boolean;
  /** Triggers that each triggerer runs at once by default; not published for `mw1.micro`. */
  readonly triggersPerScheduler?: number;
}

/** The classes, smallest first. */
export const ENVIRONMENT_CLASSES = {
  "mw1.micro": {
    dagCapacity: 25,
    tasksPerWorker: 3,
    webserver: { vcpus: 1, memoryGb: 3 },
    worker: { vcpus: 1, memoryGb: 3 },
    scheduler: { vcpus: 1, memoryGb: 3 },
    database: { vcpus: 2, memoryGb: 4 },
    autoscaling: false,
  },
  "mw1.small": {
    dagCapacity: 50,
    tasksPerWorker: 5,
    webserver: { vcpus: 1, memoryGb: 2 },
    worker: { vcpus: 1, memoryGb: 2 },
    scheduler: { vcpus: 1, memoryGb: 2 },
    database: { vcpus: 2, memoryGb: 4 },
    autoscaling: true,
    triggersPerScheduler: 60,
  },
  "mw1.medium": {
    dagCapacity: 250,
    tasksPerWorker: 10,
    webserver: { vcpus: 1, memoryGb: 2 },
    worker: { vcpus: 2, memoryGb: 4 },
    scheduler: { vcpus: 2, memoryGb: 4 },
    database: { vcpus: 2, memoryGb: 8 },
    autoscaling: true,
    triggersPerScheduler: 125,
  },
  "mw1.large": {
    dagCapacity: 1000,
    tasksPerWorker: 20,
    webserver: { vcpus: 2, memoryGb: 4 },
    worker: { vcpus: 4, memoryGb: 8 },
    scheduler: { vcpus: 4, memoryGb: 8 },
    database: { vcpus: 2, memoryGb: 8 },
    autoscaling: true,
    triggersPerScheduler: 250,
  },
  "mw1.xlarge": {
    dagCapacity: 2000,
    tasksPerWorker: 40,
    webserver: { vcpus: 4, memoryGb: 12 },
    worker: { vcpus: 8, memoryGb: 24 },
    scheduler: { vcpus: 8, memoryGb: 24 },
    database: { vcpus: 4, memoryGb: 32 },
    autoscaling: true,
    triggersPerScheduler: 500,
  },
  "mw1.2xlarge": {
    dagCapacity: 4000,
    tasksPerWorker: 80,
    webserver: { vcpus: 8, memoryGb: 24 },
    worker: { vcpus: 16, memoryGb: 48 },
    scheduler: { vcpus: 16, memoryGb: 48 },
    database: { vcpus: 8, memoryGb: 64 },
    autoscaling: true,
    triggersPerScheduler: 1000,
  },
} as const satisfies Record<string, EnvironmentClassCapabilities>;

/** The name of an environment class. */
export type EnvironmentClass = keyof typeof ENVIRONMENT_CLASSES;

/** The names of the classes, smallest first. */
export const ENVIRONMENT_CLASS_NAMES = Object.keys(
  ENVIRONMENT_CLASSES,
) as readonly EnvironmentClass[];

/** The class the service takes when none is given. */
export const DEFAULT_ENVIRONMENT_CLASS: EnvironmentClass = "mw1.small";

/** Whether a text names an environment class. */
export function isEnvironmentClass(text: string): text is EnvironmentClass {
  return Object.hasOwn(ENVIRONMENT_CLASSES, text);
}

/** What is wrong with the name of an environment class. */
export function environmentClassFaults(environmentClass: string): Fault[] {
  if (isEnvironmentClass(environmentClass)) return [];
  const prefixed = `mw1.${environmentClass.replace(/^m[^.]*\./i, "").toLowerCase()}`;
  const nearest = isEnvironmentClass(prefixed) ? prefixed : DEFAULT_ENVIRONMENT_CLASS;
  return [
    {
      path: ["environmentClass"],
      problem: "is not an environment class of MWAA",
      got: environmentClass,
      allowed: ENVIRONMENT_CLASS_NAMES.join(", "),
      fix: `set environmentClass to "${nearest}"`,
    },
  ];
}
