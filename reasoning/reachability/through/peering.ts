/**
 * Across peering connections: from one VPC into the other, and no further.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html, "VPC peering
 * limitations", and https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html,
 * "Update your security groups to reference peer security groups", read 2026-11-22.
 */
import type { Maybe, Truth } from "../../known";
import { isKnown, joined, Unknown } from "../../known";
import { deliverInVpc } from "../delivery";
import type { Intervals } from "../intervals";
import { meetIntervals, withoutIntervals } from "../intervals";
import type { Vpc } from "../network";
import type { Node } from "../network-index";
import { gapsOf } from "../network-index";
import type { Road, Trail, Walk } from "../road";
import { endAt, pass, stopAt, unsettledAt } from "../road";
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
  const { index } = walk;
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
  const { joins, otherId } = otherEnd(vpc.value.id, requesterVpcId, accepterVpcId);
  const apart = () =>
    stop(addresses, "BAD_STATE_ATTACHMENT", `${id} does not join ${vpc.value.id}`);
  if (joins === false) return apart();
  const across = crossing(walk, trail, place, vpc, otherId, addresses);
  if (joins === true) return across;
  return endAt(trail, addresses, {
    kind: "either",
    alternatives: [across, apart()],
    why: [joins],
  });
}

interface Place {
  readonly component: string;
  readonly id: string;
  readonly pointer: string;
}

/** Brings packets to the addresses of the other VPC, and no further. */
function crossing(
  walk: Walk,
  trail: Trail,
  place: Place,
  vpc: Node<Vpc>,
  otherId: Maybe<string>,
  addresses: Intervals,
): readonly Road[] {
  const { index, family } = walk;
  const other = index.find("vpcs", otherId);
  if (!isKnown(other)) return unsettledAt(trail, addresses, other);
  const inside = meetIntervals(addresses, index.addressesOfVpc(other.value, family));
  const beyond = withoutIntervals(addresses, inside);
  const gaps = gapsOf(other.value.cidrBlocks);
  const onward: Trail = {
    ...pass(trail, place),
    lostTo: [...trail.lostTo, ...groupsAcross(place.id, vpc.value, other.value)],
  };
  return [
    ...deliverInVpc(walk, onward, other, inside),
    ...(gaps.length > 0
      ? unsettledAt(trail, beyond, gaps)
      : stopAt(trail, beyond, {
          ...place,
          code: "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR",
          message: `${place.id} leads to the addresses of ${other.value.id} and no further`,
        })),
  ];
}

interface OtherEnd {
  /** Whether the connection joins this VPC at all. */
  readonly joins: Truth;
  /** The VPC that it then leads to. */
  readonly otherId: Maybe<string>;
}

/** Where one end is another VPC and nobody knows the other end, that one is this VPC, or none is. */
function otherEnd(vpc: string, requester: Maybe<string>, accepter: Maybe<string>): OtherEnd {
  if (requester === vpc) return { joins: true, otherId: accepter };
  if (accepter === vpc) return { joins: true, otherId: requester };
  if (requester instanceof Unknown) return { joins: requester, otherId: accepter };
  return { joins: isKnown(accepter) ? false : accepter, otherId: requester };
}

/** Groups of the other side can be named within one Region only; nobody says which one is left out. */
function groupsAcross(id: string, one: Vpc, other: Vpc): readonly Lost[] {
  const code = "SG_REFERENCES_NOT_PRESERVED";
  const regions = [one, other].map((vpc) => vpc.region ?? new Unknown([`${vpc.id}#region`]));
  const untold = regions.filter((region) => region instanceof Unknown);
  if (untold.length > 0) return [{ code, id, perhaps: joined(untold) }];
  const [here, there] = regions;
  return here === there ? [] : [{ code, id }];
}
