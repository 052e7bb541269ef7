import type { Truth } from "../../reasoning/known";
import { any, isKnown } from "../../reasoning/known";
import type { Resource } from "./resource";
import type { World } from "./world";

/** Whether a subnet has IPv6 addresses: a block of its own, from a pool, or nothing else. */
export function hasIpv6(world: World, subnet: Resource): Truth {
  const blocks = ["ipv6CidrBlock", "ipv6IpamPoolId"].map((property): Truth => {
    const value = world.text(subnet, property);
    return isKnown(value) ? value !== undefined : value;
  });
  return any([...blocks, world.flag(subnet, "ipv6Native")]);
}
