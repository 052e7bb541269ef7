/**
 * What the security groups of an interface let through: whatever any rule of any group allows. They
 * keep state, so that answers pass unasked.
 *
 * A rule that names a group means the interfaces that have it: in the same VPC, across a peering
 * connection in one Region, or (incoming only) across a transit gateway that supports it.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html, "Security group
 * referencing", and https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html, "Security
 * group referencing", read 2026-11-22.
 */
import type { Maybe } from "../known";
import { isKnown, Unknown } from "../known";
import { parseBlock } from "./address";
import type { ExplanationCode } from "./explanation";
import type { Facing, Match } from "./facing";
import { matchAddress, matchBoth, matchTraffic } from "./facing";
import { intervalsOf } from "./intervals";
import type { Listed, SecurityGroup, SecurityGroupRule } from "./network";
import type { Direction } from "./network-acl";
import type { NetworkIndex, Node } from "./network-index";
import type { Restriction, PacketSet } from "./packet-set";
import { isEmpty, partition } from "./packet-set";
import type { Split, Stop, Unsettled } from "./split";

/** The interface on the other side, as far as groups are concerned. */
export interface Peer {
  /** Its groups; undefined if it has none, as things outside have. */
  readonly groupIds: Listed<string> | undefined;
  /** What is in the way of knowing its groups here. Empty: nothing. */
  readonly lostTo: readonly Lost[];
  /** The names of a prefix list that its address is in. */
  readonly prefixList?: readonly string[];
}

/** Something on the way that makes groups unknown behind it, surely or perhaps. */
export interface Lost {
  readonly code: ExplanationCode;
  readonly id: string;
  readonly perhaps?: Unknown;
}

/** The groups that filter at one end. */
export interface Guard {
  readonly index: NetworkIndex;
  /** The interface, for messages. */
  readonly id: string;
  readonly pointer: string;
  readonly groupIds: Listed<string>;
}

/** Sends packets through the groups of one interface. */
export function filterByGroups(
  guard: Guard,
  direction: Direction,
  packets: PacketSet,
  facing: Facing,
  peer: Peer,
): Split {
  const unknowns: Unknown[] = [];
  const groups: Node<SecurityGroup>[] = [];
  for (const id of guard.groupIds) {
    const group = guard.index.find("securityGroups", id);
    if (isKnown(group)) groups.push(group);
    else unknowns.push(group);
  }
  if (guard.groupIds.length === 0) {
    unknowns.push(new Unknown([`the security groups of ${guard.id}`]));
  }
  let rest = packets;
  let passed: PacketSet = [];
  const perhaps: Match[] = [];
  let lost: Lost | undefined;
  for (const { value } of groups) {
    for (const rule of value[direction]) {
      if (!isKnown(rule)) {
        unknowns.push(rule);
        continue;
      }
      lost ??= lostReference(rule, peer);
      const match = matchRule(guard.index, rule, direction, facing, peer);
      for (const each of match) {
        if (each.restriction === undefined) continue;
        if (each.doubts.length > 0) {
          perhaps.push(each);
          continue;
        }
        const { inside, outside } = partition(rest, each.restriction);
        passed = passed.length === 0 ? inside : [...passed, ...inside];
        rest = outside;
      }
      if (isEmpty(rest)) return { passed, stopped: [], unsettled: [] };
    }
  }
  return settleRest(guard, direction, { passed, rest, perhaps, unknowns, groups, lost });
}

/** The JSON pointer of the first rule that surely lets one packet through. */
export function admittingRule(
  { index, groupIds }: Guard,
  direction: Direction,
  packet: PacketSet,
  facing: Facing,
  peer: Peer,
): string | undefined {
  for (const id of groupIds) {
    const group = index.find("securityGroups", id);
    if (!isKnown(group)) continue;
    const at = group.value[direction].findIndex(
      (rule) =>
        isKnown(rule) &&
        matchRule(index, rule, direction, facing, peer).some(
          ({ restriction, doubts }) =>
            restriction !== undefined &&
            doubts.length === 0 &&
            !isEmpty(partition(packet, restriction).inside),
        ),
    );
    if (at >= 0) return `${group.pointer}/${direction}/${at}`;
  }
  return undefined;
}

interface Rest {
  readonly passed: PacketSet;
  readonly rest: PacketSet;
  readonly perhaps: readonly Match[];
  readonly unknowns: readonly Unknown[];
  readonly groups: readonly Node<SecurityGroup>[];
  readonly lost: Lost | undefined;
}

/** What no rule surely allows: some rule may, or none does. */
function settleRest(guard: Guard, direction: Direction, found: Rest): Split {
  const { passed, rest, perhaps, unknowns } = found;
  if (unknowns.length > 0) {
    const doubts = [...unknowns, ...perhaps.flatMap((each) => each.doubts)];
    return { passed, stopped: [], unsettled: [{ packets: rest, unknowns: doubts }] };
  }
  // Every doubt that may let it through has to be named, not only the first.
  const doubts = perhaps.flatMap((each) => each.doubts);
  const unsettled: Unsettled[] = [];
  let stoppedPackets = rest;
  for (const { restriction = [] } of perhaps) {
    const { inside, outside } = partition(stoppedPackets, restriction);
    if (!isEmpty(inside)) unsettled.push({ packets: inside, unknowns: doubts });
    stoppedPackets = outside;
  }
  if (isEmpty(stoppedPackets)) return { passed, stopped: [], unsettled };
  const stop = refusal(guard, direction, found);
  return { passed, stopped: [{ packets: stoppedPackets, stop }], unsettled };
}

function refusal(guard: Guard, direction: Direction, { groups, lost }: Rest): Stop {
  const ids = groups.map(({ value }) => value.id).join(", ");
  const place = {
    component: "securityGroups",
    id: ids,
    pointer: groups[0] === undefined ? guard.pointer : `${groups[0].pointer}/${direction}`,
  };
  if (lost !== undefined) {
    return {
      ...place,
      code: lost.code,
      message: `a rule of ${ids} names a security group, and ${lost.id} does not tell which groups packets come from`,
    };
  }
  const hasRules = groups.some(({ value }) => value[direction].length > 0);
  return {
    ...place,
    code: hasRules ? "ENI_SG_RULES_MISMATCH" : "SG_HAS_NO_RULES",
    message: `no ${direction} rule of ${ids} at ${guard.id} allows it`,
  };
}

function matchRule(
  index: NetworkIndex,
  rule: SecurityGroupRule,
  direction: Direction,
  facing: Facing,
  peer: Peer,
): readonly Match[] {
  const traffic = matchTraffic(rule, facing);
  if (traffic.restriction === undefined) return [];
  return matchPeer(index, rule, direction, facing, peer).map((each) => matchBoth(traffic, each));
}

const EVERYTHING: Restriction = [];

function matchPeer(
  index: NetworkIndex,
  { peer: wanted }: SecurityGroupRule,
  direction: Direction,
  facing: Facing,
  peer: Peer,
): readonly Match[] {
  if (!isKnown(wanted)) return [{ restriction: EVERYTHING, doubts: [wanted] }];
  const side = direction === "ingress" ? "from" : "to";
  if ("securityGroup" in wanted) return [matchGroup(wanted.securityGroup, peer)];
  if ("cidr" in wanted) return blocks([wanted.cidr], side, facing);
  if (side === "to" && peer.prefixList?.includes(wanted.prefixList) === true) {
    return [{ restriction: EVERYTHING, doubts: [] }];
  }
  const list = index.find("prefixLists", wanted.prefixList);
  if (!isKnown(list)) return [{ restriction: EVERYTHING, doubts: [list] }];
  return blocks(list.value.entries, side, facing);
}

function blocks(cidrs: Listed<string>, side: "from" | "to", facing: Facing): readonly Match[] {
  const doubts = cidrs.filter((each) => each instanceof Unknown);
  const known = cidrs.flatMap((each) => {
    const block = isKnown(each) ? parseBlock(each) : undefined;
    return block?.family === facing.family ? [block] : [];
  });
  // A translated address is compared with the whole: two halves of a block hold it all.
  const ranges = intervalsOf(known);
  return [
    ...ranges.map((range) => matchAddress(range, side, facing)),
    ...(doubts.length === 0 ? [] : [{ restriction: EVERYTHING, doubts }]),
  ];
}

/** `123456789012/sg-…` names a group of another account; ids are unique across accounts. */
function groupId(text: string): string {
  return text.replace(/^\d{12}\//, "");
}

function matchGroup(reference: string, { groupIds, lostTo }: Peer): Match {
  const id = groupId(reference);
  if (groupIds === undefined || lostTo.some(({ perhaps }) => perhaps === undefined)) {
    return { restriction: undefined, doubts: [] };
  }
  const has: Maybe<boolean> = groupIds.some((each) => isKnown(each) && groupId(each) === id);
  const gaps = groupIds.filter((each) => each instanceof Unknown);
  if (!has && gaps.length === 0) return { restriction: undefined, doubts: [] };
  const doubts = [...(has ? [] : gaps), ...lostTo.flatMap(({ perhaps }) => perhaps ?? [])];
  return { restriction: EVERYTHING, doubts };
}

/** A rule that would speak of the other side, were its groups known here. */
function lostReference({ peer: wanted }: SecurityGroupRule, peer: Peer): Lost | undefined {
  if (!isKnown(wanted) || !("securityGroup" in wanted)) return undefined;
  const id = groupId(wanted.securityGroup);
  const has = peer.groupIds?.some((each) => isKnown(each) && groupId(each) === id) ?? false;
  return has ? peer.lostTo.find(({ perhaps }) => perhaps === undefined) : undefined;
}
