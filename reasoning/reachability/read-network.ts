/** Reads a network from JSON: the shapes of `network.ts`, property by property. */
import type { Decoder, Fault, Shape } from "./json";
import {
  Faults,
  flag,
  listed,
  maybe,
  object,
  oneOf,
  optional,
  REFUSED,
  shown,
  text,
  whole,
} from "./json";
import type {
  BlockExclusion,
  InterfaceAddress,
  Listed,
  Network,
  NetworkAclRule,
  Route,
  SecurityGroupRule,
  TransitGatewayRoute,
} from "./network";
import {
  BLOCK_MODES,
  EMPTY_NETWORK,
  ENDPOINT_TYPES,
  EXCLUSION_MODES,
  IP_ADDRESS_TYPES,
  NAT_AVAILABILITIES,
  ROUTE_ORIGINS,
  ROUTE_STATES,
} from "./network";
import { LAST_RULE_NUMBER } from "./network/filters";
import {
  address,
  cidr,
  cidrOrPrefixList,
  fittingRule,
  icmp,
  peer,
  ports,
  protocol,
  target,
} from "./read-parts";

/** A network, or why the JSON is none. */
export type NetworkReading =
  | { readonly kind: "network"; readonly network: Network }
  | { readonly kind: "faults"; readonly faults: readonly Fault[] };

const id = maybe(text);
const truth = maybe(flag);
const origin = maybe(oneOf(ROUTE_ORIGINS));
const routeState = maybe(oneOf(ROUTE_STATES));
const filter = {
  protocol: maybe(protocol),
  ports: optional(maybe(ports)),
  icmp: optional(maybe(icmp)),
};
const aclRules = listed(
  fittingRule(
    object<NetworkAclRule>({
      ruleNumber: maybe(whole(1, LAST_RULE_NUMBER)),
      action: maybe(oneOf(["allow", "deny"])),
      cidr: maybe(cidr),
      ...filter,
    }),
  ),
);
type Known<L> = L extends Listed<infer T> ? T : never;
type Item<K extends keyof Network> = Known<Network[K]>;
const groupRules = listed(fittingRule(object<SecurityGroupRule>({ peer: maybe(peer), ...filter })));

const ITEMS: { readonly [K in keyof Network]: Decoder<Item<K>> } = {
  vpcs: object<Item<"vpcs">>({
    id: text,
    account: optional(id),
    region: optional(id),
    cidrBlocks: listed(cidr),
    enableDnsSupport: optional(truth),
    enableDnsHostnames: optional(truth),
    dhcpOptionsId: optional(id),
    privateHostedZones: optional(listed(text)),
  }),
  subnets: object<Item<"subnets">>({
    id: text,
    vpcId: id,
    account: optional(id),
    availabilityZone: optional(id),
    cidrBlocks: listed(cidr),
  }),
  routeTables: object<Item<"routeTables">>({
    id: text,
    vpcId: id,
    isMain: optional(truth),
    subnetIds: listed(text),
    gatewayIds: optional(listed(text)),
    routes: listed(
      object<Route>({
        destination: maybe(cidrOrPrefixList),
        target: maybe(target),
        origin: optional(origin),
        state: optional(routeState),
      }),
    ),
  }),
  networkAcls: object<Item<"networkAcls">>({
    id: text,
    vpcId: id,
    isDefault: optional(truth),
    subnetIds: listed(text),
    ingress: aclRules,
    egress: aclRules,
  }),
  securityGroups: object<Item<"securityGroups">>({
    id: text,
    vpcId: id,
    account: optional(id),
    ingress: groupRules,
    egress: groupRules,
  }),
  networkInterfaces: object<Item<"networkInterfaces">>({
    id: text,
    account: optional(id),
    subnetId: id,
    addresses: listed(
      object<InterfaceAddress>({
        address: maybe(address),
        isPublic: optional(truth),
        publicAddress: optional(maybe(address)),
      }),
    ),
    securityGroupIds: listed(text),
    sourceDestCheck: optional(truth),
    denyAllIgwTraffic: optional(truth),
  }),
  internetGateways: object<Item<"internetGateways">>({ id: text, vpcId: optional(id) }),
  egressOnlyInternetGateways: object<Item<"egressOnlyInternetGateways">>({ id: text, vpcId: id }),
  natGateways: object<Item<"natGateways">>({
    id: text,
    connectivity: optional(maybe(oneOf(["public", "private"]))),
    availability: optional(maybe(oneOf(NAT_AVAILABILITIES))),
    vpcId: optional(id),
    subnetId: optional(id),
    privateAddress: optional(maybe(address)),
    secondaryAddresses: optional(listed(address)),
    isPublic: optional(truth),
    publicAddresses: optional(listed(address)),
    availabilityZones: optional(listed(text)),
    routeTableId: optional(id),
    appliances: optional(listed(text)),
    state: optional(id),
  }),
  vpcEndpoints: object<Item<"vpcEndpoints">>({
    id: text,
    type: maybe(oneOf(ENDPOINT_TYPES)),
    vpcId: id,
    serviceName: id,
    state: optional(id),
    routeTableIds: optional(listed(text)),
    prefixListId: optional(id),
    subnetIds: optional(listed(text)),
    networkInterfaceIds: optional(listed(text)),
    ipAddressType: optional(maybe(oneOf(IP_ADDRESS_TYPES))),
    securityGroupIds: optional(listed(text)),
    privateDnsEnabled: optional(truth),
    privateDnsOnlyForInboundResolverEndpoint: optional(truth),
    privateDnsNames: optional(listed(text)),
  }),
  peeringConnections: object<Item<"peeringConnections">>({
    id: text,
    requesterVpcId: id,
    accepterVpcId: id,
    state: optional(id),
  }),
  transitGateways: object<Item<"transitGateways">>({
    id: text,
    securityGroupReferencingSupport: optional(truth),
  }),
  transitGatewayAttachments: object<Item<"transitGatewayAttachments">>({
    id: text,
    transitGatewayId: id,
    vpcId: optional(id),
    subnetIds: optional(listed(text)),
    routeTableId: optional(id),
    securityGroupReferencingSupport: optional(truth),
    state: optional(id),
  }),
  transitGatewayRouteTables: object<Item<"transitGatewayRouteTables">>({
    id: text,
    transitGatewayId: id,
    routes: listed(
      object<TransitGatewayRoute>({
        destination: maybe(cidrOrPrefixList),
        attachmentId: optional(id),
        origin: optional(origin),
        state: optional(routeState),
      }),
    ),
  }),
  vpnGateways: object<Item<"vpnGateways">>({ id: text, vpcId: optional(id) }),
  prefixLists: object<Item<"prefixLists">>({ id: text, entries: listed(cidr) }),
  dhcpOptions: object<Item<"dhcpOptions">>({ id: text, domainNameServers: listed(text) }),
  blockPublicAccess: object<Item<"blockPublicAccess">>({
    account: optional(id),
    region: optional(id),
    mode: maybe(oneOf(BLOCK_MODES)),
    exclusions: optional(
      listed(object<BlockExclusion>({ resourceId: id, mode: maybe(oneOf(EXCLUSION_MODES)) })),
    ),
  }),
  services: object<Item<"services">>({
    name: text,
    dnsNames: optional(listed(text)),
    prefixListId: optional(id),
    addresses: optional(listed(cidr)),
  }),
};

const SHAPE = Object.fromEntries(
  Object.entries(ITEMS).map(([name, item]) => [name, optional(listed(item as Decoder<unknown>))]),
) as unknown as Shape<Partial<Network>>;
const networkObject = object<Partial<Network>>(SHAPE);

/** Reads a network as part of something larger; a list that is left out is empty. */
export const network: Decoder<Network> = (value, pointer, faults) => {
  const read = networkObject(value, pointer, faults);
  if (read === REFUSED) return REFUSED;
  findTwins(read, pointer, faults);
  return { ...EMPTY_NETWORK, ...read };
};

/** Two things of one kind and id would answer for each other. */
function findTwins(read: Partial<Network>, pointer: string, faults: Faults): void {
  for (const [kind, items] of Object.entries(read)) {
    const places = new Map<string, number>();
    (items as Listed<object>).forEach((item, index) => {
      const name = "id" in item ? item.id : "name" in item ? item.name : undefined;
      if (typeof name !== "string") return;
      const first = places.get(name);
      if (first === undefined) places.set(name, index);
      else {
        faults.add(
          `${pointer}/${kind}/${index}`,
          `is ${shown(name)}, and so is ${pointer}/${kind}/${first}; one of each id is wanted`,
        );
      }
    });
  }
}

/** Reads a network from parsed JSON, whatever it is. */
export function readNetwork(json: unknown): NetworkReading {
  const faults = new Faults();
  const read = network(json, "", faults);
  return read !== REFUSED && faults.found.length === 0
    ? { kind: "network", network: read }
    : { kind: "faults", faults: faults.found };
}
