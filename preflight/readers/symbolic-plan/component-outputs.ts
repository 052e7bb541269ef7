import type { ComponentOutputs, Registration, WireProperties } from "./protocol";

/** What somebody told of a component that another process makes; undefined if nobody did. */
export function componentOutputs(
  components: ComponentOutputs,
  { remote, type, name }: Pick<Registration, "remote" | "type" | "name">,
): WireProperties | undefined {
  const ofType = remote && Object.hasOwn(components, type) ? components[type] : undefined;
  return ofType !== undefined && Object.hasOwn(ofType, name) ? ofType[name] : undefined;
}
