/** The end of the way inside a VPC: which subnet, and which interface in it, has an address. */
import type { Unknown } from "../known";
import type { Intervals } from "./intervals";
import { meetIntervals, withoutIntervals } from "./intervals";
import type { Subnet, Vpc } from "./network";
import type { Node } from "./network-index";
import { gapsOf } from "./network-index";
import type { Road, Station, Trail, Walk } from "./road";
import { endAt, pass, startAt, stopAt, unsettledAt } from "./road";
import { stationFor, stationsIn } from "./stations";
import { aclStep } from "./steps";
import { groupsLostAtEndpoints } from "./through/transit-groups";

/** Brings packets to the subnets of a VPC that hold their addresses. */
export function deliverInVpc(
  walk: Walk,
  trail: Trail,
  vpc: Node<Vpc>,
  addresses: Intervals,
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
    const onward = pass(trail, aclStep(index, subnet, "ingress"));
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
  const arrive = (among: Station) => {
    const here = meetIntervals(rest, among.addresses);
    if (here.length === 0) return;
    rest = withoutIntervals(rest, here);
    const station = stationFor(among, here);
    const transits = trail.transits.map(
      (id) => ({ code: "SG_REFERENCES_NOT_PRESERVED", id }) as const,
    );
    const ends = transits.length === 0 ? [] : [trail.from, station];
    const lostTo = [...trail.lostTo, ...groupsLostAtEndpoints(index, ends)];
    const end = { kind: "station", station, lostTo, transits } as const;
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
