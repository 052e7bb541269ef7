/** One route table of a transit gateway. */
import { isKnown } from "../../known";
import type { TransitGatewayRoute, TransitGatewayRouteTable } from "../network";
import type { NetworkIndex, Node } from "../network-index";
import type { Spot, Walk } from "../road";
import type { CompiledTable } from "../routing";
import { compileTable, waysFor } from "../routing";

/** The route that packets for one address take. */
export function spotFor(
  { value, pointer }: Node<TransitGatewayRouteTable>,
  compiled: CompiledTable<TransitGatewayRoute>,
  address: bigint,
): Spot | undefined {
  const telling = { toService: () => false, serviceSpace: [], sameWay: () => "" };
  const [way] = waysFor(compiled, [{ first: address, last: address }], {}, telling);
  const [choice] = way?.choices ?? [];
  if (choice?.kind !== "route") return undefined;
  return { id: value.id, pointer: `${pointer}/routes/${value.routes.indexOf(choice.route)}` };
}

/** Sorts the routes of a table out, once a family. */
export function compiledTable(
  index: NetworkIndex,
  { value }: Node<TransitGatewayRouteTable>,
  family: Walk["family"],
): CompiledTable<TransitGatewayRoute> {
  return index.once(`compiled ${family}`, value, () =>
    compileTable(
      value.routes,
      family,
      () => false,
      (id) => {
        const list = index.find("prefixLists", id);
        return isKnown(list) ? list.value : list;
      },
    ),
  );
}
