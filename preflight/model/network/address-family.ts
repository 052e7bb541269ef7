import type { Truth } from "../../../reasoning/known";
import { any, isKnown } from "../../../reasoning/known";
import type { Resource } from "../resource";
import { vpcOf } from "./vpc-membership";
import type { World } from "../world";

/** Whether a subnet has IPv6 addresses: a block of its own, from a pool, or nothing else. */
export function hasIpv6(world: World, subnet: Resource): Truth {
  const own = ownBlock(world, subnet);
  if (isKnown(own)) return own;
  // A block that is computed from the VPC's is none where the VPC has none.
  const [origin, ...others] = subnet.propertyDependencies["ipv6CidrBlock"] ?? [];
  const vpc = vpcOf(world, subnet);
  const computed = vpc.kind === "resource" && origin === vpc.resource.urn && others.length === 0;
  if (!computed) return own;
  if (world.flag(vpc.resource, "assignGeneratedIpv6CidrBlock") === true) return true;
  return mayHaveBlock(world, vpc.resource) ? own : false;
}

/** Whether a VPC is asked for, or known to have, a block of IPv6 addresses. */
function mayHaveBlock(world: World, vpc: Resource): boolean {
  if (world.whatIsMissing(vpc) !== undefined || world.of("vpcIpv6CidrBlock").length > 0)
    return true;
  return ["ipv6CidrBlock", "ipv6IpamPoolId", "assignGeneratedIpv6CidrBlock"].some((property) => {
    const value = world.value(vpc, property);
    return value !== undefined && value !== false && value !== "false";
  });
}

function ownBlock(world: World, subnet: Resource): Truth {
  const blocks = ["ipv6CidrBlock", "ipv6IpamPoolId"].map((property): Truth => {
    const value = world.text(subnet, property);
    return isKnown(value) ? value !== undefined : value;
  });
  return any([...blocks, world.flag(subnet, "ipv6Native")]);
}
