import { subnetCidrsOf } from "./cidr";
import { PUBLIC_ROUTING_DEFAULTS } from "./defaults";
import type { PublicRoutingInput, PublicRoutingSettings } from "./types";

/**
 * Fills in what is not given. Subnets that are not given are cut out of the VPC's range, so that
 * whoever gives another range need not give four more.
 */
export function resolvePublicRouting(
  given: PublicRoutingInput,
  defaults: PublicRoutingSettings = PUBLIC_ROUTING_DEFAULTS,
): PublicRoutingSettings {
  const vpcCidr = given.vpcCidr ?? defaults.vpcCidr;
  return { ...defaults, ...(subnetCidrsOf(vpcCidr) ?? {}), ...given };
}
