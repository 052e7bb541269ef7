/** Answers questions: where packets start, who they are for, what becomes of them, in one line. */
import { Unknown } from "../known";
import { parseBlock } from "./address";
import type { Answer } from "./answer";
import { explain } from "./explain";
import type { Intervals } from "./intervals";
import { addressesOf, intervalsOf } from "./intervals";
import { verdictOnInbound } from "./inbound";
import { internetBeyondServices, unmeantAddresses } from "./internet-addresses";
import type { Network, PortRange } from "./network";
import type { Resolution } from "./resolution";
import { resolveName, resolveService } from "./names";
import { NetworkIndex } from "./network-index";
import {
  DESTINATION,
  isEmpty,
  SOURCE,
  startCounting,
  TooManyParts,
  withAddresses,
} from "./packet-set";
import type { PacketSet } from "./packet-set";
import type { Place, Places } from "./places";
import { placesInSubnet, placesOfInterface } from "./places";
import { EPHEMERAL_PORTS, EVERY_PORT, packetsOf } from "./protocol";
import type { Destination, Family, InsideOrigin, Question } from "./question";
import type { Knowledge } from "./road";
import { settle } from "./settle";
import type { Verdict } from "./verdict";
import { inEitherCase, judge, refused, throughout, undecided } from "./verdict";
import { walkFrom } from "./walk";

/**
 * Whether packets get where they are meant to and their answers get back. Give an index instead of a
 * network to ask many questions of one.
 */
export function reach(network: Network | NetworkIndex, question: Question): Answer {
  const index = network instanceof NetworkIndex ? network : new NetworkIndex(network);
  const { quantifier = "all" } = question;
  const family = familyOf(question);
  startCounting();
  let verdict: Verdict;
  try {
    verdict = verdictOn(index, question, family);
  } catch (error) {
    if (!(error instanceof TooManyParts)) throw error;
    const why = "the question falls into too many parts: ask about fewer addresses or ports";
    verdict = undecided(new Unknown([why]));
  }
  return explain(family, quantifier, verdict);
}

function familyOf({ from, to, family }: Question): Family {
  const text = to.kind === "address" ? to.address : to.kind === "cidr" ? to.cidr : undefined;
  const meant = (text === undefined ? undefined : parseBlock(text)?.family) ?? family;
  if (meant !== undefined) return meant;
  const blocks = from.kind === "interface" ? [] : (from.addresses ?? []);
  const isAllIpv6 = blocks.every((each) => parseBlock(each)?.family === "ipv6");
  return blocks.length > 0 && isAllIpv6 ? "ipv6" : "ipv4";
}

function verdictOn(index: NetworkIndex, question: Question, family: Family): Verdict {
  const { from, to, protocol = "tcp", quantifier = "all" } = question;
  const packets = packetsOf({
    family,
    protocol,
    ports: disjoint(question.ports, EVERY_PORT),
    sourcePorts: disjoint(question.sourcePorts, EPHEMERAL_PORTS),
  });
  if (from.kind !== "interface" && from.kind !== "subnet") {
    return verdictOnInbound(index, question, from, family, packets);
  }
  const origins = originsOf(index, from, family);
  if (origins.kind === "unknown") return undecided(origins.unknowns);
  const verdicts = origins.places.map((origin) => {
    const resolution = destinationOf(index, origin, to, family);
    const verdict = verdictFrom(index, question, family, packets, origin, resolution);
    return { ...origin, verdict };
  });
  const none = nowhere("from", from, family, packets);
  return throughout(verdicts, none, quantifier);
}

/** Ranges of ports that do not overlap. */
function disjoint(
  ranges: readonly PortRange[] | undefined,
  every: PortRange,
): readonly PortRange[] {
  if (ranges === undefined) return [every];
  return intervalsOf(
    ranges.map(({ first, last }) => ({ first: BigInt(first), last: BigInt(last) })),
  ).map(({ first, last }) => ({ first: Number(first), last: Number(last) }));
}

function originsOf(index: NetworkIndex, from: InsideOrigin, family: Family): Places {
  return from.kind === "interface"
    ? placesOfInterface(index, from.interfaceId, family)
    : placesInSubnet(index, from, family);
}

function destinationOf(
  index: NetworkIndex,
  { station }: Place,
  to: Destination,
  family: Family,
): Resolution {
  switch (to.kind) {
    case "address":
      return { kind: "addresses", addresses: addressesOf(family, [to.address]) };
    case "cidr":
      return { kind: "addresses", addresses: addressesOf(family, [to.cidr]) };
    case "internet":
      return { kind: "addresses", addresses: internetBeyondServices(index, family) };
    case "interface":
      return placesOfInterface(index, to.interfaceId, family);
    case "subnet":
      return placesInSubnet(index, to, family);
    case "service":
      return resolveService(index, station.vpc, to.serviceName, family);
    case "name":
      return resolveName(index, station.vpc, to.name, family);
  }
}

function verdictFrom(
  index: NetworkIndex,
  question: Question,
  family: Family,
  packets: PacketSet,
  origin: Place,
  resolution: Resolution,
): Verdict {
  const { to, quantifier = "all" } = question;
  switch (resolution.kind) {
    case "unknown":
      return undecided(resolution.unknowns);
    case "stopped":
      return refused(sentBy(origin, packets), resolution.stop);
    case "either":
      return inEitherCase(
        resolution.resolutions.map((each) =>
          verdictFrom(index, question, family, packets, origin, each),
        ),
        resolution.why,
      );
    case "addresses": {
      const { addresses, oneOf, prefixList } = resolution;
      const hint: Knowledge = {
        ...(prefixList === undefined ? {} : { inPrefixList: prefixList }),
        ...(to.kind === "internet" ? { outsideServices: true, outsideNetwork: true } : {}),
      };
      return between(index, question, family, packets, origin, { addresses, oneOf, hint });
    }
    case "places": {
      const verdicts = resolution.places.map(({ station, oneOf, ...place }) => {
        const meant = { addresses: station.addresses, oneOf, hint: {}, station };
        return { ...place, verdict: between(index, question, family, packets, origin, meant) };
      });
      const none = nowhere("to", to, family, packets);
      return throughout(verdicts, none, quantifier);
    }
  }
}

interface Meant {
  readonly addresses: Intervals;
  readonly oneOf: Unknown | undefined;
  readonly hint: Knowledge;
  readonly station?: Place["station"];
}

function sentBy({ station }: Place, packets: PacketSet): PacketSet {
  return withAddresses(packets, SOURCE, station.addresses);
}

function between(
  index: NetworkIndex,
  { quantifier = "all" }: Question,
  family: Family,
  packets: PacketSet,
  origin: Place,
  { addresses, oneOf, hint, station }: Meant,
): Verdict {
  const { station: from } = origin;
  const meant = withAddresses(sentBy(origin, packets), DESTINATION, addresses);
  const { subnet } = from;
  if (subnet === undefined || isEmpty(meant)) return undecided(new Unknown(["an empty question"]));
  const roads = walkFrom(index, family, from, subnet, addresses, hint, station);
  const target = station === undefined ? {} : { target: station };
  const prefixList = hint.inPrefixList === undefined ? {} : { prefixList: hint.inPrefixList };
  const pieces = settle({ index, family, from, ...target, ...prefixList }, roads, meant);
  const given = [
    ...(origin.oneOf === undefined ? [] : [{ dimension: SOURCE, why: origin.oneOf }]),
    ...(oneOf === undefined ? [] : [{ dimension: DESTINATION, why: oneOf }]),
  ];
  const why = hint.outsideServices === true ? unmeantAddresses(index) : [];
  const unmeant = why.length === 0 ? undefined : ({ dimension: DESTINATION, why } as const);
  return judge(meant, pieces, quantifier, given, unmeant);
}

/** A place that has no address of the family. */
function nowhere(
  side: "from" | "to",
  place: InsideOrigin | Destination,
  family: Family,
  packets: PacketSet,
): Verdict {
  const id =
    place.kind === "interface"
      ? place.interfaceId
      : place.kind === "subnet"
        ? place.subnetId
        : place.kind;
  return refused(packets, {
    code: "NO_SOURCE_OR_DESTINATION",
    component: place.kind,
    id,
    pointer: "",
    message: `${id} has no ${family} address to send packets ${side}`,
  });
}
