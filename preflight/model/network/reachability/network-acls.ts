import type { Maybe } from "../../../../reasoning/known";
import { isKnown, Unknown } from "../../../../reasoning/known";
import type {
  IcmpMessage,
  Listed,
  NetworkAcl,
  NetworkAclRule,
  PortRange,
} from "../../../../reasoning/reachability/network";
import type { Properties, Resource, Value } from "../../resource";
import { pointer } from "../../resource";
import { parseBlock } from "../address-blocks";
import type { Direction } from "../group-rules";
import { firstSet, inlineEntries } from "../inline-entries";
import { aclOf } from "../network-acls";
import { vpcOf } from "../vpc-membership";
import type { Drawing } from "./drawing";
import { idBehind, nodeId } from "./node-ids";
import { mayHaveMessages, mayHavePorts, protocolOf } from "./protocols";

/**
 * Every network ACL that a subnet has. The default ACL that nobody adopts lets everything through;
 * where the ACL of a subnet cannot be told, any rule may stand in it.
 */
export function networkAclsIn(drawing: Drawing): Listed<NetworkAcl> {
  const { world } = drawing;
  const guarded = new Map<Resource, Resource[]>();
  const others: NetworkAcl[] = [];
  for (const subnet of world.of("subnet")) {
    const found = aclOf(world, subnet);
    if (found.kind === "acl") guarded.set(found.acl, [...(guarded.get(found.acl) ?? []), subnet]);
    else others.push(drawOther(drawing, subnet, found.kind === "default" ? OPEN : found.unknown));
  }
  return [...[...guarded].map(([acl, subnets]) => drawAcl(drawing, acl, subnets)), ...others];
}

/** What EC2 puts into the default ACL of a new VPC. */
const OPEN = ["0.0.0.0/0", "::/0"].map((cidr, i): NetworkAclRule => ({
  ruleNumber: 100 + i,
  action: "allow",
  protocol: "all",
  cidr,
}));

function drawOther(
  { world, origins }: Drawing,
  subnet: Resource,
  rules: readonly NetworkAclRule[] | Unknown,
): NetworkAcl {
  const listed = isKnown(rules) ? rules : [rules];
  return origins.note<NetworkAcl>(
    {
      id: `network ACL of ${nodeId(subnet)}`,
      vpcId: idBehind(vpcOf(world, subnet), pointer(subnet, ["vpcId"])),
      subnetIds: [nodeId(subnet)],
      ingress: listed,
      egress: listed,
    },
    subnet,
  );
}

function drawAcl(drawing: Drawing, acl: Resource, subnets: readonly Resource[]): NetworkAcl {
  const { world, origins } = drawing;
  return origins.note<NetworkAcl>(
    {
      id: nodeId(acl),
      vpcId: idBehind(vpcOf(world, acl), pointer(acl, ["vpcId"])),
      subnetIds: subnets.map(nodeId),
      ingress: rulesOf(drawing, acl, "ingress"),
      egress: rulesOf(drawing, acl, "egress"),
    },
    acl,
  );
}

/** Entries stand in the ACL, or are rules of their own, which name some properties otherwise. */
function rulesOf(drawing: Drawing, acl: Resource, direction: Direction): Listed<NetworkAclRule> {
  const { world } = drawing;
  const inline = inlineEntries(acl, direction);
  const own = world.pointingAt(acl, "networkAclRule", "networkAclId");
  const separate = own.resources.map((rule): Listed<NetworkAclRule> => {
    const egress = world.flag(rule, "egress");
    if (!isKnown(egress)) return [egress];
    if (egress !== (direction === "egress")) return [];
    return drawRule(drawing, rule, rule.inputs, [], { number: "ruleNumber", action: "ruleAction" });
  });
  return [
    ...inline.entries.flatMap(({ entry, path }) =>
      drawRule(drawing, acl, entry, path, { number: "ruleNo", action: "action" }),
    ),
    ...separate.flat(),
    ...inline.unknowns,
    ...(own.more === undefined ? [] : [own.more]),
  ];
}

const BLOCKS = {
  ipv4: { own: "cidrBlock", other: "ipv6CidrBlock" },
  ipv6: { own: "ipv6CidrBlock", other: "cidrBlock" },
} as const;

/** One entry; none if it speaks of the other IP version alone. */
function drawRule(
  { family, origins }: Drawing,
  resource: Resource,
  entry: Properties,
  path: readonly string[],
  names: { readonly number: string; readonly action: string },
): readonly NetworkAclRule[] {
  const at = (property: string): string => pointer(resource, [...path, property]);
  const { own, other } = BLOCKS[family];
  if (firstSet(entry, [own]) === undefined && firstSet(entry, [other]) !== undefined) return [];
  const text = textAt(entry["protocol"], at("protocol"));
  const protocol = protocolOf(text, at("protocol"));
  const cidr = textAt(entry[own], at(own));
  const [first, last] = [entry["fromPort"], entry["toPort"]].map(wholeNumber);
  const ports: Maybe<PortRange> =
    first !== undefined && last !== undefined && first >= 0
      ? { first, last }
      : new Unknown([at("fromPort"), at("toPort")]);
  const rule: NetworkAclRule = {
    ruleNumber: wholeNumber(entry[names.number]) ?? new Unknown([at(names.number)]),
    action: actionOf(entry[names.action], at(names.action)),
    protocol,
    cidr: isKnown(cidr) && parseBlock(cidr) === undefined ? new Unknown([at(own)]) : cidr,
    ...(mayHavePorts(protocol) ? { ports } : {}),
    ...(mayHaveMessages(protocol) ? { icmp: messageOf(entry, at("icmpType")) } : {}),
  };
  return [origins.note(rule, resource, path)];
}

function textAt(value: Value | undefined, where: string): Maybe<string> {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : new Unknown([where]);
}

function actionOf(value: Value | undefined, where: string): NetworkAclRule["action"] {
  const action = typeof value === "string" ? value.toLowerCase() : undefined;
  return action === "allow" || action === "deny" ? action : new Unknown([where]);
}

function messageOf(entry: Properties, where: string): Maybe<IcmpMessage> {
  const [type, code] = [entry["icmpType"], entry["icmpCode"]].map(wholeNumber);
  return type === undefined || code === undefined ? new Unknown([where]) : { type, code };
}

/** A number, which some engines and programs write as text; undefined if it is none. */
function wholeNumber(value: Value | undefined): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : undefined;
}
