import type { Maybe, Truth } from "../../../reasoning/known";
import { isKnown, Unknown } from "../../../reasoning/known";
import type { Resource } from "../resource";
import { pointer } from "../resource";
import type { World } from "../world";

/** The complete set of a role's inline policies, where `RolePoliciesExclusive` says it. */
export interface InlineNames {
  readonly holder: Resource;
  readonly names: readonly string[];
  /** Policies of the stacks that stand in the list by reference, while their names are not known. */
  readonly policies: readonly Resource[];
}

/** The names that a role's inline policies are limited to; undefined if nothing limits them. */
export function inlineNamesOf(world: World, role: Resource): Maybe<InlineNames | undefined> {
  const { resources, more } = world.pointingAt(role, "rolePoliciesExclusive", "roleName");
  const [holder, ...others] = resources;
  if (holder === undefined) return more;
  if (others.length > 0)
    return new Unknown(resources.map((each) => pointer(each, ["policyNames"])));
  const listed = world.references(holder, ["policyNames"], "rolePolicy");
  if (!isKnown(listed)) return listed;
  const unknown = listed.find((each) => each.kind === "unknown");
  if (unknown?.kind === "unknown") return unknown.unknown;
  return {
    holder,
    names: listed.flatMap((each) => (each.kind === "outside" ? [each.value] : [])),
    policies: listed.flatMap((each) => (each.kind === "resource" ? [each.resource] : [])),
  };
}

/** Whether an inline policy of a name survives the exclusive list; one may stand there by reference. */
export function isListed(
  names: InlineNames | undefined,
  name: Maybe<string | undefined>,
  policy?: Resource,
): Truth {
  if (names === undefined) return true;
  if (policy !== undefined && names.policies.includes(policy)) return true;
  if (typeof name === "string") return names.names.includes(name);
  // The provider makes the name up, which may be one of the list only if that has one.
  return names.names.length > 0 && new Unknown([pointer(names.holder, ["policyNames"])]);
}

/** Listed policies that the stacks do not hold: they exist elsewhere, and nobody can read them. */
export function listedElsewhere(
  names: InlineNames | undefined,
  here: readonly Maybe<string | undefined>[],
): readonly Unknown[] {
  if (names === undefined) return [];
  return names.names
    .filter((name) => !here.includes(name))
    .map((name) => new Unknown([`${pointer(names.holder, ["policyNames"])} (${name})`]));
}
