import { grantedBuckets } from "../../mwaa/documents/granted-buckets";
import { placeOf } from "../../mwaa/service/partitions";
import type { ScopedPolicyArgs } from "../endpoints/service-endpoints";
import { AwsxNetwork } from "../network/awsx";
import { ExistingNetwork } from "../network/existing";
import { PrivateRoutingNetwork } from "../network/private-routing";
import { PublicRoutingNetwork } from "../network/public-routing";
import type { SharedVpcParticipant } from "../shared-vpc/shared-vpc-participant";
import type { Kit } from "./kit";
import { networkStack } from "./network-stack";
import { TEXTS } from "./other-stack";
import { createParticipant, type OwnerSide } from "./participant";

/** Where an environment runs, whoever made it. */
export type PlatformNetwork =
  | PublicRoutingNetwork
  | PrivateRoutingNetwork
  | ExistingNetwork
  | AwsxNetwork
  | SharedVpcParticipant;

/** The network that settings describe; with its owner's side if that is part of this program. */
export function createNetwork(kit: Kit): {
  readonly network: PlatformNetwork;
  readonly owner?: OwnerSide;
} {
  const { args, shared, options } = kit;
  const name = kit.named("network");
  const { network } = args;
  switch (network.kind) {
    case "public-routing":
      return { network: new PublicRoutingNetwork(name, { ...network, ...shared }, options) };
    case "private-routing":
      return {
        network: new PrivateRoutingNetwork(
          name,
          { ...network, ...shared, ...scopeOf(kit) },
          options,
        ),
      };
    case "awsx":
      return { network: new AwsxNetwork(name, { ...network, ...shared }, options) };
    case "existing":
      return { network: existing(kit, network) };
    case "shared":
      return createParticipant(kit, network);
  }
}

/** What scoped endpoint policies let through: this environment, and what grants open to its DAGs. */
function scopeOf({ args, shared, bucketName }: Kit): Required<ScopedPolicyArgs> {
  const { executionRole } = args;
  const grants = "grants" in executionRole ? (executionRole.grants ?? []) : [];
  return {
    environments: [args.name],
    buckets: [...new Set([bucketName, ...grantedBuckets(grants, placeOf(shared))])],
    queues: grants.flatMap((grant) => ("queues" in grant ? grant.queues : [])),
  };
}

type Existing = Extract<Kit["args"]["network"], { readonly kind: "existing" }>;

function existing(kit: Kit, settings: Existing): ExistingNetwork {
  const { options, shared } = kit;
  const { lookUp, serviceEndpoints } = settings;
  const looks = {
    region: shared.region,
    ...(lookUp !== undefined && { lookUp }),
    ...(serviceEndpoints !== undefined && { serviceEndpoints }),
  };
  if (!("fromStack" in settings)) {
    const { subnetIds, securityGroupIds } = settings;
    return new ExistingNetwork(
      kit.named("network"),
      { ...looks, subnetIds, securityGroupIds },
      options,
    );
  }
  const stack = networkStack(
    kit,
    settings.fromStack,
    "a stack that exports subnetIds and securityGroupIds",
  );
  return new ExistingNetwork(
    kit.named("network"),
    {
      ...looks,
      subnetIds: stack.output("subnetIds", TEXTS),
      securityGroupIds: stack.output("securityGroupIds", TEXTS),
    },
    options,
  );
}
