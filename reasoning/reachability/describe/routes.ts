import { Unknown } from "../../known";
import type { Maybe } from "../../known";
import type {
  Listed,
  Network,
  PrefixList,
  Route,
  RouteOrigin,
  RouteState,
  RouteTarget,
  Service,
  TargetKind,
} from "../network";
import type { Answers } from "./answers";
import type { Entry } from "./entry";
import { given, inState, present, wordOf } from "./entry";

/** Route tables, prefix lists, and the services that prefix lists and endpoints stand for. */
export function readRoutes(
  answers: Answers,
): Pick<Network, "routeTables" | "prefixLists" | "services"> {
  const lists = answers
    .entries("PrefixLists")
    .flatMap((list) => list.named("PrefixListId", (id) => ({ id, list })));
  return {
    routeTables: answers.listed("RouteTables", (table) =>
      table.named("RouteTableId", (id) => {
        const associations = table.entries("Associations");
        return {
          id,
          vpcId: table.known("VpcId"),
          isMain: associations.some((each) => each.flag("Main") === true),
          subnetIds: associations.flatMap((each) => associatedId(each, "SubnetId")),
          gatewayIds: associations.flatMap((each) => associatedId(each, "GatewayId")),
          routes: table.entries("Routes").map(readRoute),
        };
      }),
    ),
    prefixLists: readPrefixLists(answers, lists),
    services: readServices(answers, lists),
  };
}

function associatedId(association: Entry, name: string): Listed<string> {
  const id = association.text(name);
  if (id === undefined) return [];
  const state = association.entry("AssociationState")?.text("State");
  return inState(state, ["associated"], ["associating", "disassociating"], id);
}

/** Where a route leads to, by the field that holds the id. The first one that is there counts. */
const TARGET_FIELDS: readonly (readonly [string, TargetKind])[] = [
  ["NatGatewayId", "natGateway"],
  ["EgressOnlyInternetGatewayId", "egressOnlyInternetGateway"],
  ["VpcPeeringConnectionId", "peeringConnection"],
  ["TransitGatewayId", "transitGateway"],
  // Before InstanceId, which stands beside it and says less.
  ["NetworkInterfaceId", "networkInterface"],
  ["InstanceId", "other"],
  ["LocalGatewayId", "other"],
  ["CarrierGatewayId", "other"],
  ["CoreNetworkArn", "other"],
  ["OdbNetworkArn", "other"],
];

/** What `GatewayId` may lead to, by the first letters of the id. */
const GATEWAY_PREFIXES: readonly (readonly [string, TargetKind])[] = [
  ["igw-", "internetGateway"],
  ["vgw-", "vpnGateway"],
  ["vpce-", "vpcEndpoint"],
  ["eigw-", "egressOnlyInternetGateway"],
];

function targetOf(route: Entry): Maybe<RouteTarget> {
  const gateway = route.text("GatewayId");
  if (gateway === "local") return { kind: "local" };
  if (gateway !== undefined) {
    const kind = GATEWAY_PREFIXES.find(([prefix]) => gateway.startsWith(prefix))?.[1];
    return { kind: kind ?? "other", id: gateway };
  }
  for (const [name, kind] of TARGET_FIELDS) {
    const id = route.text(name);
    if (id !== undefined) return { kind, id };
  }
  // A route whose target was deleted may have none; a kind of target may be newer than this table.
  return new Unknown([`the target of ${route.pointer}`]);
}

const ORIGINS: Readonly<Record<string, RouteOrigin>> = {
  CreateRouteTable: "static",
  CreateRoute: "static",
  EnableVgwRoutePropagation: "propagated",
  Advertisement: "propagated",
};
const STATES: Readonly<Record<string, RouteState>> = { active: "active", blackhole: "blackhole" };

function readRoute(route: Entry): Route {
  return {
    destination:
      route.cidr("DestinationCidrBlock") ??
      route.cidr("DestinationIpv6CidrBlock") ??
      route.text("DestinationPrefixListId") ??
      new Unknown([`the destination of ${route.pointer}`]),
    target: targetOf(route),
    ...given("origin", wordOf(route, "Origin", ORIGINS)),
    ...given("state", wordOf(route, "State", STATES)),
  };
}

/** A list of `describe-prefix-lists` and its id. */
interface NamedList {
  readonly id: string;
  readonly list: Entry;
}

/**
 * AWS's own lists say their blocks in `describe-prefix-lists`; of customers' lists
 * `describe-managed-prefix-lists` says only that they are there.
 */
function readPrefixLists(answers: Answers, lists: readonly NamedList[]): Listed<PrefixList> {
  const entries = new Map<string, Listed<string>>();
  const told = answers
    .entries("ManagedPrefixListEntries")
    .flatMap((held) => held.named("PrefixListId", (id) => ({ id, held })));
  for (const { id, held } of told) {
    const blocks = held.entries("Entries").flatMap((each) => present(each.cidr("Cidr")));
    const rest = held.has("NextToken") ? [new Unknown([`further entries of ${id}`])] : [];
    entries.set(id, [...(entries.get(id) ?? []), ...blocks, ...rest]);
  }
  for (const { id, list } of lists) {
    if (list.has("Cidrs")) entries.set(id, list.cidrs("Cidrs"));
  }
  return [
    ...[...new Set([...entries.keys(), ...lists.map(({ id }) => id)])].map((id) => ({
      id,
      entries: entries.get(id) ?? [new Unknown([`the entries of ${id}`])],
    })),
    ...answers.rest("PrefixLists"),
  ];
}

function readServices(answers: Answers, described: readonly NamedList[]): Listed<Service> {
  const lists = new Map<string, string>();
  for (const { id, list } of described) {
    const name = list.text("PrefixListName");
    // A customer may give a list any name, but not one of AWS's own.
    if (name?.startsWith("com.amazonaws.")) lists.set(name, id);
  }
  const names = new Map<string, readonly string[]>();
  const details = answers
    .entries("ServiceDetails")
    .flatMap((each) => each.named("ServiceName", (name) => ({ name, each })));
  for (const { name, each } of details) {
    const dnsNames = each
      .entries("PrivateDnsNames")
      .flatMap((held) => present(held.text("PrivateDnsName")));
    names.set(name, [...(names.get(name) ?? []), ...dnsNames]);
  }
  return [
    ...[...new Set([...lists.keys(), ...names.keys()])].map((name) => ({
      name,
      ...given("dnsNames", names.get(name)),
      ...given("prefixListId", lists.get(name)),
    })),
    ...answers.rest("ServiceDetails"),
  ];
}
