/**
 * Who is meant by addresses that hosts outside send packets to.
 *
 * From the internet, an IPv4 interface has its public address, which the internet gateway replaces;
 * its private one is nobody's there. A NAT gateway has public addresses, and answers no stranger.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html, "NAT gateways", and
 * https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html, "Path is not reachable",
 * read 2026-11-22.
 */
import { isKnown, Unknown } from "../known";
import { parseBlock } from "./address";
import { publicInternet } from "./internet-addresses";
import type { Interval, Intervals } from "./intervals";
import { intervalsOf, meetIntervals, NO_ADDRESSES, withoutIntervals } from "./intervals";
import type { InterfaceAddress, NatGateway, NetworkInterface } from "./network";
import type { NetworkIndex, Node } from "./network-index";
import { gapsOf, knownOf } from "./network-index";
import type { Place } from "./places";
import { publicness } from "./interface-addresses";
import { placesOfInterface } from "./places";
import type { Family } from "./question";
import type { Stop } from "./split";

/** One of those who are meant, or addresses that are nobody's or of whom nobody knows. */
export type Aim =
  | {
      readonly kind: "place";
      readonly place: Place;
      /** The address that senders write, if it is known and another one. */
      readonly publicAddress?: bigint;
    }
  | { readonly kind: "refused"; readonly addresses: Intervals; readonly stop: Stop }
  | { readonly kind: "unknown"; readonly unknowns: readonly Unknown[] };

/** An interface of the network, seen from the internet: each address by itself. */
export function aimsAtInterface(index: NetworkIndex, id: string, family: Family): readonly Aim[] {
  const found = placesOfInterface(index, id, family);
  if (found.kind === "unknown") return [found];
  return found.places.flatMap((place): readonly Aim[] => {
    return place.oneOf === undefined
      ? aimsAtKnown(index, id, place, family)
      : [{ kind: "place", place }];
  });
}

/** One address of an interface that is known. */
function aimsAtOwner(
  index: NetworkIndex,
  { node, own }: Interface,
  family: Family,
): readonly Aim[] {
  const { id } = node.value;
  const found = placesOfInterface(index, id, family);
  if (found.kind === "unknown") return [found];
  const known = found.places.filter(({ oneOf }) => oneOf === undefined);
  return known.flatMap((place) => aimsAtKnown(index, id, place, family, own));
}

/** The known addresses of an interface, or only one of them. */
function aimsAtKnown(
  index: NetworkIndex,
  id: string,
  place: Place,
  family: Family,
  only?: bigint,
): readonly Aim[] {
  const node = index.find("networkInterfaces", id);
  if (!isKnown(node)) return [{ kind: "unknown", unknowns: [node] }];
  return knownOf(node.value.addresses).flatMap((each) => aimsAt(index, place, each, family, only));
}

function aimsAt(
  index: NetworkIndex,
  { station }: Place,
  each: InterfaceAddress,
  family: Family,
  only: bigint | undefined,
): readonly Aim[] {
  const own = isKnown(each.address) ? parseBlock(each.address) : undefined;
  if (own?.family !== family || (only !== undefined && own.first !== only)) return [];
  const addresses: Intervals = [{ first: own.first, last: own.last }];
  const nat = natGatewayAt(index, station.subnet?.value.id, own.first);
  if (nat !== undefined) return [{ kind: "refused", addresses, stop: noStrangers(nat) }];
  const isPublic = publicness(each);
  const split = {
    ...station,
    addresses,
    publicAddresses: isPublic === true ? addresses : NO_ADDRESSES,
    mayBePublic: isKnown(isPublic) ? [] : [isPublic],
  };
  const { publicAddress } = each;
  const known = typeof publicAddress === "string" ? parseBlock(publicAddress)?.first : undefined;
  const seen = known === undefined || family === "ipv6" ? {} : { publicAddress: known };
  return [{ kind: "place", place: { station: split }, ...seen }];
}

/** Those who have addresses of the internet, and what becomes of packets for the others. */
export function aimsAtAddresses(
  index: NetworkIndex,
  addresses: Intervals,
  family: Family,
): readonly Aim[] {
  const { owners, perhaps } = index.once(`owners ${family}`, index.network, () =>
    ownersOf(index, family),
  );
  const aims: Aim[] = [];
  const taken: Interval[] = [];
  for (const { first, last } of addresses) {
    for (let at = firstAt(owners, first); at < owners.length; at += 1) {
      const owner = owners[at];
      if (owner === undefined || owner.address > last) break;
      const here = { first: owner.address, last: owner.address };
      taken.push(here);
      if (owner.kind === "nat") {
        aims.push({ kind: "refused", addresses: [here], stop: noStrangers(owner.node) });
        continue;
      }
      for (const aim of aimsAtOwner(index, owner, family)) aims.push(aim);
    }
  }
  const rest = withoutIntervals(addresses, intervalsOf(taken));
  const isPublic = meetIntervals(rest, publicInternet(family));
  if (isPublic.length > 0 && perhaps.length > 0) aims.push({ kind: "unknown", unknowns: perhaps });
  const nobodys = perhaps.length > 0 ? withoutIntervals(rest, isPublic) : rest;
  if (nobodys.length > 0) aims.push({ kind: "refused", addresses: nobodys, stop: NOBODY });
  return aims;
}

const NOBODY: Stop = {
  code: "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
  component: "internet",
  id: "internet",
  pointer: "",
  message: "no interface of the network has such a public address",
};

function noStrangers({ value, pointer }: Node<NatGateway>): Stop {
  return {
    code: "NO_POSSIBLE_DESTINATION",
    component: "natGateway",
    id: value.id,
    pointer,
    message: `${value.id} takes no connections from outside, only answers`,
  };
}

interface Interface {
  readonly kind: "interface";
  /** As senders in the internet write it. */
  readonly address: bigint;
  /** As it is behind the gateway. */
  readonly own: bigint;
  readonly node: Node<NetworkInterface>;
}

type Owner =
  Interface | { readonly kind: "nat"; readonly address: bigint; readonly node: Node<NatGateway> };

interface Owners {
  /** Sorted by address. */
  readonly owners: readonly Owner[];
  /** Why other addresses may be somebody's. */
  readonly perhaps: readonly Unknown[];
}

function ownersOf(index: NetworkIndex, family: Family): Owners {
  const owners = new Map<bigint, Owner>();
  const perhaps: Unknown[] = [...gapsOf(index.network.networkInterfaces)];
  for (const node of index.all("networkInterfaces")) {
    for (const each of node.value.addresses) {
      const seen = isKnown(each) ? seenAs(node, each, family) : each;
      if (seen instanceof Unknown) perhaps.push(seen);
      else if (seen !== undefined) owners.set(seen.address, seen);
    }
  }
  // The gateway's own interface may be among the interfaces, too.
  for (const node of family === "ipv4" ? index.all("natGateways") : []) {
    for (const text of knownOf(node.value.publicAddresses)) {
      const address = parseBlock(text)?.first;
      if (address !== undefined) owners.set(address, { kind: "nat", address, node });
    }
  }
  const sorted = [...owners.values()].sort((one, other) => (one.address < other.address ? -1 : 1));
  return { owners: sorted, perhaps };
}

/** How the internet sees one address of an interface. Undefined: not at all. */
function seenAs(
  node: Node<NetworkInterface>,
  each: InterfaceAddress,
  family: Family,
): Owner | Unknown | undefined {
  const own = isKnown(each.address) ? parseBlock(each.address) : undefined;
  if (family === "ipv6") {
    if (own === undefined) return isKnown(each.address) ? undefined : each.address;
    return own.family === family
      ? { kind: "interface", address: own.first, own: own.first, node }
      : undefined;
  }
  if (own !== undefined && own.family !== family) return undefined;
  const isPublic = publicness(each);
  if (isPublic === false) return undefined;
  const { publicAddress = new Unknown([`public address of ${node.value.id}`]) } = each;
  if (!isKnown(isPublic)) return isPublic;
  if (!isKnown(publicAddress)) return publicAddress;
  if (own === undefined) return isKnown(each.address) ? undefined : each.address;
  const seen = parseBlock(publicAddress);
  return seen?.family === family
    ? { kind: "interface", address: seen.first, own: own.first, node }
    : undefined;
}

function firstAt(owners: readonly Owner[], address: bigint): number {
  let low = 0;
  let high = owners.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((owners[middle]?.address ?? 0n) < address) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The NAT gateway whose interface has an address in a subnet. */
function natGatewayAt(
  index: NetworkIndex,
  subnetId: string | undefined,
  address: bigint,
): Node<NatGateway> | undefined {
  const places = index.once("NAT gateways by address", index.network, () => {
    const found = new Map<string, Node<NatGateway>>();
    for (const node of index.all("natGateways")) {
      const { subnetId: at, privateAddress, secondaryAddresses = [] } = node.value;
      if (typeof at !== "string") continue;
      for (const each of [privateAddress, ...secondaryAddresses]) {
        const own = typeof each === "string" ? parseBlock(each)?.first : undefined;
        if (own !== undefined) found.set(`${at} ${own}`, node);
      }
    }
    return found;
  });
  return places.get(`${subnetId ?? ""} ${address}`);
}
