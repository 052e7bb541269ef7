import type { Truth } from "../../../reasoning/known";
import { any, isKnown, Unknown } from "../../../reasoning/known";
import { isExisting } from "../../model/existing";
import { gatewayServes } from "../../model/network/internet-path";
import { inOneVpc, vpcOf } from "../../model/network/vpc-membership";
import type { Resource } from "../../model/resource";
import { pointer } from "../../model/resource";
import type { World } from "../../model/world";
import type { Violation } from "../rule";

/** What a regional NAT gateway, which has no subnet, must not be given. */
const ZONAL = ["subnetId", "allocationId"] as const;

/**
 * Whether a regional NAT gateway leads subnets out: it stands in their VPC, with a route of its own
 * to the internet gateway that has to be there.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html, "Regional NAT
 * gateways for automatic multi-AZ expansion", read 2026-11-22.
 */
export function regionalFaults(
  nat: Resource,
  subnets: readonly Resource[],
  related: readonly Resource[],
  world: World,
): readonly (Violation | Unknown)[] {
  const fault = (message: string, fix: string): Violation => ({
    resource: nat,
    related,
    message,
    fix,
  });
  const made = !isExisting(nat);
  const strange = ZONAL.filter((property) => made && world.value(nat, property) !== undefined);
  if (strange.length > 0)
    return [
      fault(
        `availabilityMode is regional, and only a zonal gateway has ${strange.join(" and ")}`,
        `leave ${strange.join(" and ")} away`,
      ),
    ];
  if (vpcOf(world, nat).kind === "absent")
    return made
      ? [fault("availabilityMode is regional, and vpcId is not set", "set vpcId to the VPC")]
      : [new Unknown([pointer(nat, ["vpcId"])])];
  return subnets.flatMap((subnet): readonly (Violation | Unknown)[] => {
    const together = inOneVpc(world, nat, subnet);
    if (!isKnown(together)) return [together];
    if (!together)
      return [
        fault(
          `stands in another VPC than ${subnet.name}`,
          "route through a NAT gateway of the subnet's own VPC",
        ),
      ];
    const leads = hasGateway(world, subnet);
    if (!isKnown(leads)) return [leads];
    return leads
      ? []
      : [
          fault(
            "stands in a VPC without an internet gateway",
            "attach an internet gateway to the VPC",
          ),
        ];
  });
}

/** Whether an internet gateway is attached to the VPC of a subnet. */
function hasGateway(world: World, subnet: Resource): Truth {
  const vpc = vpcOf(world, subnet);
  const more =
    vpc.kind === "resource"
      ? world.pointingAt(vpc.resource, "internetGateway", "vpcId").more
      : undefined;
  return any([
    ...world.of("internetGateway").map((each) => gatewayServes(world, each, subnet)),
    ...(more === undefined ? [] : [more]),
  ]);
}
