/**
 * Through NAT gateways: packets go on with another source, and answers come back to it.
 *
 * A zonal gateway sits in a subnet, whose ACL filters what comes and goes, and whose route table sends
 * its packets on; that is why it cannot serve its own subnet. A regional one is in no subnet and has a
 * route to the VPC's internet gateway of its own.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html, "NAT gateway
 * basics", and https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html, "Regional
 * NAT gateways for automatic multi-AZ expansion", read 2026-11-22.
 */
import type { Maybe } from "../../known";
import { isKnown, Unknown } from "../../known";
import { addressesOf } from "../intervals";
import type { Intervals } from "../intervals";
import { meetIntervals, withoutIntervals } from "../intervals";
import type { NatGateway, Subnet } from "../network";
import type { Node } from "../network-index";
import { gapsOf, knownOf } from "../network-index";
import { ICMP, TCP, UDP } from "../protocol";
import type { Road, Station, Trail, Walk } from "../road";
import { pass, passageOf, startAt, stopAt, unsettledAt } from "../road";
import type { Stop } from "../split";
import { aclStep, protocolStep } from "../steps";
import { internetGatewayOf, throughInternetGateway } from "./internet";

/** IPv4 addresses written as IPv6 ones, which a NAT gateway translates (NAT64). */
const NAT64 = addressesOf("ipv6", ["64:ff9b::/96"]);

/** Sends packets through a NAT gateway. `at` is the subnet whose table led to it. */
export function throughNatGateway(
  walk: Walk,
  trail: Trail,
  id: string,
  at: Node<Subnet>,
  addresses: Intervals,
): readonly Road[] {
  const { index } = walk;
  const gateway = index.find("natGateways", id);
  if (!isKnown(gateway)) return unsettledAt(trail, addresses, gateway);
  const place = { component: "natGateway", id, pointer: gateway.pointer };
  const stop = (code: Stop["code"], message: string) =>
    stopAt(trail, addresses, { ...place, code, message });
  const { state = "available", availability = "zonal" } = gateway.value;
  if (!isKnown(state)) return unsettledAt(trail, addresses, state);
  if (state !== "available") return stop("BAD_STATE", `${id} is ${state}`);
  if (!isKnown(availability)) return unsettledAt(trail, addresses, availability);
  if (trail.from.id === id) {
    return stop("CANNOT_ROUTE", `the route table of its own subnet leads ${id} to itself`);
  }
  if (trail.translation !== undefined) {
    return unsettledAt(trail, addresses, new Unknown([`packets that ${id} gets from another NAT`]));
  }
  if (walk.family === "ipv6") return withoutNat64(trail, place, addresses);
  const onward =
    availability === "regional" ? regional(trail, gateway, at) : zonal(walk, trail, gateway, at);
  if (onward.kind === "unknown") return unsettledAt(trail, addresses, onward.unknown);
  if (onward.kind === "stop") return stop(onward.code, onward.message);
  const { nat, entry } = onward;
  const limits = protocolStep(place, [TCP, UDP, ICMP], {
    ...place,
    code: "PROTOCOL_RESTRICTION",
    message: `${id} takes TCP, UDP and ICMP only`,
  });
  const sender = trail.from;
  const reached = pass(trail, ...entry, limits);
  const behind = passageOf(reached, () => backToSender(walk, nat, sender));
  const next: Trail = {
    ...trail,
    passages: [...trail.passages, behind],
    from: nat.station,
    translation: { addresses: nat.station.addresses, ...nat.why },
    steps: [],
    lostTo: [...trail.lostTo, { code: "SG_REFERENCES_NOT_PRESERVED", id }],
  };
  return nat.home === undefined
    ? toOwnInternetGateway(walk, next, nat, addresses)
    : walk.onward(walk, next, nat.home, addresses);
}

interface Nat {
  readonly station: Station;
  /** Its subnet; undefined for a regional one. */
  readonly home: Node<Subnet> | undefined;
  /** Why its address is not known. */
  readonly why: { readonly unknown?: Unknown };
}

type Placement =
  | { readonly kind: "nat"; readonly nat: Nat; readonly entry: Trail["steps"] }
  | { readonly kind: "unknown"; readonly unknown: Unknown }
  | { readonly kind: "stop"; readonly code: Stop["code"]; readonly message: string };

function zonal(
  { index, family }: Walk,
  trail: Trail,
  { value, pointer }: Node<NatGateway>,
  at: Node<Subnet>,
): Placement {
  const home = index.find("subnets", value.subnetId ?? new Unknown([`${value.id}#subnetId`]));
  if (!isKnown(home)) return { kind: "unknown", unknown: home };
  const vpc = index.find("vpcs", home.value.vpcId);
  if (!isKnown(vpc)) return { kind: "unknown", unknown: vpc };
  if (vpc.value.id !== trail.from.vpc.value.id && trail.transits.length === 0) {
    return outOfVpc(value.id, trail);
  }
  const { privateAddress } = value;
  const known = privateAddress !== undefined && isKnown(privateAddress);
  const [gap] = known ? [] : gapsOf(home.value.cidrBlocks);
  if (gap !== undefined) return { kind: "unknown", unknown: gap };
  const why =
    privateAddress instanceof Unknown
      ? privateAddress
      : new Unknown([`${value.id}#privateAddress`]);
  const addresses = known
    ? addressesOf(family, [privateAddress])
    : index.addressesOfSubnet(home.value, family);
  const station: Station = {
    component: "natGateway",
    id: value.id,
    pointer,
    vpc,
    subnet: home,
    addresses,
    ...publicness(value, addresses),
    groupIds: undefined,
  };
  const entry = home.value.id === at.value.id ? [] : [aclStep(index, home, "ingress")];
  return { kind: "nat", nat: { station, home, why: known ? {} : { unknown: why } }, entry };
}

function regional(trail: Trail, { value, pointer }: Node<NatGateway>, at: Node<Subnet>): Placement {
  const { vpc } = trail.from;
  const { vpcId = new Unknown([`${value.id}#vpcId`]), availabilityZones } = value;
  if (!isKnown(vpcId)) return { kind: "unknown", unknown: vpcId };
  if (trail.transits.length > 0) {
    const why = new Unknown([`how ${value.id} sends answers back by a transit gateway`]);
    return { kind: "unknown", unknown: why };
  }
  if (vpcId !== vpc.value.id) return outOfVpc(value.id, trail);
  if (availabilityZones !== undefined) {
    const zone = at.value.availabilityZone ?? new Unknown([`${at.value.id}#availabilityZone`]);
    if (!isKnown(zone)) return { kind: "unknown", unknown: zone };
    if (!knownOf(availabilityZones).includes(zone)) {
      const [gap] = gapsOf(availabilityZones);
      if (gap !== undefined) return { kind: "unknown", unknown: gap };
      const message = `${value.id} is not in ${zone}, where ${at.value.id} is`;
      return { kind: "stop", code: "REGIONAL_NGW_ROUTE_AZ_RESTRICTION", message };
    }
  }
  // It has no address in the VPC: what it sends is seen by nothing but the internet gateway.
  const addresses = [{ first: 0n, last: 0n }];
  const station: Station = {
    component: "natGateway",
    id: value.id,
    pointer,
    vpc,
    subnet: undefined,
    addresses,
    ...publicness(value, addresses),
    groupIds: undefined,
  };
  return { kind: "nat", nat: { station, home: undefined, why: {} }, entry: [] };
}

function outOfVpc(id: string, trail: Trail): Placement {
  return {
    kind: "stop",
    code: "NGW_REQUIRES_SOURCE_IN_VPC",
    message: `${id} is not in ${trail.from.vpc.value.id}`,
  };
}

function publicness(
  { connectivity = "public", isPublic, publicAddresses }: NatGateway,
  addresses: Intervals,
): Pick<Station, "publicAddresses" | "mayBePublic"> {
  const none = { publicAddresses: [], mayBePublic: [] };
  if (connectivity === "private") return none;
  if (!isKnown(connectivity)) return { publicAddresses: [], mayBePublic: [connectivity] };
  const has: Maybe<boolean> = isPublic ?? knownOf(publicAddresses).length > 0;
  if (has === true) return { publicAddresses: addresses, mayBePublic: [] };
  if (has === false && (isPublic === false || gapsOf(publicAddresses).length === 0)) return none;
  return { publicAddresses: [], mayBePublic: has === false ? gapsOf(publicAddresses) : [has] };
}

/** From the gateway, answers go to whom packets came from, over its subnet's own table. */
function backToSender(
  { index, family, onward }: Walk,
  { station, home }: Nat,
  sender: Station,
): readonly Road[] {
  const walk: Walk = { index, family, onward, hint: sender.hint ?? {}, target: sender };
  const { component, id, pointer } = station;
  const trail = startAt(station, { component, id, pointer });
  if (home !== undefined) return onward(walk, trail, home, sender.addresses);
  const filters = sender.subnet === undefined ? [] : [aclStep(index, sender.subnet, "ingress")];
  const end = { kind: "station", station: sender, lostTo: [] } as const;
  const arrived = pass(trail, ...filters);
  return [{ addresses: sender.addresses, passages: [passageOf(arrived, () => [])], end }];
}

/** A regional gateway's own route table leads to the internet gateway of its VPC. */
function toOwnInternetGateway(
  walk: Walk,
  trail: Trail,
  { station }: Nat,
  addresses: Intervals,
): readonly Road[] {
  const gateway = internetGatewayOf(walk.index, station.vpc);
  if (gateway instanceof Unknown) return unsettledAt(trail, addresses, gateway);
  if (gateway !== undefined)
    return throughInternetGateway(walk, trail, gateway.value.id, addresses);
  return stopAt(trail, addresses, {
    code: "NO_ROUTE_TO_DESTINATION",
    component: "natGateway",
    id: station.id,
    pointer: station.pointer,
    message: `${station.vpc.value.id} has no internet gateway for ${station.id} to send packets to`,
  });
}

function withoutNat64(
  trail: Trail,
  place: { readonly component: string; readonly id: string; readonly pointer: string },
  addresses: Intervals,
): readonly Road[] {
  const translated = meetIntervals(addresses, NAT64);
  return [
    ...unsettledAt(trail, translated, new Unknown([`what ${place.id} makes of NAT64 addresses`])),
    ...stopAt(trail, withoutIntervals(addresses, NAT64), {
      ...place,
      code: "PROTOCOL_RESTRICTION",
      message: `${place.id} takes IPv6 packets for 64:ff9b::/96 only`,
    }),
  ];
}
