import type { Truth } from "../../../reasoning/known";
import { all, any, isKnown } from "../../../reasoning/known";
import { endpointSubnets } from "../../model/endpoints/endpoint-conditions";
import { servicePathsOf } from "../../model/endpoints/vpc-endpoints";
import type { Flow } from "../../model/network/acl-flows";
import type { Block } from "../../model/network/address-blocks";
import { internetPathOf } from "../../model/network/internet-path";
import { blockOf } from "../../model/network/vpc-membership";
import type { Resource } from "../../model/resource";
import type { World } from "../../model/world";

/** What a network ACL has to let through for an environment, in one direction. */
export interface Need extends Flow {
  readonly ports: readonly [number, number];
  /** In words, after "lets no". */
  readonly what: string;
  /** Whether the environment does need it: if nobody knows, it is no fault to lack it. */
  readonly needed: Truth;
}

/** What Linux, on which MWAA's containers run, and NAT gateways choose their own ports from. */
const ANSWERS = { container: [32768, 61000], nat: [1024, 65535] } as const;
const HTTPS = [443, 443] as const;
const DATABASE = [5432, 5432] as const;

/**
 * The flows through the network ACL of a subnet: between the environment's subnets, to endpoints that
 * stand elsewhere, and to the internet's addresses, at which services and gateways of S3 are.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html, "Ephemeral
 * ports", read 2026-11-22.
 */
export function needsAt(
  subnet: Resource,
  environment: Resource,
  own: readonly Resource[],
  world: World,
): readonly Need[] {
  const others = own.filter((each) => each !== subnet);
  const callers = blocksOf(others, world);
  if (own.includes(subnet)) {
    const away = [...endpointHomes(environment, subnet, world)].filter((each) => each !== subnet);
    return [
      ...between("ingress", callers, [HTTPS, DATABASE], "the environment's own subnets"),
      ...between("egress", callers, [HTTPS, DATABASE], "the environment's own subnets"),
      ...outward("egress", blocksOf(away, world), "the subnets of endpoints", true),
      ...outward("egress", "internet", "the internet", leavesVpc(environment, subnet, world)),
    ];
  }
  const stands = own.some((each) => endpointHomes(environment, each, world).has(subnet));
  const inside = outward("ingress", blocksOf(own, world), "the environment's subnets", true);
  // What is none of an endpoint's subnets is that of a NAT gateway, which goes on to the internet.
  return stands
    ? inside
    : [...inside, ...connection("egress", "internet", HTTPS, "the internet", true, "nat")];
}

function blocksOf(subnets: readonly Resource[], world: World): readonly Block[] {
  return subnets.flatMap((subnet) => {
    const block = blockOf(world, subnet);
    return isKnown(block) ? [block] : [];
  });
}

/** Connections that come, or go, and their answers, which take the other way. */
function between(
  direction: Need["direction"],
  peers: readonly Block[],
  ports: readonly Need["ports"][],
  who: string,
): readonly Need[] {
  return ports.flatMap((each) => connection(direction, peers, each, who, true));
}

function outward(
  direction: Need["direction"],
  peers: Flow["peers"],
  who: string,
  needed: Truth,
): readonly Need[] {
  return connection(direction, peers, HTTPS, who, needed);
}

function connection(
  direction: Need["direction"],
  peers: Flow["peers"],
  ports: Need["ports"],
  who: string,
  needed: Truth,
  client: keyof typeof ANSWERS = "container",
): readonly Need[] {
  if (peers.length === 0) return [];
  const opens = direction === "ingress" ? "from" : "to";
  const answers = direction === "ingress" ? "to" : "from";
  return [
    { direction, peers, ports, needed, what: `TCP ${ports[0]} ${opens} ${who}` },
    {
      direction: direction === "ingress" ? "egress" : "ingress",
      peers,
      ports: ANSWERS[client],
      needed,
      what: `answers on TCP ${ANSWERS[client].join("-")} ${answers} ${who}`,
    },
  ];
}

/** The subnets in which the endpoints stand that take a subnet's calls. */
export function endpointHomes(
  environment: Resource,
  subnet: Resource,
  world: World,
): ReadonlySet<Resource> {
  const services = servicePathsOf(world, environment, subnet);
  if (!isKnown(services)) return new Set();
  const taking = services
    .flatMap(({ endpoints }) => endpoints)
    .filter(({ kind, captures }) => kind === "interface" && captures === true);
  return new Set(
    taking.flatMap(({ endpoint }) =>
      endpointSubnets(world, endpoint).flatMap((each) =>
        each.kind === "resource" ? [each.resource] : [],
      ),
    ),
  );
}

/** Whether calls go to addresses of the internet: through a NAT gateway, or a gateway of S3. */
function leavesVpc(environment: Resource, subnet: Resource, world: World): Truth {
  const services = servicePathsOf(world, environment, subnet);
  if (!isKnown(services)) return services;
  const routed = internetPathOf(world, subnet).kind === "nat";
  return any(
    services.map(({ endpoints }) => {
      const interfaces = endpoints.filter(({ kind }) => kind === "interface");
      const gateways = endpoints.filter(({ kind }) => kind === "gateway");
      const inside = any(interfaces.map(({ captures }) => captures));
      return all([
        isKnown(inside) ? !inside : inside,
        any([routed, ...gateways.map(({ captures }) => captures)]),
      ]);
    }),
  );
}
