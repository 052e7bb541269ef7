/**
 * What the name of a service leads to where packets start: to the interfaces of an endpoint with
 * private DNS, or to the service's public addresses.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html, "Amazon DNS
 * server" and "DNS attributes in your VPC", and
 * https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html, "Private DNS", read
 * 2026-11-22.
 */
import type { Maybe, Truth } from "../known";
import { all, isKnown, Unknown } from "../known";
import { addressesOf } from "./intervals";
import type { Intervals } from "./intervals";
import { internetBeyond } from "./internet-addresses";
import type { Listed, Service, Vpc, VpcEndpoint } from "./network";
import type { NetworkIndex, Node } from "./network-index";
import { gapsOf, knownOf } from "./network-index";
import type { Place } from "./places";
import { placesInSubnet, placesOfInterface } from "./places";
import { overriddenBy } from "./private-zones";
import { prefixListNamedAfter } from "./subnet-routes";
import type { Family } from "./question";
import type { Stop } from "./split";

/** What a name leads to. */
export type Resolution =
  | { readonly kind: "places"; readonly places: readonly Place[] }
  | {
      readonly kind: "addresses";
      readonly addresses: Intervals;
      /** Set if the addresses are somewhere among these. */
      readonly oneOf?: Unknown;
      /** The names of a prefix list that they are in. */
      readonly prefixList?: readonly string[];
    }
  | { readonly kind: "stopped"; readonly stop: Stop }
  | { readonly kind: "unknown"; readonly unknowns: readonly Unknown[] }
  | {
      readonly kind: "either";
      readonly resolutions: readonly Resolution[];
      readonly why: readonly Unknown[];
    };

/** Resolves the own names of a service in a VPC. */
export function resolveService(
  index: NetworkIndex,
  vpc: Node<Vpc>,
  serviceName: string,
  family: Family,
): Resolution {
  const isMeant = (endpoint: VpcEndpoint): Truth =>
    isKnown(endpoint.serviceName) ? endpoint.serviceName === serviceName : endpoint.serviceName;
  const told = index.find("services", serviceName);
  const names = isKnown(told) ? (told.value.dnsNames ?? []) : [];
  const untold = new Unknown([`the DNS names of ${serviceName}`]);
  const zone = overriddenBy(vpc.value, names.length === 0 ? [untold] : names);
  if (zone !== undefined) return { kind: "unknown", unknowns: [zone] };
  return resolve(index, vpc, serviceName, isMeant, serviceName, family);
}

/** Resolves a DNS name in a VPC. */
export function resolveName(
  index: NetworkIndex,
  vpc: Node<Vpc>,
  name: string,
  family: Family,
): Resolution {
  const zone = overriddenBy(vpc.value, [name]);
  if (zone !== undefined) return { kind: "unknown", unknowns: [zone] };
  const service = index
    .all("services")
    .find(({ value }) => knownOf(value.dnsNames).some((each) => isNamed(each, name)));
  const isMeant = (endpoint: VpcEndpoint): Truth => {
    const own = knownOf(endpoint.privateDnsNames).some((each) => isNamed(each, name));
    if (own) return true;
    const [gap] = gapsOf(endpoint.privateDnsNames);
    if (service === undefined) return gap ?? false;
    const { serviceName } = endpoint;
    const isOf = isKnown(serviceName) ? serviceName === service.value.name : serviceName;
    return isOf === false ? (gap ?? false) : isOf;
  };
  return resolve(index, vpc, name, isMeant, service?.value.name, family);
}

/** `*.` at the start of a pattern stands for one or more labels. */
function isNamed(pattern: string, name: string): boolean {
  const [wanted, given] = [pattern, name].map((each) => each.toLowerCase().replace(/\.$/, ""));
  if (wanted === undefined || given === undefined) return false;
  if (!wanted.startsWith("*.")) return wanted === given;
  return given.length > wanted.length - 1 && given.endsWith(wanted.slice(1));
}

function resolve(
  index: NetworkIndex,
  vpc: Node<Vpc>,
  name: string,
  isMeant: (endpoint: VpcEndpoint) => Truth,
  service: string | undefined,
  family: Family,
): Resolution {
  const { enableDnsSupport = true, enableDnsHostnames = false } = vpc.value;
  const foreign = foreignResolver(index, vpc.value);
  if (foreign === undefined) {
    if (enableDnsSupport === false) {
      const message = `${vpc.value.id} has no resolver: enableDnsSupport is off`;
      const code = "NO_SOURCE_OR_DESTINATION";
      const place = { component: "vpc", id: vpc.value.id, pointer: vpc.pointer };
      return { kind: "stopped", stop: { ...place, code, message } };
    }
    if (!isKnown(enableDnsSupport)) return { kind: "unknown", unknowns: [enableDnsSupport] };
  }
  const open = publicAddresses(index, name, service, family);
  const candidates: { readonly endpoint: Node<VpcEndpoint>; readonly acts: Truth }[] = [];
  for (const endpoint of index.inVpc("vpcEndpoints", vpc.value.id)) {
    const acts = actsOn(endpoint.value, vpc.value, isMeant, enableDnsHostnames);
    if (acts !== false) candidates.push({ endpoint, acts });
  }
  const why: Unknown[] = [...(foreign === undefined ? [] : [foreign])];
  for (const gap of gapsOf(index.network.vpcEndpoints)) why.push(gap);
  const sure = candidates.find(({ acts }) => acts === true);
  const options = sure === undefined ? candidates : [sure];
  for (const { acts } of options) if (acts instanceof Unknown) why.push(acts);
  const isOpenPossible = sure === undefined || foreign !== undefined;
  const resolutions = [
    ...(isOpenPossible ? [open] : []),
    ...options.map(({ endpoint }) => endpointPlaces(index, endpoint, family)),
    ...(gapsOf(index.network.vpcEndpoints).length > 0 && sure === undefined
      ? [{ kind: "unknown", unknowns: why } as const]
      : []),
    ...(foreign === undefined ? [] : [{ kind: "unknown", unknowns: [foreign] } as const]),
  ];
  const [only] = resolutions;
  return resolutions.length === 1 && only !== undefined
    ? only
    : { kind: "either", resolutions, why };
}

/** Name servers other than Amazon's answer as they please. */
function foreignResolver(index: NetworkIndex, { dhcpOptionsId }: Vpc): Unknown | undefined {
  if (dhcpOptionsId === undefined) return undefined;
  const options = index.find("dhcpOptions", dhcpOptionsId);
  if (!isKnown(options)) return options;
  const servers = options.value.domainNameServers;
  const [gap] = gapsOf(servers);
  if (gap !== undefined) return gap;
  const others = knownOf(servers).filter((each) => each !== "AmazonProvidedDNS");
  return others.length === 0
    ? undefined
    : new Unknown([`what the name servers ${others.join(", ")} answer`]);
}

/** Whether private DNS of an endpoint answers queries of its VPC for the name. */
function actsOn(
  endpoint: VpcEndpoint,
  vpc: Vpc,
  isMeant: (endpoint: VpcEndpoint) => Truth,
  enableDnsHostnames: Truth,
): Truth {
  const { type, vpcId, state = "available", privateDnsEnabled = false } = endpoint;
  const { privateDnsOnlyForInboundResolverEndpoint: onlyInbound = false } = endpoint;
  const is = <T>(value: Maybe<T>, wanted: T): Truth => (isKnown(value) ? value === wanted : value);
  return all([
    is(vpcId, vpc.id),
    is(type, "interface"),
    isMeant(endpoint),
    privateDnsEnabled,
    is(onlyInbound, false),
    enableDnsHostnames,
    is(state.toString().toLowerCase() === "available" ? "available" : state, "available"),
  ]);
}

/** One interface in each of the endpoint's subnets: the name leads to all of them. */
function endpointPlaces(
  index: NetworkIndex,
  { value, pointer }: Node<VpcEndpoint>,
  family: Family,
): Resolution {
  const places: Place[] = [];
  const unknowns: Unknown[] = [...gapsOf(value.networkInterfaceIds)];
  const told = new Set<string>();
  for (const id of knownOf(value.networkInterfaceIds)) {
    const found = placesOfInterface(index, id, family);
    if (found.kind === "unknown") for (const why of found.unknowns) unknowns.push(why);
    else {
      for (const place of found.places) {
        places.push(place);
        told.add(place.station.subnet?.value.id ?? "");
      }
    }
  }
  const hasAll = knownOf(value.networkInterfaceIds).length > 0 && unknowns.length === 0;
  if (!hasAll) {
    // Its subnets tell as much; where nobody told those, its interfaces stay unknown.
    if (value.subnetIds !== undefined) unknowns.length = 0;
    else if (unknowns.length === 0) unknowns.push(new Unknown([`the interfaces of ${value.id}`]));
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

/** Whether an endpoint has addresses of an IP version: of IPv4, unless something else is told. */
function hasAddresses({ id, ipAddressType }: VpcEndpoint, family: Family): Truth {
  if (ipAddressType === undefined)
    return family === "ipv4" || new Unknown([`whether ${id} has IPv6 addresses`]);
  return isKnown(ipAddressType)
    ? ipAddressType === family || ipAddressType === "dualstack"
    : ipAddressType;
}

/** What the public DNS says: the addresses told of, else somewhere in the internet. */
function publicAddresses(
  index: NetworkIndex,
  name: string,
  service: string | undefined,
  family: Family,
): Resolution {
  if (service === undefined) return somewhere(index, name, family, []);
  const found = index.find("services", service);
  const told = isKnown(found) ? found : undefined;
  const ids = prefixListsOf(index, service, told?.value);
  // A service that is hidden may have other addresses than its list.
  const isHidden = told === undefined && gapsOf(index.network.services).length > 0;
  const blocks = isHidden ? [] : blocksOf(index, told?.value, ids);
  if (blocks.length === 0 || gapsOf(blocks).length > 0) return somewhere(index, name, family, ids);
  const addresses = addressesOf(family, knownOf(blocks));
  if (addresses.length > 0) return { kind: "addresses", addresses, prefixList: ids };
  // Its list may be of one IP version, and the service have addresses of both.
  if (told?.value.addresses === undefined) return somewhere(index, name, family, ids);
  const message = `${name} has no ${family} address`;
  const place = { component: "service", id: told.value.name, pointer: told.pointer };
  return { kind: "stopped", stop: { ...place, code: "NO_SOURCE_OR_DESTINATION", message } };
}

/** All names of the prefix list that holds a service's addresses. */
function prefixListsOf(
  index: NetworkIndex,
  service: string,
  told: Service | undefined,
): readonly string[] {
  const ids = new Set<string>([prefixListNamedAfter(service)]);
  const add = (id: Maybe<string> | undefined) => {
    if (id !== undefined && isKnown(id)) ids.add(id);
  };
  add(told?.prefixListId);
  const byService = index.once("prefix lists by service", index.network, () => {
    const found = new Map<string, string[]>();
    for (const { value } of index.all("vpcEndpoints")) {
      const { type, serviceName, prefixListId } = value;
      if (type !== "gateway" || !isKnown(serviceName)) continue;
      if (prefixListId === undefined || !isKnown(prefixListId)) continue;
      const lists = found.get(serviceName);
      if (lists === undefined) found.set(serviceName, [prefixListId]);
      else lists.push(prefixListId);
    }
    return found;
  });
  for (const id of byService.get(service) ?? []) ids.add(id);
  return [...ids];
}

function blocksOf(
  index: NetworkIndex,
  service: Service | undefined,
  ids: readonly string[],
): Listed<string> {
  if (service?.addresses !== undefined) return service.addresses;
  for (const id of ids) {
    const list = index.find("prefixLists", id);
    if (isKnown(list)) return list.value.entries;
  }
  return [];
}

function somewhere(
  index: NetworkIndex,
  name: string,
  family: Family,
  prefixList: readonly string[],
): Resolution {
  const oneOf = new Unknown([`public addresses of ${name}`]);
  return { kind: "addresses", addresses: internetBeyond(index, family), oneOf, prefixList };
}
