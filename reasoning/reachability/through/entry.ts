/**
 * How packets of hosts outside come into the network.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html, "Internet
 * gateway basics", and https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html,
 * "Path is not reachable", read 2026-11-22.
 */
import { isKnown, Unknown } from "../../known";
import { deliverInVpc } from "../delivery";
import type { Intervals } from "../intervals";
import { publicInternet } from "../internet-addresses";
import type { Vpc } from "../network";
import type { Node } from "../network-index";
import { DESTINATION, isEmpty, withAddresses, without } from "../packet-set";
import type { Road, Station, Step, Walk } from "../road";
import { pass, startAt, stopAt, unsettledAt } from "../road";
import type { Stop } from "../split";
import { throughEdge } from "./edge";
import { accessSteps } from "./internet-access";
import { routeInside } from "./transit";
import { carries } from "./transit-attachment";

/** Brings packets of hosts behind a gateway in, to a VPC's addresses. */
export function enter(
  walk: Walk,
  from: Station,
  vpc: Node<Vpc>,
  addresses: Intervals,
): readonly Road[] {
  switch (from.component) {
    case "internetGateway":
      return fromInternet(walk, from, vpc, addresses);
    case "transitGatewayAttachment":
      return fromAttachment(walk, from, addresses);
    default:
      return throughEdge(
        walk,
        startAt(from, placeOf(from)),
        from.id,
        vpc,
        addresses,
        (trail, set) => deliverInVpc(walk, trail, vpc, set),
      );
  }
}

function placeOf({ component, id, pointer }: Station) {
  return { component, id, pointer };
}

/** Only who is asked for is let in: the gateway has to know the public address. */
function fromInternet(
  walk: Walk,
  from: Station,
  vpc: Node<Vpc>,
  addresses: Intervals,
): readonly Road[] {
  const { index, family, target } = walk;
  const trail = startAt(from);
  if (target === undefined) {
    const why = new Unknown([`who has the addresses behind ${from.id}`]);
    return unsettledAt(trail, addresses, why);
  }
  const admitted = pass(
    trail,
    ...accessSteps(index, placeOf(from), family, target, "inward"),
    family === "ipv4"
      ? admit(from, target, target.publicAddresses)
      : admit(from, { ...target, mayBePublic: [] }, publicInternet("ipv6")),
  );
  return throughEdge(walk, admitted, from.id, vpc, addresses, (onward, set) =>
    deliverInVpc(walk, onward, vpc, set),
  );
}

/** An internet gateway lets nothing in but what is for a public address. */
function admit(gateway: Station, { id, mayBePublic }: Station, addresses: Intervals): Step {
  const place = placeOf(gateway);
  const stop: Stop = {
    ...place,
    code: "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
    message: `${place.id} lets nothing in to ${id}, which has no public address`,
  };
  return {
    ...place,
    filter: (packets) => {
      const passed = withAddresses(packets, DESTINATION, addresses);
      const rest = without(packets, passed);
      if (isEmpty(rest)) return { passed, stopped: [], unsettled: [] };
      return mayBePublic.length > 0
        ? { passed, stopped: [], unsettled: [{ packets: rest, unknowns: mayBePublic }] }
        : { passed, stopped: [{ packets: rest, stop }], unsettled: [] };
    },
  };
}

/** What comes from an attachment is routed by the table that it is associated with. */
function fromAttachment(walk: Walk, from: Station, addresses: Intervals): readonly Road[] {
  const { index } = walk;
  const trail = startAt(from, placeOf(from));
  const attachment = index.find("transitGatewayAttachments", from.id);
  if (!isKnown(attachment)) return unsettledAt(trail, addresses, attachment);
  const { transitGatewayId, state } = attachment.value;
  const gateway = index.find("transitGateways", transitGatewayId);
  if (!isKnown(gateway)) return unsettledAt(trail, addresses, gateway);
  const isCarrying = carries(attachment.value);
  if (!isKnown(isCarrying)) return unsettledAt(trail, addresses, isCarrying);
  if (!isCarrying) {
    const message = `${from.id} is ${String(state)}`;
    return stopAt(trail, addresses, { ...placeOf(from), code: "BAD_STATE_ATTACHMENT", message });
  }
  const { id, ...at } = { id: gateway.value.id, pointer: gateway.pointer };
  const entered = {
    ...pass(trail, { component: "transitGateway", id, ...at }),
    transits: [id],
    entrances: [from.id],
  };
  return routeInside(walk, entered, gateway, attachment, addresses);
}
