import { isKnown } from "../../../reasoning/known";
import type { Block } from "./address-blocks";
import { contains } from "./address-blocks";
import type { Resource } from "../resource";
import { blockOf } from "./vpc-membership";
import type { World } from "../world";

/** A subnet and its block. */
interface Placed {
  readonly subnet: Resource;
  readonly block: Block;
}

/**
 * The subnets of a VPC that lie across another one, each with the smallest other one that it lies
 * in. CIDR blocks are nested or apart, so that sorting by first address leaves the surrounding
 * blocks on a pile, and each pair that touches is told once.
 */
export function overlapsIn(world: World, vpc: Resource): ReadonlyMap<Resource, Placed> {
  return world.once("overlaps", vpc, () => {
    const blocks = world
      .pointingAt(vpc, "subnet", "vpcId")
      .resources.flatMap((subnet): Placed[] => {
        const block = blockOf(world, subnet);
        return isKnown(block) && subnet.change !== "delete" ? [{ subnet, block }] : [];
      })
      .sort(
        ({ block: one }, { block: other }) =>
          compare(one.first, other.first) || one.prefix - other.prefix,
      );
    const overlaps = new Map<Resource, Placed>();
    const around: Placed[] = [];
    for (const each of blocks) {
      let nearest = around.at(-1);
      while (nearest !== undefined && !contains(nearest.block, each.block)) {
        around.pop();
        nearest = around.at(-1);
      }
      if (nearest !== undefined) overlaps.set(each.subnet, nearest);
      around.push(each);
    }
    return overlaps;
  });
}

function compare(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
