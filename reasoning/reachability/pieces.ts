/** Packets in parts, each with what has become of it and with the way it went. */
import type { Unknown } from "../known";
import type { Facing } from "./facing";
import type { PacketSet } from "./packet-set";
import { isEmpty, meet } from "./packet-set";
import type { Step } from "./road";
import type { Split, Stop, Unsettled } from "./split";

/** What has become of some packets. */
export type Fate =
  | { readonly kind: "delivered" }
  | { readonly kind: "stopped"; readonly stop: Stop; readonly path: "forward" | "return" }
  | { readonly kind: "unsettled"; readonly unknowns: readonly Unknown[] };

/** Packets with one fate and what they passed before it. */
export interface Piece {
  readonly packets: PacketSet;
  readonly fate: Fate;
  readonly forward: readonly Passed[];
  readonly back: readonly Passed[];
}

/** A step that packets passed. */
export interface Passed extends Step {
  /** The pointer for one of them, where a rule decides. */
  readonly decider?: (packet: PacketSet) => string | undefined;
}

/** Packets on one way: what is left of them, and what has become of the others. */
export class Run {
  readonly #parts: { readonly packets: PacketSet; readonly fate: Fate; readonly at: number }[] = [];
  readonly #steps: Passed[] = [];
  readonly #before: Piece | undefined;
  #left: PacketSet;
  /** Packets that something before may have stopped. */
  #doubtful: readonly Unsettled[] = [];

  constructor(packets: PacketSet, before?: Piece) {
    this.#left = packets;
    this.#before = before;
  }

  /** Passes a step; `freely` if its filter does not matter any more. */
  pass(step: Step, facing: Facing, freely = false): void {
    const split: Split | undefined =
      freely || isEmpty(this.#left) ? undefined : step.filter?.(this.#left, facing);
    const { decidedBy } = step;
    const decider = (packet: PacketSet) => decidedBy?.(packet, facing);
    this.#steps.push(decidedBy === undefined ? step : { ...step, decider });
    if (split !== undefined) {
      this.#left = split.passed;
      for (const { packets, stop } of split.stopped) this.#put(packets, stopped(stop));
    }
    // What may have been stopped before may surely be stopped here: then it does not matter.
    const doubtful: Unsettled[] = [...(split?.unsettled ?? [])];
    for (const each of this.#doubtful) {
      const again = freely ? undefined : step.filter?.(each.packets, facing);
      if (again === undefined) {
        doubtful.push(each);
        continue;
      }
      for (const { packets, stop } of again.stopped) this.#put(packets, stopped(stop));
      doubtful.push({ packets: again.passed, unknowns: each.unknowns });
      for (const { packets, unknowns } of again.unsettled) {
        doubtful.push({ packets, unknowns: [...each.unknowns, ...unknowns] });
      }
    }
    this.#doubtful = doubtful.filter(({ packets }) => !isEmpty(packets));
  }

  /** Stops all that is left. */
  stop(stop: Stop): void {
    this.#put(this.#left, stopped(stop));
    for (const { packets } of this.#doubtful) this.#put(packets, stopped(stop));
    this.#left = [];
    this.#doubtful = [];
  }

  /** Leaves the fate of all that is left open. */
  doubt(unknowns: readonly Unknown[]): void {
    this.#put(this.#left, unsettled(unknowns));
    this.#left = [];
  }

  #put(packets: PacketSet, fate: Fate): void {
    if (!isEmpty(packets)) this.#parts.push({ packets, fate, at: this.#steps.length });
  }

  /** Everything that set out, in parts. */
  pieces(path: "forward" | "return"): readonly Piece[] {
    const piece = (packets: PacketSet, fate: Fate, at: number): Piece => {
      const steps = this.#steps.slice(0, at);
      const { forward = steps, back = [] } = this.#before ?? {};
      return {
        packets,
        fate: fate.kind === "stopped" ? { ...fate, path } : fate,
        forward,
        back: path === "return" ? [...back, ...steps] : back,
      };
    };
    const parts = [
      ...this.#parts.map(({ packets, fate, at }) => piece(packets, fate, at)),
      ...this.#doubtful.map(({ packets, unknowns }) =>
        piece(packets, unsettled(unknowns), this.#steps.length),
      ),
    ];
    if (isEmpty(this.#left)) return parts;
    return [...parts, piece(this.#left, { kind: "delivered" }, this.#steps.length)];
  }
}

function stopped(stop: Stop): Fate {
  return { kind: "stopped", stop, path: "forward" };
}

function unsettled(unknowns: readonly Unknown[]): Fate {
  return { kind: "unsettled", unknowns };
}

/** A piece of packets that something before may have stopped: only what surely stops is sure then. */
export function doubted(piece: Piece, unknowns: readonly Unknown[]): Piece {
  const { fate } = piece;
  if (fate.kind === "stopped") return piece;
  const others = fate.kind === "unsettled" ? fate.unknowns : [];
  return { ...piece, fate: unsettled([...unknowns, ...others]) };
}

/** One of several ways is taken, nobody knows which: what all of them do to a packet is settled. */
export function whichever(
  ways: readonly (readonly Piece[])[],
  why: readonly Unknown[],
): readonly Piece[] {
  const [first = [], ...others] = ways;
  return others.reduce<readonly Piece[]>(
    (pieces, other) => pieces.flatMap((one) => other.flatMap((two) => either(one, two, why))),
    first,
  );
}

function either(one: Piece, other: Piece, why: readonly Unknown[]): readonly Piece[] {
  const packets = meet(one.packets, other.packets);
  if (isEmpty(packets)) return [];
  const isAgreed = one.fate.kind === other.fate.kind && one.fate.kind !== "unsettled";
  if (isAgreed) return [{ ...one, packets }];
  const unknowns = [one, other].flatMap(({ fate }) =>
    fate.kind === "unsettled" ? fate.unknowns : [],
  );
  return [{ ...one, packets, fate: unsettled([...why, ...unknowns]) }];
}
