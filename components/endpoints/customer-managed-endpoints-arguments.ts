import type * as pulumi from "@pulumi/pulumi";
import type {
  CustomerEndpointsInput,
  PerZone,
  WebserverAccessMode,
} from "../../mwaa/settings/types";
import type { Tags } from "../children";
import type { WhereArgs } from "../place";

/** The arguments of `CustomerManagedEndpoints`: for the most part an `endpointRequest`. */
export interface CustomerManagedEndpointsArgs
  extends Omit<CustomerEndpointsInput, "waitUntilAvailable">, WhereArgs {
  /** The environment that waits for the endpoints. */
  readonly environmentName: pulumi.Input<string>;
  /**
   * The environment's account, 12 digits, where it may be another one than that of the endpoints.
   *
   * @default - the account of the endpoints, which then bear the environment's groups too.
   */
  readonly environmentAccount?: pulumi.Input<string>;
  /**
   * The account that owns the VPC. If it is given, endpoints in another one are refused.
   *
   * @default - not checked.
   */
  readonly ownerAccount?: pulumi.Input<string>;
  /** The environment's one to five security groups, by their plain ids. */
  readonly environmentSecurityGroupIds: readonly pulumi.Input<string>[];
  /** The VPC of the environment. */
  readonly vpcId: pulumi.Input<string>;
  /** The environment's own two subnets; in others the endpoints are of no use to it. */
  readonly subnetIds: PerZone<pulumi.Input<string>>;
  /** The service of the database, as the environment names it. May be left out with `retired`. */
  readonly databaseVpcEndpointService?: pulumi.Input<string>;
  /** The service of the web server, as the environment names it, where the access mode has one. */
  readonly webserverVpcEndpointService?: pulumi.Input<string>;
  /** The environment's access mode. It decides which endpoints there are, so it is a plain value. */
  readonly webserverAccessMode: WebserverAccessMode;
  /** The host of the web interface; `privateHostedZone` needs it. */
  readonly webserverHost?: pulumi.Input<string>;
  /**
   * Keeps the endpoints although the environment is gone and names no services any more: the first
   * of two steps of a teardown. See there.
   *
   * @default false
   */
  readonly retired?: boolean;
  /** Tags of everything that can have some. */
  readonly tags?: Tags;
}

/** What somebody with a DNS resolver of their own has to enter. */
export interface DnsHandOver {
  /** The host of the web interface. */
  readonly name: pulumi.Output<string>;
  /** The DNS name of the endpoint, for a CNAME or an alias. */
  readonly target: pulumi.Output<string>;
  /** The hosted zone of the target, which an alias in Route 53 names. */
  readonly targetHostedZoneId: pulumi.Output<string>;
}
