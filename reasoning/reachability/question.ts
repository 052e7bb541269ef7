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
export type Origin = InsideOrigin | OutsideOrigin;

/** Packets start inside a VPC. */
export type InsideOrigin =
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

/**
 * Packets start at hosts outside the network, which are taken to be there, to send from these
 * addresses and to hear what comes back to them. Ask for each IP version by itself.
 */
export type OutsideOrigin =
  | {
      /** Anybody in the internet. */
      readonly kind: "internet";
      /** CIDR blocks. @default - all of the internet */
      readonly addresses?: readonly string[];
    }
  | {
      /** A network behind a virtual private gateway. */
      readonly kind: "vpnGateway";
      readonly gatewayId: string;
      /** CIDR blocks. */
      readonly addresses: readonly string[];
    }
  | {
      /** A network behind an attachment of a transit gateway: a VPN, a Direct Connect gateway … */
      readonly kind: "transitGatewayAttachment";
      readonly attachmentId: string;
      /** CIDR blocks. */
      readonly addresses: readonly string[];
    };

/** Where packets are meant to arrive. From outside, the last three cannot be asked for. */
export type Destination =
  /** From the internet, the public address of an interface is meant. */
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
      /** Whether it has a public IPv4 address; packets from the internet need one. @default false */
      readonly isPublic?: boolean;
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
  /** @default - that of the destination's address, else of the origin's addresses, else "ipv4" */
  readonly family?: Family;
  /** @default "all" */
  readonly quantifier?: Quantifier;
}
