/** From what becomes of each packet to one answer for all of them, or for any. */
import { Unknown } from "../known";
import type { Outcome } from "./answer";
import { intervalsOf } from "./intervals";
import type { Box, PacketSet } from "./packet-set";
import type { DESTINATION, SOURCE } from "./packet-set";
import { DIMENSIONS, isEmpty, without } from "./packet-set";
import type { Quantifier } from "./question";
import type { Piece } from "./pieces";
import type { Stop } from "./split";

/** The answer to one question between two places. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly pieces: readonly Piece[];
  /** What blocks it. Empty unless unknown. */
  readonly unknowns: readonly Unknown[];
}

/** Nothing can be told. */
export function undecided(why: Unknown | readonly Unknown[]): Verdict {
  const unknowns = why instanceof Unknown ? [why] : why;
  return { outcome: "unknown", pieces: [], unknowns };
}

/** A dimension whose value is one of several, and not for the asker to choose. */
export interface Given {
  readonly dimension: number;
  readonly why: Unknown;
}

/** A dimension in which a few addresses, nobody knows which, are not meant by the asker. */
export interface Unmeant {
  readonly dimension: typeof SOURCE | typeof DESTINATION;
  readonly why: readonly Unknown[];
}

/**
 * Judges all packets between two places. Where an address is given but not known, a yes or no has to
 * hold whichever it is: that some address would do says nothing. Where a few addresses are not meant,
 * it has to hold for more than these.
 */
export function judge(
  packets: PacketSet,
  pieces: readonly Piece[],
  quantifier: Quantifier,
  given: readonly Given[],
  unmeant?: Unmeant,
): Verdict {
  const of = (kind: Piece["fate"]["kind"]) =>
    pieces.filter(({ fate }) => fate.kind === kind).flatMap((piece) => piece.packets);
  const delivered = of("delivered");
  const stopped = of("stopped");
  const unsettled = of("unsettled");
  const verdict = (outcome: Outcome): Verdict => ({ outcome, pieces, unknowns: [] });
  if (isEmpty(stopped) && isEmpty(unsettled)) return verdict("reachable");
  if (isEmpty(delivered) && isEmpty(unsettled)) return verdict("unreachable");
  const [some, decided] =
    quantifier === "any"
      ? ([delivered, "reachable"] as const)
      : ([stopped, "unreachable"] as const);
  if (alwaysSome(packets, some, given)) {
    if (unmeant === undefined || isMany(some, unmeant.dimension)) return verdict(decided);
    return { outcome: "unknown", pieces, unknowns: unmeant.why };
  }
  const doubts = pieces.flatMap(({ fate }) => (fate.kind === "unsettled" ? fate.unknowns : []));
  // Both arrive and are stopped: which of them, the given values decide.
  const isMixed = !isEmpty(delivered) && !isEmpty(stopped);
  const blocking = isMixed || doubts.length === 0 ? given.map(({ why }) => why) : [];
  return { outcome: "unknown", pieces, unknowns: [...doubts, ...blocking] };
}

/** Whether some of these packets are there for all values of what is given. */
function alwaysSome(all: PacketSet, some: PacketSet, given: readonly Given[]): boolean {
  if (isEmpty(some)) return false;
  if (given.length === 0) return true;
  const kept = new Set(given.map(({ dimension }) => dimension));
  const widest = all.reduce((one, other) => hull(one, other), all[0] ?? NOTHING);
  const widen = (box: Box): Box => ({
    low: DIMENSIONS.map((_, at) => (kept.has(at) ? box.low[at] : widest.low[at]) ?? 0),
    high: DIMENSIONS.map((_, at) => (kept.has(at) ? box.high[at] : widest.high[at]) ?? 0),
  });
  return isEmpty(without(all, some.map(widen)));
}

/**
 * More addresses than the prefix list of a service holds: a sixty-fourth of all of IPv4, and as good
 * as none of IPv6.
 */
const MANY = { ipv4: 1n << 26n, ipv6: 1n << 104n } as const;

function isMany(packets: PacketSet, dimension: Unmeant["dimension"]): boolean {
  const addresses = intervalsOf(
    packets.map(({ low, high }) => ({
      first: BigInt(low[dimension] ?? 0),
      last: BigInt(high[dimension] ?? 0),
    })),
  );
  const count = addresses.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
  const isIpv6 = addresses.some(({ last }) => last >= 1n << 32n);
  return count > (isIpv6 ? MANY.ipv6 : MANY.ipv4);
}

const NOTHING: Box = { low: [], high: [] };

function hull(one: Box, other: Box): Box {
  return {
    low: one.low.map((bound, at) => least(bound, other.low[at] ?? bound)),
    high: one.high.map((bound, at) => greatest(bound, other.high[at] ?? bound)),
  };
}

const least = <T extends bigint | number>(one: T, other: T): T => (one < other ? one : other);
const greatest = <T extends bigint | number>(one: T, other: T): T => (one > other ? one : other);

/** The verdict on several pairs of places: one is enough, or none may fail. */
function together(verdicts: readonly Verdict[], quantifier: Quantifier): Verdict {
  const decisive = quantifier === "any" ? "reachable" : "unreachable";
  const deciding = verdicts.filter(({ outcome }) => outcome === decisive);
  if (deciding.length > 0) return merge(decisive, deciding);
  const open = verdicts.filter(({ outcome }) => outcome === "unknown");
  if (open.length > 0) return merge("unknown", open);
  return merge(quantifier === "any" ? "unreachable" : "reachable", verdicts);
}

/** The verdict if one of several cases holds, and nobody knows which. */
export function inEitherCase(verdicts: readonly Verdict[], why: readonly Unknown[]): Verdict {
  const [first, ...others] = verdicts;
  if (first === undefined) return undecided(why);
  if (others.length === 0) return first;
  const isAgreed = verdicts.every(({ outcome }) => outcome === first.outcome);
  if (isAgreed && first.outcome !== "unknown") return first;
  const merged = merge("unknown", verdicts);
  return { ...merged, unknowns: [...why, ...merged.unknowns] };
}

/** The verdict on one of several places. */
export interface Placed {
  readonly verdict: Verdict;
  /** Set if nobody knows whether the place is there. */
  readonly unsure?: Unknown;
}

/**
 * The verdict on all places, of which some may not be there: it has to be the same with them and without.
 *
 * @param none the verdict if none of them is there.
 */
export function throughout(
  places: readonly Placed[],
  none: Verdict,
  quantifier: Quantifier,
): Verdict {
  const all = places.map(({ verdict }) => verdict);
  const sure = places.flatMap(({ verdict, unsure }) => (unsure === undefined ? [verdict] : []));
  const why = places.flatMap(({ unsure }) => unsure ?? []);
  const least = sure.length > 0 ? together(sure, quantifier) : none;
  return why.length === 0 ? least : inEitherCase([least, together(all, quantifier)], why);
}

function merge(outcome: Outcome, verdicts: readonly Verdict[]): Verdict {
  return {
    outcome,
    pieces: verdicts.flatMap(({ pieces }) => pieces),
    unknowns: verdicts.flatMap(({ unknowns }) => unknowns),
  };
}

/** No packet gets anywhere. */
export function refused(packets: PacketSet, stop: Stop): Verdict {
  const fate = { kind: "stopped", stop, path: "forward" } as const;
  const pieces = isEmpty(packets) ? [] : [{ packets, fate, forward: [], back: [] }];
  return { outcome: "unreachable", pieces, unknowns: [] };
}
