import type { Maybe } from "../../../../reasoning/known";
import { isKnown, Unknown } from "../../../../reasoning/known";
import type {
  Listed,
  Route,
  RouteTable,
  TargetKind,
} from "../../../../reasoning/reachability/network";
import { hasGateway } from "../../endpoints/vpc-endpoints";
import type { Reference } from "../../reference";
import type { Resource } from "../../resource";
import { pointer } from "../../resource";
import type { World } from "../../world";
import { tableNamed, tableOf } from "../route-tables";
import type { Route as ModelRoute } from "../routes";
import { routesIn } from "../routes";
import { vpcOf } from "../vpc-membership";
import type { Drawing } from "./drawing";
import { idBehind, nodeId } from "./node-ids";
import { prefixListOf } from "./services";

/** The id of a table; a VPC stands for the table that came with it. */
export function tableId(table: Resource): string {
  return `table of ${nodeId(table)}`;
}

/** The id of the table behind a reference. */
export function tableBehind(reference: Reference, where: string): Maybe<string> {
  return reference.kind === "resource" ? tableId(reference.resource) : idBehind(reference, where);
}

/** Whose table a table is. */
interface Users {
  readonly subnets: Resource[];
  readonly gateways: string[];
}

/**
 * Every route table that a subnet or a gateway uses. A subnet whose table cannot be told has one of
 * its own in which any route may stand.
 */
export function routeTablesIn(drawing: Drawing): Listed<RouteTable> {
  const { world } = drawing;
  const users = new Map<Resource, Users>();
  const usersOf = (table: Resource): Users => {
    const known = users.get(table) ?? { subnets: [], gateways: [] };
    users.set(table, known);
    return known;
  };
  const hidden: RouteTable[] = [];
  for (const subnet of world.of("subnet")) {
    const { table } = tableOf(world, subnet);
    if (table.kind === "resource") usersOf(table.resource).subnets.push(subnet);
    else hidden.push(drawHidden(drawing, subnet, table));
  }
  const { tied, lost } = gatewaysWithTables(world);
  for (const { table, gateway } of tied) usersOf(table).gateways.push(gateway);
  return [
    ...[...users].map(([table, each]) => drawTable(drawing, table, each)),
    ...hidden,
    ...(lost === undefined ? [] : [lost]),
  ];
}

function drawTable(drawing: Drawing, table: Resource, users: Users): RouteTable {
  const { world, origins } = drawing;
  const { routes, more, learnt } = routesIn(world, table);
  const vpc = vpcOf(world, table);
  const drawn: Listed<Route> = [
    ...routes.flatMap((route) => {
      const each = drawRoute(drawing, route);
      return each === undefined ? [] : [each];
    }),
    ...(more === undefined ? [] : [more]),
    ...(learnt === undefined ? [] : [propagated(learnt)]),
  ];
  return origins.note<RouteTable>(
    {
      id: tableId(table),
      vpcId: vpc.kind === "absent" ? nodeId(table) : idBehind(vpc, pointer(table, ["vpcId"])),
      subnetIds: users.subnets.map(nodeId),
      gatewayIds: users.gateways,
      routes: drawn,
    },
    table,
  );
}

function drawHidden({ world, origins }: Drawing, subnet: Resource, table: Reference): RouteTable {
  const where = pointer(subnet, ["vpcId"]);
  const unknown = table.kind === "unknown" ? table.unknown : new Unknown([where]);
  return origins.note<RouteTable>(
    {
      id: tableId(subnet),
      vpcId: idBehind(vpcOf(world, subnet), where),
      subnetIds: [nodeId(subnet)],
      routes: [unknown],
    },
    subnet,
  );
}

/** What a VPN gateway learns nobody knows, not even whether it is anything. */
function propagated(learnt: Unknown): Route {
  return { destination: learnt, target: learnt, origin: "propagated" };
}

/** Internet gateways whose incoming packets a table routes; one that is not told apart may be any. */
function gatewaysWithTables(world: World): {
  readonly tied: readonly { readonly table: Resource; readonly gateway: string }[];
  readonly lost: RouteTable | undefined;
} {
  const every = world.of("internetGateway").map(nodeId);
  const tied: { readonly table: Resource; readonly gateway: string }[] = [];
  const lost: string[] = [];
  for (const tie of world.of("routeTableAssociation")) {
    const gateway = world.reference(tie, ["gatewayId"], "internetGateway", "vpnGateway");
    if (gateway.kind === "absent" || gateway.kind === "outside") continue;
    // The subnet's side of an association that exists leaves the gateway open.
    if (gateway.kind === "unknown" && world.text(tie, "subnetId") !== undefined) continue;
    const table = tableNamed(world, tie, "routeTableId");
    const gateways = gateway.kind === "resource" ? [nodeId(gateway.resource)] : every;
    if (table.kind === "resource")
      tied.push(...gateways.map((each) => ({ table: table.resource, gateway: each })));
    else lost.push(...gateways);
  }
  return {
    tied,
    lost:
      lost.length === 0
        ? undefined
        : {
            id: "tables of gateways",
            vpcId: new Unknown(["the tables of gateways"]),
            subnetIds: [],
            gatewayIds: lost,
            routes: [new Unknown(["the tables of gateways"])],
          },
  };
}

/** What the engine calls the targets that it follows into; it has nothing to say of others. */
const TARGETS: Partial<Record<ModelRoute["leadsTo"], TargetKind>> = {
  "nat-gateway": "natGateway",
  "internet-gateway": "internetGateway",
  "egress-only-gateway": "egressOnlyInternetGateway",
  "vpn-gateway": "vpnGateway",
  endpoint: "vpcEndpoint",
};

function drawRoute(drawing: Drawing, route: ModelRoute): Route | undefined {
  const { family, origins } = drawing;
  const other = family === "ipv4" ? "ipv6" : "ipv4";
  if (route.family === other) return undefined;
  const { leadsTo, target, where, resource } = route;
  const kind = TARGETS[leadsTo];
  const hidden = new Unknown([where]);
  const drawn: Route = {
    destination: destinationOf(drawing, route) ?? hidden,
    target:
      leadsTo === "local"
        ? { kind: "local" }
        : kind !== undefined && target.kind === "resource"
          ? { kind, id: nodeId(target.resource) }
          : hidden,
  };
  return origins.note(drawn, resource, where.slice(where.lastIndexOf("#") + 1).split("."));
}

/** Blocks as they are; of a prefix list, that of the service behind a gateway endpoint. */
function destinationOf(
  { world, family }: Drawing,
  { destination, family: of, target }: ModelRoute,
): Maybe<string> | undefined {
  if (!isKnown(destination) || of === family) return destination;
  if (of !== "prefix-list" || target.kind !== "resource") return undefined;
  const service = world.text(target.resource, "serviceName");
  return typeof service === "string" && hasGateway(service) ? prefixListOf(service) : undefined;
}
