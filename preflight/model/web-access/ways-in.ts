import type { Truth } from "../../../reasoning/known";
import { all, any, isKnown, not, Unknown } from "../../../reasoning/known";
import { endpointGroups } from "../endpoints/endpoint-conditions";
import type { Rules } from "../network/group-traffic";
import { admitsTcp, rulesOf } from "../network/group-traffic";
import type { Reference } from "../reference";
import type { Resource } from "../resource";
import { pointer } from "../resource";
import { OTHER_NETWORKS, routesOf } from "../network/routes";
import { sameTarget, vpcOf } from "../network/vpc-membership";
import type { World } from "../world";

/**
 * Whether anything leads users to a private web interface: a client VPN or a load balancer in the
 * VPC, a route to another network, or a source beyond the environment that its groups admit.
 */
export function leadsUsersIn(
  world: World,
  subnets: readonly Resource[],
  groups: readonly Reference[],
): Truth {
  const homes = subnets.map((subnet) => vpcOf(world, subnet));
  return any([
    ...subnets.flatMap((subnet) => routedFrom(world, subnet)),
    ...homes.flatMap((home) => [
      ...waysToldOf(world, home),
      ...clientVpnIn(world, home),
      ...loadBalancerIn(world, home),
      ...customerEndpointsIn(world, home, groups),
    ]),
    admitsOthers(rulesOf(world, groups, "ingress", ""), groups),
  ]);
}

function routedFrom(world: World, subnet: Resource): readonly Truth[] {
  const { routes, more, learnt } = routesOf(world, subnet);
  return [
    ...routes.map(({ leadsTo, where }): Truth =>
      leadsTo === "unknown" ? new Unknown([where]) : OTHER_NETWORKS.includes(leadsTo),
    ),
    ...(more === undefined ? [] : [more]),
    // Whoever propagates the routes of a VPN gateway has a network behind it.
    learnt !== undefined,
  ];
}

/** What a context file says of a VPC. */
function waysToldOf(world: World, home: Reference): readonly Truth[] {
  return home.kind === "resource"
    ? [world.pointingAt(home.resource, "wayIn", "vpcId").resources.length > 0]
    : [];
}

function clientVpnIn(world: World, home: Reference): readonly Truth[] {
  return [
    ...world
      .of("clientVpnEndpoint")
      .filter(({ inputs }) => inputs["vpcId"] !== undefined)
      .map((each) => sameTarget(vpcOf(world, each), home)),
    ...world
      .of("clientVpnSubnet")
      .map((each) => standsIn(world, world.reference(each, ["subnetId"], "subnet"), home)),
  ];
}

function loadBalancerIn(world: World, home: Reference): readonly Truth[] {
  return world.of("loadBalancer").flatMap((balancer): readonly Truth[] => {
    const subnets = world.references(balancer, ["subnets"], "subnet");
    return isKnown(subnets) ? subnets.map((each) => standsIn(world, each, home)) : [subnets];
  });
}

/** The endpoints that a customer makes for the environment have groups of their own. */
function customerEndpointsIn(
  world: World,
  home: Reference,
  groups: readonly Reference[],
): readonly Truth[] {
  return world.of("vpcEndpoint").map((endpoint): Truth => {
    const name = world.text(endpoint, "serviceName");
    const theirs: Truth = isKnown(name) ? /\.vpce\./.test(name ?? "") : name;
    if (theirs === false) return false;
    const own = endpointGroups(world, endpoint).groups;
    const rules = rulesOf(world, own, "ingress", pointer(endpoint, ["securityGroupIds"]));
    return all([
      theirs,
      sameTarget(vpcOf(world, endpoint), home),
      admitsOthers(rules, [...groups, ...own]),
    ]);
  });
}

/** Whether rules admit the web interface's port to somebody beside the groups themselves. */
function admitsOthers({ rules, hidden }: Rules, own: readonly Reference[]): Truth {
  return any([
    ...hidden,
    ...rules.map((rule) =>
      all([
        admitsTcp(rule, 443),
        any([
          rule.cidrs.length > 0 || rule.prefixLists.length > 0,
          ...rule.groups.map((group) => not(any(own.map((each) => sameTarget(group, each))))),
        ]),
      ]),
    ),
  ]);
}

function standsIn(world: World, subnet: Reference, home: Reference): Truth {
  if (subnet.kind === "unknown") return subnet.unknown;
  return subnet.kind === "resource" && sameTarget(vpcOf(world, subnet.resource), home);
}
