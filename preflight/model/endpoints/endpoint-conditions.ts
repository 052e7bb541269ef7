import type { Truth } from "../../../reasoning/known";
import { all, any, isKnown, Unknown } from "../../../reasoning/known";
import { securityGroupsOf } from "../environment";
import { hostedZoneLeadsTo } from "./hosted-zones";
import type { Peer } from "../network/group-traffic";
import { letsThrough, rulesOf } from "../network/group-traffic";
import { inlineEntries } from "../network/inline-entries";
import type { Reference } from "../reference";
import type { Resource } from "../resource";
import { pointer } from "../resource";
import { asksAmazon } from "../network/name-servers";
import { tableNamed, tableOf, tablesNamed } from "../network/route-tables";
import { blockOf, blocksOf, sameTarget, vpcOf } from "../network/vpc-membership";
import type { World } from "../world";

/** Whether something holds of an endpoint, and the resources that take part besides the endpoint. */
interface Held {
  readonly holds: Truth;
  readonly parts: readonly Resource[];
}

/**
 * Whether the service's own name leads to the endpoint. For S3 it may be called by the endpoint's
 * name instead, its private DNS may serve other networks alone, and a hosted zone may stand in.
 */
export function privateDns(world: World, endpoint: Resource, service: string): Truth {
  const asked = resolverAsked(world, endpoint);
  const on = world.flag(endpoint, "privateDnsEnabled");
  if (service !== "s3" || !isKnown(on)) return all([on, asked]);
  if (!on) {
    const unset = new Unknown([pointer(endpoint, ["privateDnsEnabled"])]);
    return any([all([hostedZoneLeadsTo(world, endpoint), asked]), unset]);
  }
  const path = ["dnsOptions", "privateDnsOnlyForInboundResolverEndpoint"] as const;
  const inboundOnly = world.flag(endpoint, ...path);
  return inboundOnly === false ? asked : new Unknown([pointer(endpoint, path)]);
}

/** Private names are known to the resolver of the endpoint's VPC alone. */
function resolverAsked(world: World, endpoint: Resource): Truth {
  const vpc = vpcOf(world, endpoint);
  return vpc.kind === "resource"
    ? asksAmazon(world, vpc.resource)
    : new Unknown([pointer(endpoint, ["vpcId"])]);
}

/** Whether an interface endpoint stands in a subnet: all of its VPC reach it there. */
export function homeOf(world: World, endpoint: Resource): Held {
  const associations = world.pointingAt(endpoint, "vpcEndpointSubnet", "vpcEndpointId");
  const listed = (["subnetIds", "subnetConfigurations"] as const).map((property): Truth => {
    const value = world.value(endpoint, property);
    if (value instanceof Unknown) return new Unknown([pointer(endpoint, [property])]);
    return Array.isArray(value) && value.length > 0;
  });
  return {
    holds: any([
      ...listed,
      associations.resources.length > 0,
      ...(associations.more === undefined ? [] : [associations.more]),
    ]),
    parts: associations.resources,
  };
}

/** The subnets in which an interface endpoint stands, as far as they can be told. */
export function endpointSubnets(world: World, endpoint: Resource): readonly Reference[] {
  const listed = world.references(endpoint, ["subnetIds"], "subnet");
  const configured = inlineEntries(endpoint, "subnetConfigurations");
  const associations = world.pointingAt(endpoint, "vpcEndpointSubnet", "vpcEndpointId");
  const hidden = [
    ...(isKnown(listed) ? [] : [listed]),
    ...configured.unknowns,
    ...(associations.more === undefined ? [] : [associations.more]),
  ];
  return [
    ...(isKnown(listed) ? listed : []),
    ...configured.entries.map(({ entry, path }) =>
      world.resolve(endpoint, [...path, "subnetId"], entry["subnetId"], "subnet"),
    ),
    ...associations.resources.map((each) => world.reference(each, ["subnetId"], "subnet")),
    ...hidden.map((unknown) => ({ kind: "unknown", unknown }) as const),
  ];
}

/** The subnets' blocks in which an interface endpoint stands, or its VPC's where that is not known. */
export function endpointBlocks(world: World, endpoint: Resource): Peer["blocks"] {
  const subnets = endpointSubnets(world, endpoint);
  const known = subnets.flatMap((each) => (each.kind === "resource" ? [each.resource] : []));
  if (known.length > 0 && known.length === subnets.length)
    return known.map((subnet) => blockOf(world, subnet));
  const vpc = vpcOf(world, endpoint);
  return vpc.kind === "resource"
    ? blocksOf(world, vpc.resource)
    : [new Unknown([pointer(endpoint, ["subnetIds"])])];
}

/** The security groups of an interface endpoint. */
export function endpointGroups(
  world: World,
  endpoint: Resource,
): { readonly groups: readonly Reference[]; readonly parts: readonly Resource[] } {
  const listed = world.references(endpoint, ["securityGroupIds"], "securityGroup");
  const added = world.pointingAt(endpoint, "vpcEndpointSecurityGroup", "vpcEndpointId");
  const groups: Reference[] = [
    ...(isKnown(listed) ? listed : [{ kind: "unknown", unknown: listed } as const]),
    ...added.resources.map((each) => world.reference(each, ["securityGroupId"], "securityGroup")),
    ...(added.more === undefined ? [] : [{ kind: "unknown", unknown: added.more } as const]),
  ];
  // Without a group of its own it has the VPC's default one, whose rules no stack holds.
  const unset = {
    kind: "unknown",
    unknown: new Unknown([pointer(endpoint, ["securityGroupIds"])]),
  };
  return {
    groups: groups.length === 0 ? [unset as Reference] : groups,
    parts: added.resources,
  };
}

/** Whether an interface endpoint's groups admit TCP 443 from the environment in a subnet. */
export function admitsFrom(
  world: World,
  environment: Resource,
  subnet: Resource,
  endpoint: Resource,
  groups: readonly Reference[],
): Truth {
  const callers = securityGroupsOf(world, environment);
  const rules = rulesOf(world, groups, "ingress", pointer(endpoint, ["securityGroupIds"]));
  const peer = { groups: isKnown(callers) ? callers : [], blocks: [blockOf(world, subnet)] };
  const admitted = letsThrough(rules, 443, peer);
  return isKnown(callers) ? admitted : any([admitted, callers]);
}

/** Whether a gateway endpoint is on the route table of a subnet. */
export function tablesOf(world: World, endpoint: Resource, subnet: Resource): Held {
  const { table } = tableOf(world, subnet);
  const associations = world.pointingAt(endpoint, "vpcEndpointRouteTable", "vpcEndpointId");
  const ties = associations.resources.map((each) => ({
    each,
    holds: sameTarget(tableNamed(world, each, "routeTableId"), table),
  }));
  return {
    holds: any([
      ...tablesNamed(world, endpoint, "routeTableIds").map((each) => sameTarget(each, table)),
      ...ties.map(({ holds }) => holds),
      ...(associations.more === undefined ? [] : [associations.more]),
    ]),
    parts: ties.filter(({ holds }) => holds === true).map(({ each }) => each),
  };
}
