import { Unknown } from "../../../reasoning/known";
import { isExisting, missingFact } from "../existing";
import type { Reference } from "../reference";
import type { Resource } from "../resource";
import { pointer } from "../resource";
import { vpcOf, vpcThatBrought } from "./vpc-membership";
import type { World } from "../world";

/** The ACL of a subnet: one that a stack holds, the VPC's default one, or one that cannot be told. */
export type SubnetAcl =
  | { readonly kind: "acl"; readonly acl: Resource }
  | { readonly kind: "default" }
  | { readonly kind: "unknown"; readonly unknown: Unknown };

/** The network ACL that a subnet is associated with; without an association it has its VPC's default one. */
export function aclOf(world: World, subnet: Resource): SubnetAcl {
  return world.once("acl", subnet, () => {
    const explicit = associatedAcl(world, subnet);
    if (explicit.kind !== "default") return explicit;
    const vpc = vpcOf(world, subnet);
    if (vpc.kind !== "resource")
      return { kind: "unknown", unknown: new Unknown([pointer(subnet, ["vpcId"])]) };
    const adopters = world
      .of("defaultNetworkAcl")
      .filter((acl) => !isExisting(acl))
      .map((acl) => ({ acl, owner: ownerOf(world, acl) }));
    const adopted = adopters.find(({ owner }) => owner === vpc.resource);
    if (adopted !== undefined) return { kind: "acl", acl: adopted.acl };
    if (isExisting(vpc.resource)) return defaultToldBy(world, vpc.resource);
    const unresolved = adopters.filter(({ owner }) => owner instanceof Unknown);
    return unresolved.length === 0
      ? explicit
      : {
          kind: "unknown",
          unknown: new Unknown(unresolved.map(({ acl }) => pointer(acl, ["defaultNetworkAclId"]))),
        };
  });
}

/** The default ACL of a VPC that exists may have been changed; it is a thing of its own. */
function defaultToldBy(world: World, vpc: Resource): SubnetAcl {
  const told = world.reference(vpc, ["defaultNetworkAclId"], "networkAcl", "defaultNetworkAcl");
  if (told.kind === "resource") return { kind: "acl", acl: told.resource };
  const unknown =
    told.kind === "outside"
      ? new Unknown([`the entries of ${told.value}`])
      : missingFact(vpc, "default network ACL");
  return { kind: "unknown", unknown };
}

function associatedAcl(world: World, subnet: Resource): SubnetAcl {
  const { resources, more } = world.pointingAt(subnet, "networkAclAssociation", "subnetId");
  const named: Reference[] = resources.map((each) =>
    world.reference(each, ["networkAclId"], "networkAcl", "defaultNetworkAcl"),
  );
  const hidden: string[] = more === undefined ? [] : [...more.blockedBy];
  for (const acl of [...world.of("networkAcl"), ...world.of("defaultNetworkAcl")]) {
    const subnets = world.references(acl, ["subnetIds"], "subnet");
    if (subnets instanceof Unknown) hidden.push(pointer(acl, ["subnetIds"]));
    else if (subnets.some((each) => each.kind === "resource" && each.resource === subnet))
      named.push({ kind: "resource", resource: acl });
    else if (subnets.some((each) => each.kind === "unknown"))
      hidden.push(pointer(acl, ["subnetIds"]));
  }
  const [first, ...others] = named;
  if (
    first?.kind === "resource" &&
    others.every((each) => each.kind === "resource" && each.resource === first.resource)
  )
    return { kind: "acl", acl: first.resource };
  if (first !== undefined)
    return {
      kind: "unknown",
      unknown: new Unknown(
        resources.length === 0
          ? [pointer(subnet, ["networkAclId"])]
          : resources.map((each) => pointer(each, ["networkAclId"])),
      ),
    };
  return hidden.length === 0
    ? { kind: "default" }
    : { kind: "unknown", unknown: new Unknown(hidden) };
}

/** The VPC whose default ACL a resource adopts; undefined if it is none of the World's. */
function ownerOf(world: World, acl: Resource): Resource | Unknown | undefined {
  const reference = world.reference(acl, ["defaultNetworkAclId"]);
  const owner = vpcThatBrought(world, "acl", acl, "defaultNetworkAclId", reference);
  if (owner !== undefined) return owner;
  return reference.kind === "unknown" ? reference.unknown : undefined;
}
