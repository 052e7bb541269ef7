import type * as pulumi from "@pulumi/pulumi";
import { resolvePrivateRouting, resolvePublicRouting } from "../../mwaa/settings/resolve-network";
import type { MadeNetworkInput } from "../../mwaa/settings/types";
import type { Tags } from "../children";
import type { ScopedPolicyArgs } from "../endpoints/service-endpoints";
import type { WhereArgs } from "../place";
import { PrivateRoutingNetwork } from "./private-routing";
import { PublicRoutingNetwork } from "./public-routing";

/** A network that is made here, of either kind. */
export type MadeNetworkComponent = PublicRoutingNetwork | PrivateRoutingNetwork;

/** What a network needs besides its settings. */
export interface MadeNetworkArgs extends WhereArgs, ScopedPolicyArgs {
  /** Tags of everything that can have some. */
  readonly tags?: Tags;
}

/** Makes the network that settings describe. */
export function madeNetwork(
  name: string,
  settings: MadeNetworkInput,
  args: MadeNetworkArgs,
  opts?: pulumi.ComponentResourceOptions,
): MadeNetworkComponent {
  // Public routing has no endpoint policies to be scoped, and leaves those arguments aside.
  return settings.kind === "private-routing"
    ? new PrivateRoutingNetwork(name, { ...settings, ...args }, opts)
    : new PublicRoutingNetwork(name, { ...settings, ...args }, opts);
}

/** The IPv4 range of the VPC that settings describe. */
export function vpcCidrOf(settings: MadeNetworkInput): string {
  return settings.kind === "private-routing"
    ? resolvePrivateRouting(settings).vpcCidr
    : resolvePublicRouting(settings).vpcCidr;
}
