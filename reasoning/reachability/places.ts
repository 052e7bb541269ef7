/** Where packets of a question start, and who they are for, as stations of the network. */
import type { Maybe } from "../known";
import { isKnown, joined, Unknown } from "../known";
import { parseBlock } from "./address";
import { hasFirst, hiddenAddresses, publicness } from "./interface-addresses";
import type { Interval, Intervals } from "./intervals";
import { addressesOf, intervalsOf, meetIntervals } from "./intervals";
import type { NetworkInterface, Subnet, Vpc } from "./network";
import type { NetworkIndex, Node } from "./network-index";
import { gapsOf, knownOf } from "./network-index";
import type { Family } from "./question";
import type { Station } from "./road";

/** A station, and why nobody knows which of its addresses it has. */
export interface Place {
  readonly station: Station;
  /** Set if the station's addresses are all those that it may have, and it has one of them. */
  readonly oneOf?: Unknown;
  /** Set if nobody knows whether it is there. */
  readonly unsure?: Unknown;
}

/** What a question names: places, a name that leads to none, or not enough to tell. */
export type Places =
  | { readonly kind: "places"; readonly places: readonly Place[] }
  | { readonly kind: "unknown"; readonly unknowns: readonly Unknown[] };

/** A subnet with its VPC. */
interface Home {
  readonly subnet: Node<Subnet>;
  readonly vpc: Node<Vpc>;
}

function homeOf(index: NetworkIndex, subnetId: Maybe<string>): Maybe<Home> {
  const subnet = index.find("subnets", subnetId);
  if (!isKnown(subnet)) return subnet;
  const vpc = index.find("vpcs", subnet.value.vpcId);
  return isKnown(vpc) ? { subnet, vpc } : vpc;
}

/**
 * The addresses of a subnet that an interface can have: the first four and the last are AWS's.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html, "Subnet CIDR blocks",
 * read 2026-11-22.
 */
function usableAddresses(index: NetworkIndex, subnet: Subnet, family: Family): Intervals {
  return index.once(`usable ${family}`, subnet, () =>
    intervalsOf(
      subnet.cidrBlocks.flatMap((text) => {
        const block = isKnown(text) ? parseBlock(text) : undefined;
        if (block?.family !== family) return [];
        const isSmall = block.last - block.first < 15n;
        return [isSmall ? block : { first: block.first + 4n, last: block.last - 1n }];
      }),
    ),
  );
}

/**
 * An interface that the network holds: one place for all addresses that are known, and one for each kind of
 * address that nobody knows, surely there or perhaps.
 */
export function placesOfInterface(index: NetworkIndex, id: string, family: Family): Places {
  const node = index.find("networkInterfaces", id);
  if (!isKnown(node)) return { kind: "unknown", unknowns: [node] };
  const home = homeOf(index, node.value.subnetId);
  if (!isKnown(home)) return { kind: "unknown", unknowns: [home] };
  const { addresses } = node.value;
  const subnet = home.subnet.value;
  const hidden = hiddenAddresses(addresses, subnet, family);
  const wide = usableAddresses(index, subnet, family);
  // Whatever the block is that nobody knows, it is where these are.
  if (hidden.length > 0 && wide.length === 0) {
    return { kind: "unknown", unknowns: gapsOf(subnet.cidrBlocks) };
  }
  const known = knownPlace(node, home, family);
  // The first address of an interface is always there.
  const isFirst = known.length + hidden.length === 1 && hasFirst(subnet, family);
  const others = hidden.map(({ isPublic, unsure, mayBePublic, why }): Place => {
    const publicAddresses = isPublic === true ? wide : [];
    const station = stationOf(node, home, wide, { publicAddresses, mayBePublic });
    const one = { station, oneOf: joined(why) };
    return unsure && !isFirst ? { ...one, unsure: joined(why) } : one;
  });
  return { kind: "places", places: [...known, ...others] };
}

/** One place for all addresses that are known. */
function knownPlace(node: Node<NetworkInterface>, home: Home, family: Family): readonly Place[] {
  const known: Interval[] = [];
  const mapped: Interval[] = [];
  const mayBePublic: Unknown[] = [];
  for (const each of knownOf(node.value.addresses)) {
    const block = isKnown(each.address) ? parseBlock(each.address) : undefined;
    if (block?.family !== family) continue;
    const isPublic = publicness(each);
    known.push(block);
    if (isPublic === true) mapped.push(block);
    if (!isKnown(isPublic)) mayBePublic.push(isPublic);
  }
  if (known.length === 0) return [];
  const publicAddresses = intervalsOf(mapped);
  const addresses = intervalsOf(known);
  return [{ station: stationOf(node, home, addresses, { publicAddresses, mayBePublic }) }];
}

function stationOf(
  { value, pointer }: Node<NetworkInterface>,
  home: Home,
  addresses: Intervals,
  publicness: Pick<Station, "publicAddresses" | "mayBePublic">,
): Station {
  return {
    component: "networkInterface",
    id: value.id,
    pointer,
    ...home,
    addresses,
    ...publicness,
    ...(value.denyAllIgwTraffic === undefined ? {} : { deniesInternet: value.denyAllIgwTraffic }),
    groupIds: value.securityGroupIds,
  };
}

/** An interface that may be put into a subnet. */
export interface Imagined {
  readonly subnetId: string;
  readonly securityGroupIds?: readonly string[];
  readonly addresses?: readonly string[];
  readonly isPublic?: boolean;
}

/** The place of an interface that the network does not hold. */
export function placesInSubnet(index: NetworkIndex, imagined: Imagined, family: Family): Places {
  const home = homeOf(index, imagined.subnetId);
  if (!isKnown(home)) return { kind: "unknown", unknowns: [home] };
  const { subnet } = home;
  const usable = usableAddresses(index, subnet.value, family);
  const addresses =
    imagined.addresses === undefined
      ? usable
      : meetIntervals(
          addressesOf(family, imagined.addresses),
          index.addressesOfSubnet(subnet.value, family),
        );
  const gaps = subnet.value.cidrBlocks.filter((each) => each instanceof Unknown);
  if (addresses.length === 0 && gaps.length > 0) return { kind: "unknown", unknowns: gaps };
  const station: Station = {
    component: "subnet",
    id: subnet.value.id,
    pointer: subnet.pointer,
    ...home,
    addresses,
    publicAddresses: imagined.isPublic === true ? addresses : [],
    mayBePublic: [],
    groupIds: imagined.securityGroupIds,
  };
  return { kind: "places", places: addresses.length === 0 ? [] : [{ station }] };
}
