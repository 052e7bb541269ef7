/**
 * From a regional NAT gateway on, and back to it: by a route table of its own.
 *
 * AWS makes the table with the gateway, with a route to the internet gateway of the VPC; routes may be added
 * and taken away. Where nobody tells of a table, it is as AWS made it.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html, "Regional NAT
 * gateways for automatic multi-AZ expansion", and
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html, read 2026-11-23.
 */
import type { Maybe } from "../../known";
import { isKnown, Unknown } from "../../known";
import type { Intervals } from "../intervals";
import { meetIntervals, withoutIntervals } from "../intervals";
import { publicInternet } from "../internet-addresses";
import type { NatGateway, RouteTable, RouteTarget } from "../network";
import type { NetworkIndex, Node } from "../network-index";
import { gapsOf, knownOf } from "../network-index";
import type { Road, Station, Trail, Walk } from "../road";
import { pass, stopAt, unsettledAt } from "../road";
import { waysFor } from "../routing";
import type { SubnetRoute } from "../subnet-routes";
import { compiledRoutes, isServiceRoute } from "../subnet-routes";
import { alongRoutes, routeStep, sameWay } from "../table-step";
import { internetGatewayOf, throughInternetGateway } from "./internet";

/** Goes on within the VPC. */
type Inside = (trail: Trail, addresses: Intervals) => readonly Road[];

/** Sends the packets of a regional NAT gateway on. */
export function fromRegional(
  walk: Walk,
  trail: Trail,
  station: Station,
  addresses: Intervals,
): readonly Road[] {
  const table = ownTableOf(walk.index, station.id);
  if (table instanceof Unknown) return unsettledAt(trail, addresses, table);
  // Every table has the local routes of its VPC.
  const home: Inside = (routed, set) =>
    unsettledAt(routed, set, new Unknown([`what ${station.id} does with packets for its own VPC`]));
  if (table !== undefined) return byTable(walk, trail, station, table, addresses, home);
  const local = walk.index.addressesOfVpc(station.vpc.value, walk.family);
  return [
    ...home(trail, meetIntervals(addresses, local)),
    ...toInternetGateway(walk, trail, station, withoutIntervals(addresses, local)),
  ];
}

/** Sends answers from a regional NAT gateway to addresses of its VPC. */
export function backFromRegional(
  walk: Walk,
  trail: Trail,
  station: Station,
  addresses: Intervals,
  inside: Inside,
): readonly Road[] {
  const table = ownTableOf(walk.index, station.id);
  if (table instanceof Unknown) return unsettledAt(trail, addresses, table);
  return table === undefined
    ? inside(trail, addresses)
    : byTable(walk, trail, station, table, addresses, inside);
}

/** The table that is told of; undefined if none is. */
function ownTableOf(index: NetworkIndex, id: string): Maybe<Node<RouteTable>> | undefined {
  const gateway = index.find("natGateways", id);
  return isKnown(gateway) ? tableOf(index, gateway.value) : gateway;
}

function tableOf(index: NetworkIndex, gateway: NatGateway): Maybe<Node<RouteTable>> | undefined {
  return index.once("table of a regional NAT gateway", gateway, () => {
    const { id, routeTableId } = gateway;
    const named = index
      .all("routeTables")
      .filter(({ value }) => value.id === routeTableId || knownOf(value.gatewayIds).includes(id));
    const [table, second] = named;
    if (second !== undefined) return new Unknown([`${id} has several route tables`]);
    if (table !== undefined) return table;
    return routeTableId === undefined
      ? hiddenTable(index)
      : index.find("routeTables", routeTableId);
  });
}

/** Why there may be a table that nobody can tell to be the gateway's. */
function hiddenTable(index: NetworkIndex): Unknown | undefined {
  const tables = index.all("routeTables").flatMap(({ value }) => gapsOf(value.gatewayIds));
  const [gap] = [...gapsOf(index.network.routeTables), ...tables];
  return gap;
}

function byTable(
  walk: Walk,
  trail: Trail,
  station: Station,
  table: Node<RouteTable>,
  addresses: Intervals,
  inside: Inside,
): readonly Road[] {
  const { index, family, hint } = walk;
  const compiled = compiledRoutes(index, table, station.vpc, family);
  const routed = pass(trail, routeStep(table, compiled));
  const toService = (route: SubnetRoute) => isServiceRoute(index, route);
  const ways = waysFor(compiled, addresses, hint, {
    toService,
    serviceSpace: publicInternet(family),
    sameWay,
  });
  const noRoute = `${table.value.id}, the table of ${station.id}, has no route for the address`;
  return alongRoutes(routed, table, compiled, ways, noRoute, (target, set) =>
    take(walk, routed, station, target, set, inside),
  );
}

function take(
  walk: Walk,
  trail: Trail,
  station: Station,
  target: RouteTarget,
  addresses: Intervals,
  inside: Inside,
): readonly Road[] {
  if (target.kind === "local") return inside(trail, addresses);
  if (target.kind === "internetGateway") {
    return throughInternetGateway(walk, trail, target.id, addresses);
  }
  const why = new Unknown([`what becomes of packets that ${station.id} sends to ${target.id}`]);
  return unsettledAt(trail, addresses, why);
}

function toInternetGateway(
  walk: Walk,
  trail: Trail,
  station: Station,
  addresses: Intervals,
): readonly Road[] {
  const gateway = internetGatewayOf(walk.index, station.vpc);
  if (gateway instanceof Unknown) return unsettledAt(trail, addresses, gateway);
  if (gateway !== undefined)
    return throughInternetGateway(walk, trail, gateway.value.id, addresses);
  return stopAt(trail, addresses, {
    code: "NO_ROUTE_TO_DESTINATION",
    component: "natGateway",
    id: station.id,
    pointer: station.pointer,
    message: `${station.vpc.value.id} has no internet gateway for ${station.id} to send packets to`,
  });
}
