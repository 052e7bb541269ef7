import { isExisting } from "./existing";
import { kindOf } from "./kinds";
import type { Drafts, Placed } from "./draft";
import { Draft } from "./draft";
import type { Resource, Stack } from "./resource";
import { namesOfThing } from "./same-thing";
import type { Beneath } from "./read-beneath";
import { readBeneath } from "./read-beneath";

/** The resources of several stacks, each thing once. */
export interface Merged {
  readonly resources: readonly Resource[];
  /** By every URN that a thing has in any stack. */
  readonly byUrn: ReadonlyMap<string, Resource>;
  readonly stackOf: ReadonlyMap<Resource, Stack>;
  /** The route tables that programs read beneath subnets: it is how they say whose they are. */
  readonly tableBeneath: ReadonlyMap<Resource, Resource>;
}

/**
 * Puts the stacks together. What a program only reads is a fact: its outputs count as inputs, and
 * what nobody looked up is unknown. Where several stacks know one thing it is there once: as the
 * resource of the stack that makes it, or else as all that the stacks know of it together.
 */
export function mergeStacks(stacks: readonly Stack[]): Merged {
  const placed = stacks.flatMap((stack) =>
    stack.resources.map((resource): Placed => ({ resource, stack })),
  );
  const drafts = draftsIn(placed);
  return drafts.byUrn.size + drafts.makers.size === 0
    ? untouched(placed)
    : finished(placed, drafts, readBeneath(drafts, placed));
}

function draftsIn(placed: readonly Placed[]): Drafts {
  const byUrn = new Map<string, Draft>();
  const makers = new Map<string, Resource>();
  const byName = new Map<string, Draft | Resource>();
  for (const group of groupsOf(placed)) {
    const read = group.filter(({ resource }) => isExisting(resource));
    const made = group.filter(({ resource }) => !isExisting(resource));
    const [maker, ...others] = made;
    const names = group.flatMap(({ resource, stack }) => namesOfThing(resource, stack));
    if (maker !== undefined && others.length === 0) {
      for (const { resource } of read) makers.set(resource.urn, maker.resource);
      for (const name of names) byName.set(name, maker.resource);
      continue;
    }
    const draft = Draft.of(read);
    if (draft === undefined) continue;
    for (const { resource } of read) byUrn.set(resource.urn, draft);
    for (const name of names) byName.set(name, draft);
  }
  return { byUrn, makers, byName };
}

/** Sorts what is, or may be, one thing together; what nobody reads is left out where it is alone. */
function groupsOf(placed: readonly Placed[]): Iterable<readonly Placed[]> {
  if (!placed.some(({ resource }) => isRead(resource))) return [];
  const byName = new Map<string, Placed[]>();
  const groups = new Set<Placed[]>();
  for (const each of placed) {
    if (kindOf(each.resource.type) === undefined) continue;
    let group: Placed[] = [];
    for (const name of namesOfThing(each.resource, each.stack)) {
      const known = byName.get(name);
      if (known === undefined || known === group) continue;
      groups.delete(group);
      known.push(...group);
      group = known;
    }
    group.push(each);
    groups.add(group);
    for (const member of group)
      for (const name of namesOfThing(member.resource, member.stack)) byName.set(name, group);
  }
  return groups;
}

/** Whether a resource exists and is of a kind that checks look at. */
function isRead(resource: Resource): boolean {
  return isExisting(resource) && kindOf(resource.type) !== undefined;
}

function untouched(placed: readonly Placed[]): Merged {
  return {
    resources: placed.map(({ resource }) => resource),
    byUrn: new Map(placed.map(({ resource }) => [resource.urn, resource])),
    stackOf: new Map(placed.map(({ resource, stack }) => [resource, stack])),
    tableBeneath: new Map(),
  };
}

function finished(
  placed: readonly Placed[],
  { byUrn: drafts, makers }: Drafts,
  { tables, again }: Beneath,
): Merged {
  const resources = new Set<Resource>();
  const byUrn = new Map<string, Resource>();
  const stackOf = new Map<Resource, Stack>();
  for (const { resource, stack } of placed) {
    if (again.has(resource.urn)) continue;
    const maker = makers.get(resource.urn);
    const draft = drafts.get(resource.urn);
    const one = maker ?? draft?.resource ?? resource;
    byUrn.set(resource.urn, one);
    if (maker !== undefined) continue;
    resources.add(one);
    if (!stackOf.has(one)) stackOf.set(one, draft?.stack ?? stack);
  }
  const tableBeneath = new Map<Resource, Resource>();
  for (const [subnet, table] of tables) {
    tableBeneath.set(subnet.resource, table instanceof Draft ? table.resource : table);
  }
  return { resources: [...resources], byUrn, stackOf, tableBeneath };
}
