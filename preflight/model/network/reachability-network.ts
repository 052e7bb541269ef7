import type { Network } from "../../../reasoning/reachability/network";
import { EMPTY_NETWORK } from "../../../reasoning/reachability/network";
import { NetworkIndex } from "../../../reasoning/reachability/network-index";
import type { Family } from "../../../reasoning/reachability/question";
import { Unknown } from "../../../reasoning/known";
import { once } from "../../../reasoning/remember";
import type { Resource } from "../resource";
import type { World } from "../world";
import type { Drawing } from "./reachability/drawing";
import { vpcEndpointsIn } from "./reachability/endpoints";
import {
  egressOnlyGatewaysIn,
  internetGatewaysIn,
  natGatewaysIn,
  vpnGatewaysIn,
} from "./reachability/gateways";
import { networkAclsIn } from "./reachability/network-acls";
import { nodeId } from "./reachability/node-ids";
import type { Origin } from "./reachability/origins";
import { Origins } from "./reachability/origins";
import { blockPublicAccessIn } from "./reachability/public-access";
import { routeTablesIn } from "./reachability/route-tables";
import { securityGroupsIn } from "./reachability/security-groups";
import { prefixListsIn, servicesIn } from "./reachability/services";
import { subnetsIn, vpcsIn } from "./reachability/vpcs";

/**
 * The World's network as `reasoning/reachability` asks for it, and which resource each part of it
 * is. What the World cannot tell is unknown in it, never left out; what leads into networks that no
 * stack shows, such as transit gateways and peering connections, is unknown too.
 */
export interface ReachabilityNetwork {
  /** To be asked: it remembers what it found out. */
  readonly index: NetworkIndex;
  /** The id under which the network knows a resource. */
  readonly idOf: (resource: Resource) => string;
  /** What an answer's JSON pointer leads back to. */
  readonly originOf: (pointer: string) => Origin | undefined;
}

const NETWORKS = {
  ipv4: once((world: World) => draw(world, "ipv4")),
  ipv6: once((world: World) => draw(world, "ipv6")),
} as const;

/**
 * The network of a World for one IP version, made once. What is hidden of one version says nothing
 * about the other: ask about packets of the version that the network is for.
 */
export function reachabilityNetwork(world: World, family: Family = "ipv4"): ReachabilityNetwork {
  return NETWORKS[family](world);
}

/** Interfaces are made by services: no stack tells them all. */
const OTHERS = new Unknown(["the network interfaces of services"]);

function draw(world: World, family: Family): ReachabilityNetwork {
  const origins = new Origins();
  const drawing: Drawing = { world, family, origins };
  const network: Network = {
    ...EMPTY_NETWORK,
    vpcs: vpcsIn(drawing),
    subnets: subnetsIn(drawing),
    routeTables: routeTablesIn(drawing),
    networkAcls: networkAclsIn(drawing),
    securityGroups: securityGroupsIn(drawing),
    networkInterfaces: [OTHERS],
    internetGateways: internetGatewaysIn(drawing),
    egressOnlyInternetGateways: egressOnlyGatewaysIn(drawing),
    natGateways: natGatewaysIn(drawing),
    vpcEndpoints: vpcEndpointsIn(drawing),
    vpnGateways: vpnGatewaysIn(drawing),
    blockPublicAccess: blockPublicAccessIn(drawing),
    prefixLists: prefixListsIn(drawing),
    services: servicesIn(drawing),
  };
  return {
    index: new NetworkIndex(network),
    idOf: nodeId,
    originOf: (place) => origins.behind(network, place),
  };
}
