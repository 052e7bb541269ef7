import { ExistingNetwork } from "../network/existing";
import { PublicRoutingNetwork } from "../network/public-routing";
import type { Kit } from "./kit";

/** Where an environment runs, whoever made it. */
export type PlatformNetwork = PublicRoutingNetwork | ExistingNetwork;

/** The network that settings describe. */
export function createNetwork(kit: Kit): { readonly network: PlatformNetwork } {
  const { args, shared, options } = kit;
  const name = kit.named("network");
  const { network } = args;
  if (network.kind === "public-routing")
    return { network: new PublicRoutingNetwork(name, { ...network, ...shared }, options) };
  if (network.kind !== "existing" || !("subnetIds" in network))
    throw new Error(`network of kind ${network.kind} is not made yet`);
  return { network: new ExistingNetwork(name, network, options) };
}
