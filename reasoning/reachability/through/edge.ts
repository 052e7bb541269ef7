/**
 * What comes in through an internet gateway or a virtual private gateway: it goes straight to its
 * subnet, unless the gateway has a route table of its own that sends it elsewhere first.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html, "Gateway route
 * table routes", read 2026-11-22.
 */
import type { Maybe, Truth } from "../../known";
import { isKnown, joined, Unknown } from "../../known";
import type { Intervals } from "../intervals";
import type { RouteTable, RouteTarget, Vpc } from "../network";
import type { NetworkIndex, Node } from "../network-index";
import { gapsOf, knownOf } from "../network-index";
import type { Road, Trail, Walk } from "../road";
import { pass, unsettledAt } from "../road";
import { waysFor } from "../routing";
import { compiledRoutes } from "../subnet-routes";
import { alongRoutes, routeStep, sameWay } from "../table-step";
import { throughAppliance } from "./appliance";

/** Goes on inside the VPC. */
export type Inside = (trail: Trail, addresses: Intervals) => readonly Road[];

/** Sends what comes in through a gateway on by the gateway's route table, if it has one. */
export function throughEdge(
  walk: Walk,
  trail: Trail,
  gateway: string,
  vpc: Node<Vpc>,
  addresses: Intervals,
  inside: Inside,
): readonly Road[] {
  const { index, family } = walk;
  const table = edgeTableOf(index, gateway, vpc.value.id);
  if (table === undefined) return inside(trail, addresses);
  if (!isKnown(table)) return unsettledAt(trail, addresses, table);
  if (!leadsElsewhere(table.value)) return inside(pass(trail, placeOf(table)), addresses);
  const compiled = compiledRoutes(index, table, vpc, family);
  const routed = pass(trail, routeStep(table, compiled));
  const telling = { toService: () => false, serviceSpace: [], sameWay };
  const ways = waysFor(compiled, addresses, {}, telling);
  const noRoute = `${table.value.id}, the table of a gateway, has no route for the address`;
  return alongRoutes(routed, table, compiled, ways, noRoute, (target, set) =>
    take(walk, routed, target, set, inside),
  );
}

function placeOf({ value, pointer }: Node<RouteTable>) {
  return { component: "routeTable", id: value.id, pointer };
}

function take(
  walk: Walk,
  trail: Trail,
  target: RouteTarget,
  addresses: Intervals,
  inside: Inside,
): readonly Road[] {
  if (target.kind === "local") return inside(trail, addresses);
  return target.kind === "networkInterface"
    ? throughAppliance(walk, trail, target.id, addresses)
    : unsettledAt(trail, addresses, new Unknown([`what lies behind ${target.id}`]));
}

/** Whether a gateway has a route table that sends packets elsewhere than to their addresses. */
export function isSentElsewhere(index: NetworkIndex, gateway: string, vpcId: string): Truth {
  const table = edgeTableOf(index, gateway, vpcId);
  if (table === undefined) return false;
  return isKnown(table) ? leadsElsewhere(table.value) : table;
}

/** The route table of a gateway; undefined if it surely has none that matters. */
function edgeTableOf(
  index: NetworkIndex,
  gateway: string,
  vpcId: string,
): Maybe<Node<RouteTable>> | undefined {
  const { tables, doubts } = index.once("gateway tables", index.network, () => findTables(index));
  const [table, second] = tables.get(gateway) ?? [];
  if (second !== undefined) return new Unknown([`${gateway} has several route tables`]);
  if (table !== undefined) return table;
  const open = [...(doubts.get("") ?? []), ...(doubts.get(vpcId) ?? [])];
  return open.length === 0 ? undefined : joined(open);
}

interface EdgeTables {
  readonly tables: ReadonlyMap<string, readonly Node<RouteTable>[]>;
  /** Why a gateway may have a table that nobody tells of, by VPC; "" for any VPC. */
  readonly doubts: ReadonlyMap<string, readonly Unknown[]>;
}

function findTables(index: NetworkIndex): EdgeTables {
  const tables = new Map<string, Node<RouteTable>[]>();
  const doubts = new Map<string, Unknown[]>([["", [...gapsOf(index.network.routeTables)]]]);
  for (const node of index.all("routeTables")) {
    const { gatewayIds, vpcId } = node.value;
    for (const id of knownOf(gatewayIds)) tables.set(id, [...(tables.get(id) ?? []), node]);
    const gaps = gapsOf(gatewayIds);
    if (gaps.length === 0 || !leadsElsewhere(node.value)) continue;
    const vpc = isKnown(vpcId) ? vpcId : "";
    doubts.set(vpc, [...(doubts.get(vpc) ?? []), ...gaps]);
  }
  return { tables, doubts };
}

/** A table with the local routes alone sends everything where it would go without it. */
function leadsElsewhere({ routes }: RouteTable): boolean {
  return routes.some(
    (each) => !isKnown(each) || !isKnown(each.target) || each.target.kind !== "local",
  );
}
