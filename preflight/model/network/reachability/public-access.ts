import type { Maybe } from "../../../../reasoning/known";
import { isKnown, Unknown } from "../../../../reasoning/known";
import type {
  BlockExclusion,
  BlockPublicAccess,
  Listed,
} from "../../../../reasoning/reachability/network";
import { BLOCK_MODES, EXCLUSION_MODES } from "../../../../reasoning/reachability/network";
import { sameAccount } from "../../accounts";
import type { Resource } from "../../resource";
import { pointer } from "../../resource";
import type { World } from "../../world";
import { ownerOf } from "../shared-subnets";
import { vpcOf } from "../vpc-membership";
import type { Drawing } from "./drawing";
import { idBehind } from "./node-ids";
import { oneOf } from "./one-of";

/** What accounts set to block public access. One that nobody told of is taken not to. */
export function blockPublicAccessIn({ world, origins }: Drawing): Listed<BlockPublicAccess> {
  const exclusions = world
    .of("vpcBlockPublicAccessExclusion")
    .map((each) => origins.note(exclusionOf(world, each), each));
  return world.of("vpcBlockPublicAccess").map((options) =>
    origins.note<BlockPublicAccess>(
      {
        account: accountOf(world, options),
        region: world.region(options),
        mode: oneOf(world, options, "internetGatewayBlockMode", BLOCK_MODES),
        exclusions,
      },
      options,
    ),
  );
}

/** Where some account is not told, it may be the one whose settings these are, or another. */
function accountOf(world: World, options: Resource): Maybe<string> {
  const account = world.account(options);
  const owners = world.of("vpc").map((vpc) => ownerOf(world, vpc));
  const comparable = owners.every(
    (each) => isKnown(each) && isKnown(account) && isKnown(sameAccount(account, each)),
  );
  return !isKnown(account) || comparable
    ? account
    : new Unknown(["the account that the stack deploys to"]);
}

function exclusionOf(world: World, exclusion: Resource): BlockExclusion {
  const vpc = vpcOf(world, exclusion);
  const subnet = world.reference(exclusion, ["subnetId"], "subnet");
  const [excluded, property] =
    vpc.kind === "absent" ? [subnet, "subnetId"] : ([vpc, "vpcId"] as const);
  return {
    resourceId: idBehind(excluded, pointer(exclusion, [property])),
    mode: oneOf(world, exclusion, "internetGatewayExclusionMode", EXCLUSION_MODES),
  };
}
