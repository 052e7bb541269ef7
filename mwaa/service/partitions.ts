/**
 * The AWS partitions that have commercial regions and GovCloud. The isolated (`us-iso…`) partitions
 * are left out: MWAA is not offered there.
 *
 * Source: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html,
 * "Partitions", read 2026-11-22.
 */
export const PARTITIONS = [
  { id: "aws", dnsSuffix: "amazonaws.com", regionPrefix: "" },
  { id: "aws-cn", dnsSuffix: "amazonaws.com.cn", regionPrefix: "cn-" },
  { id: "aws-us-gov", dnsSuffix: "amazonaws.com", regionPrefix: "us-gov-" },
] as const;

/** A group of regions with accounts, ARNs and DNS names of its own. */
export type Partition = (typeof PARTITIONS)[number];

/** The first part of an ARN after `arn:`. */
export type PartitionId = Partition["id"];

/** Where a resource lives: everything an ARN needs besides the resource's own name. */
export interface Place {
  readonly partition: PartitionId;
  /** A region code, such as `eu-west-1`. */
  readonly region: string;
  /** The account's 12 digits, as text: they may begin with a zero. */
  readonly account: string;
}

const [commercial, china, govCloud] = PARTITIONS;

/** The partition that a region belongs to; a region of no other partition counts as commercial. */
export function partitionOf(region: string): Partition {
  return [china, govCloud].find((each) => region.startsWith(each.regionPrefix)) ?? commercial;
}

/** The place of an account in a region; the partition follows from the region. */
export function placeOf(where: { readonly region: string; readonly account: string }): Place {
  return { partition: partitionOf(where.region).id, region: where.region, account: where.account };
}

/**
 * The DNS name of a service in a region, such as `sqs.eu-west-1.amazonaws.com`. It is also what
 * `kms:ViaService` compares, and the name of CloudWatch Logs as a principal.
 */
export function regionalServiceName(place: Pick<Place, "region">, service: string): string {
  return `${service}.${place.region}.${partitionOf(place.region).dnsSuffix}`;
}
