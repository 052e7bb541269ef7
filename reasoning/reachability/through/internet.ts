/**
 * Through internet gateways and egress-only internet gateways.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html, "Internet gateway
 * basics", https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway-basics.html,
 * "Egress-only internet gateway basics", and
 * https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html, read 2026-11-22.
 */
import type { Maybe } from "../../known";
import { isKnown, Unknown } from "../../known";
import {
  NOWHERE,
  ownPublicAddresses,
  publicInternet,
  RFC1918,
  RFC6598,
} from "../internet-addresses";
import type { Intervals } from "../intervals";
import { meetIntervals, withoutIntervals } from "../intervals";
import type { EgressOnlyInternetGateway, InternetGateway, Vpc } from "../network";
import type { NetworkIndex, Node } from "../network-index";
import { gapsOf } from "../network-index";
import { DESTINATION, isEmpty, NO_PACKETS, SOURCE, withAddresses, without } from "../packet-set";
import type { Road, Station, Step, Trail, Walk } from "../road";
import { endAt, pass, startAt, stopAt, unsettledAt } from "../road";
import type { Stop } from "../split";
import { aclStep } from "../steps";
import { isSentElsewhere, throughEdge } from "./edge";
import { accessSteps } from "./internet-access";

/** The internet gateway of a VPC; undefined if it surely has none. */
export function internetGatewayOf(
  index: NetworkIndex,
  { value: vpc }: Node<Vpc>,
): Maybe<Node<InternetGateway>> | undefined {
  const gateways = index.inVpc("internetGateways", vpc.id);
  const attached = gateways.find(({ value }) => value.vpcId === vpc.id);
  if (attached !== undefined) return attached;
  const [gap] = [
    ...gapsOf(index.network.internetGateways),
    ...gateways.flatMap(({ value }) => (value.vpcId instanceof Unknown ? [value.vpcId] : [])),
  ];
  return gap;
}

/** Sends packets through an internet gateway. */
export function throughInternetGateway(
  walk: Walk,
  trail: Trail,
  id: string,
  addresses: Intervals,
): readonly Road[] {
  const gateway = walk.index.find("internetGateways", id);
  if (!isKnown(gateway)) return unsettledAt(trail, addresses, gateway);
  const place = { component: "internetGateway", id, pointer: gateway.pointer };
  const { vpcId } = gateway.value;
  if (vpcId instanceof Unknown) return unsettledAt(trail, addresses, vpcId);
  const { from } = trail;
  if (vpcId !== from.vpc.value.id) {
    return stopAt(trail, addresses, detached(place, from.vpc.value.id));
  }
  const behind = trail.passages.map((passage) => passage.from);
  const onward = pass(
    trail,
    ...accessSteps(walk.index, place, walk.family, from, "outward", behind),
    walk.family === "ipv4" ? mapAddress(from, place) : globalOnly(place),
  );
  return toInternet(walk, onward, gateway, place, addresses);
}

/** Sends packets through an egress-only internet gateway. */
export function throughEgressOnly(
  walk: Walk,
  trail: Trail,
  id: string,
  addresses: Intervals,
): readonly Road[] {
  const gateway = walk.index.find("egressOnlyInternetGateways", id);
  if (!isKnown(gateway)) return unsettledAt(trail, addresses, gateway);
  const place = { component: "egressOnlyInternetGateway", id, pointer: gateway.pointer };
  const { vpcId } = gateway.value;
  if (!isKnown(vpcId)) return unsettledAt(trail, addresses, vpcId);
  const { from } = trail;
  if (walk.family === "ipv4") {
    const message = `${id} takes IPv6 packets only`;
    return stopAt(trail, addresses, { ...place, code: "CANNOT_ROUTE", message });
  }
  if (vpcId !== from.vpc.value.id) {
    return stopAt(trail, addresses, detached(place, from.vpc.value.id));
  }
  if (walk.target?.component === "internetGateway") {
    const message = `${id} keeps the internet from starting connections: answers to what came in by ${walk.target.id} do not pass it`;
    return stopAt(trail, addresses, { ...place, code: "NO_POSSIBLE_DESTINATION", message });
  }
  const onward = pass(
    trail,
    ...accessSteps(walk.index, place, walk.family, from, "outwardOnly"),
    globalOnly(place),
  );
  return toInternet(walk, onward, gateway, place, addresses);
}

type Place = { readonly component: string; readonly id: string; readonly pointer: string };

function detached(place: Place, vpc: string): Stop {
  return {
    ...place,
    code: "BAD_STATE_ATTACHMENT",
    message: `${place.id} is not attached to ${vpc}`,
  };
}

/** Beyond the gateway: what is no address of the internet is dropped, the rest has arrived. */
function toInternet(
  walk: Walk,
  trail: Trail,
  gateway: Node<InternetGateway | EgressOnlyInternetGateway>,
  place: Place,
  addresses: Intervals,
): readonly Road[] {
  const { index, family } = walk;
  const roads: Road[] = [];
  let rest = addresses;
  const refuse = (set: Intervals, code: Stop["code"], message: string) => {
    const here = meetIntervals(rest, set);
    rest = withoutIntervals(rest, set);
    roads.push(...stopAt(trail, here, { ...place, code, message: `${place.id} ${message}` }));
  };
  if (family === "ipv4") {
    const drops = "drops packets for addresses of";
    refuse(RFC1918, "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS", `${drops} RFC 1918`);
    refuse(RFC6598, "IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS", `${drops} RFC 6598`);
  }
  refuse(NOWHERE[family], "NO_POSSIBLE_DESTINATION", "leads to no such address");
  // Who asks about the internet as a whole means the others in it.
  const own = walk.hint.outsideNetwork === true ? [] : ownPublicAddresses(index, family);
  const reflected = meetIntervals(rest, own);
  const why = new Unknown([`what becomes of packets that come back in through ${place.id}`]);
  roads.push(...unsettledAt(trail, reflected, why));
  const out = withoutIntervals(rest, reflected);
  const end = { kind: "outside", gateway: place.id } as const;
  return [...roads, ...endAt(trail, out, end, () => answersIn(walk, trail.from, gateway, place))];
}

/** Answers come in through the gateway and go to the subnet that packets came from. */
function answersIn(
  walk: Walk,
  to: Station,
  gateway: Node<InternetGateway | EgressOnlyInternetGateway>,
  place: Place,
): readonly Road[] {
  const filters = to.subnet === undefined ? [] : [aclStep(walk.index, to.subnet, "ingress")];
  const isRegionalNat = to.component === "natGateway" && to.subnet === undefined;
  if (isRegionalNat && isSentElsewhere(walk.index, gateway.value.id, to.vpc.value.id) !== false) {
    const why = new Unknown([`how ${place.id} sends answers to ${to.id}, which is in no subnet`]);
    return unsettledAt(startAt(to, place), to.addresses, why);
  }
  const inside = (trail: Trail, addresses: Intervals) =>
    endAt(pass(trail, ...filters), addresses, { kind: "station", station: to, lostTo: [] });
  return throughEdge(walk, startAt(to, place), gateway.value.id, to.vpc, to.addresses, inside);
}

/** An internet gateway replaces private IPv4 addresses, as far as they have a public one. */
function mapAddress(from: Station, place: Place): Step {
  const stop: Stop = {
    ...place,
    code: "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
    message: `${place.id} drops packets of ${from.id}, which has no public IPv4 address`,
  };
  return {
    ...place,
    filter: (packets, { translatedSource, isAnswer }) => {
      // A NAT gateway has its public address whatever address its clients have.
      const passed =
        translatedSource === undefined || isAnswer
          ? withAddresses(packets, isAnswer ? DESTINATION : SOURCE, from.publicAddresses)
          : from.publicAddresses.length > 0
            ? packets
            : NO_PACKETS;
      const rest = without(packets, passed);
      if (isEmpty(rest)) return { passed, stopped: [], unsettled: [] };
      return from.mayBePublic.length > 0
        ? { passed, stopped: [], unsettled: [{ packets: rest, unknowns: from.mayBePublic }] }
        : { passed, stopped: [{ packets: rest, stop }], unsettled: [] };
    },
  };
}

/** IPv6 addresses are public by themselves, unless they are private ones. */
function globalOnly(place: Place): Step {
  const stop: Stop = {
    ...place,
    code: "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
    message: `${place.id} drops packets from IPv6 addresses that are not global`,
  };
  const global = publicInternet("ipv6");
  return {
    ...place,
    filter: (packets, { isAnswer }) => {
      const passed = withAddresses(packets, isAnswer ? DESTINATION : SOURCE, global);
      const rest = without(packets, passed);
      return { passed, stopped: isEmpty(rest) ? [] : [{ packets: rest, stop }], unsettled: [] };
    },
  };
}
