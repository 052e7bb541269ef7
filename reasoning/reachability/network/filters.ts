/** What lets packets through, or does not. */
import type { Maybe } from "../../known";
import type { Listed } from "./listed";

/** A stateless filter around subnets. */
export interface NetworkAcl {
  readonly id: string;
  readonly vpcId: Maybe<string>;
  /** Whether subnets without an ACL of their own have it. @default false */
  readonly isDefault?: Maybe<boolean>;
  readonly subnetIds: Listed<string>;
  /** The rules for what comes in; the last one, `*`, denies and need not be written. */
  readonly ingress: Listed<NetworkAclRule>;
  readonly egress: Listed<NetworkAclRule>;
}

/**
 * The highest number that a rule of a network ACL has. Rules of one's own go to 32766; AWS describes the
 * two that deny the rest, shown as `*`, by numbers above: 32767 for IPv4 and 32768 for IPv6. No page of
 * AWS's that was seen names these; Terraform's AWS provider does (`default_network_acl.go`,
 * `awsDefaultAclRuleNumberIpv6`, read 2026-11-23), and so do answers of `describe-network-acls`.
 */
export const LAST_RULE_NUMBER = 32768;

/** One rule of a network ACL; the lowest number that matches decides. */
export interface NetworkAclRule {
  readonly ruleNumber: Maybe<number>;
  readonly action: Maybe<"allow" | "deny">;
  readonly protocol: Maybe<Protocol>;
  /** The other side: where a packet comes from (ingress) or goes to (egress). */
  readonly cidr: Maybe<string>;
  /** Destination ports, for TCP and UDP. @default - every one */
  readonly ports?: Maybe<PortRange>;
  /** For ICMP. @default - every type */
  readonly icmp?: Maybe<IcmpMessage>;
}

/** A protocol by name or by its number of IANA's. */
export type Protocol = "all" | "tcp" | "udp" | "icmp" | "icmpv6" | number;

/** Ports from the first to the last, both included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** An ICMP type and code; -1 is every one. */
export interface IcmpMessage {
  readonly type: number;
  /** @default -1 */
  readonly code?: number;
}

/** A stateful filter at interfaces; it only ever allows. */
export interface SecurityGroup {
  readonly id: string;
  readonly vpcId: Maybe<string>;
  /** @default - nobody says */
  readonly account?: Maybe<string>;
  readonly ingress: Listed<SecurityGroupRule>;
  readonly egress: Listed<SecurityGroupRule>;
}

/** One allowance of a security group. */
export interface SecurityGroupRule {
  readonly protocol: Maybe<Protocol>;
  /** Destination ports, for TCP and UDP. @default - every one */
  readonly ports?: Maybe<PortRange>;
  /** For ICMP. @default - every type */
  readonly icmp?: Maybe<IcmpMessage>;
  readonly peer: Maybe<RulePeer>;
}

/** The other side of a security group's rule. A group may be written `123456789012/sg-…`. */
export type RulePeer =
  { readonly cidr: string } | { readonly prefixList: string } | { readonly securityGroup: string };
