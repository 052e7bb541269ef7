import { Unknown } from "../../../../reasoning/known";
import type { Maybe } from "../../../../reasoning/known";
import type { Protocol } from "../../../../reasoning/reachability/network";

const NAMED = ["tcp", "udp", "icmp", "icmpv6"] as const;

/** The protocol that a rule writes by its name or number; `-1` and `all` are every one. */
export function protocolOf(text: Maybe<string>, where: string): Maybe<Protocol> {
  if (text instanceof Unknown) return text;
  const name = text.toLowerCase();
  if (name === "-1" || name === "all") return "all";
  const named = NAMED.find((each) => each === name);
  if (named !== undefined) return named;
  const number = /^\d{1,3}$/.test(name) ? Number(name) : 256;
  return number <= 255 ? number : new Unknown([where]);
}

/** Whether a rule for a protocol may speak of ports. */
export function mayHavePorts(protocol: Maybe<Protocol>): boolean {
  if (protocol instanceof Unknown) return true;
  return ["tcp", "udp", 6, 17].includes(protocol);
}

/** Whether a rule for a protocol may speak of ICMP messages. */
export function mayHaveMessages(protocol: Maybe<Protocol>): boolean {
  if (protocol instanceof Unknown) return true;
  return ["icmp", "icmpv6", 1, 58].includes(protocol);
}
