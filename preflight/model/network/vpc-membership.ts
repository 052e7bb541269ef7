import type { Maybe, Truth } from "../../../reasoning/known";
import { Unknown } from "../../../reasoning/known";
import type { Block } from "./address-blocks";
import { parseBlock } from "./address-blocks";
import { isExisting } from "../existing";
import type { Kind } from "../kinds";
import { kindOf } from "../kinds";
import type { Reference } from "../reference";
import type { Resource } from "../resource";
import { pointer } from "../resource";
import type { World } from "../world";

/** The VPC that a subnet, a group or a gateway says that it is in. */
export function vpcOf(world: World, resource: Resource): Reference {
  return world.reference(resource, ["vpcId"], "vpc");
}

/** Whether two references lead to one thing; what neither stack holds is told by its value. */
export function sameTarget(one: Reference, other: Reference): Truth {
  if (one.kind === "unknown") return one.unknown;
  if (other.kind === "unknown") return other.unknown;
  if (one.kind === "absent" || other.kind === "absent") return new Unknown([]);
  if (one.kind === "resource") return other.kind === "resource" && one.resource === other.resource;
  return other.kind === "outside" && one.value === other.value;
}

/** Whether two resources are in one VPC; unset means the account's default VPC, which no stack tells. */
export function inOneVpc(world: World, one: Resource, other: Resource): Truth {
  const [mine, theirs] = [vpcOf(world, one), vpcOf(world, other)];
  const unset = [one, other].filter((_, i) => [mine, theirs][i]?.kind === "absent");
  if (unset.length > 0) return new Unknown(unset.map((each) => pointer(each, ["vpcId"])));
  return sameTarget(mine, theirs);
}

/** What comes with every VPC and has no resource of its own: the main table, the default ACL. */
const COMES_WITH = {
  table: {
    outputs: ["mainRouteTableId", "defaultRouteTableId"],
    kinds: ["routeTable", "defaultRouteTable"],
  },
  acl: { outputs: ["defaultNetworkAclId"], kinds: ["networkAcl", "defaultNetworkAcl"] },
} as const satisfies Record<
  string,
  { readonly outputs: readonly string[]; readonly kinds: readonly Kind[] }
>;

/**
 * The VPC whose own table or ACL a property names: by the value of the VPC's output, or, where the
 * value is hidden, by the engine's record that the VPC alone went into the property.
 */
export function vpcThatBrought(
  world: World,
  what: keyof typeof COMES_WITH,
  resource: Resource,
  property: string,
  reference: Reference,
): Resource | undefined {
  const { outputs, kinds } = COMES_WITH[what];
  if (reference.kind === "outside") {
    // What came with a VPC that exists has long been changed, and is a thing of its own.
    return world
      .of("vpc")
      .find(
        (vpc) =>
          !isExisting(vpc) && outputs.some((output) => vpc.outputs[output] === reference.value),
      );
  }
  if (reference.kind !== "unknown") return undefined;
  const edges = (resource.propertyDependencies[property] ?? []).flatMap((urn) => {
    const kind = kindOf(world.at(urn)?.type ?? "");
    return kind === undefined ? [] : [kind];
  });
  if (edges.some((kind) => (kinds as readonly Kind[]).includes(kind))) return undefined;
  const vpc = world.reference(resource, [property], "vpc");
  return vpc.kind === "resource" && !isExisting(vpc.resource) ? vpc.resource : undefined;
}

/** The IPv4 block of a subnet. */
export function blockOf(world: World, subnet: Resource): Maybe<Block> {
  const text = world.text(subnet, "cidrBlock");
  const hidden = new Unknown([pointer(subnet, ["cidrBlock"])]);
  return typeof text === "string" ? (parseBlock(text) ?? hidden) : hidden;
}

/** The IPv4 blocks of a VPC: its first one and those that were added. */
export function blocksOf(world: World, vpc: Resource): readonly Maybe<Block>[] {
  return world.once("blocks", vpc, () => {
    const added = world.pointingAt(vpc, "vpcCidrBlock", "vpcId");
    return [
      ...[vpc, ...added.resources].map((each) => blockOf(world, each)),
      ...(added.more === undefined ? [] : [added.more]),
    ];
  });
}
