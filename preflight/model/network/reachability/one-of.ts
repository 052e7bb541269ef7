import type { Maybe } from "../../../../reasoning/known";
import { isKnown, Unknown } from "../../../../reasoning/known";
import type { Resource } from "../../resource";
import { pointer } from "../../resource";
import type { World } from "../../world";

/** A property that holds one of a few words; unknown if it holds another. */
export function oneOf<const T extends string>(
  world: World,
  resource: Resource,
  property: string,
  values: readonly T[],
): Maybe<T> {
  const value = world.text(resource, property);
  if (!isKnown(value)) return value;
  return values.find((each) => each === value) ?? new Unknown([pointer(resource, [property])]);
}
