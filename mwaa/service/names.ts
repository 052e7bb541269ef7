import { createHash } from "node:crypto";
import type { Fault } from "../fault";

/** What makes the physical name of an environment's bucket or role its own. */
export interface NameParts {
  /** The environment's name. */
  readonly name: string;
  readonly region: string;
  /** The account's 12 digits. */
  readonly account: string;
  /** Counts up when a name must change although nothing else did; 1 at first. */
  readonly generation: number;
}

type Path = readonly (string | number)[];

const ENVIRONMENT_NAME = /^[a-zA-Z][0-9a-zA-Z\-_]*$/;
const ENVIRONMENT_NAME_ALLOWED =
  "1 to 80 characters: letters, digits, - and _, the first one a letter";

/**
 * What is wrong with an environment's name.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/API/API_CreateEnvironment.html, "Name", read
 * 2026-11-22.
 */
export function environmentNameFaults(name: unknown, path: Path = ["name"]): Fault[] {
  const fault = (problem: string, fix: string): Fault[] => [
    { path, problem, got: name, allowed: ENVIRONMENT_NAME_ALLOWED, fix },
  ];
  if (typeof name !== "string") {
    return fault("is not the name of an environment", "set name to a text such as my-airflow");
  }
  if (name.length === 0) return fault("is empty", "give the environment a name");
  if (name.length > 80) {
    const surplus = name.length - 80;
    return fault(`has ${name.length} characters`, `shorten the name by ${surplus}`);
  }
  if (!ENVIRONMENT_NAME.test(name)) {
    const suggestion = name.replace(/[^0-9a-zA-Z\-_]+/g, "-").replace(/^[^a-zA-Z]+/, "");
    const fix = suggestion === "" ? "use a name such as my-airflow" : `use ${suggestion}`;
    return fault("holds a character that the name of an environment may not have there", fix);
  }
  return [];
}

/** Each rule of S3 for the name of a general purpose bucket, besides its length. */
const BUCKET_NAME_RULES: readonly {
  readonly holds: (name: string) => boolean;
  readonly problem: string;
  readonly allowed: string;
}[] = [
  {
    holds: (name) => /^[a-z0-9.-]*$/.test(name),
    problem: "holds a character that a bucket's name may not have",
    allowed: "lower-case letters, digits, . and -",
  },
  {
    holds: (name) => /^[a-z0-9]/.test(name) && /[a-z0-9]$/.test(name),
    problem: "does not begin and end with a letter or digit",
    allowed: "a lower-case letter or a digit at both ends",
  },
  {
    holds: (name) => !name.includes(".."),
    problem: "holds two dots side by side",
    allowed: "single dots",
  },
  {
    holds: (name) => !/^\d+\.\d+\.\d+\.\d+$/.test(name),
    problem: "has the form of an IP address",
    allowed: "a name that is no IP address",
  },
  {
    holds: (name) => !/^(xn--|sthree-|amzn-s3-demo-)/.test(name),
    problem: "begins with a prefix that S3 keeps for itself",
    allowed: "a name that does not begin with xn--, sthree- or amzn-s3-demo-",
  },
  {
    holds: (name) => !/(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name),
    problem: "ends with a suffix that S3 keeps for itself",
    allowed: "a name that does not end with -s3alias, --ol-s3, .mrap, --x-s3 or --table-s3",
  },
];

/**
 * What is wrong with the name of a bucket, all of it at once.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html, "General
 * purpose bucket naming rules", read 2026-11-22.
 */
export function bucketNameFaults(name: unknown, path: Path = ["name"]): Fault[] {
  const fix = "choose a name such as airflow-my-team-dags";
  if (typeof name !== "string") {
    return [{ path, problem: "is not the name of a bucket", got: name, allowed: "text", fix }];
  }
  if (name.length < 3 || name.length > 63) {
    const problem = `has ${name.length} characters`;
    return [{ path, problem, got: name, allowed: "3 to 63 characters", fix }];
  }
  return BUCKET_NAME_RULES.filter((rule) => !rule.holds(name)).map(({ problem, allowed }) => ({
    path,
    problem,
    got: name,
    allowed,
    fix,
  }));
}

/** Whether a bucket's name gives its account away: names of buckets are public. */
export function bucketNameRevealsAccount(name: string, account: string): boolean {
  return name.includes(account);
}

/** The log group that MWAA writes to; `suffix` is `Task`, `Scheduler` and so on. */
export function logGroupName(environmentName: string, suffix: string): string {
  return `airflow-${environmentName}-${suffix}`;
}

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

/**
 * A short text that is always the same for the same parts and, for all practical purposes, never
 * for others: `length` characters (at most 32) of the parts' SHA-256 in lower-case base32, five
 * bits each.
 */
export function stableHash(parts: readonly (string | number)[], length = 8): string {
  const digest = createHash("sha256").update(JSON.stringify(parts)).digest();
  return Array.from(digest.subarray(0, length), (byte) => BASE32.charAt(byte % 32)).join("");
}

function nameHash(parts: NameParts): string {
  return stableHash([parts.account, parts.region, parts.name, parts.generation]);
}

/** Cuts a text to a length without leaving a hyphen at the end. */
function shorten(text: string, length: number): string {
  return text.slice(0, length).replace(/-+$/, "");
}

/**
 * The name of the bucket for an environment: `airflow-<environment>-<hash>`, at most 63
 * characters. Names of buckets are global, hence the hash.
 */
export function environmentBucketName(parts: NameParts): string {
  const words = parts.name.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const hash = nameHash(parts);
  const readable = shorten(words.join("-"), 63 - "airflow--".length - hash.length);
  return ["airflow", readable, hash].filter((each) => each !== "").join("-");
}

/**
 * The name of the execution role: `AmazonMWAA-<environment>-<hash>`, at most 64 characters. The
 * prefix is the one that the documented console policy lets a person create. The hash keeps regions
 * apart and, by `generation`, the name of a deleted role from being used again.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/mwaa-create-role.html, "Create a new
 * role", read 2026-11-22.
 */
export function executionRoleName(parts: NameParts): string {
  const hash = nameHash(parts);
  const readable = shorten(parts.name, 64 - "AmazonMWAA--".length - hash.length);
  return `AmazonMWAA-${readable}-${hash}`;
}

/**
 * The name of the role through which the owner of a shared VPC asks for the state of a participant's
 * environments: `mwaa-status-reader-<region>`. It is one for each region and account, and computed
 * from nothing else, so that the owner can name the role before it exists.
 */
export function statusReaderRoleName(region: string): string {
  return `mwaa-status-reader-${region}`;
}

/**
 * The name of the rule, and of its role, that send changes of an environment's status to the owner
 * of a shared VPC: `mwaa-status-<environment>-<hash>`, at most 64 characters.
 */
export function statusForwarderName(parts: Omit<NameParts, "generation">): string {
  const hash = stableHash([parts.account, parts.region, parts.name]);
  const readable = shorten(parts.name, 64 - "mwaa-status--".length - hash.length);
  return `mwaa-status-${readable}-${hash}`;
}

/**
 * The name of the role that writes a network's flow logs, and of its policy:
 * `mwaa-flow-logs-<network>-<hash>`, at most 64 characters. Names of roles are an account's, whatever
 * the region. `name` is the network's.
 */
export function flowLogsRoleName(parts: Omit<NameParts, "generation">): string {
  const hash = stableHash([parts.account, parts.region, parts.name]);
  const readable = shorten(parts.name, 64 - "mwaa-flow-logs--".length - hash.length);
  return `mwaa-flow-logs-${readable}-${hash}`;
}

/**
 * The name of everything that makes endpoints by itself in the account of a VPC's owner: function,
 * role, queue, rules and alarms. It is another one for another event bus, `name`, and long enough
 * for none of them to be cut: 33 characters.
 */
export function endpointAutomationName(parts: Omit<NameParts, "generation">): string {
  return `mwaa-endpoint-automation-${stableHash([parts.account, parts.region, parts.name])}`;
}
