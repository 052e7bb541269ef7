import type { Fault } from "../fault";
import { parseArn } from "../service/arns";
import { partitionOf } from "../service/partitions";
import type { Readable } from "./readable";
import type { SettingName } from "./schema";
import { containsUnknownText } from "./unknown-text";

/** The settings whose ARNs the deployment uses itself; options and tags may speak of anything. */
const WITH_ARNS = [
  "network",
  "share",
  "endpointAutomation",
  "webAccess",
  "key",
  "executionRole",
] as const satisfies readonly SettingName[];

/**
 * What is wrong with an ARN of another partition than the region's: credentials, roles and shares
 * never cross partitions.
 *
 * Source: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html,
 * "Partitions", read 2026-11-22.
 *
 * @returns nothing for a text that is no ARN, which is for others to tell.
 */
export function partitionFaults(arn: string, region: string, path: Fault["path"]): Fault[] {
  const { id } = partitionOf(region);
  const parsed = parseArn(arn);
  if (parsed === undefined || parsed.partition === id || containsUnknownText(arn)) return [];
  return [
    {
      path,
      problem: `is an ARN of the partition ${parsed.partition}, and ${region} is in ${id}`,
      got: arn,
      allowed: `an ARN that begins with arn:${id}:`,
      fix: `name one of ${id}, or set aws:region to a region of ${parsed.partition}`,
    },
  ];
}

/** What is wrong between the ARNs of settings and the region that they are used in. */
export function settingPartitionFaults({ given, region, faulty }: Readable): Fault[] {
  if (region === undefined) return [];
  return WITH_ARNS.filter((name) => !faulty.has(name)).flatMap((name) =>
    textsIn(given[name], [name]).flatMap(({ text, path }) => partitionFaults(text, region, path)),
  );
}

interface Placed {
  readonly text: string;
  readonly path: Fault["path"];
}

function textsIn(value: unknown, path: Fault["path"]): readonly Placed[] {
  if (typeof value === "string") return [{ text: value, path }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    textsIn(each, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}
