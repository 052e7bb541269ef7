/** Answers questions whose packets start outside: in the internet, or behind a gateway to a customer's network. */
import type { Maybe } from "../known";
import { isKnown, Unknown } from "../known";
import type { Aim } from "./aims";
import { aimsAtAddresses, aimsAtInterface } from "./aims";
import {
  internetBeyondServices,
  publicInternet,
  RFC1918,
  RFC6598,
  unmeantAddresses,
} from "./internet-addresses";
import type { Intervals } from "./intervals";
import { addressesOf, holdsIntervals, meetIntervals } from "./intervals";
import type { Vpc } from "./network";
import type { NetworkIndex, Node } from "./network-index";
import type { PacketSet } from "./packet-set";
import { DESTINATION, isEmpty, SOURCE, withAddresses } from "./packet-set";
import type { Piece } from "./pieces";
import type { Place, Places } from "./places";
import { placesInSubnet, placesOfInterface } from "./places";
import type { Destination, Family, OutsideOrigin, Question } from "./question";
import type { Knowledge, Station } from "./road";
import { boundTo } from "./road";
import { settle } from "./settle";
import type { Stop } from "./split";
import { enter } from "./through/entry";
import { internetGatewayOf } from "./through/internet";
import type { Placed, Verdict } from "./verdict";
import { judge, refused, throughout, undecided } from "./verdict";
import { walkTo } from "./walk";

/** One question of this kind. */
interface Inbound {
  readonly index: NetworkIndex;
  readonly family: Family;
  readonly question: Question;
  readonly from: OutsideOrigin;
  /** The packets of the question from these hosts, wherever they are for. */
  readonly packets: PacketSet;
  readonly sources: Intervals;
}

/** What becomes of packets of hosts outside. */
export function verdictOnInbound(
  index: NetworkIndex,
  question: Question,
  from: OutsideOrigin,
  family: Family,
  packets: PacketSet,
): Verdict {
  const sources = sourcesOf(index, from, family);
  if (sources.length === 0) return refused(packets, noSource(from, family));
  const sent = withAddresses(packets, SOURCE, sources);
  const inbound: Inbound = { index, family, question, from, packets: sent, sources };
  const { to, quantifier = "all" } = question;
  const aims = aimsOf(inbound, to);
  if (aims === undefined) return toAddresses(inbound, to);
  const verdicts: Placed[] = [];
  for (const aim of aims) {
    const verdict = verdictOn(inbound, aim);
    const { unsure } = aim.kind === "place" ? aim.place : {};
    verdicts.push({ verdict, ...(unsure === undefined ? {} : { unsure }) });
    // One is enough, and there may be thousands.
    const isEnough = quantifier === "any" && verdict.outcome === "reachable";
    if (isEnough && unsure === undefined) break;
  }
  const none = refused(sent, noTarget(to, family));
  return throughout(verdicts, none, quantifier);
}

/** Of the addresses that the question names, those that packets from there can have. */
function sourcesOf(index: NetworkIndex, from: OutsideOrigin, family: Family): Intervals {
  if (from.addresses === undefined) return internetBeyondServices(index, family);
  const given = addressesOf(family, from.addresses);
  return from.kind === "internet" ? meetIntervals(given, publicInternet(family)) : given;
}

function noSource(from: OutsideOrigin, family: Family): Stop {
  const given = addressesOf(family, from.addresses ?? []);
  const place = { component: from.kind, id: from.kind, pointer: "" };
  for (const [space, code, name] of [
    [RFC1918, "IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS", "RFC 1918"],
    [RFC6598, "IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS", "RFC 6598"],
  ] as const) {
    if (given.length === 0 || !holdsIntervals(space, given)) continue;
    return { ...place, code, message: `addresses of ${name} are not in the internet` };
  }
  const message = `${from.kind} has no ${family} address to send packets from`;
  return { ...place, code: "NO_SOURCE_OR_DESTINATION", message };
}

function noTarget(to: Destination, family: Family): Stop {
  const id =
    to.kind === "interface" ? to.interfaceId : to.kind === "subnet" ? to.subnetId : to.kind;
  const message = `${id} has no ${family} address to send packets to`;
  return { component: to.kind, id, pointer: "", code: "NO_SOURCE_OR_DESTINATION", message };
}

/** Who is meant; undefined if it is for routes to say, by the addresses. */
function aimsOf({ index, family, from }: Inbound, to: Destination): readonly Aim[] | undefined {
  const isInternet = from.kind === "internet";
  switch (to.kind) {
    case "interface": {
      if (isInternet) return aimsAtInterface(index, to.interfaceId, family);
      return aimsOfPlaces(placesOfInterface(index, to.interfaceId, family));
    }
    case "subnet":
      return aimsOfPlaces(placesInSubnet(index, to, family));
    case "address":
    case "cidr": {
      const text = to.kind === "address" ? to.address : to.cidr;
      return isInternet ? aimsAtAddresses(index, addressesOf(family, [text]), family) : undefined;
    }
    case "service":
    case "name":
    case "internet":
      return aimsOfPlaces({
        kind: "unknown",
        unknowns: [new Unknown([`what ${to.kind} is from outside`])],
      });
  }
}

function aimsOfPlaces(found: Places): readonly Aim[] {
  if (found.kind === "unknown") return [found];
  return found.places.map((place) => ({ kind: "place", place }));
}

function verdictOn(inbound: Inbound, aim: Aim): Verdict {
  if (aim.kind === "unknown") return undecided(aim.unknowns);
  if (aim.kind === "refused") {
    return refused(withAddresses(inbound.packets, DESTINATION, aim.addresses), aim.stop);
  }
  const verdict = toPlace(inbound, aim.place);
  const [own] = aim.place.station.addresses;
  if (aim.publicAddress === undefined || own === undefined) return verdict;
  return { ...verdict, pieces: asSent(verdict.pieces, own.first, aim.publicAddress) };
}

function toPlace(inbound: Inbound, { station: target, oneOf }: Place): Verdict {
  const { addresses, vpc } = target;
  return between(inbound, vpc, addresses, target, oneOf);
}

/** A network that a gateway leads into finds who has the addresses by itself. */
function toAddresses(inbound: Inbound, to: Destination): Verdict {
  const text = to.kind === "address" ? to.address : to.kind === "cidr" ? to.cidr : "";
  return between(inbound, OUTSIDE, addressesOf(inbound.family, [text]), undefined, undefined);
}

/** Stands for the network that the hosts are in. */
const OUTSIDE: Node<Vpc> = { value: { id: "outside", cidrBlocks: [] }, pointer: "" };

function between(
  inbound: Inbound,
  vpc: Node<Vpc>,
  addresses: Intervals,
  target: Station | undefined,
  oneOf: Unknown | undefined,
): Verdict {
  const { index, family, question } = inbound;
  const meant = withAddresses(inbound.packets, DESTINATION, addresses);
  if (isEmpty(meant)) return undecided(new Unknown(["an empty question"]));
  const hidden = target === undefined ? undefined : hiddenFrom(inbound, target);
  if (hidden !== undefined) return refused(meant, hidden);
  const door = doorOf(inbound, vpc);
  if (!isKnown(door)) return undecided(door);
  if ("stop" in door) return refused(meant, door.stop);
  const walk = walkTo(index, family, {}, target);
  const roads = enter(walk, door, door.vpc, addresses);
  const pieces = settle(
    { index, family, from: door, ...(target === undefined ? {} : { target }) },
    roads,
    meant,
  );
  const given = oneOf === undefined ? [] : [{ dimension: DESTINATION, why: oneOf }];
  const unmeant = isAnybody(inbound.from) ? unmeantAddresses(index) : [];
  return judge(
    meant,
    pieces,
    question.quantifier ?? "all",
    given,
    unmeant.length === 0 ? undefined : { dimension: SOURCE, why: unmeant },
  );
}

/** An IPv4 interface without a public address is not in the internet, whatever the gateway is. */
function hiddenFrom({ from, family }: Inbound, target: Station): Stop | undefined {
  const { component, id, pointer, publicAddresses, mayBePublic } = target;
  if (from.kind !== "internet" || family !== "ipv4") return undefined;
  if (publicAddresses.length > 0 || mayBePublic.length > 0) return undefined;
  const message = `${id} has no public IPv4 address for the internet to send packets to`;
  return { code: "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", component, id, pointer, message };
}

/** Whether the internet as a whole is meant. */
function isAnybody({ kind, addresses }: OutsideOrigin): boolean {
  return kind === "internet" && addresses === undefined;
}

/** The gateway that hosts outside are behind, as the place where their packets start. */
function doorOf(inbound: Inbound, vpc: Node<Vpc>): Maybe<Station | { readonly stop: Stop }> {
  const { index, from } = inbound;
  switch (from.kind) {
    case "internet": {
      const gateway = internetGatewayOf(index, vpc);
      if (gateway === undefined) {
        const message = `${vpc.value.id} has no internet gateway for anything to come in by`;
        const place = { component: "vpc", id: vpc.value.id, pointer: vpc.pointer };
        return { stop: { ...place, code: "NO_SOURCE_OR_DESTINATION", message } };
      }
      if (!isKnown(gateway)) return gateway;
      const hint: Knowledge = {
        outsideNetwork: true,
        ...(isAnybody(from) ? { outsideServices: true } : {}),
      };
      return { ...stationAt("internetGateway", gateway, vpc, inbound), hint };
    }
    case "vpnGateway": {
      const gateway = index.find("vpnGateways", from.gatewayId);
      if (!isKnown(gateway)) return gateway;
      const { vpcId } = gateway.value;
      if (vpcId === undefined) {
        const message = `${from.gatewayId} is not attached to a VPC`;
        const place = { component: from.kind, id: from.gatewayId, pointer: gateway.pointer };
        return { stop: { ...place, code: "BAD_STATE_ATTACHMENT", message } };
      }
      const own = index.find("vpcs", vpcId);
      return isKnown(own) ? stationAt(from.kind, gateway, own, inbound) : own;
    }
    case "transitGatewayAttachment": {
      const attachment = index.find("transitGatewayAttachments", from.attachmentId);
      if (!isKnown(attachment)) return attachment;
      return stationAt(from.kind, attachment, OUTSIDE, inbound);
    }
  }
}

function stationAt(
  component: Station["component"],
  { value, pointer }: Node<{ readonly id: string }>,
  vpc: Node<Vpc>,
  { sources }: Inbound,
): Station {
  return {
    component,
    id: value.id,
    pointer,
    vpc,
    subnet: undefined,
    addresses: sources,
    publicAddresses: [],
    mayBePublic: [],
    groupIds: undefined,
  };
}

/** Pieces as the gateway has them, put as senders in the internet see them: with the public address. */
function asSent(pieces: readonly Piece[], own: bigint, seen: bigint): readonly Piece[] {
  const renamed = (bounds: PacketSet[number]["low"]) =>
    bounds.map((bound, at) => (at === DESTINATION ? seen : bound));
  return pieces.map((piece) => ({
    ...piece,
    packets: piece.packets.map(({ low, high }) => ({ low: renamed(low), high: renamed(high) })),
    forward: piece.forward.map((step) => boundTo(step, own)),
  }));
}
