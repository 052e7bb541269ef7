import { isKnown, Unknown } from "../../known";
import type { Maybe } from "../../known";
import type {
  IcmpMessage,
  Listed,
  Network,
  NetworkAclRule,
  PortRange,
  Protocol,
  RulePeer,
  SecurityGroupRule,
} from "../network";
import { LAST_RULE_NUMBER } from "../network/filters";
import { shown } from "../json";
import { hasPorts, isIcmp, protocolRange } from "../protocol";
import type { Answers } from "./answers";
import type { Entry } from "./entry";
import { given, present } from "./entry";

/** Network ACLs and security groups. */
export function readFilters(answers: Answers): Pick<Network, "networkAcls" | "securityGroups"> {
  return {
    networkAcls: answers.listed("NetworkAcls", (acl) =>
      acl.named("NetworkAclId", (id) => {
        const rules = acl.entries("Entries").map((each) => ({
          isEgress: each.requiredFlag("Egress"),
          rule: readAclRule(each),
        }));
        return {
          id,
          vpcId: acl.known("VpcId"),
          ...given("isDefault", acl.flag("IsDefault")),
          subnetIds: acl
            .entries("Associations")
            .flatMap((each) => present(each.required("SubnetId"))),
          ingress: rules.filter((each) => each.isEgress !== true).map((each) => each.rule),
          egress: rules.filter((each) => each.isEgress !== false).map((each) => each.rule),
        };
      }),
    ),
    securityGroups: answers.listed("SecurityGroups", (group) =>
      group.named("GroupId", (id) => ({
        id,
        vpcId: group.known("VpcId"),
        ...given("account", group.text("OwnerId")),
        ingress: readPermissions(group, "IpPermissions"),
        egress: readPermissions(group, "IpPermissionsEgress"),
      })),
    ),
  };
}

function readAclRule(entry: Entry): NetworkAclRule {
  const action = entry.required("RuleAction");
  const range = entry.entry("PortRange");
  const icmp = entry.entry("IcmpTypeCode");
  const protocol = readProtocol(entry, "Protocol");
  const ports = range && readRange(range, "From", "To");
  const message = icmp && readIcmp(icmp, "Type", "Code");
  return {
    ruleNumber: entry.whole("RuleNumber", 1, LAST_RULE_NUMBER) ?? missing(entry, "RuleNumber"),
    action:
      (["allow", "deny"] as const).find((each) => each === action) ?? missing(entry, "RuleAction"),
    protocol,
    cidr: entry.cidr("CidrBlock") ?? entry.cidr("Ipv6CidrBlock") ?? missing(entry, "CidrBlock"),
    ...given("ports", isOneOf(protocol, isIcmp) ? undefined : ports),
    ...given("icmp", isOneOf(protocol, hasPorts) ? undefined : message),
  };
}

/**
 * A rule's port range is about TCP and UDP, and its type and code are about ICMP, whatever else is described.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAclEntry.html, "portRange" and
 * "icmpTypeCode", read 2026-11-23.
 */
function isOneOf(protocol: Maybe<Protocol>, such: (number: number) => boolean): boolean {
  return isKnown(protocol) && protocol !== "all" && such(protocolRange(protocol)[0]);
}

function readPermissions(group: Entry, name: string): Listed<SecurityGroupRule> {
  // What a group of another VPC would allow cannot be told from a list that was left out.
  if (!group.has(name)) return [new Unknown([`${name} of ${group.pointer}`])];
  return group.entries(name).flatMap((permission) => {
    const filter = readFilter(permission);
    return peersOf(permission, group.text("OwnerId")).map((peer) => ({ ...filter, peer }));
  });
}

function peersOf(permission: Entry, owner: string | undefined): readonly Maybe<RulePeer>[] {
  return [
    ...permission.entries("IpRanges").flatMap((each) => blockPeer(each, "CidrIp")),
    ...permission.entries("Ipv6Ranges").flatMap((each) => blockPeer(each, "CidrIpv6")),
    ...permission
      .entries("PrefixListIds")
      .flatMap((each) => each.named("PrefixListId", (prefixList) => ({ prefixList }))),
    ...permission.entries("UserIdGroupPairs").flatMap((each) =>
      each.named("GroupId", (groupId) => {
        const account = each.text("UserId");
        const isForeign = account !== undefined && account !== owner;
        return { securityGroup: isForeign ? `${account}/${groupId}` : groupId };
      }),
    ),
  ];
}

function blockPeer(range: Entry, name: string): readonly RulePeer[] {
  return range.required(name) === undefined
    ? []
    : present(range.cidr(name)).map((cidr) => ({ cidr }));
}

/** Which packets a permission speaks of; for ICMP the two ports are type and code. */
function readFilter(permission: Entry): Pick<SecurityGroupRule, "protocol" | "ports" | "icmp"> {
  const read = readProtocol(permission, "IpProtocol");
  if (isOneOf(read, isIcmp)) {
    return { protocol: read, ...given("icmp", readIcmp(permission, "FromPort", "ToPort")) };
  }
  return { protocol: read, ...given("ports", readRange(permission, "FromPort", "ToPort")) };
}

const PROTOCOLS = { "-1": "all", tcp: "tcp", udp: "udp", icmp: "icmp", icmpv6: "icmpv6" } as const;

/** A name for what security groups know ports or types of, else IANA's number as text. */
function readProtocol(entry: Entry, name: string): Maybe<Protocol> {
  const word = entry.required(name);
  if (word === undefined) return missing(entry, name);
  const named = Object.entries(PROTOCOLS).find(([each]) => each === word)?.[1];
  if (named !== undefined) return named;
  if (/^\d{1,3}$/.test(word) && Number(word) <= 255) return Number(word);
  const wanted = `${Object.keys(PROTOCOLS).join(", ")} or a number from 0 to 255 is wanted`;
  entry.fault(name, `is ${shown(word)}; ${wanted}`);
  return missing(entry, name);
}

/** Ports; undefined for every one, which AWS writes as -1 or leaves out. */
function readRange(entry: Entry, from: string, to: string): Maybe<PortRange> | undefined {
  const first = entry.whole(from, -1, 65535);
  const last = entry.whole(to, -1, 65535);
  if (!entry.has(from) && !entry.has(to)) return undefined;
  if (first === undefined || last === undefined) return missing(entry, from);
  if (first === -1 && last === -1) return undefined;
  if (first === -1 || last < first) {
    entry.fault("", `has ports from ${first} to ${last}; an ascending range is wanted`);
    return missing(entry, from);
  }
  return { first, last };
}

function readIcmp(entry: Entry, type: string, code: string): Maybe<IcmpMessage> | undefined {
  if (!entry.has(type) && !entry.has(code)) return undefined;
  const read = entry.whole(type, -1, 255);
  return read === undefined
    ? missing(entry, type)
    : { type: read, code: entry.whole(code, -1, 255) ?? -1 };
}

function missing(entry: Entry, name: string): Unknown {
  return new Unknown([`${entry.pointer}/${name}`]);
}
