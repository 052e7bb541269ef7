/** Protocols by IANA's numbers, and which packets of them a question is about. */
import type { PortRange, Protocol } from "./network";
import type { Bound, Box, PacketSet } from "./packet-set";
import type { Family } from "./question";

/** IANA's number of TCP. */
export const TCP = 6;
/** IANA's number of UDP. */
export const UDP = 17;
/** IANA's number of ICMP for IPv4. */
export const ICMP = 1;
/** IANA's number of ICMP for IPv6. */
export const ICMPV6 = 58;

const NUMBERS = { tcp: TCP, udp: UDP, icmp: ICMP, icmpv6: ICMPV6 } as const;

/** The protocols that a word or number stands for, from the first to the last. */
export function protocolRange(protocol: Protocol): readonly [number, number] {
  if (protocol === "all") return [0, 255];
  const number = typeof protocol === "number" ? protocol : NUMBERS[protocol];
  return [number, number];
}

/** Whether packets of a protocol have ports. */
export function hasPorts(protocol: number): boolean {
  return protocol === TCP || protocol === UDP;
}

/** Whether packets of a protocol have an ICMP type and code. */
export function isIcmp(protocol: number): boolean {
  return protocol === ICMP || protocol === ICMPV6;
}

/** The ICMP messages with which one asks for an echo and gives it, by IP version. */
export const ECHO = {
  ipv4: { protocol: ICMP, request: 8, reply: 0 },
  ipv6: { protocol: ICMPV6, request: 128, reply: 129 },
} as const;

/** Every port. */
export const EVERY_PORT: PortRange = { first: 0, last: 65535 };
/**
 * The ports that clients and NAT gateways choose from.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html, "Ephemeral
 * ports", read 2026-11-22.
 */
export const EPHEMERAL_PORTS: PortRange = { first: 1024, last: 65535 };

/** The protocols of whose packets more is asked than the addresses, ascending. */
const SPECIAL = [ICMP, TCP, UDP, ICMPV6];

/** The part of a question that says which packets are meant, whatever their addresses. */
export interface Traffic {
  readonly family: Family;
  readonly protocol: Protocol;
  readonly ports: readonly PortRange[];
  readonly sourcePorts: readonly PortRange[];
}

/**
 * All packets of some traffic between any addresses. Of ICMP only echo requests are meant: they are
 * what gets an answer. The ranges of ports must not overlap.
 */
export function packetsOf(traffic: Traffic): PacketSet {
  const [first, last] = protocolRange(traffic.protocol);
  const echo = ECHO[traffic.family];
  const boxes: Box[] = [];
  let plain = first;
  const upTo = (end: number) => {
    if (plain <= end) boxes.push(box(traffic.family, [plain, end], EVERY_PORT, EVERY_PORT));
  };
  for (const special of SPECIAL) {
    if (special < first || special > last) continue;
    if (isIcmp(special) && special !== echo.protocol) continue;
    upTo(special - 1);
    plain = special + 1;
    if (isIcmp(special)) {
      const type = { first: echo.request, last: echo.request };
      boxes.push(box(traffic.family, [special, special], type, { first: 0, last: 0 }));
      continue;
    }
    for (const source of traffic.sourcePorts) {
      for (const ports of traffic.ports) {
        boxes.push(box(traffic.family, [special, special], source, ports));
      }
    }
  }
  upTo(last);
  return boxes;
}

function box(
  family: Family,
  protocols: readonly [number, number],
  source: PortRange,
  destination: PortRange,
): Box {
  const greatest: Bound = (1n << (family === "ipv4" ? 32n : 128n)) - 1n;
  const { first, last } = EPHEMERAL_PORTS;
  return {
    low: [0n, 0n, protocols[0], source.first, destination.first, first],
    high: [greatest, greatest, protocols[1], source.last, destination.last, last],
  };
}
