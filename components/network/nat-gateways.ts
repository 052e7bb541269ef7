import * as ec2 from "@pulumi/aws/ec2";
import type { PerZone, PublicRoutingSettings } from "../../mwaa/settings/types";
import type { Children } from "../children";
import type { InternetAccess } from "./internet-access";

/** The NAT gateway that serves each zone; with a single one it is the same for both. */
export type NatGateways = PerZone<ec2.NatGateway>;

/**
 * Creates NAT gateways with an address each in the public subnets. One in each zone keeps a zone
 * going when the other fails; a single one stands in the first zone.
 */
export function createNatGateways(
  children: Children,
  strategy: PublicRoutingSettings["natGateways"],
  publicSubnets: PerZone<ec2.Subnet>,
  internet: InternetAccess,
): NatGateways {
  const options = { parent: children.parent, dependsOn: [internet.attachment] };
  const create = (zone: 0 | 1): ec2.NatGateway => {
    const address = new ec2.Eip(
      children.named(`nat-${zone + 1}-address`),
      { domain: "vpc", tags: children.tags(`NAT address ${zone + 1}`) },
      options,
    );
    return new ec2.NatGateway(
      children.named(`nat-${zone + 1}`),
      {
        allocationId: address.allocationId,
        subnetId: publicSubnets[zone].id,
        tags: children.tags(`NAT gateway ${zone + 1}`),
      },
      options,
    );
  };
  const first = create(0);
  return [first, strategy === "single" ? first : create(1)];
}
