import type { Maybe } from "../../../reasoning/known";
import { isKnown, Unknown, unknownOf } from "../../../reasoning/known";
import { securityGroupsOf, subnetsOf } from "../environment";
import { passes } from "./acl-flows";
import type { GroupRule } from "./group-rules";
import { groupRulesOf } from "./group-rules";
import { namesGroup } from "./group-traffic";
import { internetPathOf } from "./internet-path";
import { aclOf } from "./network-acls";
import type { Reference } from "../reference";
import type { Resource } from "../resource";
import { routesOf } from "./routes";
import { servicePathsOf } from "../endpoints/vpc-endpoints";
import type { World } from "../world";

/** What an environment's network consists of, besides subnets and security groups themselves. */
export interface NetworkParts {
  readonly parts: readonly Resource[];
  /** Set if there may be more of them. */
  readonly more?: Unknown;
}

/**
 * The routes, associations, rules and entries without which the environment's containers reach
 * nothing, and the endpoints that they depend on for want of another way. What lies in no stack is
 * there already.
 */
export function networkPartsOf(world: World, environment: Resource): NetworkParts {
  const subnets = subnetsOf(world, environment);
  const groups = securityGroupsOf(world, environment);
  const each = [
    ...resources(subnets).map((subnet) => partsOfSubnet(world, environment, subnet)),
    ...resources(groups).map((group) => partsOfGroup(world, group, resources(groups))),
  ];
  const hidden = [subnets, groups, ...each.map(({ more }) => more)].filter(
    (every) => every instanceof Unknown,
  );
  const parts = [...new Set(each.flatMap((every) => every.parts))];
  return hidden.length === 0 ? { parts } : { parts, more: unknownOf(...hidden) };
}

function partsOfSubnet(world: World, environment: Resource, subnet: Resource): NetworkParts {
  const { routes, association, more } = routesOf(world, subnet);
  const parts = [
    ...routes.map(({ resource }) => resource),
    ...(association === undefined ? [] : [association]),
    ...endpointParts(world, environment, subnet),
    ...aclParts(world, subnet),
  ];
  return more === undefined ? { parts } : { parts, more };
}

function endpointParts(world: World, environment: Resource, subnet: Resource): readonly Resource[] {
  const { kind } = internetPathOf(world, subnet);
  const services = servicePathsOf(world, environment, subnet);
  if (kind === "nat" || kind === "internet-gateway" || !isKnown(services)) return [];
  return services.flatMap(({ endpoints }) =>
    endpoints.flatMap(({ endpoint, serves, parts }) =>
      serves === false ? [] : [endpoint, ...parts],
    ),
  );
}

/** An ACL that lets nothing through is a fault of its own, which waiting would not mend. */
function aclParts(world: World, subnet: Resource): readonly Resource[] {
  const found = aclOf(world, subnet);
  if (found.kind !== "acl") return [];
  const closed = (["ingress", "egress"] as const).some(
    (direction) => passes(world, subnet, { direction, peers: "everyone" }).lets === "none",
  );
  if (closed) return [];
  return [found.acl, ...world.pointingAt(found.acl, "networkAclRule", "networkAclId").resources];
}

function partsOfGroup(world: World, group: Resource, members: readonly Resource[]): NetworkParts {
  const both = (["ingress", "egress"] as const).map((each) => groupRulesOf(world, group, each));
  const hidden = both.flatMap(({ more }) => (more === undefined ? [] : [more]));
  const parts = both.flatMap(({ rules }) =>
    rules.filter((rule) => !isForOthers(rule, members)).map(({ resource }) => resource),
  );
  return hidden.length === 0 ? { parts } : { parts, more: unknownOf(...hidden) };
}

/** Whether a rule admits groups of others alone, such as a load balancer's: that can come later. */
function isForOthers(rule: GroupRule, members: readonly Resource[]): boolean {
  if (rule.groups.length === 0 || rule.cidrs.length > 0 || rule.prefixLists.length > 0)
    return false;
  const own = members.map((resource): Reference => ({ kind: "resource", resource }));
  return namesGroup(rule, own) === false;
}

function resources(references: Maybe<readonly Reference[]>): readonly Resource[] {
  if (!isKnown(references)) return [];
  return references.flatMap((each) => (each.kind === "resource" ? [each.resource] : []));
}
