import type { Maybe } from "../../../reasoning/known";
import { isKnown, Unknown, unknownOf } from "../../../reasoning/known";
import { sameAccount } from "../accounts";
import { isExisting } from "../existing";
import { inlineEntries, textsAt } from "./inline-entries";
import { blocksOfList } from "./prefix-lists";
import type { Reference } from "../reference";
import type { Properties, Resource, Value } from "../resource";
import { pointer } from "../resource";
import { ownerOf, owns } from "./shared-subnets";
import type { World } from "../world";

/** One rule of a security group, in either direction. */
export interface GroupRule {
  readonly resource: Resource;
  /** Lower case: `-1` for all, else `tcp`, `udp`, `icmp`, `icmpv6` or a number. */
  readonly protocol: string | Unknown;
  readonly fromPort?: Maybe<number>;
  readonly toPort?: Maybe<number>;
  readonly cidrs: readonly (string | Unknown)[];
  readonly groups: readonly Reference[];
  readonly prefixLists: readonly PrefixList[];
}

/** A prefix list that a rule names, and the service whose addresses it lists, where a stack tells. */
interface PrefixList {
  readonly id: string | Unknown;
  /** The service as endpoints name it, such as `com.amazonaws.eu-west-1.s3`. */
  readonly service?: string;
  /** Where the rule names it, in the form of `Unknown.blockedBy`. */
  readonly where: string;
}

/** The rules of a security group in one direction. */
export interface GroupRules {
  readonly rules: readonly GroupRule[];
  readonly more?: Unknown;
}

/** The two ways of traffic, in the words of EC2. */
export type Direction = "ingress" | "egress";

/** Collects a security group's rules, whether inline, as rules of its own, or in the older form. */
export function groupRulesOf(world: World, group: Resource, direction: Direction): GroupRules {
  return world.once(direction, group, () => {
    const modern = world.pointingAt(
      group,
      direction === "ingress" ? "ingressRule" : "egressRule",
      "securityGroupId",
    );
    const older = world.pointingAt(group, "securityGroupRule", "securityGroupId");
    const types = older.resources.map((rule) => ({ rule, type: world.text(rule, "type") }));
    const inline = inlineEntries(group, direction);
    const unknowns = [
      modern.more,
      older.more,
      ...inline.unknowns,
      ...types.map(({ type }) => (type instanceof Unknown ? type : undefined)),
    ].filter((each) => each !== undefined);
    const rules = [
      ...modern.resources.map((rule) => modernRule(world, rule)),
      ...types
        .filter(({ type }) => type === direction)
        .map(({ rule }) => olderRule(world, rule, rule.inputs, [], group)),
      ...inline.entries.map(({ entry, path }) => olderRule(world, group, entry, path, group)),
    ];
    const kept = keptAlone(world, group, direction, rules);
    const hidden = [...unknowns, ...(kept.more === undefined ? [] : [kept.more])];
    return hidden.length === 0
      ? { rules: kept.rules }
      : { rules: kept.rules, more: unknownOf(...hidden) };
  });
}

/** A list that says which rules a group keeps has the provider remove all others. */
function keptAlone(
  world: World,
  group: Resource,
  direction: Direction,
  rules: readonly GroupRule[],
): GroupRules {
  const property = direction === "ingress" ? "ingressRuleIds" : "egressRuleIds";
  const lists = world.pointingAt(group, "groupRulesExclusive", "securityGroupId");
  const hidden: Unknown[] = lists.more === undefined ? [] : [lists.more];
  let kept = rules;
  for (const list of lists.resources) {
    const named = world.references(list, [property], "ingressRule", "egressRule");
    if (!isKnown(named) || named.some(({ kind }) => kind !== "resource"))
      hidden.push(new Unknown([pointer(list, [property])]));
    const sure = isKnown(named) ? named : [];
    kept = kept.filter(({ resource }) =>
      sure.some((each) => each.kind === "resource" && each.resource === resource),
    );
  }
  return hidden.length === 0 ? { rules: kept } : { rules: kept, more: unknownOf(...hidden) };
}

function modernRule(world: World, rule: Resource): GroupRule {
  const property = "referencedSecurityGroupId";
  const reference = groupAt(world, rule, [property], rule.inputs[property]);
  return {
    resource: rule,
    protocol: protocolAt(rule, ["ipProtocol"], rule.inputs["ipProtocol"]),
    ...portsAt(rule, [], rule.inputs),
    groups: reference.kind === "absent" ? [] : [reference],
    ...addressesOf(
      world,
      rule,
      (["cidrIpv4", "cidrIpv6"] as const).flatMap((property) =>
        textsAt(rule, [property], rule.inputs[property]),
      ),
      prefixListsAt(world, rule, ["prefixListId"], rule.inputs["prefixListId"]),
    ),
  };
}

function olderRule(
  world: World,
  resource: Resource,
  entry: Properties,
  path: readonly string[],
  group: Resource,
): GroupRule {
  const at = (property: string): readonly string[] => [...path, property];
  const source = groupAt(
    world,
    resource,
    at("sourceSecurityGroupId"),
    entry["sourceSecurityGroupId"],
  );
  return {
    resource,
    protocol: protocolAt(resource, at("protocol"), entry["protocol"]),
    ...portsAt(resource, path, entry),
    groups: [
      ...selfAt(resource, at("self"), entry["self"], group),
      ...(source.kind === "absent" ? [] : [source]),
      ...groupsAt(world, resource, at("securityGroups"), entry["securityGroups"]),
    ],
    ...addressesOf(
      world,
      resource,
      (["cidrBlocks", "ipv6CidrBlocks"] as const).flatMap((property) =>
        textsAt(resource, at(property), entry[property]),
      ),
      prefixListsAt(world, resource, at("prefixListIds"), entry["prefixListIds"]),
    ),
  };
}

/** The blocks of a rule, those of prefix lists that a stack makes among them, and its other lists. */
function addressesOf(
  world: World,
  resource: Resource,
  cidrs: GroupRule["cidrs"],
  lists: readonly PrefixList[],
): Pick<GroupRule, "cidrs" | "prefixLists"> {
  const read = lists.map((list) => {
    const value = isKnown(list.id) ? list.id : new Unknown([list.where]);
    const path = list.where.slice(list.where.lastIndexOf("#") + 1).split(".");
    const made = world.resolve(resource, path, value, "prefixList");
    return { list, blocks: blocksOfList(world, made, list.where) };
  });
  return {
    cidrs: [...cidrs, ...read.flatMap(({ blocks }) => (isKnown(blocks) ? blocks : []))],
    prefixLists: read.flatMap(({ list, blocks }) => (isKnown(blocks) ? [] : [list])),
  };
}

function selfAt(
  resource: Resource,
  path: readonly string[],
  value: Value | undefined,
  group: Resource,
): readonly Reference[] {
  if (value instanceof Unknown)
    return [{ kind: "unknown", unknown: new Unknown([pointer(resource, path)]) }];
  return value === true || value === "true" ? [{ kind: "resource", resource: group }] : [];
}

function groupsAt(
  world: World,
  resource: Resource,
  path: readonly string[],
  value: Value | undefined,
): readonly Reference[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value))
    return [{ kind: "unknown", unknown: new Unknown([pointer(resource, path)]) }];
  return (value as readonly Value[]).map((each, i) =>
    groupAt(world, resource, [...path, String(i)], each),
  );
}

/**
 * A group that a rule names; one of another account has that account's number before its id.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing-share-subnet-working-with.html,
 * "Security groups", read 2026-11-22.
 */
function groupAt(
  world: World,
  resource: Resource,
  path: readonly string[],
  value: Value | undefined,
): Reference {
  const [, account, id] = /^(\d{12})\/(.+)$/.exec(typeof value === "string" ? value : "") ?? [];
  const named = world.resolve(resource, path, id ?? value, "securityGroup");
  if (named.kind !== "resource") return named;
  const owner = ownerOf(world, named.resource);
  const fits =
    account === undefined ? owns(world, resource, named.resource) : sameAccount(account, owner);
  // What is only looked at is its own account's as a rule, and then the number says no more.
  if (fits === true || (fits !== false && isExisting(named.resource))) return named;
  if (fits === false && account !== undefined)
    return { kind: "outside", value: `${account}/${id ?? ""}` };
  const where = pointer(resource, path);
  return {
    kind: "unknown",
    unknown: fits === false ? new Unknown([`the account that ${where} names`]) : fits,
  };
}

function prefixListsAt(
  world: World,
  resource: Resource,
  path: readonly string[],
  value: Value | undefined,
): readonly PrefixList[] {
  const where = pointer(resource, path);
  return textsAt(resource, path, value).map((id) => {
    // A list that only the provider will know is an endpoint's if nothing else went into the rule.
    const behind =
      typeof id === "string"
        ? world.of("vpcEndpoint").find((each) => each.outputs["prefixListId"] === id)
        : endpointAt(world, resource, path, where);
    const service = behind === undefined ? undefined : world.text(behind, "serviceName");
    return typeof service === "string" ? { id, where, service } : { id, where };
  });
}

function endpointAt(
  world: World,
  resource: Resource,
  path: readonly string[],
  where: string,
): Resource | undefined {
  const reference = world.resolve(resource, path, new Unknown([where]), "vpcEndpoint");
  return reference.kind === "resource" ? reference.resource : undefined;
}

function protocolAt(
  resource: Resource,
  path: readonly string[],
  value: Value | undefined,
): string | Unknown {
  return typeof value === "string" || typeof value === "number"
    ? String(value).toLowerCase()
    : new Unknown([pointer(resource, path)]);
}

function portsAt(
  resource: Resource,
  path: readonly string[],
  entry: Properties,
): Pick<GroupRule, "fromPort" | "toPort"> {
  const fromPort = portAt(resource, [...path, "fromPort"], entry["fromPort"]);
  const toPort = portAt(resource, [...path, "toPort"], entry["toPort"]);
  return {
    ...(fromPort === undefined ? {} : { fromPort }),
    ...(toPort === undefined ? {} : { toPort }),
  };
}

/** A port; some engines and programs write numbers as text. */
function portAt(
  resource: Resource,
  path: readonly string[],
  value: Value | undefined,
): Maybe<number> | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "number") return value;
  if (typeof value === "string" && /^-?\d+$/.test(value)) return Number(value);
  return new Unknown([pointer(resource, path)]);
}
