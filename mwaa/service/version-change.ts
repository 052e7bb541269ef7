import type { Source } from "../source";
import {
  AIRFLOW_VERSIONS,
  compareVersions,
  constraintsUrl,
  isAtLeast,
  isOlderThan,
  parseVersion,
  pythonOf,
  type ParsedVersion,
} from "./versions";
import { versionSupport } from "./version-support";

/** Where the rules of changing the version of an environment stand. */
export const VERSION_CHANGE_SOURCES: readonly Source[] = [
  {
    url: "https://docs.aws.amazon.com/mwaa/latest/userguide/airflow-versions.html",
    section: "Upgrading the Apache Airflow version; Downgrading the Apache Airflow version",
    read: "2026-11-22",
  },
  {
    url: "https://docs.aws.amazon.com/mwaa/latest/userguide/upgrading-environment.html",
    section: "Changing the Apache Airflow version",
    read: "2026-11-22",
  },
  {
    url: "https://docs.aws.amazon.com/mwaa/latest/userguide/mwaa-faqs.html",
    section: "What is the default operating system used for Amazon MWAA environments?",
    read: "2026-11-22",
  },
];

/** The longest time, in minutes, for which a version change makes an environment unavailable. */
export const VERSION_CHANGE_DOWNTIME_MINUTES = 120;

/** The first Airflow version whose image is built on Amazon Linux 2023 instead of Amazon Linux 2. */
export const AMAZON_LINUX_2023_SINCE = "2.7.0";

/** Which number of the version changes, and in which direction. */
export type VersionChangeKind = "none" | "patch" | "minor-upgrade" | "minor-downgrade" | "major";

/** Whether the change can be made to a running environment. */
export type VersionChangeDecision = "allowed" | "warned" | "refused";

/** Something of the image that differs between the two versions. */
export interface ImageChange {
  /** What the environment has now. */
  readonly from: string;
  /** What it has afterwards. */
  readonly to: string;
}

/** What a change of the Airflow version means for an environment. */
export interface VersionChange {
  readonly kind: VersionChangeKind;
  /** `warned` is possible but not covered by AWS's words; `refused` is not possible in place. */
  readonly decision: VersionChangeDecision;
  /** Whole sentences; empty if there is nothing to say. */
  readonly reasons: readonly string[];
  /** The longest time for which the environment is unavailable; 0 if nothing is changed in place. */
  readonly expectedDowntimeMinutes: number;
  /** Whether running tasks are stopped, which no worker replacement strategy prevents. */
  readonly stopsRunningTasks: boolean;
  /** Absent if both have the same Python, or if that of one is not known. */
  readonly pythonChange?: ImageChange;
  /** Absent if both images are built on the same operating system. */
  readonly osChange?: ImageChange;
  /** The constraints file that `requirements.txt` must name afterwards; absent for an unlisted version. */
  readonly constraintsUrl?: string;
}

/** A change from one version to another, looked at on a day. */
export interface VersionChangeRequest {
  /** The version the environment has: three numbers. */
  readonly from: string;
  /** The version it shall have: three numbers. */
  readonly to: string;
  /** The day of the change, `YYYY-MM-DD`: a version that is no longer supported cannot be chosen. */
  readonly today: string;
}

interface Objection {
  readonly decision: "warned" | "refused";
  readonly reason: string;
}

/**
 * Judges a change of the Airflow version: minor upgrades and downgrades to a version that is
 * supported on the day are made in place; a major change needs a new environment.
 *
 * @throws RangeError if `from` or `to` is not a version of three numbers, or `today` not a day.
 */
export function planVersionChange(request: VersionChangeRequest): VersionChange {
  const { from, to, today } = request;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(today) || Number.isNaN(Date.parse(today))) {
    throw new RangeError(`today is not a day: got "${today}", allowed: YYYY-MM-DD`);
  }
  const kind = kindOf(parsed("from", from), parsed("to", to));
  const objections = kind === "none" ? [] : objectionsTo(kind, request);
  const decision = objections.some((each) => each.decision === "refused")
    ? "refused"
    : objections.length > 0
      ? "warned"
      : "allowed";
  const changesInPlace = kind !== "none" && decision !== "refused";
  const python = imageChange(pythonOf(from), pythonOf(to));
  const operatingSystem = imageChange(operatingSystemOf(from), operatingSystemOf(to));
  const constraints = constraintsUrl(to);
  return {
    kind,
    decision,
    reasons: objections.map((each) => each.reason),
    expectedDowntimeMinutes: changesInPlace ? VERSION_CHANGE_DOWNTIME_MINUTES : 0,
    stopsRunningTasks: changesInPlace,
    ...(python === undefined ? {} : { pythonChange: python }),
    ...(operatingSystem === undefined ? {} : { osChange: operatingSystem }),
    ...(constraints === undefined ? {} : { constraintsUrl: constraints }),
  };
}

function parsed(name: "from" | "to", version: string): ParsedVersion {
  const numbers = parseVersion(version);
  if (numbers !== undefined) return numbers;
  throw new RangeError(
    `${name} is not an Airflow version: got "${version}", allowed: three numbers such as 3.2.1`,
  );
}

function kindOf(from: ParsedVersion, to: ParsedVersion): VersionChangeKind {
  if (from.major !== to.major) return "major";
  if (from.minor !== to.minor) return to.minor > from.minor ? "minor-upgrade" : "minor-downgrade";
  return from.patch === to.patch ? "none" : "patch";
}

function objectionsTo(
  kind: VersionChangeKind,
  request: VersionChangeRequest,
): readonly Objection[] {
  return [
    ...objectionsToMajor(kind, request),
    ...objectionsToTarget(request),
    ...objectionsToDistance(kind, request),
  ];
}

function objectionsToMajor(
  kind: VersionChangeKind,
  { from, to }: VersionChangeRequest,
): readonly Objection[] {
  if (kind !== "major") return [];
  const objections: Objection[] = [
    {
      decision: "refused",
      reason: `Airflow ${from} to ${to} is a change of the major version: create a new environment with another name and migrate to it.`,
    },
  ];
  const [older, newer] = compareVersions(from, to) < 0 ? [from, to] : [to, from];
  if (isAtLeast(older, "2.11.0") && isOlderThan(newer, "4.0.0")) {
    objections.push({
      decision: "refused",
      reason:
        "Later AWS pages than the one this table was read from describe a change between 2.11 and 3 in place, but the AWS provider replaces the environment when the major version rises, and nothing here has seen the other direction work.",
    });
  }
  return objections;
}

function objectionsToTarget({ to, today }: VersionChangeRequest): readonly Objection[] {
  const support = versionSupport(to, today);
  switch (support.state) {
    case "supported":
      return [];
    case "ending":
      return [
        {
          decision: "warned",
          reason: `Support of Airflow ${to} ends on ${support.endOfSupport}, days left: ${support.daysLeft}.`,
        },
      ];
    case "ended":
      return [
        {
          decision: "refused",
          reason: `Support of Airflow ${to} ended on ${support.endOfSupport}: only a version that is still supported can be chosen.`,
        },
      ];
    case "not-yet-offered":
      return [
        { decision: "refused", reason: `MWAA offers Airflow ${to} only from ${support.from} on.` },
      ];
    case "unlisted-but-newer":
      return [
        {
          decision: "warned",
          reason: `Airflow ${to} is newer than the table of versions, so whether MWAA offers it is not known here.`,
        },
      ];
    case "never-offered":
      return [{ decision: "refused", reason: `MWAA never offered Airflow ${to}.` }];
    default:
      return support satisfies never;
  }
}

function objectionsToDistance(
  kind: VersionChangeKind,
  { from, to }: VersionChangeRequest,
): readonly Objection[] {
  if (kind === "patch") {
    return [
      {
        decision: "warned",
        reason: `AWS describes changes of the minor version; whether ${from} can become ${to} within one minor version it does not say.`,
      },
    ];
  }
  const skipped = linesBetween(from, to);
  if (kind === "major" || skipped.length === 0) return [];
  return [
    {
      decision: "warned",
      reason: `The change skips ${skipped.join(", ")}: AWS describes changes to the next minor version only.`,
    },
  ];
}

/** The minor lines of one major that MWAA offers or offered strictly between two versions, oldest first. */
function linesBetween(from: string, to: string): readonly string[] {
  const [low, high] = compareVersions(from, to) < 0 ? [from, to] : [to, from];
  const line = (version: string): string => version.split(".").slice(0, 2).join(".");
  const between = AIRFLOW_VERSIONS.map((row) => row.version as string)
    .filter((each) => compareVersions(each, low) > 0 && compareVersions(each, high) < 0)
    .map(line)
    .filter((each) => each !== line(low) && each !== line(high));
  return [...new Set(between)].reverse();
}

function operatingSystemOf(version: string): string {
  return isAtLeast(version, AMAZON_LINUX_2023_SINCE) ? "Amazon Linux 2023" : "Amazon Linux 2";
}

function imageChange(from: string | undefined, to: string | undefined): ImageChange | undefined {
  if (from === undefined || to === undefined || from === to) return undefined;
  return { from, to };
}
