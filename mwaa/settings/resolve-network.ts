import { subnetCidrsOf } from "./cidr";
import {
  AWSX_NETWORK_DEFAULTS,
  PARTICIPANT_DEFAULTS,
  PRIVATE_ROUTING_DEFAULTS,
  PUBLIC_ROUTING_DEFAULTS,
} from "./defaults";
import type {
  MadeNetwork,
  MadeNetworkInput,
  NetworkInput,
  NetworkSettings,
  PrivateRoutingInput,
  PrivateRoutingSettings,
  PublicRoutingInput,
  PublicRoutingSettings,
  SharedNetworkInput,
  SharedNetworkSettings,
} from "./types";

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

/** Fills in what is not given; the two subnets stand where public routing has its private ones. */
export function resolvePrivateRouting(
  given: PrivateRoutingInput,
  defaults: PrivateRoutingSettings = PRIVATE_ROUTING_DEFAULTS,
): PrivateRoutingSettings {
  const vpcCidr = given.vpcCidr ?? defaults.vpcCidr;
  const cut = subnetCidrsOf(vpcCidr);
  return {
    ...defaults,
    ...(cut !== undefined && { privateSubnetCidrs: cut.privateSubnetCidrs }),
    ...given,
    serviceEndpoints: { ...defaults.serviceEndpoints, ...given.serviceEndpoints },
  };
}

/** A network that is made, with its defaults; what a preset says of one kind holds for the other. */
export function resolveMadeNetwork(
  given: MadeNetworkInput,
  preset: PublicRoutingSettings,
): MadeNetwork {
  if (given.kind !== "private-routing")
    return { kind: "public-routing", ...resolvePublicRouting(given, preset) };
  const { flowLogs } = preset;
  const defaults = { ...PRIVATE_ROUTING_DEFAULTS, ...(flowLogs !== undefined && { flowLogs }) };
  return { ...resolvePrivateRouting(given, defaults), kind: "private-routing" };
}

/** Lays the network that a stack gives over the defaults of its kind and preset. */
export function resolveNetwork(
  given: NetworkInput | undefined,
  preset: PublicRoutingSettings,
): NetworkSettings {
  switch (given?.kind) {
    case "existing":
      return given;
    case "awsx":
      return { ...AWSX_NETWORK_DEFAULTS, ...given };
    case "shared":
      return { ...resolveShared(given, preset), kind: "shared" };
    default:
      return resolveMadeNetwork(given ?? {}, preset);
  }
}

function resolveShared(
  given: SharedNetworkInput,
  preset: PublicRoutingSettings,
): SharedNetworkSettings {
  const common = { ...PARTICIPANT_DEFAULTS, ...given };
  if (!("owner" in common)) return common;
  const { network = {}, ...account } = common.owner;
  const made = resolveMadeNetwork(network, preset);
  return {
    ...common,
    // Nothing of the owner's runs in the network, so that a group of its own would stay empty.
    owner: { ...account, network: { ...made, securityGroupRules: "none" } },
  };
}
