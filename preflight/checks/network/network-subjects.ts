import type { Unknown } from "../../../reasoning/known";
import { isKnown } from "../../../reasoning/known";
import { securityGroupsOf, subnetsOf } from "../../model/environment";
import type { Reference } from "../../model/reference";
import type { Resource } from "../../model/resource";
import { pointer } from "../../model/resource";
import type { World } from "../../model/world";
import type { Outcome, Violation } from "../rule";
import { notApplicable, undecided } from "../rule";

/** Judges the environment's subnets, each once; those that no stack holds can't be judged. */
export function withSubnets(
  environment: Resource,
  world: World,
  check: (subnets: readonly Resource[]) => Outcome,
): Outcome {
  const subnets = subnetsOf(world, environment);
  if (!isKnown(subnets)) return undecided("the subnets are not known", subnets.blockedBy);
  if (subnets.length === 0) return notApplicable("the environment names no subnet");
  const blocked = unresolved(environment, "subnetIds", subnets);
  if (blocked.length > 0) return undecided("a subnet is in none of these stacks", blocked);
  return check(resourcesOf(subnets));
}

/** Judges the environment's security groups, each once; those that no stack holds can't be judged. */
export function withGroups(
  environment: Resource,
  world: World,
  check: (groups: readonly Resource[]) => Outcome,
): Outcome {
  const groups = securityGroupsOf(world, environment);
  if (!isKnown(groups)) return undecided("the security groups are not known", groups.blockedBy);
  if (groups.length === 0) return notApplicable("the environment names no security group");
  const blocked = unresolved(environment, "securityGroupIds", groups);
  if (blocked.length > 0) return undecided("a security group is in none of these stacks", blocked);
  return check(resourcesOf(groups));
}

/** What keeps the members of a list from being judged: they stand in no stack, or are not known. */
export function unresolved(
  environment: Resource,
  property: "subnetIds" | "securityGroupIds",
  references: readonly Reference[],
): readonly string[] {
  return references.flatMap((each, i) => {
    if (each.kind === "resource") return [];
    const place = [pointer(environment, ["networkConfiguration", property, i])];
    return each.kind === "unknown" && each.unknown.blockedBy.length > 0
      ? each.unknown.blockedBy
      : place;
  });
}

/** The resources behind references, each once. */
export function resourcesOf(references: readonly Reference[]): readonly Resource[] {
  return [
    ...new Set(references.flatMap((each) => (each.kind === "resource" ? [each.resource] : []))),
  ];
}

/** Names resources in a sentence: "a and b". */
export function namesOf(resources: readonly Resource[]): string {
  return resources.map(({ name }) => name).join(" and ");
}

/** Resources in the form that the model asks for. */
export function asReferences(resources: readonly Resource[]): readonly Reference[] {
  return resources.map((resource) => ({ kind: "resource", resource }));
}

/** Says what holds of several subnets alike once, with all of them as related resources. */
export function onceEach(
  judged: readonly (Violation | Unknown | undefined)[],
): readonly (Violation | Unknown | undefined)[] {
  const violations = new Map<string, Violation>();
  const rest: (Unknown | undefined)[] = [];
  for (const each of judged) {
    if (each === undefined || !isKnown(each)) {
      rest.push(each);
      continue;
    }
    const key = `${each.resource?.urn ?? ""} ${each.message}`;
    const before = violations.get(key);
    const related = [...(before?.related ?? []), ...(each.related ?? [])];
    violations.set(key, { ...(before ?? each), related });
  }
  return [...violations.values(), ...rest];
}
