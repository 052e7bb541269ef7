/** A route table as something that packets pass. */
import { isKnown } from "../known";
import type { Interval } from "./intervals";
import type { Route, RouteTable } from "./network";
import type { Node } from "./network-index";
import type { Step } from "./road";
import type { CompiledTable } from "./routing";
import { waysFor } from "./routing";
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
