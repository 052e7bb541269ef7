import type { Drafts, Placed } from "./draft";
import { Draft } from "./draft";
import { isExisting } from "./existing";
import type { Kind } from "./kinds";
import { kindOf } from "./kinds";
import type { Resource, Value } from "./resource";
import { adoptedKind } from "./same-thing";

/** What the order of resources in programs says of things that exist. */
export interface Beneath {
  /** The tables that are read beneath subnets. */
  readonly tables: ReadonlyMap<Draft, Draft | Resource>;
  /** The URNs of what is read again, without a known id, though it is known already. */
  readonly again: ReadonlySet<string>;
}

/**
 * What programs read beneath a subnet or a VPC is what these have: nothing else says whose it is
 * while ids are unknown. Where the facts tell which table, ACL or VPC a subnet has, what is read
 * beneath it is that one.
 *
 * @param drafts what exists; URNs of what turns out to be known otherwise are led to it.
 */
export function readBeneath(drafts: Drafts, placed: readonly Placed[]): Beneath {
  const tables = new Map<Draft, Draft | Resource>();
  const again = new Set<string>();
  const owned = ownersIn(drafts, placed);
  for (const { resource } of placed) {
    const child = drafts.byUrn.get(resource.urn);
    const parent = drafts.byUrn.get(resource.parent ?? "");
    if (child === undefined || parent === undefined || child === parent) continue;
    const kinds = [parent, child].map((each) => adoptedKind(kindOf(each.type)));
    const place = BENEATH.find((each) => each.parent === kinds[0] && each.child === kinds[1]);
    if (place === undefined) continue;
    const { urn } = resource;
    if (child.id === undefined && parent.isComplete(place.child)) {
      drafts.byUrn.delete(urn);
      again.add(urn);
      continue;
    }
    const known = child.id === undefined ? thingOf(parent, place.child, owned, drafts) : undefined;
    if (known instanceof Draft) drafts.byUrn.set(urn, known);
    else if (known !== undefined) {
      drafts.byUrn.delete(urn);
      drafts.makers.set(urn, known);
    }
    place.tie({ parent, child: known ?? child, urn, tables });
  }
  return { tables, again };
}

interface Tie {
  readonly parent: Draft;
  readonly child: Draft | Resource;
  /** The URN under which the program reads the child. */
  readonly urn: string;
  readonly tables: Map<Draft, Draft | Resource>;
}

/** What may be read beneath what, and what that says. */
const BENEATH: readonly {
  readonly parent: Kind;
  readonly child: Kind;
  readonly tie: (tie: Tie) => void;
}[] = [
  {
    parent: "subnet",
    child: "routeTable",
    tie: ({ parent, child, tables }) => tables.set(parent, child),
  },
  {
    parent: "subnet",
    child: "networkAcl",
    tie: ({ parent, child }) => {
      if (child instanceof Draft) child.addSubnet(parent);
    },
  },
  {
    parent: "subnet",
    child: "vpc",
    tie: ({ parent, urn }) => {
      parent.leadTo("vpcId", urn);
    },
  },
  {
    parent: "vpc",
    child: "vpcEndpoint",
    tie: ({ parent, child }) => {
      if (child instanceof Draft) child.leadTo("vpcId", parent.urn);
    },
  },
];

/** Which table and which network ACL a subnet has, by the subnet's id. */
type Owners = Readonly<Record<"routeTable" | "networkAcl", ReadonlyMap<string, string>>>;

function ownersIn(drafts: Drafts, placed: readonly Placed[]): Owners {
  const owners = { routeTable: new Map<string, string>(), networkAcl: new Map<string, string>() };
  for (const { resource } of placed) {
    if (!isExisting(resource)) continue;
    const kind = adoptedKind(kindOf(resource.type));
    const draft = drafts.byUrn.get(resource.urn);
    if (kind === "routeTableAssociation") {
      const [subnet, table] = [draft?.told("subnetId"), draft?.told("routeTableId")];
      if (typeof subnet === "string" && typeof table === "string")
        owners.routeTable.set(subnet, table);
    }
    const subnets = kind === "networkAcl" ? draft?.told("subnetIds") : undefined;
    if (!Array.isArray(subnets) || draft?.id === undefined) continue;
    for (const subnet of subnets as readonly Value[])
      if (typeof subnet === "string") owners.networkAcl.set(subnet, draft.id);
  }
  return owners;
}

/** The table, ACL or VPC that a subnet is known to have. */
function thingOf(
  parent: Draft,
  kind: Kind,
  owned: Owners,
  { byName }: Drafts,
): Draft | Resource | undefined {
  const id =
    kind === "vpc"
      ? parent.told("vpcId")
      : kind === "routeTable" || kind === "networkAcl"
        ? owned[kind].get(parent.id ?? "")
        : undefined;
  return typeof id === "string" ? byName.get(`${kind} ${id}`) : undefined;
}
