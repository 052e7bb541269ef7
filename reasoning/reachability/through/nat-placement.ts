/**
 * Where NAT gateways are, with which addresses, and whom they can serve.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html, "NAT gateway
 * basics", and https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html, "Regional
 * NAT gateways for automatic multi-AZ expansion", read 2026-11-22.
 */
import type { Maybe } from "../../known";
import { isKnown, Unknown } from "../../known";
import type { Intervals } from "../intervals";
import { addressesOf } from "../intervals";
import type { NatGateway, Subnet } from "../network";
import type { Node } from "../network-index";
import { gapsOf, knownOf } from "../network-index";
import type { Station, Trail, Walk } from "../road";
import type { Stop } from "../split";
import { aclStep } from "../steps";

/** A NAT gateway as somebody who sends packets. */
export interface Nat {
  readonly station: Station;
  /** Its subnet; undefined for a regional one. */
  readonly home: Node<Subnet> | undefined;
  /** Why its address is not known. */
  readonly why: { readonly unknown?: Unknown };
}

/** Where a NAT gateway is, or why it cannot serve a sender. */
export type Placement =
  | { readonly kind: "nat"; readonly nat: Nat; readonly entry: Trail["steps"] }
  | { readonly kind: "unknown"; readonly unknown: Unknown }
  | { readonly kind: "stop"; readonly code: Stop["code"]; readonly message: string };

/** A zonal gateway, as seen by the subnet `at` whose route leads to it. */
export function zonal(
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
  const told = toldAddresses(value);
  const [gap] = told instanceof Unknown ? gapsOf(home.value.cidrBlocks) : [];
  if (gap !== undefined) return { kind: "unknown", unknown: gap };
  const addresses =
    told instanceof Unknown
      ? index.addressesOfSubnet(home.value, family)
      : addressesOf(family, told);
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
  return { kind: "nat", nat: { station, home, why: whyOpen(value.id, told) }, entry };
}

/** All the addresses that it has in its subnet, or why nobody knows them all. */
function toldAddresses({
  id,
  privateAddress = new Unknown([`${id}#privateAddress`]),
  secondaryAddresses,
}: NatGateway): Maybe<readonly string[]> {
  if (!isKnown(privateAddress)) return privateAddress;
  const [gap] = gapsOf(secondaryAddresses);
  return gap ?? [...new Set([privateAddress, ...knownOf(secondaryAddresses)])];
}

/** No page of AWS's that was seen says which of several addresses a connection is given. */
function whyOpen(id: string, told: Maybe<readonly string[]>): Nat["why"] {
  if (!isKnown(told)) return { unknown: told };
  if (told.length === 1) return {};
  return { unknown: new Unknown([`which of its addresses ${id} sends packets with`]) };
}

/** A regional gateway, as seen by the subnet `at` whose route leads to it. */
export function regional(
  trail: Trail,
  { value, pointer }: Node<NatGateway>,
  at: Node<Subnet>,
): Placement {
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
