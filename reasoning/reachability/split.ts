/** What becomes of packets at one place: some pass, some are stopped, of some it is not known. */
import type { Unknown } from "../known";
import type { ExplanationCode } from "./explanation";
import type { PacketSet } from "./packet-set";

/** Why packets are stopped. */
export interface Stop {
  readonly code: ExplanationCode;
  readonly component: string;
  readonly id: string;
  /** JSON pointer into the network. */
  readonly pointer: string;
  readonly message: string;
}

/** Packets that are stopped, and why. */
export interface Stopped {
  readonly packets: PacketSet;
  readonly stop: Stop;
}

/** Packets of which it is not known, and what blocks it. */
export interface Unsettled {
  readonly packets: PacketSet;
  readonly unknowns: readonly Unknown[];
}

/** All packets that came, in parts. */
export interface Split {
  readonly passed: PacketSet;
  readonly stopped: readonly Stopped[];
  readonly unsettled: readonly Unsettled[];
}
