/** A VPC and what lies in it. */
import type { Maybe } from "../../known";
import type { Listed } from "./listed";

/** A virtual private cloud. */
export interface Vpc {
  readonly id: string;
  /** The account that owns it. @default - nobody says */
  readonly account?: Maybe<string>;
  /** Its Region, such as `eu-central-1`. @default - nobody says */
  readonly region?: Maybe<string>;
  /** All its blocks, IPv4 and IPv6. Each has a local route in every route table of the VPC. */
  readonly cidrBlocks: Listed<string>;
  /** Whether the resolver of Amazon answers in it. @default true */
  readonly enableDnsSupport?: Maybe<boolean>;
  /** Whether private DNS names act in it. @default false */
  readonly enableDnsHostnames?: Maybe<boolean>;
  /** Its DHCP option set. @default - the resolver of Amazon */
  readonly dhcpOptionsId?: Maybe<string>;
  /** Names of private hosted zones that answer in it, such as `example.com`. @default [] */
  readonly privateHostedZones?: Listed<string>;
}

/** A part of a VPC in one Availability Zone; other accounts may use it if its owner shares it. */
export interface Subnet {
  readonly id: string;
  readonly vpcId: Maybe<string>;
  /** The account that owns it; those it is shared with own interfaces in it. @default - nobody says */
  readonly account?: Maybe<string>;
  /** Name or id of its zone; one network uses names or ids, not both. @default - nobody says */
  readonly availabilityZone?: Maybe<string>;
  readonly cidrBlocks: Listed<string>;
}

/** An elastic network interface: where packets start and end. */
export interface NetworkInterface {
  readonly id: string;
  /** The account that owns it; in a shared subnet not the subnet's. @default - nobody says */
  readonly account?: Maybe<string>;
  readonly subnetId: Maybe<string>;
  /** Its addresses, IPv4 and IPv6. */
  readonly addresses: Listed<InterfaceAddress>;
  readonly securityGroupIds: Listed<string>;
  /** Whether it only accepts what is meant for itself. @default true */
  readonly sourceDestCheck?: Maybe<boolean>;
  /** Whether it drops what comes from the internet to its IPv6 addresses. @default false */
  readonly denyAllIgwTraffic?: Maybe<boolean>;
}

/** An address of an interface, and the public one that an internet gateway puts in its place. */
export interface InterfaceAddress {
  /** Unknown: some address of the interface's subnet. */
  readonly address: Maybe<string>;
  /** Whether a public IPv4 address is mapped to it. @default - whether `publicAddress` is given */
  readonly isPublic?: Maybe<boolean>;
  /** The public IPv4 address. @default - none, or one that nobody knows yet if `isPublic` */
  readonly publicAddress?: Maybe<string>;
}

/** What interfaces are told about name servers. */
export interface DhcpOptions {
  readonly id: string;
  /** Addresses, or `AmazonProvidedDNS`. */
  readonly domainNameServers: Listed<string>;
}

/** A named set of CIDR blocks, a customer's or AWS's. */
export interface PrefixList {
  readonly id: string;
  readonly entries: Listed<string>;
}
