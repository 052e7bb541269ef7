import type { Maybe, Truth } from "../../../reasoning/known";
import { all, any, isKnown, not, Unknown } from "../../../reasoning/known";
import { sameAccount } from "../accounts";
import { isExisting } from "../existing";
import type { Resource } from "../resource";
import { pointer } from "../resource";
import { vpcOf } from "./vpc-membership";
import type { World } from "../world";

/** The account that a resource of a VPC belongs to: as it says itself, else where it is made. */
export function ownerOf(world: World, resource: Resource): Maybe<string> {
  const owner = world.text(resource, "ownerId");
  if (typeof owner === "string") return owner;
  // What exists may be another account's that is shared with the one that reads it.
  return owner instanceof Unknown && isExisting(resource) ? owner : world.account(resource);
}

/**
 * Whether a subnet belongs to another account than the environment in it, or whatever else wants to
 * be in it.
 */
export function isForeign(world: World, guest: Resource, subnet: Resource): Truth {
  const vpc = vpcOf(world, subnet);
  const owned = vpc.kind === "resource" ? vpc.resource : subnet;
  // Only the owner of a VPC makes subnets in it, which tells of a VPC that nobody knows more of.
  const telling = isExisting(owned) && !isExisting(subnet) ? subnet : owned;
  return not(owns(world, guest, telling));
}

/** Whether the account that makes one resource owns another, such as the VPC that it is to be in. */
export function owns(world: World, guest: Resource, owned: Resource): Truth {
  // One provider of one stack has one account, whichever it turns out to be. What exists may be
  // another account's that it only looks at.
  const together =
    guest === owned ||
    (!isExisting(owned) &&
      world.stack(guest) === world.stack(owned) &&
      guest.provider === owned.provider);
  return together || sameAccount(world.account(guest), ownerOf(world, owned));
}

/**
 * Whether a resource may have a security group on its interfaces: one of its own account, or one
 * that a share may lend it.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing-share-subnet-working-with.html,
 * "Security groups", read 2026-11-22.
 */
export function mayUseGroup(world: World, user: Resource, group: Resource): Truth {
  const own = owns(world, user, group);
  if (own !== false) return isKnown(own) || !isExisting(group) ? own : true;
  const { resources, more } = world.pointingAt(group, "resourceShareResource", "resourceArn");
  return any([
    ...resources.map((each) => new Unknown([pointer(each, ["resourceShareArn"])])),
    ...(more === undefined ? [] : [more]),
  ]);
}

/** A share of AWS RAM that holds a subnet, and those it is shared with. */
export interface SubnetShare {
  readonly share: Resource;
  readonly association: Resource;
  readonly principals: readonly { readonly resource: Resource; readonly name: Maybe<string> }[];
  /** Why there may be principals besides. */
  readonly more?: Unknown;
}

/** The shares that hold a subnet. */
export function sharesOf(
  world: World,
  subnet: Resource,
): { readonly shares: readonly SubnetShare[]; readonly more?: Unknown } {
  return world.once("shares", subnet, () => {
    const { resources, more } = world.pointingAt(subnet, "resourceShareResource", "resourceArn");
    const references = resources.map((association) => ({
      association,
      share: world.reference(association, ["resourceShareArn"], "resourceShare"),
    }));
    const shares = references.flatMap(({ association, share }): readonly SubnetShare[] => {
      if (share.kind !== "resource") return [];
      const pointing = world.pointingAt(
        share.resource,
        "resourceSharePrincipal",
        "resourceShareArn",
      );
      const principals = pointing.resources.map((resource) => ({
        resource,
        name: world.text(resource, "principal") ?? new Unknown([pointer(resource, ["principal"])]),
      }));
      const rest = pointing.more === undefined ? {} : { more: pointing.more };
      return [{ share: share.resource, association, principals, ...rest }];
    });
    const hidden = references.flatMap(({ association, share }) =>
      share.kind === "resource" ? [] : [pointer(association, ["resourceShareArn"])],
    );
    const blockedBy = [...(more?.blockedBy ?? []), ...hidden];
    return blockedBy.length === 0 ? { shares } : { shares, more: new Unknown(blockedBy) };
  });
}

/** A part of an organization: whether an account belongs to it nobody here can tell. */
function isOrganizational(principal: string): boolean {
  return /^arn:[^:]+:organizations::/.test(principal);
}

/** Whether a share can hold a subnet: it is the owner's, and of the subnet's Region. */
function canHold(world: World, share: Resource, subnet: Resource): Truth {
  const [here, there] = [world.region(share), world.region(subnet)];
  return all([
    isKnown(here) ? (isKnown(there) ? here === there : there) : here,
    not(isForeign(world, share, subnet)),
  ]);
}

/**
 * Whether a subnet is shared with an account. A share with a part of an organization is taken to
 * reach it; the report lists that as an assumption.
 */
export function isSharedWith(world: World, subnet: Resource, account: string): Truth {
  const { shares, more } = sharesOf(world, subnet);
  return any([
    ...shares.map(({ share, principals, more: others }) =>
      all([
        canHold(world, share, subnet),
        any([
          ...principals.map(({ name }): Truth =>
            isKnown(name) && isOrganizational(name) ? true : sameAccount(name, account),
          ),
          ...(others === undefined ? [] : [others]),
        ]),
      ]),
    ),
    ...(more === undefined ? [] : [more]),
  ]);
}

/** What is taken for granted about who belongs to which part of an organization. */
export function assumedMemberships(world: World): readonly string[] {
  const shares = world.of("subnet").flatMap((subnet) => sharesOf(world, subnet).shares);
  const parts = shares.flatMap(({ principals }) =>
    principals.flatMap(({ name }) => (isKnown(name) && isOrganizational(name) ? [name] : [])),
  );
  return [...new Set(parts)].map(
    (part) => `The accounts of the environments in shared subnets belong to ${part}.`,
  );
}
