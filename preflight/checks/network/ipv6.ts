import { isKnown, Unknown } from "../../../reasoning/known";
import { hasIpv6 } from "../../model/network/address-family";
import { internetPathOf, ipv6DefaultRoute } from "../../model/network/internet-path";
import type { Resource } from "../../model/resource";
import { routesOf } from "../../model/network/routes";
import { inOneVpc } from "../../model/network/vpc-membership";
import type { World } from "../../model/world";
import { namesOf, withSubnets } from "./network-subjects";
import type { Outcome, Rule, Violation } from "../rule";
import { concludeAll, notApplicable } from "../rule";
import { aws, guide } from "../sources";

const own = { subject: "network", judges: ["environment"], decidedBy: "world" } as const;
const ROUTING = guide("networking-about", "Public routing over the internet");

/** What subnets with IPv6 addresses need; an environment takes its address family from them for good. */
export const IPV6_RULES: readonly Rule[] = [
  {
    ...own,
    id: "ipv6-subnets-assign-addresses",
    title: "Subnets with IPv6 addresses assign one to each interface",
    why: "MWAA makes interfaces in the subnets and asks for no address: without the switch they have none of IPv6, over which it connects database and web server there.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "incorrect-configuration",
    sources: [ROUTING, guide("create-environment", "Before you begin")],
    examples: {
      fails: 'ipv6CidrBlock: "2001:db8::/64"',
      passes: 'ipv6CidrBlock: "2001:db8::/64", assignIpv6AddressOnCreation: true',
    },
    check: (environment, world) =>
      withIpv6(environment, world, (subnets) =>
        subnets.map(({ subnet, has }): Violation | Unknown | undefined => {
          const assigns = world.flag(subnet, "assignIpv6AddressOnCreation");
          if (assigns === true) return undefined;
          if (!isKnown(has)) return has;
          if (!isKnown(assigns)) return assigns;
          return {
            resource: subnet,
            related: [environment],
            message: "has an IPv6 block, and assignIpv6AddressOnCreation is not true",
            fix: "set assignIpv6AddressOnCreation to true",
          };
        }),
      ),
  },
  {
    ...own,
    id: "subnets-of-one-address-family",
    title: "Both subnets have IPv6 addresses, or none has",
    why: "MWAA takes the address family of its connections from the subnets while it creates the environment, and never changes it again; nobody says what it makes of a mixture.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [guide("create-environment", "Before you begin")],
    examples: {
      fails: "an IPv6 block on one of the two subnets",
      passes: "an IPv6 block on both",
    },
    check: (environment, world) =>
      withIpv6(environment, world, (subnets, all) => {
        const without = all.filter((each) => !subnets.some(({ subnet }) => subnet === each));
        const hidden = subnets.flatMap(({ has }) => (isKnown(has) ? [] : [has]));
        const [first] = subnets;
        if (first === undefined || without.length === 0 || hidden.length > 0) return hidden;
        return [
          {
            resource: first.subnet,
            related: [...without, environment],
            message: `has an IPv6 block, and ${namesOf(without)} has none`,
            fix: "give both subnets an IPv6 block, or none",
          },
        ];
      }),
  },
  {
    ...own,
    id: "ipv6-routes-lead-out",
    title: "Subnets with IPv6 addresses lead them to an egress-only internet gateway",
    why: "A NAT gateway carries IPv4. What resolves to IPv6 leaves a private subnet through an egress-only internet gateway, or waits until it gives up.",
    severity: "error",
    effect: "will-misbehave",
    sources: [
      ROUTING,
      aws(
        "vpc/latest/userguide/egress-only-internet-gateway.html",
        "Egress-only internet gateway basics",
      ),
    ],
    examples: {
      fails: "a subnet with an IPv6 block and a route for 0.0.0.0/0 alone",
      passes: '{ destinationIpv6CidrBlock: "::/0", egressOnlyGatewayId: gateway.id }',
    },
    check: (environment, world) =>
      withIpv6(environment, world, (subnets) =>
        subnets.map(({ subnet, has }) => judgeWayOut(environment, subnet, has, world)),
      ),
  },
];

/** A subnet that has IPv6 addresses, or may have them. */
interface Ipv6Subnet {
  readonly subnet: Resource;
  readonly has: true | Unknown;
}

function withIpv6(
  environment: Resource,
  world: World,
  check: (
    subnets: readonly Ipv6Subnet[],
    all: readonly Resource[],
  ) => readonly (Violation | Unknown | undefined)[],
): Outcome {
  return withSubnets(environment, world, (all) => {
    const subnets = all.flatMap((subnet): readonly Ipv6Subnet[] => {
      const has = hasIpv6(world, subnet);
      return has === false ? [] : [{ subnet, has }];
    });
    if (subnets.length === 0) return notApplicable("no subnet has IPv6 addresses");
    return concludeAll(check(subnets, all), "whether a subnet has IPv6 addresses is not known");
  });
}

function judgeWayOut(
  environment: Resource,
  subnet: Resource,
  has: true | Unknown,
  world: World,
): Violation | Unknown | undefined {
  const path = internetPathOf(world, subnet);
  // Without a NAT gateway the network is meant to have no way out of its own.
  if (path.kind !== "nat" && path.kind !== "unknown") return undefined;
  const routes = routesOf(world, subnet);
  const route = ipv6DefaultRoute(routes);
  const possible = routes.routes.filter(
    ({ family, destination }) =>
      family === "unknown" || (family === "ipv6" && !isKnown(destination)),
  );
  if (route === undefined) {
    const doubts = [
      ...possible.map(({ where }) => new Unknown([where])),
      ...(path.kind === "unknown" ? [path.unknown] : []),
      ...(routes.more === undefined ? [] : [routes.more]),
      ...(routes.learnt === undefined ? [] : [routes.learnt]),
      ...(isKnown(has) ? [] : [has]),
    ];
    const [doubt] = doubts;
    if (doubt !== undefined) return doubt;
    return {
      resource: subnet,
      related: [environment],
      message: "has an IPv6 block, and its table has no route for ::/0",
      witness: `::/0 from ${subnet.name}: no route`,
      fix: "route ::/0 to an egress-only internet gateway of the VPC",
    };
  }
  if (route.leadsTo === "unknown") return new Unknown([route.where]);
  if (route.leadsTo !== "egress-only-gateway") return undefined;
  if (route.target.kind !== "resource") return new Unknown([route.where]);
  const gateway = route.target.resource;
  const serves = inOneVpc(world, gateway, subnet);
  if (!isKnown(serves)) return serves;
  if (serves) return undefined;
  return {
    resource: route.resource,
    related: [gateway, subnet, environment],
    message: `leads ::/0 to ${gateway.name}, which is of another VPC than ${subnet.name}`,
    fix: "route ::/0 to an egress-only internet gateway of the subnet's own VPC",
  };
}
