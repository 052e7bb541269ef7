import type { Truth } from "../../../reasoning/known";
import { any, isKnown, Unknown, unknownOf } from "../../../reasoning/known";
import type { Block } from "./address-blocks";
import { contains, isPrivate, parseBlock } from "./address-blocks";
import type { Resource } from "../resource";
import { pointer } from "../resource";
import { internetPoints } from "./internet-addresses";
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
  return world.once("internet path", subnet, () =>
    // Without IPv4 addresses no route for them leads anywhere; what MWAA calls over IPv6 nobody says.
    world.flag(subnet, "ipv6Native") === true
      ? { kind: "unknown", unknown: new Unknown([pointer(subnet, ["ipv6Native"])]) }
      : pathAlong(routesOf(world, subnet)),
  );
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

/**
 * The longest prefix that makes or changes a path. Narrower routes, such as one for a company's own
 * public addresses, change it for few.
 */
const WIDE = 16;

/**
 * The path of a table, found by longest prefix for each part of the internet: a default route may be
 * written in two halves, and half of it may lead elsewhere.
 */
function pathAlong(routes: SubnetRoutes): InternetPath {
  const wide = routes.routes.flatMap((route): WideRoute[] => {
    const block = isKnown(route.destination) ? parseBlock(route.destination) : undefined;
    return block?.family === "ipv4" && block.prefix <= WIDE ? [{ route, block }] : [];
  });
  const points = internetPoints(wide.map(({ block }) => block));
  const winners = new Set(points.map((address) => winnerAt(wide, address)));
  const [route, ...others] = [...winners].filter((each) => each !== undefined);
  if (route === undefined || !leadOut(winners)) return withoutDefault(routes);
  const kinds = new Set([route, ...others].map(kindOfPath));
  const [kind] = kinds;
  const astray = [...kinds].some((each) => each !== kind) || winners.has(undefined);
  if (astray || kind === undefined || kind === "unknown")
    return { kind: "unknown", unknown: new Unknown([route, ...others].map(({ where }) => where)) };
  const elsewhere = unreadLists(routes, kind);
  return elsewhere === undefined
    ? { kind, routes: [route, ...others] }
    : { kind: "unknown", unknown: elsewhere };
}

/** Whether routes hold for more than a small part of the internet. */
function leadOut(winners: ReadonlySet<Route | undefined>): boolean {
  return [...winners].some((each) => {
    const block = isKnown(each?.destination) ? parseBlock(each?.destination ?? "") : undefined;
    return block !== undefined && block.prefix <= 8;
  });
}

/** Prefix lists whose blocks nobody told may hold the services, and lead elsewhere. */
function unreadLists({ routes }: SubnetRoutes, kind: string): Unknown | undefined {
  const lists = routes.filter(
    (each) =>
      each.family === "prefix-list" &&
      each.leadsTo !== "endpoint" &&
      each.leadsTo !== "local" &&
      kindOfPath(each) !== kind,
  );
  return lists.length === 0
    ? undefined
    : unknownOf(
        ...lists.map(({ destination, where }) =>
          isKnown(destination) ? new Unknown([`${where} (${destination})`]) : destination,
        ),
      );
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
