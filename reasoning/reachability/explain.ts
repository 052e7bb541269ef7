/** Tells people what was found: the way of one packet, what stops which, and what is not known. */
import { renderAddress } from "./address";
import type { Answer, Blocker, Hop, Packet, PacketRange } from "./answer";
import type { Box, PacketSet } from "./packet-set";
import {
  DESTINATION,
  DESTINATION_PORT,
  PROTOCOL,
  SOURCE,
  SOURCE_PORT,
  TRANSLATED_PORT,
} from "./packet-set";
import { EPHEMERAL_PORTS, hasPorts, isIcmp } from "./protocol";
import type { Family, Quantifier } from "./question";
import type { Passed, Piece } from "./pieces";
import type { Verdict } from "./verdict";

/** Nobody reads more; the first ones are those that stop packets first. */
const MAX_BLOCKERS = 50;

/** Puts a verdict into the form that is given out. */
export function explain(family: Family, quantifier: Quantifier, verdict: Verdict): Answer {
  const { outcome, pieces } = verdict;
  const blockedBy = [...new Set(verdict.unknowns.flatMap((each) => each.blockedBy))].sort();
  const of = (kind: Piece["fate"]["kind"]) => pieces.filter(({ fate }) => fate.kind === kind);
  switch (outcome) {
    case "unknown":
      return { outcome, blockers: [], blockedBy, failing: rangesOf(family, of("stopped")) };
    case "reachable": {
      const [arrived] = of("delivered");
      const failing = quantifier === "all" ? [] : rangesOf(family, of("stopped"));
      return { outcome, ...wayOf(family, arrived), blockers: [], blockedBy: [], failing };
    }
    case "unreachable": {
      const stopped = of("stopped");
      const blockers = blockersOf(family, stopped);
      const [first] = blockers;
      const witness = first === undefined ? {} : { witness: first.witness };
      return { outcome, ...witness, blockers, blockedBy: [], failing: rangesOf(family, stopped) };
    }
  }
}

function wayOf(
  family: Family,
  piece: Piece | undefined,
): Pick<Answer, "witness" | "forward" | "return"> {
  const [box] = piece?.packets ?? [];
  if (piece === undefined || box === undefined) return {};
  const witness = packetOf(family, box);
  const [source = 0n, destination = 0n] = [box.low[SOURCE], box.low[DESTINATION]];
  return {
    witness,
    forward: piece.forward.map((step) => hopOf(step, BigInt(destination), box)),
    return: piece.back.map((step) => hopOf(step, BigInt(source), box)),
  };
}

function hopOf(step: Passed, address: bigint, { low }: Box): Hop {
  const { component, decider, direction } = step;
  const { id, pointer: at } = step.spotFor?.(address) ?? step;
  const pointer = decider?.([{ low, high: low }]) ?? at;
  return {
    component,
    id,
    ...(pointer === undefined ? {} : { pointer }),
    ...(direction === undefined ? {} : { direction }),
  };
}

function blockersOf(family: Family, stopped: readonly Piece[]): readonly Blocker[] {
  const blockers = new Map<string, Blocker>();
  for (const { packets, fate } of stopped) {
    const [box] = packets;
    if (fate.kind !== "stopped" || box === undefined || blockers.size >= MAX_BLOCKERS) continue;
    const { stop, path } = fate;
    const key = `${stop.code} ${stop.pointer} ${path}`;
    if (!blockers.has(key)) blockers.set(key, { ...stop, path, witness: packetOf(family, box) });
  }
  return [...blockers.values()];
}

/** The first packet of a box. */
function packetOf(family: Family, { low, high }: Box): Packet {
  const number = (dimension: number) => Number(low[dimension] ?? 0);
  const protocol = number(PROTOCOL);
  const isTranslated =
    number(TRANSLATED_PORT) !== EPHEMERAL_PORTS.first ||
    Number(high[TRANSLATED_PORT]) !== EPHEMERAL_PORTS.last;
  return {
    family,
    source: renderAddress(family, BigInt(low[SOURCE] ?? 0)),
    destination: renderAddress(family, BigInt(low[DESTINATION] ?? 0)),
    protocol,
    ...(hasPorts(protocol)
      ? { sourcePort: number(SOURCE_PORT), destinationPort: number(DESTINATION_PORT) }
      : {}),
    ...(isIcmp(protocol)
      ? { icmpType: number(SOURCE_PORT), icmpCode: number(DESTINATION_PORT) }
      : {}),
    ...(isTranslated && hasPorts(protocol) ? { translatedPort: number(TRANSLATED_PORT) } : {}),
  };
}

function rangesOf(family: Family, pieces: readonly Piece[]): readonly PacketRange[] {
  const packets: PacketSet = pieces.flatMap((piece) => piece.packets);
  return packets.map(({ low, high }) => {
    const addresses = (dimension: number) =>
      [
        renderAddress(family, BigInt(low[dimension] ?? 0)),
        renderAddress(family, BigInt(high[dimension] ?? 0)),
      ] as const;
    const numbers = (dimension: number) =>
      [Number(low[dimension] ?? 0), Number(high[dimension] ?? 0)] as const;
    return {
      sources: addresses(SOURCE),
      destinations: addresses(DESTINATION),
      protocols: numbers(PROTOCOL),
      sourcePorts: numbers(SOURCE_PORT),
      destinationPorts: numbers(DESTINATION_PORT),
      translatedPorts: numbers(TRANSLATED_PORT),
    };
  });
}
