/** The end of the way inside a VPC: which subnet, and which interface in it, has an address. */
import type { Unknown } from "../known";
import { isKnown } from "../known";
import { parseBlock } from "./address";
import type { Interval, Intervals } from "./intervals";
import { intervalsOf, meetIntervals, withoutIntervals } from "./intervals";
import type { NetworkInterface, Subnet, Vpc } from "./network";
import type { NetworkIndex, Node } from "./network-index";
import { gapsOf } from "./network-index";
import type { Family } from "./question";
import type { Road, Station, Trail, Walk } from "./road";
import { endAt, pass, startAt, stopAt, unsettledAt } from "./road";
import { aclStep } from "./steps";

/** Brings packets to the subnets of a VPC that hold their addresses. */
export function deliverInVpc(
  walk: Walk,
  trail: Trail,
  vpc: Node<Vpc>,
  addresses: Intervals,
  from: Node<Subnet> | undefined,
): readonly Road[] {
  const { index, family } = walk;
  const roads: Road[] = [];
  const unknowns: Unknown[] = [...index.straySubnets];
  let rest = addresses;
  for (const subnet of index.subnetsOf(vpc.value)) {
    for (const gap of gapsOf(subnet.value.cidrBlocks)) unknowns.push(gap);
    const here = meetIntervals(rest, index.addressesOfSubnet(subnet.value, family));
    if (here.length === 0) continue;
    rest = withoutIntervals(rest, here);
    const inside = subnet.value.id === from?.value.id;
    const onward = inside ? trail : pass(trail, aclStep(index, subnet, "ingress"));
    for (const road of deliverInSubnet(walk, onward, vpc, subnet, here)) roads.push(road);
  }
  if (rest.length === 0) return roads;
  if (unknowns.length > 0) return [...roads, ...unsettledAt(trail, rest, unknowns)];
  return [
    ...roads,
    ...stopAt(trail, rest, {
      code: "NO_POSSIBLE_DESTINATION",
      component: "vpc",
      id: vpc.value.id,
      pointer: vpc.pointer,
      message: `no subnet of ${vpc.value.id} holds the address`,
    }),
  ];
}

/** Brings packets to the interfaces of a subnet that have their addresses. */
export function deliverInSubnet(
  walk: Walk,
  trail: Trail,
  vpc: Node<Vpc>,
  subnet: Node<Subnet>,
  addresses: Intervals,
): readonly Road[] {
  const { index, family, target } = walk;
  const roads: Road[] = [];
  let rest = addresses;
  const arrive = (station: Station) => {
    const here = meetIntervals(rest, station.addresses);
    if (here.length === 0) return;
    rest = withoutIntervals(rest, here);
    const transits = trail.transits.map(
      (id) => ({ code: "SG_REFERENCES_NOT_PRESERVED", id }) as const,
    );
    const end = { kind: "station", station, lostTo: trail.lostTo, transits } as const;
    roads.push(...endAt(trail, here, end, () => answersFrom(walk, trail.from, station, subnet)));
  };
  if (target?.subnet?.value.id === subnet.value.id) arrive(target);
  const { stations, unknowns } = stationsIn(index, vpc, subnet, family);
  for (const station of stations) {
    if (rest.length === 0) break;
    arrive(station);
  }
  if (rest.length === 0) return roads;
  if (unknowns.length > 0) return [...roads, ...unsettledAt(trail, rest, unknowns)];
  return [
    ...roads,
    ...stopAt(trail, rest, {
      code: "NO_POSSIBLE_DESTINATION",
      component: "subnet",
      id: subnet.value.id,
      pointer: subnet.pointer,
      message: `no interface in ${subnet.value.id} has the address`,
    }),
  ];
}

/** Answers start where packets end, and go where they came from. */
function answersFrom(
  { index, family, onward }: Walk,
  to: Station,
  from: Station,
  subnet: Node<Subnet>,
): readonly Road[] {
  const walk: Walk = { index, family, onward, hint: to.hint ?? {}, target: to };
  return onward(walk, startAt(from), subnet, to.addresses);
}

interface Stations {
  readonly stations: readonly Station[];
  /** Why there may be others. */
  readonly unknowns: readonly Unknown[];
}

/** The interfaces of a subnet, those with the same security groups taken as one. */
function stationsIn(
  index: NetworkIndex,
  vpc: Node<Vpc>,
  subnet: Node<Subnet>,
  family: Family,
): Stations {
  return index.once(`stations ${family}`, subnet.value, () => {
    const unknowns: Unknown[] = [...index.strayInterfaces];
    const classes = new Map<
      string,
      { readonly first: Node<NetworkInterface>; parts: Interval[] }
    >();
    for (const node of index.interfacesIn(subnet.value)) {
      const { addresses, securityGroupIds } = node.value;
      const parts: Interval[] = [];
      for (const each of addresses) {
        const address = isKnown(each) ? each.address : each;
        if (!isKnown(address)) unknowns.push(address);
        else {
          const block = parseBlock(address);
          if (block?.family === family) parts.push(block);
        }
      }
      const isPlain = securityGroupIds.length > 0 && securityGroupIds.every(isKnown);
      const key = isPlain ? [...securityGroupIds].sort().join(" ") : node.pointer;
      const same = classes.get(key);
      if (same === undefined) classes.set(key, { first: node, parts });
      else for (const part of parts) same.parts.push(part);
    }
    const stations = [...classes.values()].map(({ first, parts }): Station => ({
      component: "networkInterface",
      id: first.value.id,
      pointer: first.pointer,
      vpc,
      subnet,
      addresses: intervalsOf(parts),
      publicAddresses: [],
      mayBePublic: [],
      groupIds: first.value.securityGroupIds,
    }));
    return { stations, unknowns };
  });
}
