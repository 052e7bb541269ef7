/**
 * What is told of the addresses of an interface: which are public, and of which IP version those may be that
 * nobody knows.
 *
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInterface.html,
 * "PrivateIpAddress", and https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html, "Network interface attributes",
 * read 2026-11-23.
 */
import type { Maybe, Truth } from "../known";
import { isKnown, Unknown } from "../known";
import { parseBlock } from "./address";
import type { InterfaceAddress, NetworkInterface, Subnet } from "./network";
import { gapsOf, knownOf } from "./network-index";
import type { Family } from "./question";

/** Whether an address of an interface has a public IPv4 address. */
export function publicness({ isPublic, publicAddress }: InterfaceAddress): Maybe<boolean> {
  return (
    isPublic ?? (publicAddress instanceof Unknown ? publicAddress : publicAddress !== undefined)
  );
}

/** Addresses of one kind that nobody knows. */
export interface HiddenAddresses {
  readonly isPublic: boolean | undefined;
  /** Whether it is open that there is one of the IP version at all. */
  readonly unsure: boolean;
  /** Why they may be public. */
  readonly mayBePublic: readonly Unknown[];
  /** Why nobody knows them. */
  readonly why: readonly Unknown[];
}

/** The addresses that nobody knows, as far as they may be of an IP version. */
export function hiddenAddresses(
  addresses: NetworkInterface["addresses"],
  subnet: Subnet,
  family: Family,
): readonly HiddenAddresses[] {
  if (blocksOf(subnet, family) === false) return [];
  const kinds = new Map<string, HiddenAddresses & { mayBePublic: Unknown[]; why: Unknown[] }>();
  for (const each of addresses) {
    const address = isKnown(each) ? each.address : each;
    if (isKnown(address)) continue;
    const isOf = isKnown(each) ? isOfFamily(each, address, subnet, family) : address;
    if (isOf === false) continue;
    const publicly = isKnown(each) ? publicness(each) : each;
    const isPublic = isKnown(publicly) ? publicly : undefined;
    const unsure = isOf !== true;
    const key = `${isPublic} ${unsure}`;
    const kind = kinds.get(key) ?? { isPublic, unsure, mayBePublic: [], why: [] };
    kinds.set(key, kind);
    if (!isKnown(publicly)) kind.mayBePublic.push(publicly);
    kind.why.push(address);
  }
  return [...kinds.values()];
}

/** Of which IP versions the blocks of a subnet are: surely, perhaps, or surely not. */
function blocksOf({ cidrBlocks }: Subnet, family: Family): Truth {
  if (knownOf(cidrBlocks).some((text) => parseBlock(text)?.family === family)) return true;
  const [gap] = gapsOf(cidrBlocks);
  return gap ?? false;
}

/** Whether an address that nobody knows is of an IP version: public ones are mapped to IPv4 alone. */
function isOfFamily(each: InterfaceAddress, why: Unknown, subnet: Subnet, family: Family): Truth {
  if (publicness(each) === true) return family === "ipv4";
  const other = family === "ipv4" ? "ipv6" : "ipv4";
  return blocksOf(subnet, other) === false || why;
}

/** Whether each interface of a subnet has an address of an IP version: its first one is of IPv4, if it can be. */
export function hasFirst(subnet: Subnet, family: Family): boolean {
  const ipv4 = blocksOf(subnet, "ipv4");
  return family === "ipv4" ? ipv4 === true : ipv4 === false;
}
