import { assumedMemberships } from "./model/network/shared-subnets";
import type { World } from "./model/world";

/** Facts of the account that no stack can tell; a verdict stands on them until somebody gives them. */
const ACCOUNT_ASSUMPTIONS = [
  "No service control policy and no permissions boundary from outside these stacks denies what they need.",
  "The quotas of the account leave room: environments in the Region, VPCs, Elastic IP addresses, NAT gateways.",
  "Whoever deploys may create these resources, the VPC endpoints of MWAA and its service-linked role.",
];

/** Everything that a verdict on this World takes for granted. */
export function assumptionsOf(world: World): readonly string[] {
  const account = world.of("environment").length > 0 ? ACCOUNT_ASSUMPTIONS : [];
  const stated = world.stacks.flatMap((stack) => stack.assumptions);
  return [...new Set([...stated, ...account, ...assumedMemberships(world)])];
}
