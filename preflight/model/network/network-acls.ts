import type { Truth } from "../../../reasoning/known";
import { isKnown, Unknown } from "../../../reasoning/known";
import type { Block } from "./address-blocks";
import { ALL_IPV4, ALL_IPV6, covers, parseBlock } from "./address-blocks";
import { isExisting, missingFact } from "../existing";
import type { Direction } from "./group-rules";
import { firstSet, inlineEntries } from "./inline-entries";
import type { Reference } from "../reference";
import type { Properties, Resource } from "../resource";
import { pointer } from "../resource";
import { vpcOf, vpcThatBrought } from "./vpc-membership";
import type { World } from "../world";

/** The ACL of a subnet: one that a stack holds, the VPC's default one, or one that cannot be told. */
export type SubnetAcl =
  | { readonly kind: "acl"; readonly acl: Resource }
  | { readonly kind: "default" }
  | { readonly kind: "unknown"; readonly unknown: Unknown };

/** The network ACL that a subnet is associated with; without an association it has its VPC's default one. */
export function aclOf(world: World, subnet: Resource): SubnetAcl {
  return world.once("acl", subnet, () => {
    const explicit = associatedAcl(world, subnet);
    if (explicit.kind !== "default") return explicit;
    const vpc = vpcOf(world, subnet);
    if (vpc.kind !== "resource")
      return { kind: "unknown", unknown: new Unknown([pointer(subnet, ["vpcId"])]) };
    const adopters = world
      .of("defaultNetworkAcl")
      .filter((acl) => !isExisting(acl))
      .map((acl) => ({ acl, owner: ownerOf(world, acl) }));
    const adopted = adopters.find(({ owner }) => owner === vpc.resource);
    if (adopted !== undefined) return { kind: "acl", acl: adopted.acl };
    if (isExisting(vpc.resource)) return defaultToldBy(world, vpc.resource);
    const unresolved = adopters.filter(({ owner }) => owner instanceof Unknown);
    return unresolved.length === 0
      ? explicit
      : {
          kind: "unknown",
          unknown: new Unknown(unresolved.map(({ acl }) => pointer(acl, ["defaultNetworkAclId"]))),
        };
  });
}

/** The default ACL of a VPC that exists may have been changed; it is a thing of its own. */
function defaultToldBy(world: World, vpc: Resource): SubnetAcl {
  const told = world.reference(vpc, ["defaultNetworkAclId"], "networkAcl", "defaultNetworkAcl");
  if (told.kind === "resource") return { kind: "acl", acl: told.resource };
  const unknown =
    told.kind === "outside"
      ? new Unknown([`the entries of ${told.value}`])
      : missingFact(vpc, "default network ACL");
  return { kind: "unknown", unknown };
}

function associatedAcl(world: World, subnet: Resource): SubnetAcl {
  const { resources, more } = world.pointingAt(subnet, "networkAclAssociation", "subnetId");
  const named: Reference[] = resources.map((each) =>
    world.reference(each, ["networkAclId"], "networkAcl", "defaultNetworkAcl"),
  );
  const hidden: string[] = more === undefined ? [] : [...more.blockedBy];
  for (const acl of [...world.of("networkAcl"), ...world.of("defaultNetworkAcl")]) {
    const subnets = world.references(acl, ["subnetIds"], "subnet");
    if (subnets instanceof Unknown) hidden.push(pointer(acl, ["subnetIds"]));
    else if (subnets.some((each) => each.kind === "resource" && each.resource === subnet))
      named.push({ kind: "resource", resource: acl });
    else if (subnets.some((each) => each.kind === "unknown"))
      hidden.push(pointer(acl, ["subnetIds"]));
  }
  const [first, ...others] = named;
  if (
    first?.kind === "resource" &&
    others.every((each) => each.kind === "resource" && each.resource === first.resource)
  )
    return { kind: "acl", acl: first.resource };
  if (first !== undefined)
    return {
      kind: "unknown",
      unknown: new Unknown(
        resources.length === 0
          ? [pointer(subnet, ["networkAclId"])]
          : resources.map((each) => pointer(each, ["networkAclId"])),
      ),
    };
  return hidden.length === 0
    ? { kind: "default" }
    : { kind: "unknown", unknown: new Unknown(hidden) };
}

/** The VPC whose default ACL a resource adopts; undefined if it is none of the World's. */
function ownerOf(world: World, acl: Resource): Resource | Unknown | undefined {
  const reference = world.reference(acl, ["defaultNetworkAclId"]);
  const owner = vpcThatBrought(world, "acl", acl, "defaultNetworkAclId", reference);
  if (owner !== undefined) return owner;
  return reference.kind === "unknown" ? reference.unknown : undefined;
}

/** One numbered entry of a network ACL, as far as one family of addresses is concerned. */
export interface AclEntry {
  readonly resource: Resource;
  readonly number: number;
  readonly allow: boolean;
  readonly block: Block;
  /** Whether it speaks of every protocol, of TCP, or of neither. */
  readonly protocols: "every" | "tcp" | "others";
  /** The first and the last port that it speaks of; all where it speaks of every protocol. */
  readonly ports: readonly [number, number];
  /** Whether it speaks of every protocol and every address of the family. */
  readonly everything: boolean;
}

/** What a network ACL does with a subnet's traffic of one family in one direction. */
export interface AclVerdict {
  /** `some` means: only a part is let through, and whether that is enough is not decided. */
  readonly lets: "everything" | "nothing" | "some" | Unknown;
  /** The entries themselves; empty if one of them is hidden. */
  readonly rules: readonly AclEntry[];
  /** The resources that hold the entries, besides the ACL itself. */
  readonly entries: readonly Resource[];
}

/** Reads an ACL as EC2 does: by rule number, the first entry that matches decides, and none denies. */
export function aclLets(
  world: World,
  acl: Resource,
  direction: Direction,
  family: Block["family"] = "ipv4",
): AclVerdict {
  return world.once(`acl ${direction} ${family}`, acl, () => {
    const inline = inlineEntries(acl, direction);
    const own = world.pointingAt(acl, "networkAclRule", "networkAclId");
    const ofDirection = own.resources.map((rule) => ({ rule, egress: egressOf(world, rule) }));
    const read = [
      ...inline.entries.map(({ entry, path }) =>
        readEntry(acl, entry, path, { number: "ruleNo", action: "action", family }),
      ),
      ...ofDirection
        .filter(({ egress }) => egress === (direction === "egress"))
        .map(({ rule }) =>
          readEntry(rule, rule.inputs, [], { number: "ruleNumber", action: "ruleAction", family }),
        ),
    ].filter((each) => each !== undefined);
    const hidden = [
      ...inline.unknowns,
      ...(own.more === undefined ? [] : [own.more]),
      ...ofDirection.flatMap(({ egress }) => (egress instanceof Unknown ? [egress] : [])),
      ...read.filter((each) => each instanceof Unknown),
    ];
    const entries = own.resources;
    if (hidden.length > 0)
      return {
        lets: new Unknown(hidden.flatMap(({ blockedBy }) => blockedBy)),
        rules: [],
        entries,
      };
    const rules = read.filter((each) => isKnown(each));
    return { lets: firstMatch(rules), rules, entries };
  });
}

function firstMatch(entries: readonly AclEntry[]): "everything" | "nothing" | "some" {
  let [denied, allowed] = [false, false];
  for (const { allow, everything } of [...entries].sort(
    (one, other) => one.number - other.number,
  )) {
    if (everything && allow) return denied ? "some" : "everything";
    if (everything) break;
    if (allow) allowed = true;
    else denied = true;
  }
  return allowed ? "some" : "nothing";
}

function egressOf(world: World, rule: Resource): Truth {
  return world.flag(rule, "egress");
}

const FAMILIES = {
  ipv4: { property: "cidrBlock", every: ALL_IPV4 },
  ipv6: { property: "ipv6CidrBlock", every: ALL_IPV6 },
} as const;

/** Reads an entry; undefined if it speaks of the other family alone. */
function readEntry(
  resource: Resource,
  entry: Properties,
  path: readonly string[],
  names: {
    readonly number: string;
    readonly action: string;
    readonly family: Block["family"];
  },
): AclEntry | Unknown | undefined {
  const at = (property: string): string => pointer(resource, [...path, property]);
  const { property, every } = FAMILIES[names.family];
  const own = firstSet(entry, [property]);
  if (own === undefined && firstSet(entry, ["cidrBlock", "ipv6CidrBlock"]) !== undefined)
    return undefined;
  const cidr = entry[property];
  const block = typeof cidr === "string" ? parseBlock(cidr) : undefined;
  const [number, action] = [entry[names.number], entry[names.action]];
  const protocol = entry["protocol"];
  const protocols = isText(protocol) ? protocolsOf(protocol) : "others";
  const ports = protocols === "tcp" ? portsOf(entry) : EVERY_PORT;
  const hidden = [
    ...(ports === undefined ? [at("fromPort"), at("toPort")] : []),
    ...(block === undefined ? [at(property)] : []),
    ...(isWhole(number) ? [] : [at(names.number)]),
    ...(typeof action === "string" ? [] : [at(names.action)]),
    ...(isText(protocol) ? [] : [at("protocol")]),
  ];
  if (hidden.length > 0 || block === undefined || typeof action !== "string" || ports === undefined)
    return new Unknown(hidden);
  return {
    resource,
    number: Number(number),
    allow: action.toLowerCase() === "allow",
    block,
    protocols,
    ports,
    everything: protocols === "every" && covers([block], every),
  };
}

const EVERY_PORT = [0, 65535] as const;

function protocolsOf(protocol: string | number): AclEntry["protocols"] {
  const name = String(protocol).toLowerCase();
  if (name === "-1" || name === "all") return "every";
  return name === "tcp" || name === "6" ? "tcp" : "others";
}

/** The ports of an entry; undefined if they are not known. */
function portsOf(entry: Properties): readonly [number, number] | undefined {
  const [from, to] = [entry["fromPort"], entry["toPort"]];
  return isWhole(from) && isWhole(to) ? [Number(from), Number(to)] : undefined;
}

function isText(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

function isWhole(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && /^\d+$/.test(value));
}
