import type { Maybe } from "../../../../reasoning/known";
import { isKnown, Unknown, unknownOf } from "../../../../reasoning/known";
import type { EndpointType, Listed, VpcEndpoint } from "../../../../reasoning/reachability/network";
import { endpointGroups, endpointSubnets } from "../../endpoints/endpoint-conditions";
import { answersOverIpv4 } from "../../endpoints/endpoint-addresses";
import { hasGateway } from "../../endpoints/vpc-endpoints";
import type { Reference } from "../../reference";
import type { Resource } from "../../resource";
import { pointer } from "../../resource";
import { hasIpv6 } from "../address-family";
import { tableOf, tablesNamed, tableNamed } from "../route-tables";
import { vpcOf } from "../vpc-membership";
import type { Drawing } from "./drawing";
import { idBehind, nodeId } from "./node-ids";
import { tableBehind, tableId } from "./route-tables";
import { prefixListOf, serviceNamed } from "./services";

/** Every endpoint, and for each VPC that may have others, one of each kind that may be. */
export function vpcEndpointsIn(drawing: Drawing): Listed<VpcEndpoint> {
  const { world } = drawing;
  return [
    ...world.of("vpcEndpoint").flatMap((endpoint) => drawEndpoint(drawing, endpoint)),
    ...world.of("vpc").flatMap((vpc) => {
      const { more } = world.pointingAt(vpc, "vpcEndpoint", "vpcId");
      return more === undefined ? [] : unseenIn(drawing, vpc, more);
    }),
  ];
}

function drawEndpoint(drawing: Drawing, endpoint: Resource): readonly VpcEndpoint[] {
  const { world, origins } = drawing;
  const type = typeOf(drawing, endpoint);
  const name = world.text(endpoint, "serviceName");
  const service = isKnown(name) && name !== undefined ? serviceNamed(name) : undefined;
  const { groups } = endpointGroups(world, endpoint);
  const tables = type === "interface" ? [] : tablesOf(drawing, endpoint, name);
  const hidden = tables.filter((each) => each instanceof Unknown);
  const home = vpcOf(world, endpoint);
  const drawn = origins.note<VpcEndpoint>(
    {
      id: nodeId(endpoint),
      type,
      vpcId: idBehind(home, pointer(endpoint, ["vpcId"])),
      serviceName:
        service ?? (isKnown(name) ? new Unknown([pointer(endpoint, ["serviceName"])]) : name),
      ...(service !== undefined && hasGateway(service)
        ? { prefixListId: prefixListOf(service) }
        : {}),
      routeTableIds: tables.filter((each) => isKnown(each)),
      subnetIds: type === "gateway" ? [] : homesOf(drawing, endpoint),
      securityGroupIds: groups.map((each) =>
        each.kind === "outside"
          ? new Unknown([pointer(endpoint, ["securityGroupIds"])])
          : idBehind(each, pointer(endpoint, ["securityGroupIds"])),
      ),
      privateDnsEnabled: world.flag(endpoint, "privateDnsEnabled"),
      privateDnsOnlyForInboundResolverEndpoint: servesOthersAlone(drawing, endpoint, service),
    },
    endpoint,
  );
  if (hidden.length === 0) return [drawn];
  // Which other tables it writes into is open, and so is what becomes of calls in each of them.
  const perhaps = gatewayPerhaps(
    drawing,
    home,
    `${drawn.id} in other tables`,
    unknownOf(...hidden),
  );
  return [drawn, origins.note(perhaps, endpoint)];
}

/**
 * Whether the service's name leads to the endpoint for other networks alone, as it may where a
 * gateway serves the VPC itself.
 *
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DnsOptionsSpecification.html,
 * "Contents", read 2026-11-22.
 */
function servesOthersAlone(
  { world }: Drawing,
  endpoint: Resource,
  service: string | undefined,
): Maybe<boolean> {
  if (service !== undefined && !hasGateway(service)) return false;
  return world.flag(endpoint, "dnsOptions", "privateDnsOnlyForInboundResolverEndpoint");
}

function typeOf({ world }: Drawing, endpoint: Resource): Maybe<EndpointType> {
  const type = world.text(endpoint, "vpcEndpointType");
  if (!isKnown(type)) return type;
  const name = type?.toLowerCase();
  return name === "gateway" || name === "interface" ? name : "other";
}

/** The tables that a gateway endpoint writes its route of the family into. */
function tablesOf(
  drawing: Drawing,
  endpoint: Resource,
  name: Maybe<string | undefined>,
): Listed<string> {
  const { world } = drawing;
  if (isKnown(name) && name !== undefined && !hasGateway(name)) return [];
  const added = world.pointingAt(endpoint, "vpcEndpointRouteTable", "vpcEndpointId");
  const tables = [
    ...tablesNamed(world, endpoint, "routeTableIds").map((each) => ({
      each,
      where: pointer(endpoint, ["routeTableIds"]),
    })),
    ...added.resources.map((tie) => ({
      each: tableNamed(world, tie, "routeTableId"),
      where: pointer(tie, ["routeTableId"]),
    })),
  ];
  const listed = [
    ...tables.map(({ each, where }) => tableBehind(each, where)),
    ...(added.more === undefined ? [] : [added.more]),
  ];
  const writes = writesRoutes(drawing, endpoint);
  if (writes === true) return listed;
  return writes === false ? [] : listed.map(() => writes);
}

/** Whether a gateway endpoint has a route for addresses of the family: its type says for which. */
function writesRoutes({ world, family }: Drawing, endpoint: Resource): Maybe<boolean> {
  const type = world.text(endpoint, "ipAddressType");
  if (family === "ipv6") return isKnown(type) ? type === "ipv6" || type === "dualstack" : type;
  if (isKnown(type)) return type !== "ipv6";
  const home = vpcOf(world, endpoint);
  // Where no subnet has IPv6 addresses, EC2 makes no endpoint that has nothing else.
  const subnets =
    home.kind === "resource"
      ? world.pointingAt(home.resource, "subnet", "vpcId").resources
      : world.of("subnet");
  return subnets.every((each) => hasIpv6(world, each) === false) ? true : type;
}

/** The subnets in which an interface endpoint has addresses of the family. */
function homesOf({ world, family }: Drawing, endpoint: Resource): Listed<string> {
  const homes = endpointSubnets(world, endpoint).map((each) =>
    each.kind === "outside"
      ? new Unknown([pointer(endpoint, ["subnetIds"])])
      : idBehind(each, pointer(endpoint, ["subnetIds"])),
  );
  const answers = family === "ipv4" ? answersOverIpv4(world, endpoint) : overIpv6(world, endpoint);
  if (answers === true) return homes;
  return answers === false ? [] : homes.map(() => answers);
}

function overIpv6(world: Drawing["world"], endpoint: Resource): Maybe<boolean> {
  const type = world.text(endpoint, "ipAddressType");
  if (!isKnown(type)) return type;
  return type === "ipv6" || type === "dualstack";
}

/** A gateway of which nobody knows whether it writes into the tables of a VPC. */
function gatewayPerhaps(
  { world }: Drawing,
  home: Reference,
  id: string,
  why: Unknown,
): VpcEndpoint {
  const subnets =
    home.kind === "resource"
      ? world.pointingAt(home.resource, "subnet", "vpcId").resources
      : world.of("subnet");
  const tables = subnets.map((subnet): string => {
    const { table } = tableOf(world, subnet);
    return tableId(table.kind === "resource" ? table.resource : subnet);
  });
  return {
    id,
    type: "gateway",
    vpcId: home.kind === "resource" ? nodeId(home.resource) : why,
    serviceName: why,
    prefixListId: why,
    routeTableIds: [...new Set(tables)],
  };
}

/** What a VPC may have: a gateway that writes into its tables, and an interface for any name. */
function unseenIn(drawing: Drawing, vpc: Resource, more: Unknown): readonly VpcEndpoint[] {
  const { origins } = drawing;
  const id = nodeId(vpc);
  const home = { kind: "resource", resource: vpc } as const;
  return [
    origins.note(gatewayPerhaps(drawing, home, `gateway that may be in ${id}`, more), vpc),
    origins.note<VpcEndpoint>(
      {
        id: `interface that may be in ${id}`,
        type: "interface",
        vpcId: id,
        serviceName: more,
        subnetIds: [more],
        securityGroupIds: [more],
        privateDnsEnabled: more,
      },
      vpc,
    ),
  ];
}
