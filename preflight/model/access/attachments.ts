import { isKnown, Unknown } from "../../../reasoning/known";
import type { Reference } from "../reference";
import type { Resource, Value } from "../resource";
import { pointer } from "../resource";
import type { World } from "../world";

/** The managed policies of a role. */
export interface Attachments {
  /** Those that stand in a stack. */
  readonly policies: readonly Resource[];
  /** Those that stand in none, and the property that attaches them. */
  readonly outside: readonly {
    readonly arn: string;
    readonly resource: Resource;
    readonly property: string;
  }[];
  /** The resources that attach, and the policies they attach. */
  readonly parts: readonly Resource[];
  /** What may be attached besides. */
  readonly hidden: readonly Unknown[];
}

/** One policy on one role, and where it is said. */
interface Attachment {
  readonly policy: Reference;
  readonly by: Resource;
  readonly property: string;
}

/**
 * Finds the managed policies of a role. `RolePolicyAttachmentsExclusive` attaches its list and
 * detaches every other policy, whoever attached it.
 */
export function attachmentsOf(world: World, role: Resource): Attachments {
  const hidden: Unknown[] = [];
  const single = attachedOneByOne(world, role, hidden);
  const exclusive = world.pointingAt(role, "rolePolicyAttachmentsExclusive", "roleName");
  if (exclusive.more !== undefined) hidden.push(exclusive.more);
  const lists = exclusive.resources.map((by) => listOf(world, by, "policyArns"));
  const [list] = lists;
  if (list === undefined) return summarise(single, role, hidden);
  if (lists.length > 1) {
    hidden.push(new Unknown(exclusive.resources.map((each) => pointer(each, ["policyArns"]))));
    return summarise([], role, hidden);
  }
  if (list instanceof Unknown) return summarise([], role, [...hidden, list]);
  // Who waits for one of two resources that attach a policy has it.
  const twice = single.filter((each) => list.some(({ policy }) => samePolicy(policy, each.policy)));
  const only = list.filter(({ policy }) => !twice.some((each) => samePolicy(each.policy, policy)));
  return summarise([...twice, ...only], role, hidden);
}

function attachedOneByOne(world: World, role: Resource, hidden: Unknown[]): Attachment[] {
  const found: Attachment[] = [];
  const add = (by: Resource, property: string, value: Value | undefined): void => {
    const policy = world.resolve(by, property.split("."), value, "policy");
    found.push({ policy, by, property });
  };
  const pointing = world.pointingAt(role, "rolePolicyAttachment", "role");
  if (pointing.more !== undefined) hidden.push(pointing.more);
  for (const each of pointing.resources) add(each, "policyArn", world.value(each, "policyArn"));
  for (const each of world.of("policyAttachment")) {
    const roles = world.references(each, ["roles"], "role");
    if (!isKnown(roles)) hidden.push(roles);
    else if (roles.some((one) => one.kind === "resource" && one.resource === role))
      add(each, "policyArn", world.value(each, "policyArn"));
  }
  // The provider reports every attachment back through this property, also when nobody asked.
  if (role.inputs["managedPolicyArns"] !== undefined) {
    const managed = listOf(world, role, "managedPolicyArns");
    if (managed instanceof Unknown) hidden.push(managed);
    else found.push(...managed);
  }
  return found;
}

function listOf(world: World, by: Resource, property: string): readonly Attachment[] | Unknown {
  const policies = world.references(by, [property], "policy");
  if (!isKnown(policies)) return policies;
  return policies.map((policy, i) => ({ policy, by, property: `${property}.${i}` }));
}

function samePolicy(one: Reference, other: Reference): boolean {
  if (one.kind === "resource") return other.kind === "resource" && one.resource === other.resource;
  return one.kind === "outside" && other.kind === "outside" && one.value === other.value;
}

function summarise(
  attachments: readonly Attachment[],
  role: Resource,
  hidden: readonly Unknown[],
): Attachments {
  const policies = attachments.flatMap(({ policy }) =>
    policy.kind === "resource" ? [policy.resource] : [],
  );
  return {
    policies: [...new Set(policies)],
    outside: attachments.flatMap(({ policy, by, property }) =>
      policy.kind === "outside" ? [{ arn: policy.value, resource: by, property }] : [],
    ),
    parts: [...attachments.map(({ by }) => by).filter((by) => by !== role), ...policies],
    hidden: [
      ...hidden,
      ...attachments.flatMap(({ policy }) => (policy.kind === "unknown" ? [policy.unknown] : [])),
    ],
  };
}
