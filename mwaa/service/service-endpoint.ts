import type { PartitionId } from "./partitions";

/** Gateway endpoints stand in route tables, interface endpoints in subnets. */
export type EndpointKind = "gateway" | "interface";

/**
 * How much private routing needs an endpoint: `required` for an environment to come up, `advised`
 * because pages of the user guide disagree, `optional`, or only for a `feature` that somebody uses.
 */
export type EndpointNeed = "required" | "advised" | "optional" | "feature";

/** A VPC endpoint that an environment without a route to the internet may need. */
export interface ServiceEndpoint {
  /** The service as the endpoint's name has it, such as `ecr.api`. */
  readonly service: string;
  readonly kind: EndpointKind;
  readonly need: EndpointNeed;
  /** What goes through it. */
  readonly use: string;
  /** The first words of its name in China, where services differ. */
  readonly chinaPrefix: "com.amazonaws" | "cn.com.amazonaws";
  /** Where it is offered, if not in every partition. */
  readonly partitions?: readonly PartitionId[];
}
