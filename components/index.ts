/**
 * Amazon MWAA on Pulumi, as components: each usable alone, together a whole platform.
 *
 * @packageDocumentation
 */

// Everything at once, as settings describe it.
export { Platform } from "./platform/platform";
export type { PlatformArgs, Secretable } from "./platform/arguments";

// The environment.
export { Environment } from "./environment/environment";
export type {
  ClassArgs,
  CommonArgs,
  EnvironmentArgs,
  ObjectArgs,
  PassedThrough,
  SurroundingsArgs,
} from "./environment/arguments";
export type { EndpointRequest } from "./environment/endpoint-request";
export type { LoginCommands } from "./environment/login";
export { LogGroups, type LogGroupsArgs } from "./environment/log-groups";

// The network.
export type { EnvironmentNetwork } from "./network/environment-network";
export { AwsxNetwork, type AwsxNetworkArgs } from "./network/awsx";
export { ExistingNetwork, type ExistingNetworkArgs } from "./network/existing";
export { PrivateRoutingNetwork, type PrivateRoutingNetworkArgs } from "./network/private-routing";
export { PublicRoutingNetwork, type PublicRoutingNetworkArgs } from "./network/public-routing";

// The endpoints of AWS services in it.
export { ServiceEndpoints, type ServiceEndpointsArgs } from "./endpoints/service-endpoints";

// A network of another account.
export type { SharedVpcOwnerArgs } from "./shared-vpc/owner-arguments";
export type { SharedVpcParticipantArgs } from "./shared-vpc/participant-arguments";
export { SharedVpcOwner } from "./shared-vpc/shared-vpc-owner";
export { SharedVpcParticipant } from "./shared-vpc/shared-vpc-participant";

// The endpoints towards MWAA, where the customer makes them.
export { CustomerManagedEndpoints } from "./endpoints/customer-managed-endpoints";
export type {
  CustomerManagedEndpointsArgs,
  DnsHandOver,
} from "./endpoints/customer-managed-endpoints-arguments";
export {
  CustomerEndpointAutomation,
  type CustomerEndpointAutomationArgs,
} from "./endpoints/endpoint-automation";
export {
  EnvironmentAvailability,
  type EnvironmentAvailabilityArgs,
} from "./endpoints/environment-availability";
export { WebserverAddress, type WebserverAddressArgs } from "./endpoints/webserver-address";

// The bucket and what is in it.
export { EnvironmentBucket, type EnvironmentBucketArgs } from "./storage/bucket";
export { DagFiles, type DagFilesArgs, type UploadedFile } from "./storage/dag-files";

// What it acts as and what encrypts it.
export type { CustomerKey } from "./access/customer-key";
export { ExecutionRole, type ExecutionRoleArgs } from "./access/execution-role";
export { EnvironmentKey, type EnvironmentKeyArgs } from "./access/key";
export { type GrantContext, KeyGrant, type KeyGrantArgs } from "./access/key-grant";

// Who opens its web interface.
export type {
  CallerArgs,
  DomainArgs,
  EndpointArgs,
  LoadBalancerScheme,
  WebserverLoadBalancerArgs,
} from "./web-access/arguments";
export { WebserverLoadBalancer } from "./web-access/webserver-load-balancer";

// What arguments are made of.
export type { Tags } from "./children";
export type { Inputs } from "./inputs";
export type { WhereArgs } from "./place";
