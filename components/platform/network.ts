import * as pulumi from "@pulumi/pulumi";
import { grantedBuckets } from "../../mwaa/documents/granted-buckets";
import { eventBusArn } from "../../mwaa/service/arns";
import { placeOf } from "../../mwaa/service/partitions";
import type { PerZone } from "../../mwaa/settings/types";
import type { ScopedPolicyArgs } from "../endpoints/service-endpoints";
import { AwsxNetwork } from "../network/awsx";
import { ExistingNetwork } from "../network/existing";
import { PrivateRoutingNetwork } from "../network/private-routing";
import { PublicRoutingNetwork } from "../network/public-routing";
import { SharedVpcOwner } from "../shared-vpc/shared-vpc-owner";
import { SharedVpcParticipant } from "../shared-vpc/shared-vpc-participant";
import type { Kit } from "./kit";
import { providerOf } from "./other-account";

/** Where an environment runs, whoever made it. */
export type PlatformNetwork =
  | PublicRoutingNetwork
  | PrivateRoutingNetwork
  | ExistingNetwork
  | AwsxNetwork
  | SharedVpcParticipant;

/** The owner's side of a shared network, where it is made in this program. */
export interface OwnerSide {
  readonly provider: pulumi.ProviderResource;
  readonly account: string;
  readonly vpc: SharedVpcOwner;
}

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
      return participant(kit, network);
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
  const stack = stackNamed(kit, settings.fromStack);
  return new ExistingNetwork(
    kit.named("network"),
    {
      ...looks,
      subnetIds: stack.requireOutput("subnetIds") as pulumi.Output<readonly string[]>,
      securityGroupIds: stack.requireOutput("securityGroupIds") as pulumi.Output<readonly string[]>,
    },
    options,
  );
}

function stackNamed(kit: Kit, name: string): pulumi.StackReference {
  return new pulumi.StackReference(kit.named("network-stack"), { name }, kit.options);
}

type Shared = Extract<Kit["args"]["network"], { readonly kind: "shared" }>;
type WithOwner = Extract<Shared, { readonly owner: unknown }>;

/** A network that another account shares, with the owner's side where this program makes it. */
function participant(
  kit: Kit,
  settings: Shared,
): { readonly network: SharedVpcParticipant; readonly owner?: OwnerSide } {
  if (!("owner" in settings)) return { network: borrow(kit, settings, lentBy(kit, settings)) };
  const owner = ownerSide(kit, settings.owner);
  const { vpcId, subnetIds, resourceShareArn } = owner.vpc;
  const { kind, vpcCidr, ipv6 } = settings.owner.network;
  const lent: Lent = {
    ownerAccount: owner.account,
    vpcId,
    subnetIds,
    resourceShareArn,
    ipv6,
    ...(kind === "private-routing" && { vpcCidr }),
  };
  return { network: borrow(kit, settings, lent), owner };
}

function borrow(kit: Kit, settings: Shared, lent: Lent): SharedVpcParticipant {
  const { args, shared, options } = kit;
  const { acceptShare, securityGroupRules, statusReader, eventBusName } = settings;
  const ownerPlace = placeOf({ region: shared.region, account: lent.ownerAccount });
  return new SharedVpcParticipant(
    kit.named("network"),
    {
      ...shared,
      ...lent,
      environmentName: args.name,
      acceptShare,
      securityGroupRules,
      statusReader,
      ...(eventBusName !== undefined && { eventBusArn: eventBusArn(ownerPlace, eventBusName) }),
    },
    options,
  );
}

function ownerSide(kit: Kit, settings: WithOwner["owner"]): OwnerSide {
  const { shared, options } = kit;
  const { network, ...other } = settings;
  const { region, tags } = shared;
  const { account } = other;
  const provider = providerOf(kit.named("owner"), { ...other, region }, options);
  const vpc = new SharedVpcOwner(
    kit.named("owner-vpc"),
    { network, shareWith: [shared.account], region, account, tags },
    { ...options, provider },
  );
  return { provider, account, vpc };
}

/** What a participant is lent, and by whom. */
interface Lent {
  readonly ownerAccount: string;
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: PerZone<pulumi.Input<string>>;
  /** Known where the VPC has no way to the internet. */
  readonly vpcCidr?: string;
  readonly resourceShareArn?: pulumi.Input<string>;
  readonly ipv6: boolean;
}

function lentBy(kit: Kit, settings: Exclude<Shared, WithOwner>): Lent {
  const { ownerAccount, vpcCidr, ipv6 } = settings;
  const common = { ownerAccount, ipv6, ...(vpcCidr !== undefined && { vpcCidr }) };
  if (!("fromStack" in settings)) {
    const { vpcId, subnetIds, resourceShareArn } = settings;
    const share = resourceShareArn === undefined ? {} : { resourceShareArn };
    return { ...common, vpcId, subnetIds, ...share };
  }
  const stack = stackNamed(kit, settings.fromStack);
  const subnetIds = stack.requireOutput("subnetIds") as pulumi.Output<PerZone<string>>;
  return {
    ...common,
    vpcId: stack.requireOutput("vpcId") as pulumi.Output<string>,
    subnetIds: [subnetIds[0], subnetIds[1]],
    resourceShareArn: stack.requireOutput("resourceShareArn") as pulumi.Output<string>,
  };
}
