import { isKnown, Unknown } from "../../../reasoning/known";
import type { Resource } from "../resource";
import type { World } from "../world";
import type { Block } from "./address-blocks";
import { contains, parseBlock } from "./address-blocks";
import { routesOf } from "./routes";

/**
 * Routes of a subnet that take traffic within the VPC away from the local route: a narrower one for
 * another subnet goes before it, to a firewall for instance. Whether that lets it through nobody says.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html, "Middlebox
 * routing", read 2026-11-22.
 */
export function detoursWithin(
  world: World,
  subnet: Resource,
  targets: readonly Block[],
): readonly Unknown[] {
  return routesOf(world, subnet).routes.flatMap(({ destination, leadsTo, where }) => {
    const block = isKnown(destination) ? parseBlock(destination) : undefined;
    if (block === undefined || leadsTo === "local") return [];
    const touched = targets.some((each) => contains(each, block) || isTarget(block, each));
    return touched ? [new Unknown([where])] : [];
  });
}

/** EC2 takes routes within the VPC for whole subnets alone: a default route is none of them. */
function isTarget(block: Block, target: Block): boolean {
  return block.first === target.first && block.last === target.last;
}
