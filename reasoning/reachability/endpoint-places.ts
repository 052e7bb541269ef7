/** The interfaces that the names of an interface endpoint lead to. */
import type { Truth } from "../known";
import { isKnown, Unknown } from "../known";
import type { Listed, VpcEndpoint } from "./network";
import type { NetworkIndex, Node } from "./network-index";
import { gapsOf, knownOf } from "./network-index";
import type { Place } from "./places";
import { placesInSubnet, placesOfInterface } from "./places";
import type { Family } from "./question";
import type { Resolution } from "./resolution";

/** One interface in each of the endpoint's subnets: the name leads to all of them. */
export function endpointPlaces(
  index: NetworkIndex,
  { value, pointer }: Node<VpcEndpoint>,
  family: Family,
): Resolution {
  const places: Place[] = [];
  const unknowns: Unknown[] = [...gapsOf(value.networkInterfaceIds)];
  const told = new Set<string>();
  let lost = 0;
  for (const id of knownOf(value.networkInterfaceIds)) {
    const found = placesOfInterface(index, id, family);
    if (found.kind === "unknown") {
      lost += 1;
      for (const why of found.unknowns) unknowns.push(why);
    } else {
      for (const place of found.places) {
        places.push(place);
        told.add(place.station.subnet?.value.id ?? "");
      }
    }
  }
  const hasAll = knownOf(value.networkInterfaceIds).length > 0 && unknowns.length === 0;
  if (!hasAll) {
    const { subnetIds } = value;
    // A subnet tells as much of the one interface in it; without one, interfaces stay unknown.
    if (subnetIds !== undefined && subnetIds.length > 0 && roomIn(subnetIds, told) >= lost) {
      unknowns.length = 0;
    } else if (subnetIds === undefined && unknowns.length === 0) {
      unknowns.push(new Unknown([`the interfaces of ${value.id}`]));
    }
    for (const gap of gapsOf(value.subnetIds)) unknowns.push(gap);
    for (const subnetId of knownOf(value.subnetIds)) {
      if (told.has(subnetId)) continue;
      const securityGroupIds = value.securityGroupIds ?? [];
      const found = placesInSubnet(index, { subnetId }, family);
      if (found.kind === "unknown") for (const why of found.unknowns) unknowns.push(why);
      else {
        const oneOf = new Unknown([`address of ${value.id} in ${subnetId}`]);
        const has = hasAddresses(value, family);
        if (has === false) continue;
        if (!isKnown(has) && found.places.length > 0) unknowns.push(has);
        for (const { station } of found.places) {
          const own = { component: "networkInterface", id: value.id, pointer } as const;
          places.push({ station: { ...station, ...own, groupIds: securityGroupIds }, oneOf });
        }
      }
    }
  }
  if (unknowns.length > 0) return { kind: "unknown", unknowns };
  if (places.length > 0) return { kind: "places", places };
  const message = `${value.id} has no ${family} address`;
  const code = "NO_SOURCE_OR_DESTINATION";
  const place = { component: "vpcEndpoint", id: value.id, pointer };
  return { kind: "stopped", stop: { ...place, code, message } };
}

/** How many of an endpoint's subnets have an interface of its that nobody tells of. */
function roomIn(subnetIds: Listed<string>, told: ReadonlySet<string>): number {
  return subnetIds.filter((each) => !isKnown(each) || !told.has(each)).length;
}

/** Whether an endpoint has addresses of an IP version: of IPv4, unless something else is told. */
function hasAddresses({ id, ipAddressType }: VpcEndpoint, family: Family): Truth {
  if (ipAddressType === undefined)
    return family === "ipv4" || new Unknown([`whether ${id} has IPv6 addresses`]);
  return isKnown(ipAddressType)
    ? ipAddressType === family || ipAddressType === "dualstack"
    : ipAddressType;
}
