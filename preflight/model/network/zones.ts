import type { Truth } from "../../../reasoning/known";
import { Unknown } from "../../../reasoning/known";
import type { Resource } from "../resource";
import { pointer } from "../resource";
import type { World } from "../world";

/** Whether two subnets are in one zone: by its id or, within one account, by its name. */
export function inOneZone(world: World, one: Resource, other: Resource): Truth {
  if (one === other) return true;
  for (const property of ["availabilityZoneId", "availabilityZone"] as const) {
    const [mine, theirs] = [world.text(one, property), world.text(other, property)];
    if (typeof mine === "string" && typeof theirs === "string") return mine === theirs;
  }
  return new Unknown([one, other].map((each) => pointer(each, ["availabilityZone"])));
}
