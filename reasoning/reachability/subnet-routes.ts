/**
 * The routes that act in a table: those written, the local ones of its VPC, and those that gateway
 * endpoints write into it.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html, "Route table concepts",
 * https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html, "Routing", read 2026-11-22,
 * and https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcEndpoints.html, read
 * 2026-11-23.
 */
import type { Maybe } from "../known";
import { isKnown, Unknown } from "../known";
import { parseBlock } from "./address";
import { endpointState } from "./endpoint-state";
import type {
  Listed,
  PrefixList,
  Route,
  RouteOrigin,
  RouteTable,
  Vpc,
  VpcEndpoint,
} from "./network";
import type { NetworkIndex, Node } from "./network-index";
import { gapsOf, knownOf } from "./network-index";
import type { Family } from "./question";
import type { CompiledTable } from "./routing";
import { compileTable } from "./routing";

/** A route and where it stands; an implied one stands where it follows from. */
export interface SubnetRoute {
  readonly destination: Maybe<string>;
  readonly origin?: Maybe<RouteOrigin>;
  /** Another name of the prefix list that it leads to: that of its endpoint's service. */
  readonly alias?: string;
  readonly route: Route;
  readonly pointer: string;
  /** What it follows from, if it is not written. */
  readonly implied?: string;
}

/** Sorts the routes of a table out, once a family. */
export function compiledRoutes(
  index: NetworkIndex,
  table: Node<RouteTable>,
  vpc: Node<Vpc>,
  family: Family,
): CompiledTable<SubnetRoute> {
  return index.once(`compiled ${family}`, table.value, () =>
    compileTable(
      [...written(index, table), ...localRoutes(table, vpc), ...endpointRoutes(index, table)],
      family,
      ({ route }) => isKnown(route.target) && route.target.kind === "local",
      (id) => prefixList(index, id),
    ),
  );
}

function prefixList(index: NetworkIndex, id: string): Maybe<PrefixList> {
  const found = index.find("prefixLists", id);
  return isKnown(found) ? found.value : found;
}

function written(index: NetworkIndex, { value, pointer }: Node<RouteTable>): Listed<SubnetRoute> {
  return value.routes.map((route, at) => {
    if (!isKnown(route)) return route;
    const { destination, origin, target } = route;
    const alias =
      namesPrefixList(route) && isKnown(target) && target.kind === "vpcEndpoint"
        ? aliasOf(index.find("vpcEndpoints", target.id))
        : undefined;
    return {
      destination,
      ...(origin === undefined ? {} : { origin }),
      ...(alias === undefined ? {} : { alias }),
      route,
      pointer: `${pointer}/routes/${at}`,
    };
  });
}

/**
 * Whether a route may be for a prefix list. One for a block is taken as it is written: it says nothing about
 * a service's addresses.
 */
function namesPrefixList({ destination }: Route): boolean {
  return !isKnown(destination) || destination.startsWith("pl-");
}

function aliasOf(endpoint: Maybe<Node<VpcEndpoint>>): string | undefined {
  if (!isKnown(endpoint) || endpoint.value.type !== "gateway") return undefined;
  const { serviceName } = endpoint.value;
  return isKnown(serviceName) ? prefixListNamedAfter(serviceName) : undefined;
}

/** A name for the prefix list of a service whose id may not be known. */
export function prefixListNamedAfter(service: string): string {
  return `pl-of ${service}`;
}

/** Every block of the VPC is local, unless a static route for exactly that block says otherwise. */
function localRoutes({ value }: Node<RouteTable>, vpc: Node<Vpc>): Listed<SubnetRoute> {
  const replaced = new Set(
    knownOf(value.routes).flatMap(({ destination, origin = "static" }) =>
      isKnown(destination) && origin === "static" ? [canonical(destination)] : [],
    ),
  );
  const gaps = gapsOf(vpc.value.cidrBlocks);
  return [
    ...gaps,
    ...vpc.value.cidrBlocks.flatMap((destination, at): readonly SubnetRoute[] => {
      if (!isKnown(destination) || replaced.has(canonical(destination))) return [];
      const route: Route = { destination, target: { kind: "local" } };
      const pointer = `${vpc.pointer}/cidrBlocks/${at}`;
      return [{ destination, route, pointer, implied: "local" }];
    }),
  ];
}

function canonical(cidr: string): string {
  const block = parseBlock(cidr);
  return block === undefined ? cidr : `${block.family} ${block.first} ${block.prefix}`;
}

/** A gateway endpoint has a route to its service's prefix list in every table it is associated with. */
function endpointRoutes(index: NetworkIndex, table: Node<RouteTable>): Listed<SubnetRoute> {
  const { byTable, strays } = index.once("endpoint routes", index.network, () =>
    impliedByEndpoints(index),
  );
  const targets = new Set(
    knownOf(table.value.routes).map(({ target }) =>
      isKnown(target) && target.kind === "vpcEndpoint" ? target.id : undefined,
    ),
  );
  const own = (byTable.get(table.value.id) ?? []).filter(
    ({ implied = "" }) => !targets.has(implied),
  );
  return [...strays, ...(hasOtherWays(table) ? own.map(whileItChanges) : own)];
}

/** Whether packets may take another route of a table where one is not there. */
function hasOtherWays({ value }: Node<RouteTable>): boolean {
  return value.routes.some(
    (route) => !isKnown(route) || !isKnown(route.target) || route.target.kind !== "local",
  );
}

/** Without the route packets take another one; with it, the endpoint stops them. */
function whileItChanges({ doubt, ...rest }: EndpointRoute): SubnetRoute {
  return doubt === undefined ? rest : { ...rest, route: { ...rest.route, state: doubt } };
}

interface EndpointRoute extends SubnetRoute {
  /** Why it may not be there. */
  readonly doubt?: Unknown;
}

interface Implied {
  readonly byTable: ReadonlyMap<string, readonly EndpointRoute[]>;
  /** Routes that any table may have. */
  readonly strays: readonly SubnetRoute[];
}

function impliedByEndpoints(index: NetworkIndex): Implied {
  const byTable = new Map<string, EndpointRoute[]>();
  const strays: SubnetRoute[] = gapsOf(index.network.vpcEndpoints).map(unseenEndpoint);
  for (const endpoint of index.all("vpcEndpoints")) {
    const { type, routeTableIds } = endpoint.value;
    if (type !== "gateway" && isKnown(type)) continue;
    // AWS deletes the routes of an endpoint with it, though it is told of for a while.
    if (endpointState(endpoint.value) === "deleted") continue;
    const route = endpointRoute(index, endpoint);
    for (const id of knownOf(routeTableIds)) {
      const routes = byTable.get(id);
      if (routes === undefined) byTable.set(id, [route]);
      else routes.push(route);
    }
    // Nobody knows which tables: each may have it, and none need to.
    for (const gap of gapsOf(routeTableIds)) strays.push(perhaps(route, gap));
  }
  return { byTable, strays };
}

/** A route of which nobody knows whether a table has it: an alias would make it certain. */
function perhaps({ route, pointer, implied }: SubnetRoute, gap: Unknown): SubnetRoute {
  return { destination: gap, route, pointer, ...(implied === undefined ? {} : { implied }) };
}

/** What an endpoint that nobody told of may have written. */
function unseenEndpoint(gap: Unknown): SubnetRoute {
  const route: Route = { destination: gap, target: gap };
  return { destination: gap, route, pointer: "/vpcEndpoints", implied: UNSEEN };
}

const UNSEEN = "an endpoint that may be";

function endpointRoute(index: NetworkIndex, { value, pointer }: Node<VpcEndpoint>): EndpointRoute {
  const { id, prefixListId, serviceName } = value;
  const alias = isKnown(serviceName) ? prefixListNamedAfter(serviceName) : undefined;
  const destination = prefixListId ?? alias ?? new Unknown([`${id}#prefixListId`]);
  const route: Route = { destination, target: { kind: "vpcEndpoint", id } };
  const named = alias === undefined ? {} : { alias };
  const doubt = doubtOf(value);
  return { destination, ...named, ...doubt, route, pointer, implied: id };
}

/** No page says from when on an endpoint has its routes, or until when. */
function doubtOf(endpoint: VpcEndpoint): Pick<EndpointRoute, "doubt"> {
  const state = endpointState(endpoint);
  if (!isKnown(state) || state === "available") return {};
  return { doubt: new Unknown([`whether ${endpoint.id}, which is ${state}, has routes`]) };
}

/** Whether a route leads to a service by a gateway endpoint. */
export function isServiceRoute(index: NetworkIndex, { route, implied }: SubnetRoute): boolean {
  if (implied === UNSEEN) return true;
  if (!namesPrefixList(route)) return false;
  if (!isKnown(route.target) || route.target.kind !== "vpcEndpoint") return false;
  const endpoint = index.find("vpcEndpoints", route.target.id);
  return isKnown(endpoint) && endpoint.value.type === "gateway";
}
