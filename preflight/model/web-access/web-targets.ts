import { BASE_URL_OPTION } from "../../../mwaa/airflow/base-url";
import { isKnown, Unknown } from "../../../reasoning/known";
import { wantedEndpoints } from "../endpoints/customer-endpoints";
import { kindOf } from "../kinds";
import type { Resource, Value } from "../resource";
import { pointer } from "../resource";
import type { World } from "../world";

/** The port of a database's endpoint, whose addresses may come from an environment too. */
const DATABASE_PORT = 5432;

/**
 * The environment whose web server a group of targets stands for; undefined if it is for something
 * else, or nobody can tell. Told by where the targets' addresses come from, or by a load balancer
 * that answers to the environment's own domain.
 */
export function environmentBehind(world: World, group: Resource): Resource | undefined {
  return world.once("web server behind", group, () => {
    const targets = world.pointingAt(group, "targetGroupAttachment", "targetGroupArn").resources;
    const byAddress = targets.flatMap((target) => {
      const port = Number(world.value(target, "port") ?? world.value(group, "port"));
      if (port === DATABASE_PORT) return [];
      return (target.propertyDependencies["targetId"] ?? []).flatMap((urn) =>
        environmentOf(world, world.at(urn)),
      );
    });
    if (byAddress[0] !== undefined) return byAddress[0];
    const domains = new Set(
      listenersFor(world, group).flatMap((listener) =>
        domainsOf(world, balancerOf(world, listener)),
      ),
    );
    return world
      .of("environment")
      .find((each) => [...domains].some((domain) => answersTo(world, each, domain)));
  });
}

/** The groups of targets that stand for an environment's web server. */
export function webTargetsOf(world: World, environment: Resource): readonly Resource[] {
  return world.of("targetGroup").filter((each) => environmentBehind(world, each) === environment);
}

function environmentOf(world: World, source: Resource | undefined): readonly Resource[] {
  if (source === undefined) return [];
  const kind = kindOf(source.type);
  if (kind === "environment") return [source];
  if (kind !== "vpcEndpoint") return [];
  return world.of("environment").filter((environment) => {
    const wanted = wantedEndpoints(world, environment);
    return (
      isKnown(wanted) &&
      wanted.some(
        ({ purpose, found, possible }) =>
          purpose === "webserver" && [...found, ...possible].includes(source),
      )
    );
  });
}

/** The listeners that hand requests on to a group, by their own actions or by their rules'. */
export function listenersFor(world: World, group: Resource): readonly Resource[] {
  const direct = world
    .of("listener")
    .filter((listener) => forwardsTo(world, listener, "defaultActions", group));
  const byRule = world
    .of("listenerRule")
    .filter((rule) => forwardsTo(world, rule, "actions", group))
    .flatMap((rule) => {
      const listener = world.reference(rule, ["listenerArn"], "listener");
      return listener.kind === "resource" ? [listener.resource] : [];
    });
  return [...new Set([...direct, ...byRule])];
}

/** The groups that a listener hands requests on to. */
export function groupsBehind(world: World, listener: Resource): readonly Resource[] {
  return world.of("targetGroup").filter((group) => listenersFor(world, group).includes(listener));
}

function forwardsTo(world: World, from: Resource, property: string, group: Resource): boolean {
  return groupArnsIn(from.inputs[property]).some((arn) => {
    const named = world.resolve(from, [property], arn, "targetGroup");
    return named.kind === "resource" && named.resource === group;
  });
}

/** The ARNs of groups in actions: `targetGroupArn`, or `forward.targetGroups[].arn`. */
function groupArnsIn(actions: Value | undefined): readonly Value[] {
  return list(actions).flatMap((action) => {
    const single = member(action, "targetGroupArn");
    const several = list(member(member(action, "forward"), "targetGroups"));
    return [single, ...several.map((each) => member(each, "arn"))].filter(
      (each) => each !== undefined && each !== null,
    );
  });
}

/** The load balancer of a listener. */
export function balancerOf(world: World, listener: Resource): Resource | undefined {
  const balancer = world.reference(listener, ["loadBalancerArn"], "loadBalancer");
  return balancer.kind === "resource" ? balancer.resource : undefined;
}

/** The names that lead to a load balancer, as far as records of the World say so. */
export function domainsOf(world: World, balancer: Resource | undefined): readonly string[] {
  if (balancer === undefined) return [];
  return world.of("dnsRecord").flatMap((record) => {
    const edges = [...edgesOf(record, "aliases"), ...edgesOf(record, "records")];
    const dnsName = world.text(balancer, "dnsName");
    const targets = [
      ...list(record.inputs["aliases"]).map((each) => member(each, "name")),
      ...list(record.inputs["records"]),
    ];
    const leads =
      edges.includes(balancer.urn) ||
      targets.some((each) => typeof each === "string" && isKnown(dnsName) && each === dnsName);
    return leads ? fullNameOf(world, record) : [];
  });
}

/** The names of every record; a name that does not end in its zone's is put in front of that. */
export function fullNameOf(world: World, record: Resource): readonly string[] {
  const name = world.text(record, "name");
  const fqdn = world.text(record, "fqdn");
  return [name, fqdn].flatMap((each) => (typeof each === "string" ? [bare(each)] : []));
}

/** The domain that an environment's web server is to have; undefined if it has none of its own. */
export function ownDomainOf(world: World, environment: Resource): string | Unknown | undefined {
  const value = world.value(environment, "airflowConfigurationOptions", BASE_URL_OPTION);
  if (value instanceof Unknown) return value;
  if (value === undefined || value === null || value === "") return undefined;
  return typeof value === "string"
    ? bare(value)
    : new Unknown([pointer(environment, ["airflowConfigurationOptions", BASE_URL_OPTION])]);
}

function answersTo(world: World, environment: Resource, domain: string): boolean {
  return ownDomainOf(world, environment) === domain;
}

function bare(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

function edgesOf(resource: Resource, property: string): readonly string[] {
  return resource.propertyDependencies[property] ?? [];
}

function list(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [];
}

function member(value: Value | undefined, name: string): Value | undefined {
  return typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unknown)
    ? (value as Readonly<Record<string, Value>>)[name]
    : undefined;
}
