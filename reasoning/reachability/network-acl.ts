/**
 * What a network ACL lets through. It keeps no state: answers are packets like others.
 *
 * Rules are tried by number, the lowest first, and the first that matches decides; what none matches
 * is denied. A rule of one IP version says nothing about the other.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html, "Network ACL rules", read
 * 2026-11-22.
 */
import type { Unknown } from "../known";
import { isKnown } from "../known";
import { parseBlock } from "./address";
import type { Facing, Match } from "./facing";
import { matchAddress, matchBoth, matchTraffic } from "./facing";
import type { Listed, NetworkAcl, NetworkAclRule } from "./network";
import type { Node } from "./network-index";
import type { PacketSet } from "./packet-set";
import { isEmpty, partition } from "./packet-set";
import type { Family } from "./question";
import type { Split, Stop, Stopped, Unsettled } from "./split";

/** Into a subnet, or out of it. */
export type Direction = "ingress" | "egress";

interface Placed {
  readonly rule: NetworkAclRule;
  readonly pointer: string;
}

/** The rules of one direction, in the order in which they are tried. */
export interface OrderedRules {
  readonly rules: readonly Placed[];
  /** Why any packet may be decided otherwise. */
  readonly gaps: readonly Unknown[];
}

/** Sorts rules by number. A rule without a known one may come first: it stands at the start. */
export function orderRules(rules: Listed<NetworkAclRule>, pointer: string): OrderedRules {
  const gaps: Unknown[] = [];
  const placed: Placed[] = [];
  rules.forEach((rule, index) => {
    if (isKnown(rule)) placed.push({ rule, pointer: `${pointer}/${index}` });
    else gaps.push(rule);
  });
  const number = ({ rule }: Placed) => (isKnown(rule.ruleNumber) ? rule.ruleNumber : 0);
  return { rules: placed.sort((one, other) => number(one) - number(other)), gaps };
}

/** Packets on their way through the rules, with what may have decided about them before. */
interface Pending {
  readonly packets: PacketSet;
  readonly mayAllow: readonly Unknown[];
  readonly mayDeny: readonly Unknown[];
}

/** Sends packets through the rules of one direction. */
export function filterByAcl(
  acl: Node<NetworkAcl>,
  direction: Direction,
  ordered: OrderedRules,
  packets: PacketSet,
  facing: Facing,
): Split {
  let passed: PacketSet = [];
  const stopped: Stopped[] = [];
  const unsettled: Unsettled[] = [];
  const { gaps } = ordered;
  let pending: readonly Pending[] = [{ packets, mayAllow: gaps, mayDeny: gaps }];
  const decide = (each: Pending, inside: PacketSet, allows: boolean, stop: () => Stop) => {
    const doubts = allows ? each.mayDeny : each.mayAllow;
    if (doubts.length > 0) unsettled.push({ packets: inside, unknowns: doubts });
    else if (allows) passed = passed.length === 0 ? inside : [...passed, ...inside];
    else stopped.push({ packets: inside, stop: stop() });
  };
  for (const { rule, pointer } of ordered.rules) {
    if (pending.length === 0) break;
    const match = matchRule(rule, direction, facing);
    if (match.restriction === undefined) continue;
    const rest: Pending[] = [];
    for (const each of pending) {
      const { inside, outside } = partition(each.packets, match.restriction);
      if (!isEmpty(outside)) rest.push({ ...each, packets: outside });
      if (isEmpty(inside)) continue;
      if (match.doubts.length === 0 && isKnown(rule.action)) {
        decide(each, inside, rule.action === "allow", () => denial(acl, direction, rule, pointer));
      } else {
        rest.push(doubtful({ ...each, packets: inside }, rule, match.doubts));
      }
    }
    pending = rest;
  }
  for (const each of pending) {
    decide(each, each.packets, false, () => denial(acl, direction, undefined, acl.pointer));
  }
  return { passed, stopped, unsettled };
}

/** The JSON pointer of the rule that surely decides about one packet. */
export function decidingRule(
  { rules }: OrderedRules,
  direction: Direction,
  packet: PacketSet,
  facing: Facing,
): string | undefined {
  for (const { rule, pointer } of rules) {
    const { restriction, doubts } = matchRule(rule, direction, facing);
    if (restriction === undefined || isEmpty(partition(packet, restriction).inside)) continue;
    return doubts.length === 0 ? pointer : undefined;
  }
  return undefined;
}

/** Later rules decide these packets, unless this one does. */
function doubtful(each: Pending, rule: NetworkAclRule, doubts: readonly Unknown[]): Pending {
  const reasons = isKnown(rule.action) ? doubts : [...doubts, rule.action];
  return {
    packets: each.packets,
    mayAllow: rule.action === "deny" ? each.mayAllow : [...each.mayAllow, ...reasons],
    mayDeny: rule.action === "allow" ? each.mayDeny : [...each.mayDeny, ...reasons],
  };
}

function matchRule(rule: NetworkAclRule, direction: Direction, facing: Facing): Match {
  const number = isKnown(rule.ruleNumber) ? [] : [rule.ruleNumber];
  const match = matchBoth(matchTraffic(rule, facing), matchBlock(rule, direction, facing));
  return { ...match, doubts: [...match.doubts, ...number] };
}

function matchBlock(rule: NetworkAclRule, direction: Direction, facing: Facing): Match {
  if (!isKnown(rule.cidr)) return { restriction: [], doubts: [rule.cidr] };
  const block = parseFor(facing.family, rule.cidr);
  if (block === undefined) return { restriction: undefined, doubts: [] };
  return matchAddress(block, direction === "ingress" ? "from" : "to", facing);
}

function parseFor(family: Family, cidr: string) {
  const block = parseBlock(cidr);
  return block?.family === family ? block : undefined;
}

function denial(
  { value, pointer: home }: Node<NetworkAcl>,
  direction: Direction,
  rule: NetworkAclRule | undefined,
  pointer: string,
): Stop {
  const number = rule === undefined ? "*" : String(rule.ruleNumber);
  return {
    code: "SUBNET_ACL_RESTRICTION",
    component: "networkAcl",
    id: value.id,
    pointer: rule === undefined ? `${home}/${direction}` : pointer,
    message: `${value.id} denies it by ${direction} rule ${number}`,
  };
}
