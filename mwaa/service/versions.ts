import type { Fault } from "../fault";
import type { Source } from "../source";

/** Where the version table stands. */
export const AIRFLOW_VERSIONS_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/airflow-versions.html",
  section: "Apache Airflow versions; Apache Airflow deprecated versions",
  read: "2026-11-22",
};

/** One version of Airflow that MWAA offers or once offered; dates are `YYYY-MM-DD`. */
export interface AirflowVersion {
  /** The version as the API writes it: `3.2.1`. */
  readonly version: string;
  /** The day the Airflow project released it. */
  readonly airflowRelease: string;
  /** The day MWAA began to offer it. */
  readonly mwaaAvailability: string;
  /** The day from which no new environment can be created with it; absent while no day is announced. */
  readonly endOfSupport?: string;
  /** The Python of its image, which is also the Python of its constraints file. */
  readonly python: string;
}

/** Every Airflow version of the table, newest first by version number (MWAA's own order is by availability). */
export const AIRFLOW_VERSIONS = [
  {
    version: "3.2.1",
    airflowRelease: "2026-04-22",
    mwaaAvailability: "2026-05-19",
    python: "3.12",
  },
  {
    version: "3.0.6",
    airflowRelease: "2025-08-29",
    mwaaAvailability: "2025-10-01",
    python: "3.12",
  },
  {
    version: "2.11.0",
    airflowRelease: "2025-05-20",
    mwaaAvailability: "2026-01-07",
    python: "3.12",
  },
  {
    version: "2.10.3",
    airflowRelease: "2024-11-04",
    mwaaAvailability: "2024-12-18",
    python: "3.11",
  },
  {
    version: "2.10.1",
    airflowRelease: "2024-09-05",
    mwaaAvailability: "2024-09-26",
    python: "3.11",
  },
  {
    version: "2.9.2",
    airflowRelease: "2024-06-10",
    mwaaAvailability: "2024-07-09",
    python: "3.11",
  },
  {
    version: "2.8.1",
    airflowRelease: "2024-01-19",
    mwaaAvailability: "2024-02-23",
    python: "3.11",
  },
  {
    version: "2.7.2",
    airflowRelease: "2023-10-12",
    mwaaAvailability: "2023-11-06",
    python: "3.11",
  },
  {
    version: "2.6.3",
    airflowRelease: "2023-07-10",
    mwaaAvailability: "2023-08-09",
    endOfSupport: "2025-12-30",
    python: "3.10",
  },
  {
    version: "2.5.1",
    airflowRelease: "2023-01-20",
    mwaaAvailability: "2023-04-11",
    endOfSupport: "2025-12-30",
    python: "3.10",
  },
  {
    version: "2.4.3",
    airflowRelease: "2022-11-14",
    mwaaAvailability: "2023-01-05",
    endOfSupport: "2025-12-30",
    python: "3.10",
  },
  {
    version: "2.2.2",
    airflowRelease: "2021-11-15",
    mwaaAvailability: "2022-01-27",
    endOfSupport: "2024-06-27",
    python: "3.7",
  },
  {
    version: "2.0.2",
    airflowRelease: "2021-04-19",
    mwaaAvailability: "2021-05-25",
    endOfSupport: "2024-04-29",
    python: "3.7",
  },
  {
    version: "1.10.12",
    airflowRelease: "2020-08-25",
    mwaaAvailability: "2020-11-24",
    endOfSupport: "2024-02-21",
    python: "3.7",
  },
] as const satisfies readonly AirflowVersion[];

type ListedVersion = (typeof AIRFLOW_VERSIONS)[number];

/** A version with which an environment can be created. */
export type SupportedAirflowVersion = Exclude<
  ListedVersion,
  { readonly endOfSupport: string }
>["version"];

/** A version whose support has ended; existing environments keep running at their owner's risk. */
export type DeprecatedAirflowVersion = Extract<
  ListedVersion,
  { readonly endOfSupport: string }
>["version"];

/** The versions with which an environment can be created, newest first. */
export const SUPPORTED_VERSIONS: readonly SupportedAirflowVersion[] = AIRFLOW_VERSIONS.flatMap(
  (row) => ("endOfSupport" in row ? [] : [row.version]),
);

/** The versions whose support has ended, newest first. */
export const DEPRECATED_VERSIONS: readonly DeprecatedAirflowVersion[] = AIRFLOW_VERSIONS.flatMap(
  (row) => ("endOfSupport" in row ? [row.version] : []),
);

/** The three numbers of a version. */
export interface ParsedVersion {
  /** The first number; a change of it is a major change. */
  readonly major: number;
  /** The second number. */
  readonly minor: number;
  /** The third number. */
  readonly patch: number;
}

/** Splits `3.2.1` into its numbers; `undefined` if the text is not three numbers without leading zeros. */
export function parseVersion(version: string): ParsedVersion | undefined {
  const match = /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/.exec(version);
  if (match === null) return undefined;
  return { major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3]) };
}

/**
 * Orders two versions by number: negative if `a` is older, zero if equal, positive if newer.
 * Text that is not a version sorts before every version, and equal to other such text.
 */
export function compareVersions(a: string, b: string): number {
  const left = parseVersion(a);
  const right = parseVersion(b);
  if (left === undefined || right === undefined) {
    return Number(left !== undefined) - Number(right !== undefined);
  }
  return left.major - right.major || left.minor - right.minor || left.patch - right.patch;
}

/** Whether `version` is `floor` or newer; text that is not a version never is. */
export function isAtLeast(version: string, floor: string): boolean {
  return parseVersion(version) !== undefined && compareVersions(version, floor) >= 0;
}

/**
 * Whether `version` is a version older than `floor`. Text that is not a version is not older than
 * anything: what needs `floor` then stays unjudged, and the text itself is the fault to report.
 */
export function isOlderThan(version: string, floor: string): boolean {
  return parseVersion(version) !== undefined && compareVersions(version, floor) < 0;
}

/** The major number of a version; `undefined` if the text is not a version. */
export function majorOf(version: string): number | undefined {
  return parseVersion(version)?.major;
}

/** The newest version with which an environment can be created, by number and not by date. */
export const LATEST_AIRFLOW_VERSION: SupportedAirflowVersion = SUPPORTED_VERSIONS.reduce(
  (latest, each) => (compareVersions(each, latest) > 0 ? each : latest),
);

/** The row of a version; `undefined` if the table does not list it. */
export function airflowVersion(version: string): AirflowVersion | undefined {
  return AIRFLOW_VERSIONS.find((row) => row.version === version);
}

/** The Python of a version's image, such as `3.12`; `undefined` if the table does not list the version. */
export function pythonOf(version: string): string | undefined {
  return airflowVersion(version)?.python;
}

/**
 * The address of the constraints file that belongs into `requirements.txt`; `undefined` if the
 * table does not list the version, since its Python is then not known.
 */
export function constraintsUrl(version: string): string | undefined {
  const python = pythonOf(version);
  if (python === undefined) return undefined;
  return `https://raw.githubusercontent.com/apache/airflow/constraints-${version}/constraints-${python}.txt`;
}

/** Whether an environment can be created with this version according to the table. */
export function isSupportedVersion(version: string): version is SupportedAirflowVersion {
  return (SUPPORTED_VERSIONS as readonly string[]).includes(version);
}

/**
 * Whether a version is missing from the table only because the table is older than it: it is newer
 * than the newest listed version (up to the next major), or a later patch of the last minor line of
 * an earlier major. MWAA has never added a patch to a line that already had a successor, and no
 * further minor of a finished major is released, so anything else is a version that never was.
 */
export function isUnlistedButNewer(version: string): boolean {
  const parsed = parseVersion(version);
  const latest = parseVersion(LATEST_AIRFLOW_VERSION);
  if (parsed === undefined || latest === undefined) return false;
  if (compareVersions(version, LATEST_AIRFLOW_VERSION) > 0) return parsed.major <= latest.major + 1;
  const last = SUPPORTED_VERSIONS.filter((each) => majorOf(each) === parsed.major)[0];
  if (last === undefined || parseVersion(last)?.minor !== parsed.minor) return false;
  return compareVersions(version, last) > 0;
}

/** The supported version to take instead: the oldest that is not older, else the newest of all. */
export function nearestSupportedVersion(version: string): SupportedAirflowVersion {
  const major = majorOf(version);
  const sameMajor = SUPPORTED_VERSIONS.filter((each) => majorOf(each) === major);
  const notOlder = sameMajor.filter((each) => compareVersions(each, version) >= 0);
  return notOlder.at(-1) ?? sameMajor[0] ?? LATEST_AIRFLOW_VERSION;
}

/**
 * What is wrong with a version for a new environment: not a version, one that MWAA never offered,
 * or one whose support has ended. A version newer than the table is not a fault; whoever warns
 * about it asks `isUnlistedButNewer`.
 */
export function airflowVersionFaults(version: string): Fault[] {
  if (isSupportedVersion(version) || isUnlistedButNewer(version)) return [];
  const row = airflowVersion(version);
  const problem =
    row?.endOfSupport !== undefined
      ? `is an Airflow version that MWAA stopped supporting on ${row.endOfSupport}`
      : parseVersion(version) === undefined
        ? "is not an Airflow version of three numbers"
        : "is not an Airflow version that MWAA offers";
  return [
    {
      path: ["airflowVersion"],
      problem,
      got: version,
      allowed: SUPPORTED_VERSIONS.join(", "),
      fix: `set airflowVersion to "${nearestSupportedVersion(version)}"`,
    },
  ];
}
