import type { Maybe } from "../../../reasoning/known";
import { Unknown, unknownOf } from "../../../reasoning/known";
import type { Reference } from "../reference";
import type { World } from "../world";
import { inlineEntries } from "./inline-entries";

/** The blocks of a prefix list that a stack makes; of any other list nobody knows them here. */
export function blocksOfList(
  world: World,
  list: Reference,
  where: string,
): Maybe<readonly string[]> {
  if (list.kind !== "resource") return new Unknown([where]);
  const inline = inlineEntries(list.resource, "entries");
  const own = world.pointingAt(list.resource, "prefixListEntry", "prefixListId");
  const cidrs = [
    ...inline.entries.map(({ entry }) => entry["cidr"]),
    ...own.resources.map((each) => world.value(each, "cidr")),
  ];
  const hidden = [
    ...inline.unknowns,
    ...(own.more === undefined ? [] : [own.more]),
    ...(cidrs.every((each) => typeof each === "string") ? [] : [new Unknown([where])]),
  ];
  return hidden.length === 0
    ? cidrs.filter((each) => typeof each === "string")
    : unknownOf(...hidden);
}
