import { blockOf, contains } from "../cloud/ipv4";
import type { CloudRecord } from "../cloud/records";
import { isList, isObject, show, textOf, textsOf } from "../wire";
import type { JsonObject } from "../wire";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const LEGACY_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const RULE = {
  ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
} as const;

/** Which way a rule lets traffic through. */
export type Direction = keyof typeof RULE;

/** One rule in force, however it was written. */
interface Rule {
  readonly groupId: string;
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  readonly peerGroups: readonly string[];
  readonly cidrs: readonly string[];
  readonly prefixLists: readonly string[];
}

const ALL_PORTS = { from: 0, to: 65_535 };

function portsOf(bag: JsonObject): { readonly from: number; readonly to: number } {
  const protocol = show(bag["ipProtocol"] ?? bag["protocol"] ?? "-1");
  const from = Number(bag["fromPort"] ?? -1);
  const to = Number(bag["toPort"] ?? -1);
  return protocol === "-1" || protocol === "all" || from < 0 ? ALL_PORTS : { from, to };
}

function ruleOf(groupId: string, bag: JsonObject): Rule {
  const one = (key: string): readonly string[] => {
    const text = textOf(bag, key);
    return text === undefined ? [] : [text];
  };
  return {
    groupId,
    protocol: show(bag["ipProtocol"] ?? bag["protocol"] ?? "-1"),
    ...portsOf(bag),
    peerGroups: [
      ...one("referencedSecurityGroupId"),
      ...one("sourceSecurityGroupId"),
      ...textsOf(bag, "securityGroups"),
      ...(bag["self"] === true ? [groupId] : []),
    ],
    cidrs: [
      ...one("cidrIpv4"),
      ...one("cidrIpv6"),
      ...textsOf(bag, "cidrBlocks"),
      ...textsOf(bag, "ipv6CidrBlocks"),
    ],
    prefixLists: [...one("prefixListId"), ...textsOf(bag, "prefixListIds")],
  };
}

/** Every rule of one direction that some groups have at this moment. */
export function rulesOf(
  records: readonly CloudRecord[],
  groups: readonly string[],
  direction: Direction,
): readonly Rule[] {
  return records.flatMap((record) => {
    const { token, inputs } = record;
    if (token === GROUP && groups.includes(record.id)) {
      const inline = inputs[direction];
      return (isList(inline) ? inline : [])
        .filter((rule) => isObject(rule))
        .map((rule) => ruleOf(record.id, rule));
    }
    const groupId = textOf(inputs, "securityGroupId") ?? "";
    if (!groups.includes(groupId)) return [];
    const isRule =
      token === RULE[direction] || (token === LEGACY_RULE && inputs["type"] === direction);
    return isRule ? [ruleOf(groupId, inputs)] : [];
  });
}

/** What stands at the other end. */
export interface Peer {
  /** Group ids, of other accounts as `account/group`. */
  readonly groups: readonly string[];
  readonly cidrs: readonly string[];
  /** Prefix lists that hold every one of the blocks. */
  readonly prefixLists?: readonly string[];
}

function covers(cidr: string, block: string): boolean {
  if (cidr === "0.0.0.0/0" || cidr === "::/0" || cidr === block) return true;
  const [outer, inner] = [blockOf(cidr), blockOf(block)];
  return outer !== undefined && inner !== undefined && contains(outer, inner);
}

/** True when the rules let TCP to or from the peer through on a port: through a group of it, or all its blocks. */
export function permits(rules: readonly Rule[], peer: Peer, port: number): boolean {
  const open = rules.filter(
    ({ protocol, from, to }) =>
      ["-1", "all", "tcp", "6"].includes(protocol) && from <= port && port <= to,
  );
  const byGroup = open.some(({ peerGroups }) => peerGroups.some((id) => peer.groups.includes(id)));
  const byList = open.some(({ prefixLists }) =>
    prefixLists.some((id) => peer.prefixLists?.includes(id) === true),
  );
  const byBlock = peer.cidrs.every((block) =>
    open.some(({ cidrs }) => cidrs.some((cidr) => covers(cidr, block))),
  );
  return byGroup || byList || (peer.cidrs.length > 0 && byBlock);
}
