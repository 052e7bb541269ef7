/**
 * Addresses at which AWS itself answers in every VPC, without routes, network ACLs and security groups: the
 * resolver, instance metadata, the time.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html, "Amazon DNS server", and
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html, "Security group basics", read
 * 2026-11-23.
 */
import { isKnown } from "../known";
import { parseBlock } from "./address";
import type { Intervals } from "./intervals";
import { addressesOf, intervalsOf } from "./intervals";
import type { Vpc } from "./network";
import type { Family } from "./question";

const EVERYWHERE = {
  ipv4: addressesOf("ipv4", ["169.254.0.0/16"]),
  ipv6: addressesOf("ipv6", ["fd00:ec2::/32"]),
};

/** The addresses of one IP version that are AWS's for whoever is in a VPC. */
export function amazonAddresses({ cidrBlocks }: Vpc, family: Family): Intervals {
  const [primary] = cidrBlocks;
  const block = primary !== undefined && isKnown(primary) ? parseBlock(primary) : undefined;
  if (block?.family !== "ipv4" || family !== "ipv4") return EVERYWHERE[family];
  // The resolver is at the third address of the VPC's first block, too.
  const resolver = block.first + 2n;
  return intervalsOf([...EVERYWHERE.ipv4, { first: resolver, last: resolver }]);
}
