import type { Resource, Stack } from "../model/resource";

/** The type token of an MWAA environment. */
const ENVIRONMENT = "aws:mwaa/environment:Environment";

/** The name an environment has in AWS, or its logical name while the real one is not known. */
function environmentName(resource: Resource): string {
  const { name } = resource.inputs;
  return typeof name === "string" ? name : resource.name;
}

/**
 * Says which environments of a stack each resource serves, by URN.
 *
 * Resources hang together by their dependencies. An environment is where two such clusters meet
 * (its bucket knows nothing of its network), so clusters are formed without the environments, and
 * each belongs to the environments that touch it: a shared network to all of them, a bucket to one.
 * Components group and providers serve everything, so neither joins clusters.
 */
export function environmentsByUrn(stack: Stack): ReadonlyMap<string, readonly string[]> {
  const environments = stack.resources.filter((each) => each.type === ENVIRONMENT);
  const neighbours = new Map<string, Set<string>>();
  const joins = (resource: Resource) =>
    resource.custom &&
    resource.type !== ENVIRONMENT &&
    !resource.type.startsWith("pulumi:providers:");
  const byUrn = new Map(stack.resources.map((each) => [each.urn, each]));

  const connect = (from: string, to: string) => {
    const set = neighbours.get(from);
    if (set === undefined) neighbours.set(from, new Set([to]));
    else set.add(to);
  };
  for (const resource of stack.resources.filter(joins)) {
    for (const urn of resource.dependencies) {
      const other = byUrn.get(urn);
      if (other === undefined || !joins(other)) continue;
      connect(resource.urn, urn);
      connect(urn, resource.urn);
    }
  }

  const owners = new Map<string, Set<string>>();
  for (const environment of environments) {
    const name = environmentName(environment);
    const reached = new Set([environment.urn]);
    const open = [environment.urn, ...environment.dependencies];
    for (let urn = open.pop(); urn !== undefined; urn = open.pop()) {
      const resource = byUrn.get(urn);
      if (resource === undefined || (urn !== environment.urn && !joins(resource))) continue;
      if (urn !== environment.urn && reached.has(urn)) continue;
      reached.add(urn);
      open.push(...(neighbours.get(urn) ?? []));
    }
    for (const urn of reached) owners.set(urn, (owners.get(urn) ?? new Set()).add(name));
  }
  return new Map([...owners].map(([urn, names]) => [urn, [...names].sort()]));
}
