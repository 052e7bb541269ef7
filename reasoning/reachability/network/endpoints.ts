/** Ways from a VPC to services. */
import type { Maybe } from "../../known";
import type { Listed } from "./listed";

/** How endpoints of a VPC work. */
export const ENDPOINT_TYPES = ["gateway", "interface", "other"] as const;
/** The kind of a VPC endpoint; `other` ones (of Gateway Load Balancers, say) are not followed. */
export type EndpointType = (typeof ENDPOINT_TYPES)[number];

/** The IP versions of an endpoint's addresses. */
export const IP_ADDRESS_TYPES = ["ipv4", "ipv6", "dualstack"] as const;
/** The IP versions of an endpoint's addresses. */
export type IpAddressType = (typeof IP_ADDRESS_TYPES)[number];

/** A way from a VPC to a service. */
export interface VpcEndpoint {
  readonly id: string;
  readonly type: Maybe<EndpointType>;
  readonly vpcId: Maybe<string>;
  /** Such as `com.amazonaws.eu-central-1.s3`. */
  readonly serviceName: Maybe<string>;
  /** @default "available" */
  readonly state?: Maybe<string>;
  /** Tables that a gateway endpoint writes its route into. @default [] */
  readonly routeTableIds?: Listed<string>;
  /** The prefix list of a gateway endpoint's service. @default - the one that `services` says */
  readonly prefixListId?: Maybe<string>;
  /** Subnets in which an interface endpoint has an interface. @default - those of its interfaces */
  readonly subnetIds?: Listed<string>;
  /** Its interfaces, as far as `networkInterfaces` holds them. @default [] */
  readonly networkInterfaceIds?: Listed<string>;
  /** The IP versions of its addresses. @default - IPv4; nobody says whether IPv6, too */
  readonly ipAddressType?: Maybe<IpAddressType>;
  /** Security groups of an interface endpoint. @default [] */
  readonly securityGroupIds?: Listed<string>;
  /** Whether the service's own name leads to it. @default false */
  readonly privateDnsEnabled?: Maybe<boolean>;
  /** Whether only queries from outside the VPC are answered so (S3). @default false */
  readonly privateDnsOnlyForInboundResolverEndpoint?: Maybe<boolean>;
  /** Names beside those of its service; `*.` at the start stands for any labels. @default [] */
  readonly privateDnsNames?: Listed<string>;
}

/** A service that endpoints lead to, and what its names resolve to without them. */
export interface Service {
  /** Such as `com.amazonaws.eu-central-1.s3`. */
  readonly name: string;
  /** Its own DNS names; `*.` at the start stands for any labels. @default [] */
  readonly dnsNames?: Listed<string>;
  /** The prefix list that holds its public addresses. @default - none */
  readonly prefixListId?: Maybe<string>;
  /** Its public addresses, as CIDR blocks. @default - those of its prefix list, else unknown */
  readonly addresses?: Listed<string>;
}
