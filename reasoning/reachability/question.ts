/** What can be asked of a network. */
import type { PortRange, Protocol } from "./network";

/** IP versions. */
export const FAMILIES = ["ipv4", "ipv6"] as const;
/** An IP version. */
export type Family = (typeof FAMILIES)[number];

/** Whether one packet is enough, or none may fail. */
export const QUANTIFIERS = ["any", "all"] as const;
/** How many of the packets have to arrive and be answered. */
export type Quantifier = (typeof QUANTIFIERS)[number];

/** Where packets start. */
export type Origin =
  | { readonly kind: "interface"; readonly interfaceId: string }
  | {
      /** An interface that somebody may put into a subnet. */
      readonly kind: "subnet";
      readonly subnetId: string;
      /** Its security groups. @default - they are left out: no group stops anything there */
      readonly securityGroupIds?: readonly string[];
      /** CIDR blocks. @default - all addresses of the subnet */
      readonly addresses?: readonly string[];
      /** Whether it has a public IPv4 address. @default false */
      readonly isPublic?: boolean;
    };

/** Where packets are meant to arrive. */
export type Destination =
  | { readonly kind: "address"; readonly address: string }
  | { readonly kind: "cidr"; readonly cidr: string }
  | { readonly kind: "interface"; readonly interfaceId: string }
  | {
      /** An interface that somebody may put into a subnet. */
      readonly kind: "subnet";
      readonly subnetId: string;
      /** Its security groups. @default - they are left out: no group stops anything there */
      readonly securityGroupIds?: readonly string[];
      /** CIDR blocks. @default - all addresses of the subnet */
      readonly addresses?: readonly string[];
    }
  | {
      /** Whatever the service's own names resolve to where the packets start. */
      readonly kind: "service";
      readonly serviceName: string;
    }
  | {
      /** A DNS name of a service or an endpoint. */
      readonly kind: "name";
      readonly name: string;
    }
  /** Every public address. */
  | { readonly kind: "internet" };

/** Whether packets from somewhere arrive somewhere and their answers come back. */
export interface Question {
  readonly from: Origin;
  readonly to: Destination;
  /** For ICMP, echo requests are meant. @default "tcp" */
  readonly protocol?: Protocol;
  /** Destination ports. @default - every one */
  readonly ports?: readonly PortRange[];
  /** Ports that clients choose from. @default 1024-65535 */
  readonly sourcePorts?: readonly PortRange[];
  /** @default - that of the destination's address; "ipv4" if it has none */
  readonly family?: Family;
  /** @default "all" */
  readonly quantifier?: Quantifier;
}
