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
export type { LoginCommands } from "./environment/login";
export { LogGroups, type LogGroupsArgs } from "./environment/log-groups";

// The network.
export type { EnvironmentNetwork } from "./network/environment-network";
export { ExistingNetwork, type ExistingNetworkArgs } from "./network/existing";
export { PublicRoutingNetwork, type PublicRoutingNetworkArgs } from "./network/public-routing";

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
