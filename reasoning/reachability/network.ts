/**
 * The network that questions are asked about: plain data in AWS's own words, as its `describe` calls
 * and plans of it tell it. Nothing here is decided; `read-network` makes it from JSON.
 *
 * A value that is not known is an `Unknown` that says why, in JSON `{ "unknown": "why" }`. An unknown
 * *in* a list says that the list may hold more, or fewer, than what is seen. What no list holds does
 * not exist; an id that leads nowhere is unknown.
 */
import type { Vpc, Subnet, NetworkInterface, DhcpOptions, PrefixList } from "./network/vpc";
import type { RouteTable } from "./network/routes";
import type { NetworkAcl, SecurityGroup } from "./network/filters";
import type {
  InternetGateway,
  EgressOnlyInternetGateway,
  NatGateway,
  VpnGateway,
  BlockPublicAccess,
} from "./network/gateways";
import type { VpcEndpoint, Service } from "./network/endpoints";
import type {
  PeeringConnection,
  TransitGateway,
  TransitGatewayAttachment,
  TransitGatewayRouteTable,
} from "./network/transit";
import type { Listed } from "./network/listed";

/** Everything that takes part. An element's place in its list is its JSON pointer: `/subnets/3`. */
export interface Network {
  readonly vpcs: Listed<Vpc>;
  readonly subnets: Listed<Subnet>;
  readonly routeTables: Listed<RouteTable>;
  readonly networkAcls: Listed<NetworkAcl>;
  readonly securityGroups: Listed<SecurityGroup>;
  readonly networkInterfaces: Listed<NetworkInterface>;
  readonly internetGateways: Listed<InternetGateway>;
  readonly egressOnlyInternetGateways: Listed<EgressOnlyInternetGateway>;
  readonly natGateways: Listed<NatGateway>;
  readonly vpcEndpoints: Listed<VpcEndpoint>;
  readonly peeringConnections: Listed<PeeringConnection>;
  readonly transitGateways: Listed<TransitGateway>;
  readonly transitGatewayAttachments: Listed<TransitGatewayAttachment>;
  readonly transitGatewayRouteTables: Listed<TransitGatewayRouteTable>;
  readonly vpnGateways: Listed<VpnGateway>;
  readonly prefixLists: Listed<PrefixList>;
  readonly dhcpOptions: Listed<DhcpOptions>;
  readonly blockPublicAccess: Listed<BlockPublicAccess>;
  readonly services: Listed<Service>;
}

/** A network without anything in it, to build upon. */
export const EMPTY_NETWORK: Network = {
  vpcs: [],
  subnets: [],
  routeTables: [],
  networkAcls: [],
  securityGroups: [],
  networkInterfaces: [],
  internetGateways: [],
  egressOnlyInternetGateways: [],
  natGateways: [],
  vpcEndpoints: [],
  peeringConnections: [],
  transitGateways: [],
  transitGatewayAttachments: [],
  transitGatewayRouteTables: [],
  vpnGateways: [],
  prefixLists: [],
  dhcpOptions: [],
  blockPublicAccess: [],
  services: [],
};

export type { Listed } from "./network/listed";
export type {
  Vpc,
  Subnet,
  NetworkInterface,
  InterfaceAddress,
  DhcpOptions,
  PrefixList,
} from "./network/vpc";
export type {
  RouteTable,
  Route,
  RouteOrigin,
  RouteState,
  TargetKind,
  RouteTarget,
} from "./network/routes";
export { ROUTE_ORIGINS, ROUTE_STATES, TARGET_KINDS } from "./network/routes";
export type {
  NetworkAcl,
  NetworkAclRule,
  Protocol,
  PortRange,
  IcmpMessage,
  SecurityGroup,
  SecurityGroupRule,
  RulePeer,
} from "./network/filters";
export type {
  InternetGateway,
  EgressOnlyInternetGateway,
  NatAvailability,
  NatGateway,
  VpnGateway,
  BlockMode,
  ExclusionMode,
  BlockPublicAccess,
  BlockExclusion,
} from "./network/gateways";
export { NAT_AVAILABILITIES, BLOCK_MODES, EXCLUSION_MODES } from "./network/gateways";
export type { EndpointType, IpAddressType, VpcEndpoint, Service } from "./network/endpoints";
export { ENDPOINT_TYPES, IP_ADDRESS_TYPES } from "./network/endpoints";
export type {
  PeeringConnection,
  TransitGateway,
  TransitGatewayAttachment,
  TransitGatewayRouteTable,
  TransitGatewayRoute,
} from "./network/transit";
