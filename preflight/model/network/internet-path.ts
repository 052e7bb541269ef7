import type { Truth } from "../../../reasoning/known";
import { any, isKnown, Unknown, unknownOf } from "../../../reasoning/known";
import type { Block } from "./address-blocks";
import { contains, isPrivate, parseBlock } from "./address-blocks";
import type { Resource } from "../resource";
import { pointer } from "../resource";
import type { Route, SubnetRoutes } from "./routes";
import { routesOf } from "./routes";
import { inOneVpc, sameTarget, vpcOf } from "./vpc-membership";
import type { World } from "../world";

/** Whether a subnet's packets can leave for the internet, and through which routes. */
export type InternetPath =
  | {
      readonly kind: "nat" | "internet-gateway" | "other";
      /** One default route, or those that make one together; never empty. */
      readonly routes: readonly [Route, ...Route[]];
    }
  | { readonly kind: "none" }
  | { readonly kind: "unknown"; readonly unknown: Unknown };

/** How a subnet reaches the internet over IPv4. */
export function internetPathOf(world: World, subnet: Resource): InternetPath {
  return world.once("internet path", subnet, () => pathAlong(routesOf(world, subnet)));
}

/** Every address of the internet over IPv6: what lies outside was never given out (RFC 4291). */
const GLOBAL_UNICAST = parseBlock("2000::/3");

/** The default route over IPv6, if the table has one: for `::/0`, or for all that is given out. */
export function ipv6DefaultRoute({ routes }: SubnetRoutes): Route | undefined {
  let found: WideRoute | undefined;
  for (const route of routes) {
    const block = isKnown(route.destination) ? parseBlock(route.destination) : undefined;
    if (block === undefined || GLOBAL_UNICAST === undefined) continue;
    if (!contains(block, GLOBAL_UNICAST)) continue;
    if (found === undefined || block.prefix > found.block.prefix) found = { route, block };
  }
  return found?.route;
}

interface WideRoute {
  readonly route: Route;
  readonly block: Block;
}

/** The first numbers of addresses that no internet host has as a whole: this network, private, loopback, multicast. */
const UNUSED = new Set([0, 10, 127, ...Array.from({ length: 32 }, (_, i) => 224 + i)]);

/**
 * The path of a table, found by longest prefix for each /8 of the internet: a default route may be
 * written in two halves, and half of it may lead elsewhere. Narrower routes change a path for few
 * addresses, and do not make one.
 */
function pathAlong(routes: SubnetRoutes): InternetPath {
  const wide = routes.routes.flatMap((route): WideRoute[] => {
    const block = isKnown(route.destination) ? parseBlock(route.destination) : undefined;
    return block?.family === "ipv4" && block.prefix <= 8 ? [{ route, block }] : [];
  });
  const winners = new Set<Route | undefined>();
  for (let first = 0; first < 256; first++) {
    if (!UNUSED.has(first)) winners.add(winnerAt(wide, BigInt(first) << 24n));
  }
  const [route, ...others] = [...winners].filter((each) => each !== undefined);
  if (route === undefined) return withoutDefault(routes);
  const kinds = new Set([route, ...others].map(kindOfPath));
  const [kind] = kinds;
  if (winners.has(undefined) || kinds.size > 1 || kind === undefined || kind === "unknown")
    return { kind: "unknown", unknown: new Unknown([route, ...others].map(({ where }) => where)) };
  return { kind, routes: [route, ...others] };
}

function winnerAt(wide: readonly WideRoute[], address: bigint): Route | undefined {
  let winner: WideRoute | undefined;
  for (const each of wide) {
    if (each.block.first > address || address > each.block.last) continue;
    if (winner === undefined || each.block.prefix > winner.block.prefix) winner = each;
  }
  return winner?.route;
}

function kindOfPath({ leadsTo }: Route): "nat" | "internet-gateway" | "other" | "unknown" {
  if (leadsTo === "nat-gateway") return "nat";
  if (leadsTo === "internet-gateway" || leadsTo === "unknown") return leadsTo;
  return "other";
}

/** Without a default route there is no path, unless a hidden or a narrower route could be one. */
function withoutDefault(routes: SubnetRoutes): InternetPath {
  const possible = routes.routes
    .filter(({ leadsTo }) => leadsTo !== "local" && leadsTo !== "endpoint")
    .flatMap((route) => {
      if (route.family === "ipv6") return [];
      if (!isKnown(route.destination)) return [route.destination];
      const block = parseBlock(route.destination);
      return block !== undefined && isPrivate(block) ? [] : [new Unknown([route.where])];
    });
  const reasons = [...possible, routes.more, routes.learnt].filter((each) => each !== undefined);
  return reasons.length === 0
    ? { kind: "none" }
    : { kind: "unknown", unknown: unknownOf(...reasons) };
}

/** Whether an internet gateway is attached to the VPC of a subnet; a detached one leads nowhere. */
export function gatewayServes(world: World, gateway: Resource, subnet: Resource): Truth {
  if (vpcOf(world, gateway).kind !== "absent") return inOneVpc(world, gateway, subnet);
  const { resources, more } = world.pointingAt(
    gateway,
    "internetGatewayAttachment",
    "internetGatewayId",
  );
  const home = vpcOf(world, subnet);
  if (home.kind === "absent") return new Unknown([pointer(subnet, ["vpcId"])]);
  return any([
    ...resources.map((each) => sameTarget(vpcOf(world, each), home)),
    ...(more === undefined ? [] : [more]),
  ]);
}
