import type * as pulumi from "@pulumi/pulumi";
import { eventBusArn } from "../../mwaa/service/arns";
import { placeOf } from "../../mwaa/service/partitions";
import type { PerZone } from "../../mwaa/settings/types";
import { SharedVpcOwner } from "../shared-vpc/shared-vpc-owner";
import { SharedVpcParticipant } from "../shared-vpc/shared-vpc-participant";
import type { Kit } from "./kit";
import { networkStack } from "./network-stack";
import { TEXT, TEXT_PER_ZONE } from "./other-stack";
import { providerOf } from "./other-account";

/** The owner's side of a shared network, where it is made in this program. */
export interface OwnerSide {
  readonly provider: pulumi.ProviderResource;
  readonly account: string;
  readonly vpc: SharedVpcOwner;
}

type Shared = Extract<Kit["args"]["network"], { readonly kind: "shared" }>;
type WithOwner = Extract<Shared, { readonly owner: unknown }>;

/** A network that another account shares, with the owner's side where this program makes it. */
export function createParticipant(
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
  const stack = networkStack(kit, settings.fromStack, "a stack that builds shared-network");
  const subnetIds = stack.output("subnetIds", TEXT_PER_ZONE);
  return {
    ...common,
    vpcId: stack.output("vpcId", TEXT),
    subnetIds: [subnetIds[0], subnetIds[1]],
    resourceShareArn: stack.output("resourceShareArn", TEXT),
  };
}
