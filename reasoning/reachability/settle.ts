/**
 * What becomes of packets on their ways and of the answers on theirs: every filter is tried in order,
 * and each packet ends up in exactly one piece.
 */
import { Unknown } from "../known";
import { endpointLimits } from "./endpoint-protocols";
import type { Facing } from "./facing";
import type { NetworkIndex } from "./network-index";
import type { PacketSet } from "./packet-set";
import { DESTINATION, isEmpty, SOURCE, withAddresses } from "./packet-set";
import type { Piece } from "./pieces";
import { doubted, Run, whichever } from "./pieces";
import type { Family } from "./question";
import type { End, Passage, Road, Station, Step } from "./road";
import { boundTo, isOutside } from "./road";
import type { Peer } from "./security-group";
import { admittingRule, filterByGroups } from "./security-group";
import type { Stop } from "./split";

/** What is asked, as far as filters are concerned. */
export interface Inquiry {
  readonly index: NetworkIndex;
  readonly family: Family;
  readonly from: Station;
  /** Whom packets have to reach, where arriving anywhere else is no success. */
  readonly target?: Station;
  /** The names of a prefix list that destinations are in. */
  readonly prefixList?: readonly string[];
}

/** Tries the filters on all ways. */
export function settle(
  inquiry: Inquiry,
  roads: readonly Road[],
  packets: PacketSet,
): readonly Piece[] {
  return roads.flatMap((road) => {
    const here = withAddresses(packets, DESTINATION, road.addresses);
    return isEmpty(here) ? [] : settleRoad(inquiry, road, here);
  });
}

function settleRoad(inquiry: Inquiry, road: Road, packets: PacketSet): readonly Piece[] {
  const { end } = road;
  if (end.kind === "either") {
    return whichever(
      end.alternatives.map((roads) => settle(inquiry, roads, packets)),
      end.why,
    );
  }
  const run = new Run(packets);
  for (const { step, facing } of forwardSteps(inquiry, road)) run.pass(step, facing);
  if (end.kind === "stopped") run.stop(end.stop);
  else if (end.kind === "unsettled") run.doubt(end.unknowns);
  else {
    const missed = missedTarget(inquiry, end);
    if (missed !== undefined) run.stop(missed);
  }
  // How answers set out is only known where packets arrive.
  const parts = end.kind === "unsettled" ? road.passages.slice(0, -1) : road.passages;
  return parts
    .toReversed()
    .reduce(
      (pieces, passage) => pieces.flatMap((piece) => answer(inquiry.family, passage, piece)),
      run.pieces("forward"),
    );
}

/** All steps of a way, with the security groups at both ends. */
function forwardSteps(
  inquiry: Inquiry,
  { passages, end }: Road,
): readonly { readonly step: Step; readonly facing: Facing }[] {
  const { family, from } = inquiry;
  const plain: Facing = { family, isAnswer: false };
  const steps = passages.flatMap((passage) => {
    const facing = facingOf(family, passage, false);
    return passage.steps.map((step) => ({ step, facing }));
  });
  const isFiltered = end.kind === "unsettled" ? end.isUnfiltered !== true : end.kind !== "stopped";
  const guardedOut = isFiltered && from.groupIds !== undefined;
  const out = [
    ...(isOutside(from) ? [] : [{ step: markOf(from), facing: plain }]),
    ...(guardedOut ? [{ step: groups(inquiry, from, "egress", end), facing: plain }] : []),
    ...steps,
  ];
  if (end.kind !== "station") return out;
  const last = passages.at(-1);
  const facing = last === undefined ? plain : facingOf(family, last, false);
  const { station } = end;
  const guardedIn = station.groupIds !== undefined;
  return [
    ...out,
    ...(guardedIn ? [{ step: groups(inquiry, station, "ingress", end), facing }] : []),
    { step: { ...markOf(station), ...endpointLimits(inquiry.index, station.id) }, facing },
  ];
}

/** The station itself as a step, to be seen on the way. */
function markOf({ component, id, pointer, spotFor }: Station): Step {
  return { component, id, pointer, ...(spotFor === undefined ? {} : { spotFor }) };
}

function facingOf(family: Family, { translation }: Passage, isAnswer: boolean): Facing {
  return {
    family,
    isAnswer,
    ...(translation === undefined ? {} : { translatedSource: translation }),
  };
}

function groups(
  { index, from, prefixList }: Inquiry,
  at: Station,
  direction: "egress" | "ingress",
  end: End,
): Step {
  const guard = { index, id: at.id, pointer: at.pointer, groupIds: at.groupIds ?? [] };
  const peer = direction === "egress" ? peerBehind(end, prefixList) : peerBefore(from, end);
  return {
    component: "securityGroups",
    id: (at.groupIds ?? []).map(String).join(", "),
    pointer: at.pointer,
    direction,
    decidedBy: (packet, facing) => admittingRule(guard, direction, packet, facing, peer),
    filter: (packets, facing) => filterByGroups(guard, direction, packets, facing, peer),
  };
}

/** Transit gateways carry groups for incoming rules only. */
function peerBehind(end: End, prefixList: readonly string[] | undefined): Peer {
  const list = prefixList === undefined ? {} : { prefixList };
  if (end.kind === "unsettled")
    return { groupIds: [new Unknown(["the destination"])], lostTo: [], ...list };
  if (end.kind !== "station") return { groupIds: undefined, lostTo: [], ...list };
  const { station, lostTo } = end;
  return {
    groupIds: station.groupIds ?? UNASKED,
    lostTo: [...lostTo, ...(end.transits ?? [])],
    ...list,
  };
}

function peerBefore(from: Station, end: End): Peer {
  const lostTo = end.kind === "station" ? end.lostTo : [];
  if (isOutside(from)) return { groupIds: undefined, lostTo };
  return { groupIds: from.groupIds ?? UNASKED, lostTo };
}

/** A question may leave the groups of a place out. */
const UNASKED = [new Unknown(["security groups that the question leaves out"])];

/** Who is asked for by name is not reached by reaching another one with the same address. */
function missedTarget({ target }: Inquiry, end: End): Stop | undefined {
  if (target === undefined || (end.kind === "station" && end.station === target)) return undefined;
  const where = end.kind === "station" ? end.station.id : "the internet";
  return {
    code: "NO_POSSIBLE_DESTINATION",
    component: target.component,
    id: target.id,
    pointer: target.pointer,
    message: `packets for the address of ${target.id} go to ${where}`,
  };
}

/**
 * Sends the answers to some packets back over one part of their way. What may not have got so far may
 * surely fail here: then it does not matter.
 */
function answer(family: Family, passage: Passage, piece: Piece): readonly Piece[] {
  const { fate } = piece;
  if (fate.kind === "stopped") return [piece];
  const arrived: Piece = { ...piece, fate: { kind: "delivered" } };
  const pieces = settleAnswers(family, passage, passage.back(), arrived);
  return fate.kind === "delivered" ? pieces : pieces.map((each) => doubted(each, fate.unknowns));
}

function settleAnswers(
  family: Family,
  passage: Passage,
  roads: readonly Road[],
  piece: Piece,
): readonly Piece[] {
  const { translation } = passage;
  if (translation === undefined) {
    return roads.flatMap((road) => {
      const packets = withAddresses(piece.packets, SOURCE, road.addresses);
      return isEmpty(packets) ? [] : settleAnswer(family, passage, road, { ...piece, packets });
    });
  }
  // All answers are for the gateway's one address: if that is not known, each way may be theirs.
  const ways = roads.map((road) => settleAnswer(family, passage, road, piece));
  const [only = []] = ways;
  return ways.length === 1 ? only : whichever(ways, [translation.unknown ?? NOT_ONE_WAY]);
}

const NOT_ONE_WAY = new Unknown(["the address of a NAT gateway"]);

function settleAnswer(
  family: Family,
  passage: Passage,
  road: Road,
  piece: Piece,
): readonly Piece[] {
  const { end, passages } = road;
  if (end.kind === "either") {
    return whichever(
      end.alternatives.map((roads) => settleAnswers(family, passage, roads, piece)),
      end.why,
    );
  }
  const run = new Run(piece.packets, piece);
  const astray = whyAstray(passage, road);
  const facing = facingOf(family, passage, true);
  // Behind a gateway, answers are for its address, and not for the sender's.
  const [seen] = passage.translation === undefined ? [] : road.addresses;
  if (astray === undefined || end.kind !== "station") {
    for (const step of passages[0]?.steps ?? []) {
      run.pass(seen === undefined ? step : boundTo(step, seen.first), facing, astray !== undefined);
    }
  }
  if (end.kind === "stopped") run.stop(end.stop);
  else if (astray !== undefined) run.stop(astray);
  else if (end.kind === "unsettled") run.doubt(end.unknowns);
  return run.pieces("return");
}

/** Why answers do not come back to where their packets came from. */
function whyAstray({ from }: Passage, { end, passages }: Road): Stop | undefined {
  const place = { component: from.component, id: from.id, pointer: from.pointer };
  const [first, second] = passages;
  if (second !== undefined) {
    const message = `answers to ${from.id} go through ${second.from.id}, which changes their source`;
    return { ...place, code: "NGW_SOURCE_ADDRESS_REASSIGN", message };
  }
  if (end.kind === "unsettled" || (end.kind === "station" && end.station === from))
    return undefined;
  if (isOutside(from) && end.kind === "outside" && end.gateway === from.id) return undefined;
  const message = `answers to ${from.id} from ${first?.from.id ?? "outside"} do not come back to it`;
  return { ...place, code: "NO_POSSIBLE_DESTINATION", message };
}
