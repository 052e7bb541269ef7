/**
 * Across peering connections: from one VPC into the other, and no further.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html, "VPC peering
 * limitations", and https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html,
 * "Update your security groups to reference peer security groups", read 2026-11-22.
 */
import type { Maybe } from "../../known";
import { isKnown, Unknown } from "../../known";
import { deliverInVpc } from "../delivery";
import type { Intervals } from "../intervals";
import { meetIntervals, withoutIntervals } from "../intervals";
import type { Vpc } from "../network";
import type { Node } from "../network-index";
import { gapsOf } from "../network-index";
import type { Road, Trail, Walk } from "../road";
import { pass, stopAt, unsettledAt } from "../road";
import type { Lost } from "../security-group";
import type { Stop } from "../split";

/** Sends packets across a peering connection; `vpc` is where the route to it is. */
export function throughPeering(
  walk: Walk,
  trail: Trail,
  id: string,
  vpc: Node<Vpc>,
  addresses: Intervals,
): readonly Road[] {
  const { index, family } = walk;
  const peering = index.find("peeringConnections", id);
  if (!isKnown(peering)) return unsettledAt(trail, addresses, peering);
  const place = { component: "peeringConnection", id, pointer: peering.pointer };
  const stop = (set: Intervals, code: Stop["code"], message: string) =>
    stopAt(trail, set, { ...place, code, message });
  const { state = "active", requesterVpcId, accepterVpcId } = peering.value;
  if (!isKnown(state)) return unsettledAt(trail, addresses, state);
  if (state !== "active") return stop(addresses, "BAD_STATE", `${id} is ${state}`);
  if (vpc.value.id !== trail.from.vpc.value.id) {
    const message = `${id} takes packets of ${vpc.value.id} only, not those on their way through it`;
    return stop(addresses, "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR", message);
  }
  const otherId = otherSide(vpc.value.id, requesterVpcId, accepterVpcId);
  if (otherId === undefined) {
    return stop(addresses, "BAD_STATE_ATTACHMENT", `${id} does not join ${vpc.value.id}`);
  }
  const other = index.find("vpcs", otherId);
  if (!isKnown(other)) return unsettledAt(trail, addresses, other);
  const inside = meetIntervals(addresses, index.addressesOfVpc(other.value, family));
  const beyond = withoutIntervals(addresses, inside);
  const gaps = gapsOf(other.value.cidrBlocks);
  const onward: Trail = {
    ...pass(trail, place),
    lostTo: [...trail.lostTo, ...groupsAcross(id, vpc.value, other.value)],
  };
  return [
    ...deliverInVpc(walk, onward, other, inside),
    ...(gaps.length > 0
      ? unsettledAt(trail, beyond, gaps)
      : stop(
          beyond,
          "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR",
          `${id} leads to the addresses of ${other.value.id} and no further`,
        )),
  ];
}

function otherSide(
  vpc: string,
  requester: Maybe<string>,
  accepter: Maybe<string>,
): Maybe<string> | undefined {
  if (requester === vpc) return accepter;
  if (accepter === vpc) return requester;
  return [requester, accepter].find((each) => each instanceof Unknown);
}

/** Groups of the other side can be named within one Region only. */
function groupsAcross(id: string, one: Vpc, other: Vpc): readonly Lost[] {
  const code = "SG_REFERENCES_NOT_PRESERVED";
  const [here, there] = [one.region, other.region];
  if (here === there && !(here instanceof Unknown)) return [];
  if (typeof here === "string" && typeof there === "string") return [{ code, id }];
  return [{ code, id, perhaps: new Unknown([`the Regions of ${one.id} and ${other.id}`]) }];
}
