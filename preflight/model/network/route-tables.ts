import { Unknown } from "../../../reasoning/known";
import { isExisting, missingFact } from "../existing";
import type { Reference } from "../reference";
import type { Resource } from "../resource";
import { pointer } from "../resource";
import { vpcOf, vpcThatBrought } from "./vpc-membership";
import type { World } from "../world";

/**
 * The route table that a property names. The table that came with a VPC stands as the resource that
 * adopts it, or as the VPC itself if none does.
 */
export function tableNamed(world: World, resource: Resource, property: string): Reference {
  return world.once(`table in ${property}`, resource, () => {
    const reference = world.reference(resource, [property], "routeTable", "defaultRouteTable");
    const vpc = vpcThatBrought(world, "table", resource, property, reference);
    return vpc === undefined ? reference : namedThroughVpc(world, vpc, resource, property);
  });
}

/** The tables that a list names, in the same form. */
export function tablesNamed(
  world: World,
  resource: Resource,
  property: string,
): readonly Reference[] {
  const references = world.references(resource, [property], "routeTable", "defaultRouteTable");
  if (references instanceof Unknown) return [{ kind: "unknown", unknown: references }];
  return references.map((reference) => {
    if (reference.kind !== "outside") return reference;
    const vpc = vpcThatBrought(world, "table", resource, property, reference);
    return vpc === undefined ? reference : namedThroughVpc(world, vpc, resource, property);
  });
}

/** The table that a subnet without an association of its own uses. */
function mainTable(world: World, vpc: Resource): Reference {
  const main = world.pointingAt(vpc, "mainRouteTableAssociation", "vpcId");
  const [association] = main.resources;
  if (association !== undefined) return tableNamed(world, association, "routeTableId");
  if (main.more !== undefined) return { kind: "unknown", unknown: main.more };
  return isExisting(vpc) ? tableToldBy(world, vpc) : firstTable(world, vpc);
}

/** The main table of a VPC that exists, if somebody told which it is. */
function tableToldBy(world: World, vpc: Resource): Reference {
  const told = world.reference(vpc, ["mainRouteTableId"], "routeTable", "defaultRouteTable");
  if (told.kind === "resource") return told;
  if (told.kind === "outside") return unknownTable(new Unknown([`the routes of ${told.value}`]));
  return unknownTable(missingFact(vpc, "main route table"));
}

function unknownTable(unknown: Unknown): Reference {
  return { kind: "unknown", unknown };
}

/** The table that came with a VPC. */
function firstTable(world: World, vpc: Resource): Reference {
  return world.once("first table", vpc, () => {
    const unresolved: string[] = [];
    for (const each of world.of("defaultRouteTable")) {
      const reference = world.reference(each, ["defaultRouteTableId"]);
      const owner = vpcThatBrought(world, "table", each, "defaultRouteTableId", reference);
      if (owner === vpc) return { kind: "resource", resource: each };
      if (owner === undefined && reference.kind === "unknown")
        unresolved.push(pointer(each, ["defaultRouteTableId"]));
    }
    return unresolved.length === 0
      ? { kind: "resource", resource: vpc }
      : { kind: "unknown", unknown: new Unknown(unresolved) };
  });
}

/**
 * A table named by an output of its VPC. Once another table is made the main one, the outputs name
 * one table before the deployment and another after it.
 */
function namedThroughVpc(
  world: World,
  vpc: Resource,
  resource: Resource,
  property: string,
): Reference {
  return world.pointingAt(vpc, "mainRouteTableAssociation", "vpcId").resources.length > 0
    ? { kind: "unknown", unknown: new Unknown([pointer(resource, [property])]) }
    : firstTable(world, vpc);
}

/** The table of a subnet, and what ties it to the subnet where that is a resource of its own. */
export interface SubnetTable {
  readonly table: Reference;
  readonly association?: Resource;
}

/** The table that a subnet's packets follow: by its association, or else its VPC's main one. */
export function tableOf(world: World, subnet: Resource): SubnetTable {
  return world.once("table", subnet, () => {
    const { resources, more } = world.pointingAt(subnet, "routeTableAssociation", "subnetId");
    const [association, ...others] = resources;
    const read = world.tableBeneath(subnet);
    if (read !== undefined) return readBeneath(world, read, resources);
    if (association === undefined) {
      if (more !== undefined) return { table: { kind: "unknown", unknown: more } };
      const vpc = vpcOf(world, subnet);
      return { table: vpc.kind === "resource" ? mainTable(world, vpc.resource) : vpc };
    }
    // EC2 takes one association for each subnet, so that nobody can say which of two would win.
    const table =
      others.length === 0
        ? tableNamed(world, association, "routeTableId")
        : {
            kind: "unknown" as const,
            unknown: new Unknown(resources.map((each) => pointer(each, ["subnetId"]))),
          };
    return { table, association };
  });
}

/** The table read beneath a subnet; an association that a program makes moves the subnet to another. */
function readBeneath(world: World, read: Resource, associations: readonly Resource[]): SubnetTable {
  const [made, ...others] = associations.filter((each) => !isExisting(each));
  if (made !== undefined && others.length === 0)
    return { table: tableNamed(world, made, "routeTableId"), association: made };
  const table: Reference = { kind: "resource", resource: read };
  const apart = associations.filter((each) => {
    const named = tableNamed(world, each, "routeTableId");
    return named.kind !== "resource" || named.resource !== read;
  });
  return apart.length === 0
    ? { table }
    : { table: unknownTable(new Unknown(apart.map((each) => pointer(each, ["subnetId"])))) };
}
