/** What is answered. */
import type { ExplanationCode } from "./explanation";
import type { Family } from "./question";

/** Whether what was asked for is so. */
export const OUTCOMES = ["reachable", "unreachable", "unknown"] as const;
/** Whether what was asked for is so. */
export type Outcome = (typeof OUTCOMES)[number];

/** One packet, as its sender sends it. */
export interface Packet {
  readonly family: Family;
  readonly source: string;
  readonly destination: string;
  /** IANA's number: 6 TCP, 17 UDP, 1 ICMP, 58 ICMPv6. */
  readonly protocol: number;
  /** For TCP and UDP. */
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  /** For ICMP. */
  readonly icmpType?: number;
  readonly icmpCode?: number;
  /** The source port that a NAT gateway chose for it. */
  readonly translatedPort?: number;
}

/** One thing that a packet passes. */
export interface Hop {
  /** What it is: "networkInterface", "securityGroups", "networkAcl", "routeTable", "natGateway" … */
  readonly component: string;
  readonly id: string;
  /** JSON pointer into the network: the rule or route that decided where there is one. */
  readonly pointer?: string;
  /** For filters: which way. */
  readonly direction?: "egress" | "ingress";
}

/** What stops packets. */
export interface Blocker {
  /** Reachability Analyzer's name for the reason. */
  readonly code: ExplanationCode;
  readonly component: string;
  readonly id: string;
  /** JSON pointer into the network, to the rule or route that decides or to what lacks one. */
  readonly pointer: string;
  /** Whether the packet or its answer is stopped. */
  readonly path: "forward" | "return";
  /** In words. */
  readonly message: string;
  /** One packet that is stopped here. */
  readonly witness: Packet;
}

/** A range of packets: every packet whose values all lie in these, both ends included. */
export interface PacketRange {
  readonly sources: readonly [string, string];
  readonly destinations: readonly [string, string];
  readonly protocols: readonly [number, number];
  /** Of ICMP, types. */
  readonly sourcePorts: readonly [number, number];
  /** Of ICMP, codes. */
  readonly destinationPorts: readonly [number, number];
  /** Source ports that a NAT gateway may choose. */
  readonly translatedPorts: readonly [number, number];
}

/** The answer to one question. */
export interface Answer {
  readonly outcome: Outcome;
  /** A packet that arrives and is answered (reachable), or the first one that is not (unreachable). */
  readonly witness?: Packet;
  /** The way of the witness that arrives, and of its answer. */
  readonly forward?: readonly Hop[];
  readonly return?: readonly Hop[];
  /** What stops packets, the first hop first. Empty if reachable. */
  readonly blockers: readonly Blocker[];
  /** What has to be known first. Empty unless unknown. */
  readonly blockedBy: readonly string[];
  /**
   * The packets that surely fail, as ranges that do not overlap. Between two places: exactly those. Where
   * a question means several places: of the pairs that decide, and with "any" none after the first that
   * is reachable.
   */
  readonly failing: readonly PacketRange[];
}
