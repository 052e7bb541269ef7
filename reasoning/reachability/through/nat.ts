/**
 * Through NAT gateways: packets go on with another source, and answers come back to it.
 *
 * A zonal gateway sits in a subnet, whose ACL filters what comes and goes, and whose route table sends
 * its packets on; that is why it cannot serve its own subnet. A regional one is in no subnet and has a
 * route to the VPC's internet gateway of its own.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html, "NAT gateway
 * basics", and https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html, "Regional
 * NAT gateways for automatic multi-AZ expansion", read 2026-11-22.
 */
import { isKnown, Unknown } from "../../known";
import type { Intervals } from "../intervals";
import { addressesOf, meetIntervals, withoutIntervals } from "../intervals";
import type { NatGateway, Subnet } from "../network";
import type { Node } from "../network-index";
import { ICMP, TCP, UDP } from "../protocol";
import type { Road, Station, Step, Trail, Walk } from "../road";
import { endAt, pass, passageOf, startAt, stopAt, unsettledAt } from "../road";
import type { Stop } from "../split";
import { aclStep, doubtStep, protocolStep } from "../steps";
import type { Nat } from "./nat-placement";
import { regional, zonal } from "./nat-placement";
import { backFromRegional, fromRegional } from "./nat-table";

/** IPv4 addresses written as IPv6 ones, which a NAT gateway translates (NAT64). */
const NAT64 = addressesOf("ipv6", ["64:ff9b::/96"]);

type Place = { readonly component: string; readonly id: string; readonly pointer: string };

/** Sends packets through a NAT gateway. `at` is the subnet whose table led to it. */
export function throughNatGateway(
  walk: Walk,
  trail: Trail,
  id: string,
  at: Node<Subnet>,
  addresses: Intervals,
): readonly Road[] {
  const { index } = walk;
  const gateway = index.find("natGateways", id);
  if (!isKnown(gateway)) return unsettledAt(trail, addresses, gateway);
  const place = { component: "natGateway", id, pointer: gateway.pointer };
  const stop = (code: Stop["code"], message: string) =>
    stopAt(trail, addresses, { ...place, code, message });
  const { state = "available", availability = "zonal" } = gateway.value;
  if (!isKnown(state)) return unsettledAt(trail, addresses, state);
  if (state !== "available") return stop("BAD_STATE", `${id} is ${state}`);
  if (!isKnown(availability)) return unsettledAt(trail, addresses, availability);
  if (trail.from.id === id) {
    return stop("CANNOT_ROUTE", `the route table of its own subnet leads ${id} to itself`);
  }
  if (trail.translation !== undefined) {
    return unsettledAt(trail, addresses, new Unknown([`packets that ${id} gets from another NAT`]));
  }
  if (walk.family === "ipv6") return withoutNat64(trail, place, addresses);
  const onward =
    availability === "regional" ? regional(trail, gateway, at) : zonal(walk, trail, gateway, at);
  if (onward.kind === "unknown") return unsettledAt(trail, addresses, onward.unknown);
  if (onward.kind === "stop") return stop(onward.code, onward.message);
  const { nat, entry } = onward;
  const limits = protocolStep(place, [TCP, UDP, ICMP], {
    ...place,
    code: "PROTOCOL_RESTRICTION",
    message: `${id} takes TCP, UDP and ICMP only`,
  });
  const sender = trail.from;
  const reached = pass(trail, ...entry, limits, ...appliancesOf(gateway.value, place));
  const behind = passageOf(reached, () => backToSender(walk, nat, sender));
  const next: Trail = {
    ...trail,
    passages: [...trail.passages, behind],
    from: nat.station,
    translation: { addresses: nat.station.addresses, ...nat.why },
    steps: [],
    lostTo: [...trail.lostTo, { code: "SG_REFERENCES_NOT_PRESERVED", id }],
  };
  return nat.home === undefined
    ? fromRegional(walk, next, nat.station, addresses)
    : walk.onward(walk, next, nat.home, addresses);
}

/**
 * Appliances filter what passes the gateway, nobody knows what: whether all packets pass them or only those
 * that clients send to a proxy, no page that was seen says.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html,
 * "attachedApplianceSet", read 2026-11-23.
 */
function appliancesOf({ id, appliances = [] }: NatGateway, place: Place): readonly Step[] {
  if (appliances.length === 0) return [];
  const whys = appliances.map((each) =>
    isKnown(each) ? new Unknown([`what ${each}, attached to ${id}, lets through`]) : each,
  );
  return [doubtStep(place, whys)];
}

/** From the gateway, answers go to whom packets came from, over its subnet's own table. */
function backToSender(
  { index, family, onward }: Walk,
  { station, home }: Nat,
  sender: Station,
): readonly Road[] {
  const walk: Walk = { index, family, onward, hint: sender.hint ?? {}, target: sender };
  const { component, id, pointer } = station;
  const trail = startAt(station, { component, id, pointer });
  if (home !== undefined) return onward(walk, trail, home, sender.addresses);
  const filters = sender.subnet === undefined ? [] : [aclStep(index, sender.subnet, "ingress")];
  const end = { kind: "station", station: sender, lostTo: [] } as const;
  return backFromRegional(walk, trail, station, sender.addresses, (routed, addresses) =>
    endAt(pass(routed, ...filters), addresses, end),
  );
}

function withoutNat64(trail: Trail, place: Place, addresses: Intervals): readonly Road[] {
  const translated = meetIntervals(addresses, NAT64);
  return [
    ...unsettledAt(trail, translated, new Unknown([`what ${place.id} makes of NAT64 addresses`])),
    ...stopAt(trail, withoutIntervals(addresses, NAT64), {
      ...place,
      code: "PROTOCOL_RESTRICTION",
      message: `${place.id} takes IPv6 packets for 64:ff9b::/96 only`,
    }),
  ];
}
