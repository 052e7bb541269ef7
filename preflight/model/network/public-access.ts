import type { Truth } from "../../../reasoning/known";
import { all, any, isKnown, not, Unknown } from "../../../reasoning/known";
import { shareAPlace } from "../environment";
import type { Resource } from "../resource";
import { pointer } from "../resource";
import type { World } from "../world";
import { sameTarget, vpcOf } from "./vpc-membership";

/**
 * Whether an account's block of public access keeps what leaves through a NAT gateway from the
 * internet. It does in both directions alone, and not where an exclusion lets the VPC out; whether
 * it is enough to exclude single subnets nobody says.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html, "VPC BPA basics",
 * read 2026-11-22.
 *
 * @param subnets those that the traffic comes from and goes through.
 */
export function publicAccessBlocked(world: World, subnets: readonly Resource[]): Truth {
  const [first] = subnets;
  if (first === undefined) return false;
  return any(
    world
      .of("vpcBlockPublicAccess")
      .filter(({ change }) => change !== "delete")
      .map((options) => {
        const mode = world.text(options, "internetGatewayBlockMode");
        return all([
          isKnown(mode) ? mode === "block-bidirectional" : mode,
          shareAPlace(options, first, world),
          not(excluded(world, subnets)),
        ]);
      }),
  );
}

function excluded(world: World, subnets: readonly Resource[]): Truth {
  const exclusions = world
    .of("vpcBlockPublicAccessExclusion")
    .filter(({ change }) => change !== "delete");
  return any(
    exclusions.map((each): Truth => {
      const vpc = vpcOf(world, each);
      if (vpc.kind !== "absent")
        return all(subnets.map((subnet) => sameTarget(vpc, vpcOf(world, subnet))));
      const one = world.reference(each, ["subnetId"], "subnet");
      const theirs = subnets.map((resource) => sameTarget(one, { kind: "resource", resource }));
      return all([any(theirs), new Unknown([pointer(each, ["subnetId"])])]);
    }),
  );
}
