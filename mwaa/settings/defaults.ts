import { LOG_MODULES } from "../service/logs";
import type {
  AwsxNetworkSettings,
  CustomerEndpointsSettings,
  DagFilesSettings,
  EndpointAutomationSettings,
  LoggingSettings,
  LogGroupsSettings,
  LogSettings,
  NewBucketSettings,
  NewExecutionRoleSettings,
  NewKeySettings,
  PrivateRoutingSettings,
  PublicRoutingSettings,
  SharedNetworkSettings,
  WebAccessSettings,
} from "./types";

/**
 * The ranges of the user guide's public-network tutorial, and nothing that costs more than it.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/quick-start.html, "Step one: Save the
 * AWS CloudFormation template locally", read 2026-11-22.
 */
export const PUBLIC_ROUTING_DEFAULTS: PublicRoutingSettings = {
  vpcCidr: "10.192.0.0/16",
  publicSubnetCidrs: ["10.192.10.0/24", "10.192.11.0/24"],
  privateSubnetCidrs: ["10.192.20.0/24", "10.192.21.0/24"],
  natGateways: "one-per-zone",
  s3GatewayEndpoint: false,
  ipv6: false,
  securityGroupRules: "all",
  networkAcl: "default",
};

/** The private half of the same ranges, and the endpoints that MWAA itself needs. */
export const PRIVATE_ROUTING_DEFAULTS: PrivateRoutingSettings = {
  vpcCidr: PUBLIC_ROUTING_DEFAULTS.vpcCidr,
  privateSubnetCidrs: PUBLIC_ROUTING_DEFAULTS.privateSubnetCidrs,
  ipv6: false,
  securityGroupRules: "all",
  networkAcl: "default",
  serviceEndpoints: { features: [], policies: "full", s3: "gateway" },
};

/** What `awsx.ec2.Vpc` makes if it is asked for as much as the tutorial has. */
export const AWSX_NETWORK_DEFAULTS: AwsxNetworkSettings = {
  vpcCidr: PUBLIC_ROUTING_DEFAULTS.vpcCidr,
  natGateways: "one-per-zone",
  securityGroupRules: "all",
};

/** A bucket that outlives its stack and keeps what a rollback needs. */
export const BUCKET_DEFAULTS: NewBucketSettings = {
  noncurrentVersions: 3,
  noncurrentDays: 30,
  whenDestroyed: "keep",
};

/** A key that outlives its stack; if it is deleted after all, there is a month to think it over. */
export const KEY_DEFAULTS: NewKeySettings = { deletionWindowDays: 30, whenDestroyed: "keep" };

/** The path under which the console makes execution roles. */
export const EXECUTION_ROLE_DEFAULTS: NewExecutionRoleSettings = {
  path: "/service-role/",
  hardened: false,
};

/** Log groups that outlive their stack. */
export const LOG_GROUPS_DEFAULTS: LogGroupsSettings = { retentionDays: 90, whenDestroyed: "keep" };

/** The project's own examples. */
export const DAG_FILES_DEFAULTS: DagFilesSettings = { folder: "assets/dags" };

const LOG_DEFAULTS: LogSettings = { enabled: true, logLevel: "INFO" };

/** All five logs, from `INFO` up. */
export const LOGGING_DEFAULTS: LoggingSettings = Object.fromEntries(
  LOG_MODULES.map(({ property }) => [property, LOG_DEFAULTS]),
) as Record<keyof LoggingSettings, LogSettings>;

/** A participant in an organization, where nobody has to accept a share. */
export const PARTICIPANT_DEFAULTS: Pick<
  SharedNetworkSettings,
  "acceptShare" | "securityGroupRules" | "ipv6" | "statusReader"
> = { acceptShare: false, securityGroupRules: "all", ipv6: false, statusReader: "create" };

/** Endpoints as the user guide has its customers make them. */
export const CUSTOMER_ENDPOINTS_DEFAULTS: CustomerEndpointsSettings = {
  privateHostedZone: false,
  ipAddressType: "ipv4",
  securityGroupRules: "all",
  waitUntilAvailable: false,
};

/** A look at everything often enough to be no trouble, and an alarm two days before it is too late. */
export const ENDPOINT_AUTOMATION_DEFAULTS: Omit<EndpointAutomationSettings, "participants"> = {
  eventBusName: "mwaa-environment-status",
  schedule: "rate(15 minutes)",
  alarmAfterHours: 24,
};

/** A private web server stays private. */
export const WEB_ACCESS_DEFAULTS: Pick<WebAccessSettings, "scheme"> = { scheme: "internal" };
