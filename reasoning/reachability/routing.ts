/**
 * Which route of a table packets take.
 *
 * The most specific destination wins; between equal ones a static route wins over one from a prefix
 * list, and that over a propagated one; a propagated route never wins over the local one. Where two
 * prefix lists overlap, AWS chooses at random: both answers are considered.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html, "How route
 * priority works", and https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html, "Route
 * tables and AWS Site-to-Site VPN route priority", read 2026-11-22.
 */
import type { Maybe } from "../known";
import { isKnown, joined, Unknown } from "../known";
import { parseBlock } from "./address";
import type { Interval, Intervals } from "./intervals";
import { firstAt, intervalsOf, meetIntervals, withoutIntervals } from "./intervals";
import type { Listed, PrefixList, RouteOrigin } from "./network";
import type { Family } from "./question";

/** What a table needs to know of a route. */
export interface RouteLike {
  readonly destination: Maybe<string>;
  /** Another name of the prefix list that it leads to. */
  readonly alias?: string;
  readonly origin?: Maybe<RouteOrigin>;
}

/** A route that packets may take, none at all, or one that nobody can tell. */
export type Choice<R> =
  | { readonly kind: "route"; readonly route: R }
  | { readonly kind: "none" }
  | { readonly kind: "unknown"; readonly unknown: Unknown };

/** Addresses and what may happen to packets for them: one choice, or several if it is not settled. */
export interface Way<R> {
  readonly addresses: Intervals;
  readonly choices: readonly Choice<R>[];
}

/** What is known of the addresses that packets are for, beyond their numbers. */
export interface Hint {
  /** They are somewhere in a prefix list that has these names; its entries need not be known. */
  readonly inPrefixList?: readonly string[];
  /** They are in no prefix list of a gateway endpoint. */
  readonly outsideServices?: boolean;
}

interface Entry<R> {
  readonly first: bigint;
  readonly last: bigint;
  readonly prefix: number;
  /** Lower wins between equal destinations. */
  readonly rank: number;
  readonly route: R;
}

/** Routes of one table and family, sorted out once. */
export interface CompiledTable<R> {
  /** Sorted, disjoint: for these addresses these routes of equal right. */
  readonly segments: readonly Segment<R>[];
  /** Routes that may or may not match anything, each with why. */
  readonly doubtful: ReadonlyMap<R, readonly Unknown[]>;
  /** Why there may be other routes: one unknown for all of them, or none. */
  readonly gaps: readonly Unknown[];
  /** Routes to prefix lists, by list. */
  readonly byPrefixList: ReadonlyMap<string, readonly R[]>;
}

interface Segment<R> extends Interval, Certain<R> {}

/** The routes of equal right that surely match, and how specific they are. */
interface Certain<R> {
  readonly prefix: number;
  readonly isLocal: boolean;
  readonly routes: readonly R[];
}

/** No route surely matches. */
const NOTHING = { prefix: -1, isLocal: false, routes: [] } as const;

const RANK = { local: 0, static: 1, prefixList: 2, propagated: 3 } as const;

/** Finds prefix lists. */
export type FindPrefixList = (id: string) => Maybe<PrefixList>;

/** Sorts the routes of a table out. `isLocal` tells the routes that keep packets in their VPC. */
export function compileTable<R extends RouteLike>(
  routes: Listed<R>,
  family: Family,
  isLocal: (route: R) => boolean,
  findPrefixList: FindPrefixList,
): CompiledTable<R> {
  const entries: Entry<R>[] = [];
  const doubtful = new Map<R, readonly Unknown[]>();
  const gaps: Unknown[] = [];
  const byPrefixList = new Map<string, R[]>();
  for (const route of routes) {
    if (!isKnown(route)) {
      gaps.push(route);
      continue;
    }
    const { destination, origin, alias } = route;
    if (alias !== undefined) push(byPrefixList, alias, route);
    // Whom it wins against is open: it may be taken, or not. Local routes win, whatever their origin.
    const deciding = isLocal(route) ? [destination] : [destination, origin];
    const open = deciding.filter((each) => each instanceof Unknown);
    if (open.length > 0) doubtful.set(route, open);
    if (!isKnown(destination) || open.length > 0) continue;
    const add = (text: string, rank: number) => {
      const block = parseBlock(text);
      if (block?.family === family) entries.push({ ...block, rank, route });
    };
    const isPropagated = origin === "propagated";
    if (!destination.startsWith("pl-")) {
      add(destination, isLocal(route) ? RANK.local : isPropagated ? RANK.propagated : RANK.static);
      continue;
    }
    push(byPrefixList, destination, route);
    const list = findPrefixList(destination);
    const listed = isKnown(list) ? list.entries : [list];
    for (const each of listed) if (isKnown(each)) add(each, RANK.prefixList);
    const unseen = listed.filter((each) => each instanceof Unknown);
    if (unseen.length > 0) doubtful.set(route, unseen);
  }
  const local = entries.filter(({ rank }) => rank === RANK.local);
  const isOverruled = (entry: Entry<R>) =>
    entry.rank === RANK.propagated &&
    local.some(({ first, last }) => first <= entry.first && entry.last <= last);
  // A local route that may be for any block may overrule each of the propagated ones.
  const why = [...doubtful].flatMap(([route, unknowns]) => (isLocal(route) ? unknowns : []));
  const effective = entries.filter((each) => {
    if (isOverruled(each)) return false;
    if (each.rank !== RANK.propagated || why.length === 0) return true;
    doubtful.set(each.route, why);
    return false;
  });
  const gap = gaps.length === 0 ? [] : [joined(gaps)];
  return { segments: segmentsOf(effective), doubtful, gaps: gap, byPrefixList };
}

function push<R>(groups: Map<string, R[]>, key: string, item: R): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}

/**
 * Cuts the addresses at the borders of blocks. Blocks lie within each other or apart, so that one
 * walk with a stack finds the most specific one everywhere.
 */
function segmentsOf<R>(entries: readonly Entry<R>[]): readonly Segment<R>[] {
  const sorted = [...entries].sort((a, b) =>
    a.first !== b.first ? (a.first < b.first ? -1 : 1) : a.prefix - b.prefix || b.rank - a.rank,
  );
  const segments: Segment<R>[] = [];
  const stack: { readonly entry: Entry<R>; readonly routes: R[] }[] = [];
  let next = 0n;
  const emit = (last: bigint) => {
    const top = stack.at(-1);
    if (top !== undefined && next <= last) {
      const { prefix, rank } = top.entry;
      segments.push({
        first: next,
        last,
        prefix,
        isLocal: rank === RANK.local,
        routes: top.routes,
      });
    }
    next = last + 1n;
  };
  for (const entry of sorted) {
    for (
      let top = stack.at(-1);
      top !== undefined && top.entry.last < entry.first;
      top = stack.at(-1)
    ) {
      emit(top.entry.last);
      stack.pop();
    }
    emit(entry.first - 1n);
    next = entry.first;
    const top = stack.at(-1);
    const isTwin = top?.entry.first === entry.first && top.entry.prefix === entry.prefix;
    if (!isTwin) stack.push({ entry, routes: [entry.route] });
    // Sorted by rank, the one that wins comes last; equals of one rank stay side by side.
    else if (top.entry.rank === entry.rank) top.routes.push(entry.route);
    else stack[stack.length - 1] = { entry, routes: [entry.route] };
  }
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    emit(top.entry.last);
    stack.pop();
  }
  return segments;
}

/** How routes are told apart. */
export interface Telling<R> {
  /** Routes to services lead by prefix lists to addresses of `serviceSpace` only. */
  readonly toService: (route: R) => boolean;
  readonly serviceSpace: Intervals;
  /** Routes with the same text do the same to packets. */
  readonly sameWay: (route: R) => string;
}

/** What may happen to packets for some addresses. */
export function waysFor<R extends RouteLike>(
  table: CompiledTable<R>,
  addresses: Intervals,
  hint: Hint,
  telling: Telling<R>,
): readonly Way<R>[] {
  const ways = new Map<string, { parts: Interval[]; choices: readonly Choice<R>[] }>();
  const { sameWay, serviceSpace } = telling;
  const put = (parts: Intervals, certain: Certain<R>) => {
    if (table.doubtful.size === 0) {
      choose(parts, choicesOf(table, certain, hint, telling, true));
      return;
    }
    const inside = meetIntervals(parts, serviceSpace);
    choose(inside, choicesOf(table, certain, hint, telling, true));
    const outside = withoutIntervals(parts, serviceSpace);
    choose(outside, choicesOf(table, certain, hint, telling, false));
  };
  const choose = (parts: Intervals, choices: readonly Choice<R>[]) => {
    if (parts.length === 0) return;
    const key = choices
      .map((each) => (each.kind === "route" ? sameWay(each.route) : each.kind))
      .join("\n");
    const way = ways.get(key);
    if (way === undefined) ways.set(key, { parts: [...parts], choices });
    else for (const part of parts) way.parts.push(part);
  };
  for (const range of addresses) {
    for (let at = firstAt(table.segments, range.first); ; at += 1) {
      const segment = table.segments[at];
      if (segment === undefined || segment.first > range.last) break;
      put(meetIntervals([range], [segment]), segment);
    }
  }
  put(withoutIntervals(addresses, table.segments), NOTHING);
  return [...ways.values()].map(({ parts, choices }) => ({
    addresses: intervalsOf(parts),
    choices,
  }));
}

function choicesOf<R extends RouteLike>(
  table: CompiledTable<R>,
  { prefix, isLocal, routes: certain }: Certain<R>,
  hint: Hint,
  { toService }: Telling<R>,
  mayBeService: boolean,
): readonly Choice<R>[] {
  const isMeant = (route: R) => hint.outsideServices !== true || !toService(route);
  const meant = certain.filter(isMeant);
  const listed = (hint.inPrefixList ?? []).flatMap((each) => table.byPrefixList.get(each) ?? []);
  // Every entry of a prefix list is more specific than "everything".
  const wins = listed.length > 0 && prefix <= 0;
  const routes = new Set<R>(wins ? listed : [...meant, ...listed]);
  // Some other list may overlap this one, and a route nobody knows may go anywhere.
  for (const route of table.doubtful.keys()) {
    // Wherever it leads, a propagated route never wins over the local one.
    const isOverruled = isLocal && route.origin === "propagated";
    const isPossible = isMeant(route) && !((wins || !mayBeService) && toService(route));
    if (isPossible && !isOverruled) routes.add(route);
  }
  const choices: Choice<R>[] = [...routes].map((route) => ({ kind: "route", route }));
  for (const unknown of table.gaps) choices.push({ kind: "unknown", unknown });
  const mayBeNone = meant.length === 0 && !wins;
  return mayBeNone ? [{ kind: "none" }, ...choices] : choices;
}

/** What would have to be known to tell which of several choices packets take. `id` is the table's. */
export function whyOpen<R>(
  { doubtful }: CompiledTable<R>,
  { choices }: Way<R>,
  id: string,
): readonly Unknown[] {
  const reasons = choices.flatMap((each): readonly Unknown[] => {
    if (each.kind === "unknown") return [each.unknown];
    return each.kind === "none" ? [] : (doubtful.get(each.route) ?? []);
  });
  return reasons.length > 0 ? reasons : [new Unknown([`which route of ${id} applies`])];
}
