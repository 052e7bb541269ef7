import type { EndpointFeature } from "../service/endpoint-features";

/** Two of something, one for each availability zone, in the same order everywhere. */
export type PerZone<T> = readonly [T, T];

/** The network: one made here, or one that exists. */
export type NetworkSettings =
  | ({ readonly kind: "public-routing" } & PublicRoutingSettings)
  | ({ readonly kind: "private-routing" } & PrivateRoutingSettings)
  | ({ readonly kind: "awsx" } & AwsxNetworkSettings)
  | ({ readonly kind: "existing" } & ExistingNetworkSettings)
  | ({ readonly kind: "shared" } & SharedNetworkSettings);

/** How narrow the rules of an environment's security group are; `none` makes no such group. */
export const SECURITY_GROUP_RULES = ["all", "restricted", "none"] as const;

/**
 * `all`: members reach each other on every port, and anything outside. `restricted`: members reach
 * each other on 443 and 5432 only and, where the network has no way to the internet, nothing but the
 * VPC and S3 besides. `none`: no group is made, for a network that others put their groups in.
 */
export type SecurityGroupRules = (typeof SECURITY_GROUP_RULES)[number];

/** What the networks that are made here have in common. */
export interface MadeNetworkSettings {
  /** IPv4 range of the VPC, `/16` to `/28`. */
  readonly vpcCidr: string;
  /** IPv4 ranges of the environment's subnets, inside the VPC's. */
  readonly privateSubnetCidrs: PerZone<string>;
  /** Ids (not names) of the two availability zones. Absent: the first two of the region's table. */
  readonly zoneIds?: PerZone<string>;
  /** Whether the subnets have IPv6 ranges too. */
  readonly ipv6: boolean;
  /** Records rejected and accepted traffic for so many days. Absent: no flow logs. */
  readonly flowLogs?: FlowLogsSettings;
  /** What the environment's security group lets through. */
  readonly securityGroupRules: SecurityGroupRules;
  /** `own` makes a network ACL that states what the VPC's default one does: everything passes. */
  readonly networkAcl: "default" | "own";
}

/** A VPC whose private subnets reach the internet through NAT gateways. */
export interface PublicRoutingSettings extends MadeNetworkSettings {
  /** IPv4 ranges of the subnets of the NAT gateways, inside the VPC's. */
  readonly publicSubnetCidrs: PerZone<string>;
  /** One NAT gateway a zone survives the loss of a zone; a single one costs half. */
  readonly natGateways: "one-per-zone" | "single";
  /** Whether S3 is reached through a gateway endpoint, which is free of charge. */
  readonly s3GatewayEndpoint: boolean;
}

/** A VPC without any path to the internet: AWS services are reached through endpoints. */
export interface PrivateRoutingSettings extends MadeNetworkSettings {
  /** The endpoints of AWS services. */
  readonly serviceEndpoints: ServiceEndpointsSettings;
}

/** The endpoints by which a network without internet reaches AWS services. */
export interface ServiceEndpointsSettings {
  /** What DAGs and settings need beyond MWAA's own services. */
  readonly features: readonly EndpointFeature[];
  /** `scoped` narrows the policies for the queue, the logs and S3; `full` leaves it to the role. */
  readonly policies: "full" | "scoped";
  /** By which kind of endpoint S3 is reached; a gateway is free of charge. */
  readonly s3: "gateway" | "interface";
}

/** How long the records of a VPC's traffic are kept. */
export interface FlowLogsSettings {
  readonly retentionDays: number;
}

/** A VPC as `awsx.ec2.Vpc` lays it out, with an environment's security group. */
export interface AwsxNetworkSettings {
  /** IPv4 range of the VPC, `/16` to `/28`. */
  readonly vpcCidr: string;
  /** One NAT gateway a zone survives the loss of a zone; a single one costs half. */
  readonly natGateways: "one-per-zone" | "single";
  /** What the environment's security group lets through. */
  readonly securityGroupRules: SecurityGroupRules;
}

/** Subnets and security groups that exist: by id, or as another stack exports them. */
export type ExistingNetworkSettings = LookedUp &
  (
    | {
        /** Two private subnets in different zones. */
        readonly subnetIds: PerZone<string>;
        /** One to five security groups. */
        readonly securityGroupIds: readonly string[];
      }
    | {
        /** The stack, as a StackReference names it; it exports `subnetIds` and `securityGroupIds`. */
        readonly fromStack: string;
      }
  );

/** How much of an existing network is looked at. */
interface LookedUp {
  /** Whether subnets, routes and groups are read, so that checks see them. Default: true. */
  readonly lookUp?: boolean;
  /** Services whose endpoints the VPC has and that are read too, such as `sqs`. Default: none. */
  readonly serviceEndpoints?: readonly string[];
}

/** Subnets that another account's VPC lends; the VPC's owner makes the environment's endpoints. */
export type SharedNetworkSettings = ParticipantSettings &
  (
    | {
        /** The owner's side in this very program, through a provider of its own. */
        readonly owner: OtherAccount & { readonly network: MadeNetwork };
      }
    | {
        /** The owner's stack, as a StackReference names it. */
        readonly fromStack: string;
        /** The account that owns the VPC, 12 digits. */
        readonly ownerAccount: string;
        /** IPv4 range of a VPC without a way to the internet; see {@link SharedSubnets}. */
        readonly vpcCidr?: string;
      }
    | ({
        /** The account that owns the VPC, 12 digits. */
        readonly ownerAccount: string;
      } & SharedSubnets)
  );

/** What an owner hands to those it shares with. */
export interface SharedSubnets {
  /** The owner's VPC. */
  readonly vpcId: string;
  /** The two shared subnets, in different zones. */
  readonly subnetIds: PerZone<string>;
  /**
   * IPv4 range of the VPC, if it has no way to the internet: then `restricted` rules of the security
   * group lead to it and to S3 alone.
   */
  readonly vpcCidr?: string;
  /** ARN of the resource share, which has to be given where it is accepted here. */
  readonly resourceShareArn?: string;
}

/** What a participant decides on its own side. */
interface ParticipantSettings {
  /** Whether the share is accepted here. Within an organization there is nothing to accept. */
  readonly acceptShare: boolean;
  /** What the environment's security group lets through. */
  readonly securityGroupRules: Exclude<SecurityGroupRules, "none">;
  /** Whether the shared subnets have IPv6 ranges too. */
  readonly ipv6: boolean;
  /** Whether the role by which the owner asks for the environment's state is made here. */
  readonly statusReader: "create" | "existing";
  /** Name of the owner's event bus that changes of status are sent to. Absent: they are not. */
  readonly eventBusName?: string;
}

/** An account whose resources a second provider of the program makes. */
export interface OtherAccount {
  /** 12 digits; the provider refuses to work in any other. */
  readonly account: string;
  /** ARN of a role in that account to assume. */
  readonly assumeRoleArn?: string;
  /** A profile of the AWS configuration files. */
  readonly profile?: string;
}

/** A network that an owner makes to share it. */
export type MadeNetwork =
  | ({ readonly kind: "public-routing" } & PublicRoutingSettings)
  | ({ readonly kind: "private-routing" } & PrivateRoutingSettings);

/** {@link PublicRoutingSettings} before defaults. */
export type PublicRoutingInput = Partial<PublicRoutingSettings>;

/** {@link PrivateRoutingSettings} before defaults. */
export type PrivateRoutingInput = Partial<Omit<PrivateRoutingSettings, "serviceEndpoints">> & {
  readonly serviceEndpoints?: Partial<ServiceEndpointsSettings>;
};

/** {@link AwsxNetworkSettings} before defaults. */
export type AwsxNetworkInput = Partial<AwsxNetworkSettings>;

/** {@link MadeNetwork} before defaults; no `kind` means `public-routing`. */
export type MadeNetworkInput =
  | ({ readonly kind?: "public-routing" } & PublicRoutingInput)
  | ({ readonly kind: "private-routing" } & PrivateRoutingInput);

/** {@link SharedNetworkSettings} before defaults. */
export type SharedNetworkInput = Partial<ParticipantSettings> &
  (
    | { readonly owner: OtherAccount & { readonly network?: MadeNetworkInput } }
    | {
        readonly fromStack: string;
        readonly ownerAccount: string;
        readonly vpcCidr?: string;
      }
    | ({ readonly ownerAccount: string } & SharedSubnets)
  );

/** {@link NetworkSettings} before defaults; no `kind` means `public-routing`. */
export type NetworkInput =
  | MadeNetworkInput
  | ({ readonly kind: "awsx" } & AwsxNetworkInput)
  | ({ readonly kind: "existing" } & ExistingNetworkSettings)
  | ({ readonly kind: "shared" } & SharedNetworkInput);
