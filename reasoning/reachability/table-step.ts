/** A route table as something that packets pass. */
import { isKnown } from "../known";
import type { Interval, Intervals } from "./intervals";
import type { Route, RouteTable, RouteTarget } from "./network";
import type { Node } from "./network-index";
import type { Road, Step, Trail } from "./road";
import { endAt, stopAt, unsettledAt } from "./road";
import type { Choice, CompiledTable, Way } from "./routing";
import { waysFor, whyOpen } from "./routing";
import type { SubnetRoute } from "./subnet-routes";

/** Routes with one key do the same to packets; a route that drops them is to blame by itself. */
export function sameWay({ route, implied, pointer }: SubnetRoute): string {
  if (route.state === "blackhole") return pointer;
  return implied === undefined ? targetKey(route) : `implied ${implied}`;
}

function targetKey({ target, state = "active" }: Route): string {
  if (!isKnown(target)) return `unknown ${target.blockedBy.join(", ")}`;
  const id = target.kind === "local" ? "" : target.id;
  return `${target.kind} ${id} ${String(state)}`;
}

/** The step that shows which route packets take. */
export function routeStep(table: Node<RouteTable>, compiled: CompiledTable<SubnetRoute>): Step {
  return {
    component: "routeTable",
    id: table.value.id,
    pointer: table.pointer,
    spotFor: (address) => {
      const one: Interval = { first: address, last: address };
      const [way] = waysFor(
        compiled,
        [one],
        {},
        {
          toService: () => false,
          serviceSpace: [],
          sameWay: ({ pointer }) => pointer,
        },
      );
      const [choice] = way?.choices ?? [];
      if (choice?.kind !== "route") return undefined;
      return { id: table.value.id, pointer: choice.route.pointer };
    },
  };
}

/**
 * Follows the ways that the routes of a table lead; where several may be taken, nobody knows which. `id`
 * is the table's.
 */
export function alongWays<R>(
  trail: Trail,
  id: string,
  compiled: CompiledTable<R>,
  ways: readonly Way<R>[],
  follow: (choice: Choice<R>, addresses: Intervals) => readonly Road[],
): readonly Road[] {
  return ways.flatMap((way) => {
    const alternatives = way.choices.map((choice) => follow(choice, way.addresses));
    const [only = []] = alternatives;
    if (alternatives.length === 1) return only;
    const why = whyOpen(compiled, way, id);
    return endAt(trail, way.addresses, { kind: "either", alternatives, why });
  });
}

/** Follows the routes of a table to their targets. `noRoute` says of whom the table is, for those that it stops. */
export function alongRoutes(
  trail: Trail,
  { value: { id }, pointer: home }: Node<RouteTable>,
  compiled: CompiledTable<SubnetRoute>,
  ways: readonly Way<SubnetRoute>[],
  noRoute: string,
  follow: (target: RouteTarget, addresses: Intervals) => readonly Road[],
): readonly Road[] {
  const place = { component: "routeTable", id };
  return alongWays(trail, id, compiled, ways, (choice, addresses) => {
    if (choice.kind === "unknown") return unsettledAt(trail, addresses, choice.unknown);
    if (choice.kind === "none") {
      const code = "NO_ROUTE_TO_DESTINATION";
      return stopAt(trail, addresses, { ...place, pointer: home, code, message: noRoute });
    }
    const { route, pointer } = choice.route;
    const { target, state = "active" } = route;
    if (!isKnown(state)) return unsettledAt(trail, addresses, state);
    if (state === "blackhole") {
      const message = `a route of ${id} leads to something that is gone`;
      return stopAt(trail, addresses, { ...place, pointer, code: "BAD_STATE_ROUTE", message });
    }
    return isKnown(target) ? follow(target, addresses) : unsettledAt(trail, addresses, target);
  });
}
