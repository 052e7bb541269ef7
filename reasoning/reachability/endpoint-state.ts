/** The state of a VPC endpoint. */
import type { Maybe, Truth } from "../known";
import { mapKnown } from "../known";
import type { VpcEndpoint } from "./network";

/**
 * The state of an endpoint in lower case, whoever wrote it how: the guide has `Available`, and
 * tools differ.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html, "Endpoint states", read
 * 2026-11-23.
 */
export function endpointState({ state = "available" }: VpcEndpoint): Maybe<string> {
  return mapKnown(state, (known) => known.toLowerCase());
}

/** Whether an endpoint is in use. */
export function isAvailable(endpoint: VpcEndpoint): Truth {
  return mapKnown(endpointState(endpoint), (state): boolean => state === "available");
}
