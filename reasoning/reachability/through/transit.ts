/**
 * Through transit gateways, as far as their attachments and route tables are told.
 *
 * A gateway has an interface in one subnet of each zone it is attached in. That subnet's ACL filters
 * what goes into the gateway, even from the same subnet, and what comes out of it goes on by that
 * subnet's route table.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html, "Network ACLs for transit
 * gateways", and https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html, "Amazon VPC
 * attachments", read 2026-11-22. The IPv6 option of an attachment is not looked at: it gives an IPv6
 * address to the gateway's interface and propagates routes, but "does not filter IPv6 traffic"
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachmentRequestOptions.html,
 * read 2026-11-23).
 */
import { isKnown, Unknown } from "../../known";
import type { Intervals } from "../intervals";
import type {
  Subnet,
  TransitGateway,
  TransitGatewayRoute,
  TransitGatewayRouteTable,
} from "../network";
import type { Node } from "../network-index";
import type { Road, Trail, Walk } from "../road";
import { endAt, pass, stopAt, unsettledAt } from "../road";
import type { Choice } from "../routing";
import { waysFor } from "../routing";
import { aclStep } from "../steps";
import { alongWays } from "../table-step";
import type { Attachment } from "./transit-attachment";
import { attachmentOf, carries, entryOf } from "./transit-attachment";
import { groupsAcross, groupsLostInZone } from "./transit-groups";
import { compiledTable, spotFor } from "./transit-table";

/** Sends packets through a transit gateway. `at` is the subnet whose table led to it. */
export function throughTransitGateway(
  walk: Walk,
  trail: Trail,
  id: string,
  at: Node<Subnet>,
  addresses: Intervals,
): readonly Road[] {
  const { index } = walk;
  const gateway = index.find("transitGateways", id);
  if (!isKnown(gateway)) return unsettledAt(trail, addresses, gateway);
  const attachment = attachmentOf(index, gateway, at);
  if (attachment instanceof Unknown) return unsettledAt(trail, addresses, attachment);
  if (attachment === undefined) {
    return stopAt(trail, addresses, {
      code: "BAD_STATE_ATTACHMENT",
      component: "transitGateway",
      id,
      pointer: gateway.pointer,
      message: `${id} is not attached to the VPC of ${at.value.id}`,
    });
  }
  const doors = entryOf(index, attachment, at);
  if (doors instanceof Unknown) return unsettledAt(trail, addresses, doors);
  if (doors === undefined) {
    return stopAt(trail, addresses, {
      code: "TGW_ROUTE_AZ_RESTRICTION",
      component: "transitGatewayAttachment",
      id: attachment.value.id,
      pointer: attachment.pointer,
      message: `${attachment.value.id} has no subnet in the Availability Zone of ${at.value.id}`,
    });
  }
  const entered: Trail = {
    ...pass(
      trail,
      aclStep(index, doors, "ingress"),
      place("transitGatewayAttachment", attachment),
      place("transitGateway", gateway),
    ),
    transits: [...trail.transits, id],
    entrances: [...trail.entrances, attachment.value.id],
    lostTo: [...trail.lostTo, ...groupsLostInZone(index, attachment, doors)],
  };
  const before = trail.transits.filter((each) => each === id).length;
  if (before === 0) return routeInside(walk, entered, gateway, attachment, addresses);
  const turnedBack = stopAt(trail, addresses, {
    code: "CANNOT_ROUTE",
    component: "transitGateway",
    id,
    pointer: gateway.pointer,
    message: `packets that come out of ${id} are sent into it again`,
  });
  // By the same door, to the same address: they go round.
  if (trail.entrances.includes(attachment.value.id)) return turnedBack;
  // No page says whether a gateway takes packets back that no interface of a VPC has forwarded.
  const why = new Unknown([`whether ${id} takes packets back from ${attachment.value.id}`]);
  if (before >= MAX_ENTRIES) return unsettledAt(trail, addresses, why);
  const onward = routeInside(walk, entered, gateway, attachment, addresses);
  return endAt(trail, addresses, {
    kind: "either",
    alternatives: [onward, turnedBack],
    why: [why],
  });
}

/** How often a way is followed into one gateway: each time, there are as many ways out as zones. */
const MAX_ENTRIES = 2;

function place(component: string, { value, pointer }: Node<{ readonly id: string }>) {
  return { component, id: value.id, pointer };
}

/** Finds the way inside the gateway by the table that the attachment is associated with. */
export function routeInside(
  walk: Walk,
  trail: Trail,
  gateway: Node<TransitGateway>,
  from: Attachment,
  addresses: Intervals,
): readonly Road[] {
  const { index, family, hint } = walk;
  const { routeTableId } = from.value;
  if (routeTableId === undefined) {
    return stopAt(trail, addresses, {
      ...place("transitGatewayAttachment", from),
      code: "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION",
      message: `${from.value.id} is not associated with a route table of ${gateway.value.id}`,
    });
  }
  const table = index.find("transitGatewayRouteTables", routeTableId);
  if (!isKnown(table)) return unsettledAt(trail, addresses, table);
  const compiled = compiledTable(index, table, family);
  const ways = waysFor(compiled, addresses, hint, {
    toService: () => false,
    serviceSpace: [],
    sameWay: (route) => sameWay(table, route),
  });
  const routed = pass(trail, {
    ...place("transitGatewayRouteTable", table),
    spotFor: (address) => spotFor(table, compiled, address),
  });
  return alongWays(routed, table.value.id, compiled, ways, (choice, set) =>
    follow(walk, routed, gateway, from, table, choice, set),
  );
}

/** Routes with one key do the same to packets; a route that drops them is to blame by itself. */
function sameWay({ value }: Node<TransitGatewayRouteTable>, route: TransitGatewayRoute): string {
  const { attachmentId, state = "active" } = route;
  return attachmentId === undefined || state === "blackhole"
    ? `dropped by ${value.routes.indexOf(route)}`
    : `${String(attachmentId)} ${String(state)}`;
}

function follow(
  walk: Walk,
  trail: Trail,
  gateway: Node<TransitGateway>,
  from: Attachment,
  table: Node<TransitGatewayRouteTable>,
  choice: Choice<TransitGatewayRoute>,
  addresses: Intervals,
): readonly Road[] {
  if (choice.kind === "unknown") return unsettledAt(trail, addresses, choice.unknown);
  const home = place("transitGatewayRouteTable", table);
  if (choice.kind === "none") {
    const message = `${table.value.id} has no route for the address`;
    const code = "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT";
    return stopAt(trail, addresses, { ...home, code, message });
  }
  const { state = "active", attachmentId } = choice.route;
  const pointer = `${table.pointer}/routes/${table.value.routes.indexOf(choice.route)}`;
  if (!isKnown(state)) return unsettledAt(trail, addresses, state);
  if (state === "blackhole" || attachmentId === undefined) {
    const message = `a route of ${table.value.id} drops packets for the address`;
    return stopAt(trail, addresses, {
      ...home,
      pointer,
      code: "TGW_RTB_BAD_STATE_ROUTE",
      message,
    });
  }
  const to = walk.index.find("transitGatewayAttachments", attachmentId);
  if (!isKnown(to)) return unsettledAt(trail, addresses, to);
  return leave(walk, trail, gateway, from, to, addresses);
}

/** Comes out in one of the subnets of the other attachment, in the same zone if there is one. */
function leave(
  walk: Walk,
  trail: Trail,
  gateway: Node<TransitGateway>,
  from: Attachment,
  to: Attachment,
  addresses: Intervals,
): readonly Road[] {
  const { state, vpcId, subnetIds = [] } = to.value;
  const isCarrying = carries(to.value);
  if (!isKnown(isCarrying)) return unsettledAt(trail, addresses, isCarrying);
  if (!isCarrying) {
    return stopAt(trail, addresses, {
      ...place("transitGatewayAttachment", to),
      code: "BAD_STATE_ATTACHMENT",
      message: `${to.value.id} is ${String(state)}`,
    });
  }
  if (vpcId === undefined) {
    const { target } = walk;
    if (target?.component === "transitGatewayAttachment" && target.id === to.value.id) {
      const arrived = pass(trail, place("transitGatewayAttachment", to));
      return endAt(arrived, addresses, { kind: "outside", gateway: to.value.id });
    }
    const why = new Unknown([`what lies behind ${to.value.id}`]);
    return unsettledAt(trail, addresses, why);
  }
  const out: Trail = {
    ...pass(trail, place("transitGatewayAttachment", to)),
    lostTo: [...trail.lostTo, ...groupsAcross(gateway, from, to)],
  };
  const exits = subnetIds.map((id) => walk.index.find("subnets", id));
  if (exits.length === 0) {
    return unsettledAt(trail, addresses, new Unknown([`the subnets of ${to.value.id}`]));
  }
  const roads = exits.map((exit) => {
    if (!isKnown(exit)) return unsettledAt(out, addresses, exit);
    const lostTo = [...out.lostTo, ...groupsLostInZone(walk.index, to, exit)];
    return walk.onward(walk, { ...out, lostTo }, exit, addresses);
  });
  const [only = []] = roads;
  if (roads.length === 1) return only;
  const why = [new Unknown([`through which subnet ${to.value.id} lets packets out`])];
  return endAt(out, addresses, { kind: "either", alternatives: roads, why });
}
