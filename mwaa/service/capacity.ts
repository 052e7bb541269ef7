import type { Fault } from "../fault";
import type { Source } from "../source";
import { DEFAULT_ENVIRONMENT_CLASS, isEnvironmentClass, type EnvironmentClass } from "./classes";
import { QUOTAS } from "./quotas";

/** Where the counts and their defaults stand. */
export const CAPACITY_SOURCES: readonly Source[] = [
  {
    url: "https://docs.aws.amazon.com/mwaa/latest/userguide/environment-class.html",
    section: "Apache Airflow schedulers",
    read: "2026-11-22",
  },
  {
    url: "https://docs.aws.amazon.com/mwaa/latest/userguide/airflow-versions.html",
    section: "Apache Airflow components",
    read: "2026-11-22",
  },
  {
    url: "https://docs.aws.amazon.com/mwaa/latest/API/API_CreateEnvironment.html",
    section: "MinWebservers, MaxWebservers",
    read: "2026-11-22",
  },
];

/** How many of each component an environment has. */
export interface Capacity {
  readonly schedulers: number;
  readonly minWorkers: number;
  readonly maxWorkers: number;
  readonly minWebservers: number;
  readonly maxWebservers: number;
}

/** The name of a count. */
export type CapacityProperty = keyof Capacity;

type TwoToFive = 2 | 3 | 4 | 5;

/** The counts of `mw1.micro`, which cannot scale: one of everything. */
export interface MicroCapacity {
  /** @default 1 */
  readonly schedulers?: 1;
  /** @default 1 */
  readonly minWorkers?: 1;
  /** @default 1 */
  readonly maxWorkers?: 1;
  /** @default 1 */
  readonly minWebservers?: 1;
  /** @default 1 */
  readonly maxWebservers?: 1;
}

/** The counts of every class above `mw1.micro`. */
export interface ScalingCapacity {
  /** @default 2 */
  readonly schedulers?: TwoToFive;
  /** @default 1 */
  readonly minWorkers?: number;
  /** At most 25, and up to 50 after a quota increase. @default 10 */
  readonly maxWorkers?: number;
  /** @default 2 */
  readonly minWebservers?: TwoToFive;
  /** @default 2 */
  readonly maxWebservers?: TwoToFive;
}

/** The counts that a class accepts: what does not fit the class does not compile. */
export type CapacityOf<C extends EnvironmentClass> = C extends "mw1.micro"
  ? MicroCapacity
  : ScalingCapacity;

/** A class and its counts as somebody wrote them: absent means the default. */
export type CapacityRequest = { readonly environmentClass?: string } & {
  readonly [P in CapacityProperty]?: number | undefined;
};

interface Range {
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

const ONE: Range = { min: 1, max: 1, default: 1 };

const MICRO_RANGES: Readonly<Record<CapacityProperty, Range>> = {
  schedulers: ONE,
  minWorkers: ONE,
  maxWorkers: ONE,
  minWebservers: ONE,
  maxWebservers: ONE,
};

const SCALING_RANGES: Readonly<Record<CapacityProperty, Range>> = {
  schedulers: { min: 2, max: 5, default: 2 },
  minWorkers: { min: 1, max: QUOTAS.workersPerEnvironment.ceiling, default: 1 },
  maxWorkers: { min: 1, max: QUOTAS.workersPerEnvironment.ceiling, default: 10 },
  minWebservers: { min: 2, max: 5, default: 2 },
  maxWebservers: { min: 2, max: 5, default: 2 },
};

/** The names of the counts. */
export const CAPACITY_PROPERTIES = Object.keys(SCALING_RANGES) as readonly CapacityProperty[];

/** The pairs of a lower and an upper bound between which MWAA scales. */
const SCALING_PAIRS = [
  ["minWorkers", "maxWorkers"],
  ["minWebservers", "maxWebservers"],
] as const;

function rangesOf(environmentClass: EnvironmentClass): Readonly<Record<CapacityProperty, Range>> {
  return environmentClass === "mw1.micro" ? MICRO_RANGES : SCALING_RANGES;
}

/** What the service takes for the counts that are not given. */
export function capacityDefaults(environmentClass: EnvironmentClass): Capacity {
  const ranges = rangesOf(environmentClass);
  return {
    schedulers: ranges.schedulers.default,
    minWorkers: ranges.minWorkers.default,
    maxWorkers: ranges.maxWorkers.default,
    minWebservers: ranges.minWebservers.default,
    maxWebservers: ranges.maxWebservers.default,
  };
}

/**
 * What is wrong with the counts for their class: outside the range, or a lower bound above its
 * upper one (given or default). Nothing is said about counts of a class that does not exist. More
 * workers than the default quota are not a fault here; see `workersAboveQuotaFaults`.
 *
 * @param undecided counts that are given but not known yet, so that no default stands in for them.
 */
export function capacityFaults(
  counts: CapacityRequest,
  undecided: readonly CapacityProperty[] = [],
): Fault[] {
  const { environmentClass = DEFAULT_ENVIRONMENT_CLASS } = counts;
  if (!isEnvironmentClass(environmentClass)) return [];
  const outOfRange = CAPACITY_PROPERTIES.flatMap((property) =>
    rangeFaults(environmentClass, property, counts[property]),
  );
  const reported = new Set([...outOfRange.map((fault) => fault.path[0]), ...undecided]);
  const crossed = SCALING_PAIRS.filter((pair) => !pair.some((property) => reported.has(property)));
  return [
    ...outOfRange,
    ...crossed.flatMap(([lower, upper]) => orderFaults(environmentClass, lower, upper, counts)),
  ];
}

function rangeFaults(
  environmentClass: EnvironmentClass,
  property: CapacityProperty,
  count: number | undefined,
): Fault[] {
  const { min, max } = rangesOf(environmentClass)[property];
  if (count === undefined || (Number.isInteger(count) && count >= min && count <= max)) return [];
  const nearest = Number.isFinite(count) ? Math.min(max, Math.max(min, Math.round(count))) : min;
  return [
    {
      path: [property],
      problem: `is not a number of ${property} that ${environmentClass} accepts`,
      got: count,
      allowed: min === max ? String(min) : `a whole number from ${min} to ${max}`,
      fix: `set ${property} to ${nearest}`,
    },
  ];
}

function orderFaults(
  environmentClass: EnvironmentClass,
  lower: CapacityProperty,
  upper: CapacityProperty,
  counts: CapacityRequest,
): Fault[] {
  const defaults = capacityDefaults(environmentClass);
  const [least, most] = [counts[lower] ?? defaults[lower], counts[upper] ?? defaults[upper]];
  if (least <= most) return [];
  const [culprit, got] = counts[lower] === undefined ? [upper, most] : [lower, least];
  const note = counts[lower] === undefined || counts[upper] === undefined ? " (the default)" : "";
  return [
    {
      path: [culprit],
      problem: culprit === lower ? `is more than ${upper}` : `is less than ${lower}`,
      got,
      allowed: culprit === lower ? `at most ${most}${note}` : `at least ${least}${note}`,
      fix: `set ${upper} to ${least} or more, or ${lower} to ${most} or less`,
    },
  ];
}
