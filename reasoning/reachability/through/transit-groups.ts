/**
 * Across which parts of a transit gateway security groups can be named. "Security group referencing is
 * not supported for PrivateLink endpoints", nor "for VPC attachments in the availability zone use1-az3".
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html, "Security group
 * referencing", "Limitations", read 2026-11-23.
 */
import type { Maybe } from "../../known";
import { isKnown, Unknown } from "../../known";
import { endpointOf } from "../endpoint-interfaces";
import type { Subnet, TransitGateway } from "../network";
import type { NetworkIndex, Node } from "../network-index";
import type { Station } from "../road";
import type { Lost } from "../security-group";
import type { Attachment } from "./transit-attachment";

const code = "SG_REFERENCING_SUPPORT";

/** The zone without security group referencing, by its id: its name differs between accounts. */
const ZONE_WITHOUT = "use1-az3";

/** Groups can be named behind a gateway if it and both attachments support it. */
export function groupsAcross(
  gateway: Node<TransitGateway>,
  from: Attachment,
  to: Attachment,
): readonly Lost[] {
  const { securityGroupReferencingSupport: ofGateway = false } = gateway.value;
  const lost: Lost[] = [];
  const add = (id: string, supports: Maybe<boolean>) => {
    if (supports === false) lost.push({ code, id });
    if (supports instanceof Unknown) lost.push({ code, id, perhaps: supports });
  };
  add(gateway.value.id, ofGateway);
  for (const { value } of [from, to]) {
    const { securityGroupReferencingSupport: supports } = value;
    add(value.id, supports ?? new Unknown([`${value.id}#securityGroupReferencingSupport`]));
  }
  return lost;
}

/**
 * The groups that an attachment loses by its zones. `by` is its subnet on the way: no page says what
 * becomes of packets by another one if the attachment is in that zone, too.
 */
export function groupsLostInZone(
  index: NetworkIndex,
  { value: { id, subnetIds = [] } }: Attachment,
  by: Node<Subnet>,
): readonly Lost[] {
  const elsewhere = new Unknown([`whether ${id} carries security groups beside ${ZONE_WITHOUT}`]);
  return subnetIds.flatMap((subnetId): readonly Lost[] => {
    const subnet = index.find("subnets", subnetId);
    const zone = isKnown(subnet) ? subnet.value.availabilityZone : subnet;
    if (zone instanceof Unknown) return [{ code, id, perhaps: zone }];
    if (zone !== ZONE_WITHOUT) return [];
    return subnetId === by.value.id ? [{ code, id }] : [{ code, id, perhaps: elsewhere }];
  });
}

/** The groups that are lost where packets that crossed a gateway go from or to an endpoint. */
export function groupsLostAtEndpoints(
  index: NetworkIndex,
  stations: readonly Station[],
): readonly Lost[] {
  return stations.flatMap((station): readonly Lost[] => {
    const endpoint = endpointOf(index, station);
    if (endpoint === undefined) return [];
    return isKnown(endpoint)
      ? [{ code, id: endpoint }]
      : [{ code, id: station.id, perhaps: endpoint }];
  });
}
