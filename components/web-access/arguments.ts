import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../children";
import type { Environment } from "../environment/environment";
import type { WhereArgs } from "../place";

/** Who reaches a load balancer at all: the networks of its VPC, or the internet. */
export type LoadBalancerScheme = "internal" | "internet-facing";

/**
 * Where the web server's endpoint is; exactly one is given. The first two look up the endpoint that
 * MWAA makes; what the customer makes is given by its addresses.
 */
export interface EndpointArgs {
  /** The environment, if its program is this one; its option `webserver.base_url` is compared. */
  readonly environment?: Environment;
  /** The name of the web server's endpoint service, from another stack. */
  readonly webserverVpcEndpointService?: pulumi.Input<string>;
  /** The two addresses of an endpoint that `CustomerManagedEndpoints` made. */
  readonly endpointAddresses?: pulumi.Input<readonly pulumi.Input<string>[]>;
}

/** Who vouches for the domain, and where it is announced. */
export interface DomainArgs {
  /** The web server's domain, without protocol: the environment's option `webserver.base_url`. */
  readonly domainName: pulumi.Input<string>;
  /**
   * The certificate for the domain, of the load balancer's own Region.
   *
   * @default - one is requested, and proved by a record in the hosted zone.
   */
  readonly certificateArn?: pulumi.Input<string>;
  /**
   * The hosted zone that gets the domain's record; a private one does if a certificate is given.
   *
   * @default - the record is made elsewhere, from `dnsName` and `dnsZoneId`.
   */
  readonly hostedZoneId?: pulumi.Input<string>;
  /**
   * The public hosted zone by which the certificate is proved, if the domain's record is private.
   *
   * @default - `hostedZoneId`.
   */
  readonly validationZoneId?: pulumi.Input<string>;
}

/** Who may open a connection; at least one of them. */
export interface CallerArgs {
  /** Ranges of IPv4 addresses. */
  readonly allowedCidrs?: readonly string[];
  /** Security groups, such as that of a client VPN. */
  readonly allowedSecurityGroupIds?: readonly pulumi.Input<string>[];
}

/** The arguments of a `WebserverLoadBalancer`. */
export interface WebserverLoadBalancerArgs extends EndpointArgs, DomainArgs, CallerArgs, WhereArgs {
  /** The environment's VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** Two or more subnets in different zones: public ones if the scheme is `internet-facing`. */
  readonly subnetIds: readonly pulumi.Input<string>[];
  /**
   * The security group of the web server's endpoint: the environment's where MWAA makes it, that of
   * `CustomerManagedEndpoints` where the customer does. It gets a rule that admits the load
   * balancer; its others stay.
   *
   * @default - the first one of `environment`.
   */
  readonly environmentSecurityGroupId?: pulumi.Input<string>;
  /** @default "internal" */
  readonly scheme?: LoadBalancerScheme;
  /**
   * What clients have to know of TLS; nothing before 1.2.
   *
   * @default "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"
   */
  readonly tlsPolicy?: string;
  /**
   * Whether AWS refuses to delete the load balancer, also for `pulumi destroy`.
   *
   * @default false
   */
  readonly deletionProtection?: boolean;
  /**
   * The bucket for access logs: of the same Region, encrypted with a key of Amazon S3, and with a
   * policy that admits `logdelivery.elasticloadbalancing.amazonaws.com`.
   *
   * @default - nobody keeps a record.
   */
  readonly accessLogsBucket?: pulumi.Input<string>;
  /**
   * The beginning of the logs' keys.
   *
   * @default - none.
   */
  readonly accessLogsPrefix?: pulumi.Input<string>;
  /** Tags of everything that can have some. */
  readonly tags?: Tags;
}
