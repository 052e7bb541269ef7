/**
 * The interfaces of a subnet as stations: those with the same security groups are taken as one. Those of
 * endpoints stand alone, as groups do not reach them by all ways that reach others.
 */
import type { Unknown } from "../known";
import { isKnown } from "../known";
import { parseBlock } from "./address";
import { endpointBehind } from "./endpoint-interfaces";
import type { Interval, Intervals } from "./intervals";
import { intervalsOf } from "./intervals";
import type { NetworkInterface, Subnet, Vpc } from "./network";
import type { NetworkIndex, Node } from "./network-index";
import type { Family } from "./question";
import type { Spot, Station } from "./road";

/** Whom packets for addresses of a subnet reach. */
interface Stations {
  readonly stations: readonly Station[];
  /** Why there may be others. */
  readonly unknowns: readonly Unknown[];
}

/** Interfaces that filters treat alike. */
interface Crowd {
  readonly first: Node<NetworkInterface>;
  readonly owners: Map<bigint, Spot>;
  readonly parts: Interval[];
}

/** The interfaces of a subnet that have an address of a family. */
export function stationsIn(
  index: NetworkIndex,
  vpc: Node<Vpc>,
  subnet: Node<Subnet>,
  family: Family,
): Stations {
  return index.once(`stations ${family}`, subnet.value, () => {
    const unknowns: Unknown[] = [...index.strayInterfaces];
    const crowds = new Map<string, Crowd>();
    for (const node of index.interfacesIn(subnet.value)) {
      const { id, addresses, securityGroupIds } = node.value;
      const hasGroups = securityGroupIds.length > 0 && securityGroupIds.every(isKnown);
      const isPlain = hasGroups && endpointBehind(index, id) === undefined;
      const key = isPlain ? [...securityGroupIds].sort().join(" ") : node.pointer;
      const crowd: Crowd = crowds.get(key) ?? { first: node, owners: new Map(), parts: [] };
      crowds.set(key, crowd);
      for (const each of addresses) {
        const address = isKnown(each) ? each.address : each;
        if (!isKnown(address)) unknowns.push(address);
        else {
          const block = parseBlock(address);
          if (block?.family !== family) continue;
          crowd.parts.push(block);
          crowd.owners.set(block.first, { id, pointer: node.pointer });
        }
      }
    }
    const stations = [...crowds.values()].map(({ first, owners, parts }): Station => ({
      component: "networkInterface",
      id: first.value.id,
      pointer: first.pointer,
      vpc,
      subnet,
      addresses: intervalsOf(parts),
      publicAddresses: [],
      mayBePublic: [],
      groupIds: first.value.securityGroupIds,
      spotFor: (address) => owners.get(address),
    }));
    return { stations, unknowns };
  });
}

/** Of interfaces that are taken as one, the one that packets for these addresses reach if it is one. */
export function stationFor(station: Station, [only, ...others]: Intervals): Station {
  if (only === undefined || others.length > 0 || only.first !== only.last) return station;
  const spot = station.spotFor?.(only.first);
  return spot === undefined ? station : { ...station, ...spot };
}
