/**
 * The way of packets, before any filter is looked at: routes alone decide it, by where packets are
 * for. Filters stand at it as steps, and are tried afterwards.
 */
import type { Maybe } from "../known";
import { Unknown } from "../known";
import type { Facing, Translation } from "./facing";
import type { Intervals } from "./intervals";
import type { Listed, Subnet, Vpc } from "./network";
import type { Direction } from "./network-acl";
import type { NetworkIndex, Node } from "./network-index";
import type { PacketSet } from "./packet-set";
import type { Family } from "./question";
import type { Hint } from "./routing";
import type { Lost } from "./security-group";
import type { Split, Stop } from "./split";

/** What is known of the addresses that packets are for, beyond what routes look at. */
export interface Knowledge extends Hint {
  /** They are others', whatever public addresses the network has itself. */
  readonly outsideNetwork?: boolean;
}

/** What a step turns out to be. */
export interface Spot {
  readonly id: string;
  readonly pointer: string;
}

/** Something that packets pass. */
export interface Step {
  readonly component: string;
  readonly id: string;
  readonly pointer?: string;
  /** Where packets to one address are, where it depends on it: their route, or its interface. */
  readonly spotFor?: (address: bigint) => Spot | undefined;
  readonly direction?: Direction;
  /** The pointer for one packet, where a rule decides. */
  readonly decidedBy?: (packet: PacketSet, facing: Facing) => string | undefined;
  /** Which packets pass. Absent: all. */
  readonly filter?: (packets: PacketSet, facing: Facing) => Split;
}

/** Gateways that packets from outside come in by. */
const DOORS = ["internetGateway", "vpnGateway", "transitGatewayAttachment"] as const;
/** A gateway that packets from outside come in by. */
export type Door = (typeof DOORS)[number];

/**
 * Something with addresses: an interface or a NAT gateway of a VPC, or the gateway that hosts outside
 * are behind, by which their packets come in and the answers have to go out again.
 */
export interface Station {
  readonly component: "networkInterface" | "natGateway" | "subnet" | Door;
  readonly id: string;
  readonly pointer: string;
  /** Of hosts outside: the VPC that their packets are for. */
  readonly vpc: Node<Vpc>;
  /** Regional NAT gateways and hosts outside are in none. */
  readonly subnet: Node<Subnet> | undefined;
  readonly addresses: Intervals;
  /** Those of its addresses to which a public IPv4 address is surely mapped. */
  readonly publicAddresses: Intervals;
  /** Why others may have one, too. */
  readonly mayBePublic: readonly Unknown[];
  /** Whether it denies packets of the internet that are for its IPv6 addresses. @default false */
  readonly deniesInternet?: Maybe<boolean>;
  /** Its security groups. Undefined: it has no filter of the kind, or nobody asks for it. */
  readonly groupIds: Listed<string> | undefined;
  /** What is known of its addresses beyond their numbers. */
  readonly hint?: Knowledge;
  /** Of several interfaces taken as one: which of them has an address. */
  readonly spotFor?: (address: bigint) => Spot | undefined;
}

/** Whether the packets of a station come from outside the network. */
export function isOutside({ component }: Station): boolean {
  return DOORS.some((each) => each === component);
}

/** A part of the way on which packets keep their addresses, and how answers come back over it. */
export interface Passage {
  readonly from: Station;
  readonly steps: readonly Step[];
  /** What packets carry in the place of their sender's address. */
  readonly translation?: Translation;
  /** The ways of the answers; they have to end at `from`. */
  readonly back: () => readonly Road[];
}

/** Where a way ends. */
export type End =
  | {
      readonly kind: "station";
      readonly station: Station;
      readonly lostTo: readonly Lost[];
      /** Transit gateways on the way: they carry groups for incoming rules only. */
      readonly transits?: readonly Lost[];
    }
  /** `gateway` is the id of what leads out there. */
  | { readonly kind: "outside"; readonly gateway: string }
  | { readonly kind: "stopped"; readonly stop: Stop }
  | {
      readonly kind: "unsettled";
      readonly unknowns: readonly Unknown[];
      /** Set if no security group filters what goes there. */
      readonly isUnfiltered?: true;
    }
  /** One of several, each a list of ways for the same addresses. */
  | {
      readonly kind: "either";
      readonly alternatives: readonly (readonly Road[])[];
      /** What has to be known to tell which. */
      readonly why: readonly Unknown[];
    };

/** Where packets for some addresses go. */
export interface Road {
  readonly addresses: Intervals;
  readonly passages: readonly Passage[];
  readonly end: End;
}

/** The way that packets have come so far. */
export interface Trail {
  /** Parts that are behind: each ended at a NAT gateway. */
  readonly passages: readonly Passage[];
  readonly from: Station;
  readonly translation?: Translation;
  readonly steps: readonly Step[];
  readonly lostTo: readonly Lost[];
  /** The transit gateways behind. */
  readonly transits: readonly string[];
  /** The attachments by which packets went into them. */
  readonly entrances: readonly string[];
}

/** What every part of a walk needs. */
export interface Walk {
  readonly index: NetworkIndex;
  readonly family: Family;
  readonly hint: Knowledge;
  /** An interface that is asked for, and may not be in the network. */
  readonly target?: Station;
  /** Goes on from a subnet. */
  readonly onward: (
    walk: Walk,
    trail: Trail,
    subnet: Node<Subnet>,
    addresses: Intervals,
  ) => readonly Road[];
}

/** The start of a way. */
export function startAt(from: Station, ...steps: readonly Step[]): Trail {
  return { passages: [], from, steps, lostTo: [], transits: [], entrances: [] };
}

/** A step as packets pass it that carry one address, whomever they were sent to. */
export function boundTo<S extends Step>(step: S, address: bigint): S {
  const { spotFor } = step;
  return spotFor === undefined ? step : { ...step, spotFor: () => spotFor(address) };
}

/** Adds a step. */
export function pass(trail: Trail, ...steps: readonly Step[]): Trail {
  return { ...trail, steps: [...trail.steps, ...steps] };
}

/** Ends a way; `back` says how answers return over its last part. */
export function endAt(
  trail: Trail,
  addresses: Intervals,
  end: End,
  back: () => readonly Road[] = () => [],
): readonly Road[] {
  if (addresses.length === 0) return [];
  return [{ addresses, passages: [...trail.passages, passageOf(trail, back)], end }];
}

/** The last part of a way as a passage. */
export function passageOf(trail: Trail, back: () => readonly Road[]): Passage {
  const { from, steps, translation } = trail;
  return { from, steps, back, ...(translation === undefined ? {} : { translation }) };
}

/** Ends a way where packets are stopped, whoever they are from. */
export function stopAt(trail: Trail, addresses: Intervals, stop: Stop): readonly Road[] {
  return endAt(trail, addresses, { kind: "stopped", stop });
}

/** Ends a way where nobody knows how it goes on. */
export function unsettledAt(
  trail: Trail,
  addresses: Intervals,
  why: Unknown | readonly Unknown[],
): readonly Road[] {
  const unknowns = why instanceof Unknown ? [why] : why;
  return endAt(trail, addresses, { kind: "unsettled", unknowns });
}
