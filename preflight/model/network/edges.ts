import type { Truth } from "../../../reasoning/known";
import { isKnown, Unknown } from "../../../reasoning/known";
import type { Kind } from "../kinds";
import { kindOf } from "../kinds";
import type { Reference } from "../reference";
import type { Resource } from "../resource";
import type { World } from "../world";
import { tableNamed } from "./route-tables";

const TABLES: readonly Kind[] = ["routeTable", "defaultRouteTable"];
const ACLS: readonly Kind[] = ["networkAcl", "defaultNetworkAcl"];
const IN_VPC = { vpcId: ["vpc"] } as const satisfies Edges;
const OF_GROUP = { securityGroupId: ["securityGroup"] } as const satisfies Edges;
const OF_ENDPOINT = { vpcEndpointId: ["vpcEndpoint"] } as const satisfies Edges;

type Edges = Readonly<Record<string, readonly Kind[]>>;

/** For each part of a network, the properties that name another part, and what that may be. */
const EDGES: Partial<Record<Kind, Edges>> = {
  subnet: IN_VPC,
  routeTable: IN_VPC,
  securityGroup: IN_VPC,
  networkAcl: IN_VPC,
  internetGateway: IN_VPC,
  egressOnlyGateway: IN_VPC,
  vpnGateway: IN_VPC,
  vpcEndpoint: IN_VPC,
  vpcCidrBlock: IN_VPC,
  vpcIpv6CidrBlock: IN_VPC,
  natGateway: { ...IN_VPC, subnetId: ["subnet"], allocationId: ["elasticIp"] },
  dhcpOptionsAssociation: { ...IN_VPC, dhcpOptionsId: ["dhcpOptions"] },
  internetGatewayAttachment: { ...IN_VPC, internetGatewayId: ["internetGateway"] },
  mainRouteTableAssociation: { ...IN_VPC, routeTableId: TABLES },
  routeTableAssociation: { subnetId: ["subnet"], routeTableId: TABLES },
  route: {
    routeTableId: TABLES,
    natGatewayId: ["natGateway"],
    gatewayId: ["internetGateway", "vpnGateway", "vpcEndpoint"],
    egressOnlyGatewayId: ["egressOnlyGateway"],
    vpcEndpointId: ["vpcEndpoint"],
  },
  networkAclAssociation: { subnetId: ["subnet"], networkAclId: ACLS },
  networkAclRule: { networkAclId: ACLS },
  ingressRule: OF_GROUP,
  egressRule: OF_GROUP,
  securityGroupRule: OF_GROUP,
  securityGroupVpcAssociation: { ...IN_VPC, ...OF_GROUP },
  vpcEndpointSubnet: { ...OF_ENDPOINT, subnetId: ["subnet"] },
  vpcEndpointRouteTable: { ...OF_ENDPOINT, routeTableId: TABLES },
  vpcEndpointSecurityGroup: { ...OF_ENDPOINT, ...OF_GROUP },
  vpcEndpointPolicy: OF_ENDPOINT,
};

/** The kinds of resources that name other parts of a network. */
export const NETWORK_PARTS = Object.keys(EDGES) as readonly Kind[];

/** A property of a resource, and the part of the network that it names. */
export interface Edge {
  readonly property: string;
  readonly target: Resource;
}

/** The parts of a network that a resource names, as far as they can be told. */
export function edgesOf(world: World, resource: Resource): readonly Edge[] {
  const kind = kindOf(resource.type);
  const edges = kind === undefined ? {} : (EDGES[kind] ?? {});
  return Object.entries(edges).flatMap(([property, kinds]) => {
    const reference: Reference =
      kinds === TABLES
        ? tableNamed(world, resource, property)
        : world.reference(resource, [property], ...kinds);
    return reference.kind === "resource" ? [{ property, target: reference.resource }] : [];
  });
}

/** Whether two resources are in one Region. */
export function inOneRegion(world: World, one: Resource, other: Resource): Truth {
  // One provider of one stack has one Region, whichever it turns out to be.
  if (
    [one, other].every((each) => world.text(each, "region") === undefined) &&
    world.stack(one) === world.stack(other) &&
    one.provider === other.provider
  )
    return true;
  const [here, there] = [world.region(one), world.region(other)];
  if (isKnown(here) && isKnown(there)) return here === there;
  return here instanceof Unknown ? here : there instanceof Unknown ? there : true;
}
