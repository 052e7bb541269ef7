/**
 * The attachments of a transit gateway: whether they carry packets, and by which subnet packets go in.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html, "VPC attachment
 * lifecycle", read 2026-11-23.
 */
import type { Maybe, Truth } from "../../known";
import { all, isKnown, mapKnown, Unknown } from "../../known";
import type { Subnet, TransitGateway, TransitGatewayAttachment } from "../network";
import type { NetworkIndex, Node } from "../network-index";
import { gapsOf, knownOf } from "../network-index";

/** An attachment, and where it stands. */
export type Attachment = Node<TransitGatewayAttachment>;

/**
 * States of an attachment that is there and changes. That traffic can flow is said of those that are
 * available only; no page says whether it goes on to flow in these.
 */
const CHANGING = ["modifying", "rollingback"];

/** Whether an attachment carries packets. */
export function carries({ id, state = "available" }: TransitGatewayAttachment): Truth {
  return mapKnown(state, (known): Truth => {
    // The API answers with rollingBack, the guide has rolling back.
    const word = known.toLowerCase().replace(/[^a-z]/g, "");
    if (CHANGING.includes(word)) {
      return new Unknown([`whether ${id} carries packets while it is ${known}`]);
    }
    return word === "available";
  });
}

/** The attachment of a subnet's VPC. */
export function attachmentOf(
  index: NetworkIndex,
  gateway: Node<TransitGateway>,
  { value: subnet }: Node<Subnet>,
): Maybe<Attachment> | undefined {
  if (!isKnown(subnet.vpcId)) return subnet.vpcId;
  const doubts: Unknown[] = [...gapsOf(index.network.transitGatewayAttachments)];
  for (const each of index.inVpc("transitGatewayAttachments", subnet.vpcId)) {
    const { transitGatewayId, vpcId } = each.value;
    const isMeant = all([
      is(transitGatewayId, gateway.value.id),
      is(vpcId, subnet.vpcId),
      carries(each.value),
    ]);
    if (isMeant === true) return each;
    if (isMeant instanceof Unknown) doubts.push(isMeant);
  }
  const [first] = doubts;
  return first;
}

/** The subnet through which packets of a zone go in. */
export function entryOf(
  index: NetworkIndex,
  { value }: Attachment,
  at: Node<Subnet>,
): Maybe<Node<Subnet>> | undefined {
  const zone = at.value.availabilityZone;
  const doubts: Unknown[] = [...gapsOf(value.subnetIds)];
  for (const id of knownOf(value.subnetIds)) {
    if (id === at.value.id) return at;
    const subnet = index.find("subnets", id);
    if (!isKnown(subnet)) {
      doubts.push(subnet);
      continue;
    }
    const other = subnet.value.availabilityZone;
    if (zone !== undefined && other === zone && !(zone instanceof Unknown)) return subnet;
    for (const [of, each] of [[at.value.id, zone] as const, [id, other] as const]) {
      if (each instanceof Unknown) doubts.push(each);
      if (each === undefined) doubts.push(new Unknown([`${of}#availabilityZone`]));
    }
  }
  const [first] = doubts;
  return first;
}

function is(value: Maybe<string> | undefined, wanted: string): Truth {
  return value instanceof Unknown ? value : value === wanted;
}
