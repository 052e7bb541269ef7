import type { Maybe, Truth } from "../../../reasoning/known";
import { all, any, isKnown, mapKnown, Unknown } from "../../../reasoning/known";
import type { Block } from "./address-blocks";
import { ALL_IPV4, coversAll, isPrivate, parseBlock } from "./address-blocks";
import type { Direction, GroupRule } from "./group-rules";
import { groupRulesOf } from "./group-rules";
import type { Reference } from "../reference";
import type { Resource } from "../resource";
import { sameTarget } from "./vpc-membership";
import type { World } from "../world";

/** The rules of all groups of an interface in one direction: they add up. */
export interface Rules {
  readonly rules: readonly GroupRule[];
  readonly hidden: readonly Unknown[];
}

/** The rules of several groups together; a group that no stack holds hides its rules. */
export function rulesOf(
  world: World,
  groups: readonly Reference[],
  direction: Direction,
  where: string,
): Rules {
  const each = groups.map((group) =>
    group.kind === "resource"
      ? groupRulesOf(world, group.resource, direction)
      : { rules: [], more: group.kind === "unknown" ? group.unknown : new Unknown([where]) },
  );
  return {
    rules: each.flatMap(({ rules }) => rules),
    hidden: each.flatMap(({ more }) => (more === undefined ? [] : [more])),
  };
}

/** Whether a rule speaks of a TCP port. Without ports a rule for TCP is none that EC2 would take. */
export function admitsTcp({ protocol, fromPort, toPort }: GroupRule, port: number): Truth {
  if (!isKnown(protocol)) return protocol;
  if (protocol === "-1" || protocol === "all") return true;
  if (protocol !== "tcp" && protocol !== "6") return false;
  if (fromPort === undefined || toPort === undefined) return false;
  return all([mapKnown(fromPort, (from) => from <= port), mapKnown(toPort, (to) => port <= to)]);
}

/** The other end of a connection: the groups on it, and the addresses that it may have. */
export interface Peer {
  readonly groups: readonly Reference[];
  /** Of these every one has to be admitted; if there are none, only "everywhere" holds the peer. */
  readonly blocks: readonly Maybe<Block>[];
}

/** Whether the rules let a TCP port through between their own interface and a peer. */
export function letsThrough({ rules, hidden }: Rules, port: number, peer: Peer): Truth {
  return any([
    ...rules.map((rule) => all([admitsTcp(rule, port), namesGroup(rule, peer.groups)])),
    byAddress(rules, port, peer.blocks),
    ...hidden,
  ]);
}

/** Whether a rule names one of the groups, not an address. */
export function namesGroup(rule: GroupRule, groups: readonly Reference[]): Truth {
  return any(rule.groups.flatMap((mine) => groups.map((each) => sameTarget(mine, each))));
}

/** Whether the rules let a TCP port through to every IPv4 address. */
export function reachesWorld({ rules, hidden }: Rules, port: number): Truth {
  return any([byAddress(rules, port, [ALL_IPV4]), ...hidden]);
}

/** Where the rules may reach the internet's addresses, though not all of them. */
export function placesBeyond({ rules }: Rules, port: number): readonly Unknown[] {
  return rules
    .filter((rule) => admitsTcp(rule, port) !== false)
    .flatMap((rule) => [
      ...unreadLists(rule),
      ...rule.cidrs.flatMap((cidr) => {
        if (!isKnown(cidr)) return [cidr];
        const block = parseBlock(cidr);
        return block?.family === "ipv4" && !isPrivate(block)
          ? [new Unknown([`whether ${cidr} of ${rule.resource.urn} holds the services`])]
          : [];
      }),
    ]);
}

/** Prefix lists that may hold any address; a service's holds those of its own alone. */
function unreadLists({ prefixLists }: GroupRule): readonly Unknown[] {
  return prefixLists.flatMap(({ service, where }) =>
    service === undefined ? [new Unknown([where])] : [],
  );
}

function byAddress(
  rules: readonly GroupRule[],
  port: number,
  targets: readonly Maybe<Block>[],
): Truth {
  const sure: Block[] = [];
  const unsure: Unknown[] = [];
  for (const rule of rules) {
    const admits = admitsTcp(rule, port);
    if (admits === false) continue;
    unsure.push(...unreadLists(rule));
    for (const cidr of rule.cidrs) {
      const block = isKnown(cidr) ? parseBlock(cidr) : undefined;
      if (!isKnown(cidr)) unsure.push(cidr);
      else if (block === undefined)
        unsure.push(new Unknown([`what ${cidr} of ${rule.resource.urn} stands for`]));
      else if (isKnown(admits)) sure.push(block);
      else unsure.push(admits);
    }
  }
  if (sure.length === 0 && unsure.length === 0) return false;
  const covered = coversAll(sure, targets.length === 0 ? [ALL_IPV4] : targets);
  if (covered === "yes") return true;
  return any([
    ...(covered === "unknown" ? targets.filter((each) => each instanceof Unknown) : [false]),
    ...unsure,
  ]);
}

/** The resources that hold the rules of several groups. */
export function ruleResources(
  world: World,
  groups: readonly Reference[],
  direction: Direction,
): readonly Resource[] {
  return groups.flatMap((group) =>
    group.kind === "resource"
      ? groupRulesOf(world, group.resource, direction).rules.map(({ resource }) => resource)
      : [],
  );
}
