import { gatewayEndpointName } from "../../../../mwaa/service/endpoints";
import { draw } from "./template";

/**
 * Services that have a gateway endpoint, and with it a prefix list of AWS's own in each Region.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html,
 * "Available AWS-managed prefix lists", read 2026-11-22.
 */
const GATEWAY_SERVICES = ["s3", "dynamodb", "s3express"] as const;

/** A prefix list that AWS keeps. */
export interface ManagedPrefixList {
  readonly id: string;
  /** As in `com.amazonaws.eu-west-1.s3`. */
  readonly name: string;
}

/**
 * The prefix list that AWS keeps for a service in a Region, asked for by name or by id: the same for
 * every account and for whoever asks. Undefined for what AWS keeps no list under.
 */
export function managedPrefixList(
  wanted: Partial<ManagedPrefixList>,
  region: string,
): ManagedPrefixList | undefined {
  return GATEWAY_SERVICES.map((service): ManagedPrefixList => ({
    name: gatewayEndpointName(service, region),
    id: `pl-${draw(`${region} ${service}`, "prefix list", "hex", 8)}`,
  })).find(
    ({ id, name }) =>
      (wanted.name ?? name) === name &&
      (wanted.id ?? id) === id &&
      (wanted.id !== undefined || wanted.name !== undefined),
  );
}
