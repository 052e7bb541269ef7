/**
 * Who answers queries for names in a VPC: the resolver of Amazon, or name servers of somebody else.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html, "Amazon DNS
 * server" and "DNS attributes in your VPC", read 2026-11-23.
 */
import { isKnown, Unknown } from "../known";
import { isAddress, parseBlock } from "./address";
import type { Vpc } from "./network";
import type { NetworkIndex, Node } from "./network-index";
import { gapsOf, knownOf } from "./network-index";
import type { Family } from "./question";
import type { Resolution } from "./resolution";

/** Why no name is resolved in a VPC by Amazon's resolver; undefined: it is there. */
export function withoutResolver({ value, pointer }: Node<Vpc>): Resolution | undefined {
  const { id, enableDnsSupport = true } = value;
  if (!isKnown(enableDnsSupport)) return { kind: "unknown", unknowns: [enableDnsSupport] };
  if (enableDnsSupport) return undefined;
  const message = `${id} has no resolver: enableDnsSupport is off`;
  const place = { component: "vpc", id, pointer };
  return { kind: "stopped", stop: { ...place, code: "NO_SOURCE_OR_DESTINATION", message } };
}

/** Name servers other than Amazon's answer as they please. */
export function foreignResolver(index: NetworkIndex, vpc: Vpc): Unknown | undefined {
  const { dhcpOptionsId } = vpc;
  if (dhcpOptionsId === undefined) return undefined;
  const options = index.find("dhcpOptions", dhcpOptionsId);
  if (!isKnown(options)) return options;
  const { id, domainNameServers: servers } = options.value;
  const [gap] = gapsOf(servers);
  if (gap !== undefined) return gap;
  // No page says whom hosts ask then; without an option set at all it depends on their hardware.
  if (servers.length === 0) return new Unknown([`which name servers hosts ask, as ${id} has none`]);
  const others = knownOf(servers).filter((each) => !isAmazons(vpc, each));
  return others.length === 0
    ? undefined
    : new Unknown([`what the name servers ${others.join(", ")} answer`]);
}

/** Where Amazon's resolver is in every VPC, beside the address of its own in each. */
const EVERYWHERE = ["169.254.169.253", "fd00:ec2::253"].map(parseBlock);

/** Whether a name server is Amazon's resolver. */
function isAmazons({ cidrBlocks }: Vpc, server: string): boolean {
  if (server === "AmazonProvidedDNS") return true;
  const asked = isAddress(server) ? parseBlock(server) : undefined;
  if (asked === undefined) return false;
  const isAt = (family: Family | undefined, address: bigint | undefined) =>
    asked.family === family && asked.first === address;
  if (EVERYWHERE.some((each) => isAt(each?.family, each?.first))) return true;
  // It is in the primary IPv4 block: of several, nobody tells which.
  const blocks = knownOf(cidrBlocks).map(parseBlock);
  const [primary, another] = blocks.filter((each) => each?.family === "ipv4");
  if (primary === undefined || another !== undefined || gapsOf(cidrBlocks).length > 0) return false;
  return isAt("ipv4", primary.first + 2n);
}
