import type { Finding } from "../findings/finding";
import { partsOf } from "../model/environment";
import type { Stack } from "../model/resource";
import { buildWorld } from "../model/world";

/**
 * Says which environments a finding concerns: those that the blamed resource or another that takes
 * part in it belongs to, by the same measure as the verdict on an environment.
 *
 * @param stacks the stacks that were judged together.
 * @returns a function from a finding to the sorted names of environments; empty if none needs it.
 */
export function concernedEnvironments(
  stacks: readonly Stack[],
): (finding: Finding) => readonly string[] {
  const world = buildWorld(stacks);
  const parts = world.of("environment").map((environment) => {
    const name = world.text(environment, "name");
    return {
      name: typeof name === "string" ? name : environment.name,
      urns: partsOf(world, environment),
    };
  });
  return (finding) => {
    const involved = [finding.resource, ...finding.related];
    const names = parts
      .filter(({ urns }) => involved.some((urn) => urns.has(urn)))
      .map(({ name }) => name);
    return [...new Set(names)].sort();
  };
}
