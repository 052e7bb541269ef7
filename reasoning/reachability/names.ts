/**
 * What a name leads to where packets start: to the interfaces of an endpoint, or to a service's public
 * addresses.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html, "DNS attributes in
 * your VPC", and
 * https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html, "Private DNS", read
 * 2026-11-22.
 */
import type { Truth } from "../known";
import { all, isKnown, Unknown } from "../known";
import { is, ownName, resolveOwnName, unresolved } from "./endpoint-names";
import { endpointPlaces } from "./endpoint-places";
import { isAvailable } from "./endpoint-state";
import { foreignResolver, withoutResolver } from "./name-servers";
import type { Vpc, VpcEndpoint } from "./network";
import type { NetworkIndex, Node } from "./network-index";
import { gapsOf, knownOf } from "./network-index";
import { overriddenBy } from "./private-zones";
import { publicAddresses } from "./public-addresses";
import type { Family } from "./question";
import type { Resolution } from "./resolution";

/** Resolves the own names of a service in a VPC. */
export function resolveService(
  index: NetworkIndex,
  vpc: Node<Vpc>,
  serviceName: string,
  family: Family,
): Resolution {
  const isMeant = (endpoint: VpcEndpoint): Truth => is(endpoint.serviceName, serviceName);
  const told = index.find("services", serviceName);
  const names = isKnown(told) ? (told.value.dnsNames ?? []) : [];
  const untold = new Unknown([`the DNS names of ${serviceName}`]);
  const zone = overriddenBy(vpc.value, names.length === 0 ? [untold] : names);
  if (zone !== undefined) return { kind: "unknown", unknowns: [zone] };
  const open = () => publicAddresses(index, serviceName, serviceName, family);
  return resolve(index, vpc, isMeant, open, family);
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
  const own = ownName(name);
  if (own !== undefined) {
    const foreign = foreignResolver(index, vpc.value);
    if (foreign !== undefined) return { kind: "unknown", unknowns: [foreign] };
    return withoutResolver(vpc) ?? resolveOwnName(index, name, own, family);
  }
  const service = serviceNamed(index, name);
  const isMeant = (endpoint: VpcEndpoint): Truth => {
    if (hasPrivateName(endpoint, name)) return true;
    const [gap] = gapsOf(endpoint.privateDnsNames);
    if (service === undefined) return gap ?? false;
    const isOf = is(endpoint.serviceName, service);
    return isOf === false ? (gap ?? false) : isOf;
  };
  const open = (): Resolution =>
    service === undefined
      ? { kind: "unknown", unknowns: [unresolved(name)] }
      : publicAddresses(index, name, service, family);
  return resolve(index, vpc, isMeant, open, family);
}

/** The service that has a name: one that tells it, or one of Amazon's that an endpoint tells it of. */
function serviceNamed(index: NetworkIndex, name: string): string | undefined {
  const told = index
    .all("services")
    .find(({ value }) => knownOf(value.dnsNames).some((each) => isNamed(each, name)));
  if (told !== undefined) return told.value.name;
  for (const { value } of index.all("vpcEndpoints")) {
    const { serviceName } = value;
    if (!isKnown(serviceName) || !AMAZONS.test(serviceName)) continue;
    if (hasPrivateName(value, name)) return serviceName;
  }
  return undefined;
}

/** Services of Amazon have public addresses behind their names; those of others are not known to. */
const AMAZONS = /^com\.amazonaws\.(?!vpce\.)/;

function hasPrivateName({ privateDnsNames }: VpcEndpoint, name: string): boolean {
  return knownOf(privateDnsNames).some((each) => isNamed(each, name));
}

/** `*.` at the start of a pattern stands for one or more labels. */
function isNamed(pattern: string, name: string): boolean {
  const [wanted, given] = [pattern, name].map((each) => each.toLowerCase().replace(/\.$/, ""));
  if (wanted === undefined || given === undefined) return false;
  if (!wanted.startsWith("*.")) return wanted === given;
  return given.length > wanted.length - 1 && given.endsWith(wanted.slice(1));
}

/** To an endpoint whose private DNS answers, else to what the public DNS says. */
function resolve(
  index: NetworkIndex,
  vpc: Node<Vpc>,
  isMeant: (endpoint: VpcEndpoint) => Truth,
  open: () => Resolution,
  family: Family,
): Resolution {
  const foreign = foreignResolver(index, vpc.value);
  const mute = foreign === undefined ? withoutResolver(vpc) : undefined;
  if (mute !== undefined) return mute;
  const candidates: { readonly endpoint: Node<VpcEndpoint>; readonly acts: Truth }[] = [];
  for (const endpoint of index.inVpc("vpcEndpoints", vpc.value.id)) {
    const acts = actsOn(endpoint.value, vpc.value, isMeant);
    if (acts !== false) candidates.push({ endpoint, acts });
  }
  const why: Unknown[] = [...(foreign === undefined ? [] : [foreign])];
  for (const gap of gapsOf(index.network.vpcEndpoints)) why.push(gap);
  const sure = candidates.find(({ acts }) => acts === true);
  const options = sure === undefined ? candidates : [sure];
  for (const { acts } of options) if (acts instanceof Unknown) why.push(acts);
  const isOpenPossible = sure === undefined || foreign !== undefined;
  const resolutions = [
    ...(isOpenPossible ? [open()] : []),
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

/** Whether private DNS of an endpoint answers queries of its VPC for the name. */
function actsOn(endpoint: VpcEndpoint, vpc: Vpc, isMeant: (endpoint: VpcEndpoint) => Truth): Truth {
  const { type, vpcId, privateDnsEnabled = false } = endpoint;
  const { privateDnsOnlyForInboundResolverEndpoint: onlyInbound = false } = endpoint;
  return all([
    is(vpcId, vpc.id),
    is(type, "interface"),
    isMeant(endpoint),
    privateDnsEnabled,
    is(onlyInbound, false),
    vpc.enableDnsHostnames ?? false,
    isAvailable(endpoint),
  ]);
}
