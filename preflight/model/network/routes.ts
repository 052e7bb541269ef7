import { isKnown, Unknown, unknownOf } from "../../../reasoning/known";
import { once } from "../../../reasoning/remember";
import { firstSet, inlineEntries } from "./inline-entries";
import type { Kind } from "../kinds";
import { kindOf } from "../kinds";
import type { Reference } from "../reference";
import type { Properties, Resource } from "../resource";
import { pointer } from "../resource";
import { blocksOfList } from "./prefix-lists";
import { tableNamed, tableOf } from "./route-tables";
import type { World } from "../world";

/** What a route leads to, by the property that names its target. */
const TARGETS = {
  natGatewayId: "nat-gateway",
  gatewayId: "gateway",
  egressOnlyGatewayId: "egress-only-gateway",
  transitGatewayId: "transit-gateway",
  vpcPeeringConnectionId: "peering",
  networkInterfaceId: "interface",
  vpcEndpointId: "endpoint",
  localGatewayId: "local-gateway",
  carrierGatewayId: "carrier-gateway",
  coreNetworkArn: "core-network",
  odbNetworkArn: "odb-network",
} as const;

/** The resources that a property can name, where a stack could hold them and a check looks at them. */
const NAMED: Partial<Record<keyof typeof TARGETS, readonly Kind[]>> = {
  natGatewayId: ["natGateway"],
  gatewayId: ["internetGateway", "vpnGateway", "vpcEndpoint"],
  egressOnlyGatewayId: ["egressOnlyGateway"],
  vpcEndpointId: ["vpcEndpoint"],
};

/** What `gatewayId` names: it takes four kinds of target, told apart by the resource or by the id. */
const GATEWAYS = [
  { leadsTo: "local", id: /^local$/, kind: undefined },
  { leadsTo: "internet-gateway", id: /^igw-/, kind: "internetGateway" },
  { leadsTo: "vpn-gateway", id: /^vgw-/, kind: "vpnGateway" },
  { leadsTo: "endpoint", id: /^vpce-/, kind: "vpcEndpoint" },
] as const satisfies readonly { leadsTo: string; id: RegExp; kind: Kind | undefined }[];

const DESTINATIONS = {
  destinationCidrBlock: "ipv4",
  cidrBlock: "ipv4",
  destinationIpv6CidrBlock: "ipv6",
  ipv6CidrBlock: "ipv6",
  destinationPrefixListId: "prefix-list",
} as const;

/** One entry of a route table. */
export interface Route {
  /** The resource that holds the entry: a route of its own, or the table. */
  readonly resource: Resource;
  /** `unknown` if the entry names no destination at all. */
  readonly family: (typeof DESTINATIONS)[keyof typeof DESTINATIONS] | "unknown";
  /** A CIDR block, or the id of a prefix list. */
  readonly destination: string | Unknown;
  readonly leadsTo:
    | Exclude<(typeof TARGETS)[keyof typeof TARGETS], "gateway">
    | (typeof GATEWAYS)[number]["leadsTo"]
    | "unknown";
  readonly target: Reference;
  /** Whether the destination is a block of a prefix list that the entry names. */
  readonly listed?: true;
  /** Where the target stands, in the form of `Unknown.blockedBy`. */
  readonly where: string;
}

/** Targets behind which another network begins, of which no stack here shows the rest. */
export const OTHER_NETWORKS: readonly Route["leadsTo"][] = [
  "transit-gateway",
  "vpn-gateway",
  "peering",
  "core-network",
  "local-gateway",
];

/** The routes that hold for a subnet. */
export interface SubnetRoutes {
  /** What has to be there for the routes to hold, besides the routes: the subnet's association. */
  readonly association?: Resource;
  readonly routes: readonly Route[];
  /** Set if there may be more routes than these, or another table altogether. */
  readonly more?: Unknown;
  /** Set if a VPN gateway adds the routes that it learns; those never come before the table's own. */
  readonly learnt?: Unknown;
}

/** The routes of a subnet. */
export function routesOf(world: World, subnet: Resource): SubnetRoutes {
  return world.once("routes", subnet, () => {
    const { table, association } = tableOf(world, subnet);
    const tie = association === undefined ? {} : { association };
    if (table.kind === "resource") return { ...tie, ...routesIn(world, table.resource) };
    const place =
      association === undefined
        ? pointer(subnet, ["vpcId"])
        : pointer(association, ["routeTableId"]);
    const more = table.kind === "unknown" ? table.unknown : new Unknown([place]);
    return { ...tie, routes: [], more };
  });
}

/** The routes of a table. */
export function routesIn(world: World, table: Resource): SubnetRoutes {
  return world.once("routes in table", table, () => {
    const { byTable, unresolved } = routesByTable(world);
    const inline = inlineEntries(table, "routes");
    const hidden = [
      ...unresolved,
      ...inline.unknowns,
      ...[world.whatIsMissing(table)].filter((each) => each !== undefined),
    ];
    const learnt = learntRoutes(world, table);
    return {
      routes: [
        ...(byTable.get(table) ?? []).flatMap((route) =>
          readRoutes(world, route, route.inputs, []),
        ),
        ...inline.entries.flatMap(({ entry, path }) => readRoutes(world, table, entry, path)),
      ],
      ...(hidden.length === 0 ? {} : { more: unknownOf(...hidden) }),
      ...(learnt === undefined ? {} : { learnt }),
    };
  });
}

/** The resources of their own that are routes of a table. */
export function routeResourcesOf(world: World, table: Resource): readonly Resource[] {
  return routesByTable(world).byTable.get(table) ?? [];
}

interface RoutesByTable {
  readonly byTable: ReadonlyMap<Resource, readonly Resource[]>;
  /** Routes whose table cannot be told, which may be any. */
  readonly unresolved: readonly Unknown[];
}

/** Every route of its own, sorted once for each World: tables are many in a large organisation. */
const routesByTable = once((world: World): RoutesByTable => {
  const byTable = new Map<Resource, Resource[]>();
  const unresolved: Unknown[] = [];
  for (const route of world.of("route")) {
    const table = tableNamed(world, route, "routeTableId");
    if (table.kind === "unknown") unresolved.push(new Unknown([pointer(route, ["routeTableId"])]));
    if (table.kind !== "resource") continue;
    byTable.set(table.resource, [...(byTable.get(table.resource) ?? []), route]);
  }
  return { byTable, unresolved };
});

function learntRoutes(world: World, table: Resource): Unknown | undefined {
  const gateways = table.inputs["propagatingVgws"];
  const listed =
    gateways === undefined ||
    gateways === null ||
    (Array.isArray(gateways) && gateways.length === 0)
      ? []
      : [pointer(table, ["propagatingVgws"])];
  const propagations = world
    .of("vpnRoutePropagation")
    .filter((each) => {
      const its = tableNamed(world, each, "routeTableId");
      return its.kind === "unknown" || (its.kind === "resource" && its.resource === table);
    })
    .map((each) => pointer(each, ["vpnGatewayId"]));
  const places = [...listed, ...propagations];
  return places.length === 0 ? undefined : new Unknown(places);
}

/** An entry for a prefix list that a stack makes is one for each of the list's blocks. */
function readRoutes(
  world: World,
  resource: Resource,
  entry: Properties,
  path: readonly string[],
): readonly Route[] {
  const route = readRoute(world, resource, entry, path);
  if (route.family !== "prefix-list") return [route];
  const at = [...path, "destinationPrefixListId"];
  const list = world.resolve(resource, at, entry["destinationPrefixListId"], "prefixList");
  const blocks = blocksOfList(world, list, pointer(resource, at));
  if (!isKnown(blocks)) return [route];
  return blocks.map((destination) => ({
    ...route,
    listed: true,
    family: destination.includes(":") ? "ipv6" : "ipv4",
    destination,
  }));
}

function readRoute(
  world: World,
  resource: Resource,
  entry: Properties,
  path: readonly string[],
): Route {
  const to = firstSet(entry, Object.keys(DESTINATIONS) as (keyof typeof DESTINATIONS)[]);
  const destination = to === undefined ? undefined : entry[to];
  const fallback = path.length === 0 ? "destinationCidrBlock" : "cidrBlock";
  return {
    resource,
    family: to === undefined ? "unknown" : DESTINATIONS[to],
    destination:
      typeof destination === "string"
        ? destination
        : new Unknown([pointer(resource, [...path, to ?? fallback])]),
    ...readTarget(world, resource, entry, path),
  };
}

function readTarget(
  world: World,
  resource: Resource,
  entry: Properties,
  path: readonly string[],
): Pick<Route, "leadsTo" | "target" | "where"> {
  const properties = Object.keys(TARGETS) as (keyof typeof TARGETS)[];
  const property = firstSet(entry, properties);
  if (property === undefined) {
    const where = pointer(resource, [...path, "gatewayId"]);
    return { leadsTo: "unknown", target: { kind: "absent" }, where };
  }
  const where = pointer(resource, [...path, property]);
  const target = world.resolve(
    resource,
    [...path, property],
    entry[property],
    ...(NAMED[property] ?? []),
  );
  const leadsTo = TARGETS[property];
  return { leadsTo: leadsTo === "gateway" ? gatewayBehind(target) : leadsTo, target, where };
}

function gatewayBehind(target: Reference): Route["leadsTo"] {
  const found = GATEWAYS.find(({ id, kind }) =>
    target.kind === "resource"
      ? kindOf(target.resource.type) === kind
      : target.kind === "outside" && id.test(target.value),
  );
  return found?.leadsTo ?? "unknown";
}
