import { isKnown, Unknown, unknownOf } from "../../reasoning/known";
import type { Kind } from "./kinds";
import type { Reference } from "./reference";
import type { Properties, Resource, Value } from "./resource";
import { pointer } from "./resource";
import type { World } from "./world";

/** What a route can lead to, by the property that names it. */
const TARGETS = [
  { property: "natGatewayId", leadsTo: "nat-gateway", kinds: ["natGateway"] },
  { property: "gatewayId", leadsTo: "internet-gateway", kinds: ["internetGateway", "vpcEndpoint"] },
  { property: "egressOnlyGatewayId", leadsTo: "egress-only-gateway", kinds: ["egressOnlyGateway"] },
  { property: "transitGatewayId", leadsTo: "transit-gateway", kinds: [] },
  { property: "vpcPeeringConnectionId", leadsTo: "peering", kinds: [] },
  { property: "networkInterfaceId", leadsTo: "interface", kinds: [] },
  { property: "vpcEndpointId", leadsTo: "endpoint", kinds: ["vpcEndpoint"] },
  { property: "localGatewayId", leadsTo: "local-gateway", kinds: [] },
  { property: "carrierGatewayId", leadsTo: "carrier-gateway", kinds: [] },
  { property: "coreNetworkArn", leadsTo: "core-network", kinds: [] },
] as const satisfies readonly { property: string; leadsTo: string; kinds: readonly Kind[] }[];

/** One entry of a route table. */
export interface Route {
  /** The resource that holds the entry: a route of its own, or the table. */
  readonly resource: Resource;
  /** A CIDR block or a prefix list. */
  readonly destination: string | Unknown;
  readonly leadsTo: (typeof TARGETS)[number]["leadsTo"] | "unknown";
  readonly target: Reference;
}

/** The routes that hold for a subnet. */
export interface SubnetRoutes {
  /** The subnet's route table: its own, or the VPC's main one, which may hold nothing but `local`. */
  readonly table?: Resource;
  readonly routes: readonly Route[];
  /** Set if there may be more routes than these, or another table altogether. */
  readonly more?: Unknown;
}

/** The routes of a subnet, by its explicit association or else by the VPC's main table. */
export function routesOf(world: World, subnet: Resource): SubnetRoutes {
  return world.once("routes", subnet, () => {
    const associations = world.pointingAt(subnet, "routeTableAssociation", "subnetId");
    const [association] = associations.resources;
    if (association === undefined && associations.more !== undefined) {
      return { routes: [], more: associations.more };
    }
    const reference =
      association === undefined
        ? mainTableOf(world, subnet)
        : world.reference(association, ["routeTableId"], "routeTable", "defaultRouteTable");
    if (reference.kind === "absent") return { routes: [] };
    if (reference.kind !== "resource") {
      return { routes: [], more: new Unknown([pointer(association ?? subnet, ["routeTableId"])]) };
    }
    const table = reference.resource;
    const own = world.pointingAt(table, "route", "routeTableId");
    const inline = inlineEntries(table, "routes");
    const unknowns = [own.more, ...inline.unknowns].filter((each) => each !== undefined);
    return {
      table,
      routes: [
        ...own.resources.map((route) => readRoute(world, route, route.inputs, [])),
        ...inline.entries.map(({ entry, path }) => readRoute(world, table, entry, path)),
      ],
      ...(unknowns.length === 0 ? {} : { more: unknownOf(...unknowns) }),
    };
  });
}

/** The members of a list of blocks that stands inside a resource, and those that are hidden. */
function inlineEntries(
  resource: Resource,
  property: string,
): {
  readonly entries: readonly { readonly entry: Properties; readonly path: readonly string[] }[];
  readonly unknowns: readonly Unknown[];
} {
  const inline = resource.inputs[property];
  if (inline instanceof Unknown) return { entries: [], unknowns: [inline] };
  if (!Array.isArray(inline)) return { entries: [], unknowns: [] };
  const members = inline as readonly Value[];
  return {
    entries: members.flatMap((entry, i) =>
      typeof entry === "object" &&
      entry !== null &&
      !(entry instanceof Unknown) &&
      !Array.isArray(entry)
        ? [{ entry: entry as Properties, path: [property, String(i)] }]
        : [],
    ),
    unknowns: members.filter((entry) => entry instanceof Unknown),
  };
}

function mainTableOf(world: World, subnet: Resource): Reference {
  const vpc = world.reference(subnet, ["vpcId"], "vpc");
  if (vpc.kind !== "resource") return vpc;
  const main = world.pointingAt(vpc.resource, "mainRouteTableAssociation", "vpcId");
  const [association] = main.resources;
  if (association !== undefined)
    return world.reference(association, ["routeTableId"], "routeTable");
  const table = world.of("defaultRouteTable").find((each) => {
    const id = world.text(each, "defaultRouteTableId");
    return typeof id === "string" && id === world.text(vpc.resource, "defaultRouteTableId");
  });
  if (table !== undefined) return { kind: "resource", resource: table };
  return main.more === undefined ? { kind: "absent" } : { kind: "unknown", unknown: main.more };
}

function readRoute(
  world: World,
  resource: Resource,
  entry: Properties,
  path: readonly string[],
): Route {
  const destination =
    entry["destinationCidrBlock"] ??
    entry["destinationIpv6CidrBlock"] ??
    entry["destinationPrefixListId"] ??
    entry["cidrBlock"] ??
    entry["ipv6CidrBlock"];
  const found = TARGETS.find(({ property }) => {
    const value = entry[property];
    return value !== undefined && value !== null && value !== "";
  });
  const target: Reference =
    found === undefined
      ? { kind: "absent" }
      : world.resolve(resource, [...path, found.property], entry[found.property], ...found.kinds);
  return {
    resource,
    destination:
      typeof destination === "string"
        ? destination
        : new Unknown([pointer(resource, [...path, "destinationCidrBlock"])]),
    leadsTo: found === undefined ? "unknown" : found.leadsTo,
    target,
  };
}

/** The default route of an address family, if the table has one. */
export function defaultRoute(
  routes: SubnetRoutes,
  family: "ipv4" | "ipv6" = "ipv4",
): Route | undefined {
  const everywhere = family === "ipv4" ? "0.0.0.0/0" : "::/0";
  return routes.routes.find((route) => route.destination === everywhere);
}

/** Whether a subnet's packets can leave for the internet, and through which route. */
export type InternetPath =
  | { readonly kind: "nat" | "internet-gateway" | "other"; readonly route: Route }
  | { readonly kind: "none" }
  | { readonly kind: "unknown"; readonly unknown: Unknown };

/** How a subnet reaches the internet over IPv4. */
export function internetPathOf(world: World, subnet: Resource): InternetPath {
  const routes = routesOf(world, subnet);
  const route = defaultRoute(routes);
  if (route === undefined) {
    const hidden = routes.routes
      .map((each) => each.destination)
      .filter((each) => each instanceof Unknown);
    const reasons = routes.more === undefined ? hidden : [...hidden, routes.more];
    return reasons.length === 0
      ? { kind: "none" }
      : { kind: "unknown", unknown: unknownOf(...reasons) };
  }
  if (route.leadsTo === "nat-gateway") return { kind: "nat", route };
  if (route.leadsTo === "internet-gateway") return { kind: "internet-gateway", route };
  return { kind: "other", route };
}

/** One rule of a security group, in either direction. */
export interface GroupRule {
  readonly resource: Resource;
  /** `-1` for all, else `tcp`, `udp`, `icmp`, `icmpv6` or a number. */
  readonly protocol: string | Unknown;
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly cidrs: readonly (string | Unknown)[];
  readonly groups: readonly Reference[];
  readonly prefixLists: readonly (string | Unknown)[];
}

/** The rules of a security group in one direction. */
export interface GroupRules {
  readonly rules: readonly GroupRule[];
  readonly more?: Unknown;
}

/** Collects a security group's rules, whether inline, as rules of its own, or in the older form. */
export function groupRulesOf(
  world: World,
  group: Resource,
  direction: "ingress" | "egress",
): GroupRules {
  return world.once(direction, group, () => {
    const modern = world.pointingAt(
      group,
      direction === "ingress" ? "ingressRule" : "egressRule",
      "securityGroupId",
    );
    const older = world.pointingAt(group, "securityGroupRule", "securityGroupId");
    const inline = inlineEntries(group, direction);
    const unknowns = [modern.more, older.more, ...inline.unknowns].filter(
      (each) => each !== undefined,
    );
    const rules = [
      ...modern.resources.map((rule) => modernRule(world, rule)),
      ...older.resources
        .filter((rule) => world.value(rule, "type") === direction)
        .map((rule) => olderRule(world, rule, rule.inputs, [], group)),
      ...inline.entries.map(({ entry, path }) => olderRule(world, group, entry, path, group)),
    ];
    return unknowns.length === 0 ? { rules } : { rules, more: unknownOf(...unknowns) };
  });
}

function modernRule(world: World, rule: Resource): GroupRule {
  const reference = world.reference(rule, ["referencedSecurityGroupId"], "securityGroup");
  return {
    resource: rule,
    protocol: textOf(rule, rule.inputs["ipProtocol"], "ipProtocol"),
    ...ports(rule.inputs),
    cidrs: [rule.inputs["cidrIpv4"], rule.inputs["cidrIpv6"]].flatMap((value) =>
      textsOf(rule, value),
    ),
    groups: reference.kind === "absent" ? [] : [reference],
    prefixLists: textsOf(rule, rule.inputs["prefixListId"]),
  };
}

function olderRule(
  world: World,
  resource: Resource,
  entry: Properties,
  path: readonly string[],
  group: Resource,
): GroupRule {
  const self: Reference[] = entry["self"] === true ? [{ kind: "resource", resource: group }] : [];
  const source = world.resolve(
    resource,
    [...path, "sourceSecurityGroupId"],
    entry["sourceSecurityGroupId"],
    "securityGroup",
  );
  const listed = Array.isArray(entry["securityGroups"])
    ? (entry["securityGroups"] as readonly Value[])
    : [];
  return {
    resource,
    protocol: textOf(resource, entry["protocol"], "protocol"),
    ...ports(entry),
    cidrs: [entry["cidrBlocks"], entry["ipv6CidrBlocks"]].flatMap((value) =>
      textsOf(resource, value),
    ),
    groups: [
      ...self,
      ...(source.kind === "absent" ? [] : [source]),
      ...listed.map((value, i) =>
        world.resolve(resource, [...path, "securityGroups", String(i)], value, "securityGroup"),
      ),
    ],
    prefixLists: textsOf(resource, entry["prefixListIds"]),
  };
}

function ports(entry: Properties): { fromPort?: number; toPort?: number } {
  const { fromPort, toPort } = entry;
  return {
    ...(typeof fromPort === "number" ? { fromPort } : {}),
    ...(typeof toPort === "number" ? { toPort } : {}),
  };
}

function textOf(resource: Resource, value: Value | undefined, property: string): string | Unknown {
  return typeof value === "string" || typeof value === "number"
    ? String(value)
    : new Unknown([pointer(resource, [property])]);
}

function textsOf(resource: Resource, value: Value | undefined): (string | Unknown)[] {
  if (value === undefined || value === null || value === "") return [];
  const list: readonly Value[] = Array.isArray(value) ? (value as readonly Value[]) : [value];
  return list.map((each) =>
    typeof each === "string" ? each : each instanceof Unknown ? each : new Unknown([resource.urn]),
  );
}

/** Whether a rule speaks of a TCP port. A rule whose protocol is not known yet may or may not. */
export function admitsTcp(rule: GroupRule, port: number): boolean | Unknown {
  if (!isKnown(rule.protocol)) return rule.protocol;
  if (rule.protocol === "-1" || rule.protocol === "all") return true;
  if (rule.protocol !== "tcp" && rule.protocol !== "6") return false;
  return (rule.fromPort ?? 0) <= port && port <= (rule.toPort ?? 65535);
}
