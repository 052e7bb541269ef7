import * as pulumi from "@pulumi/pulumi";
import type { ExecutionRole } from "../access/execution-role";
import type { EnvironmentKey } from "../access/key";
import type { CustomerManagedEndpoints } from "../endpoints/customer-managed-endpoints";
import type { EndpointRequest } from "../environment/endpoint-request";
import type { Environment } from "../environment/environment";
import type { LogGroups } from "../environment/log-groups";
import type { EnvironmentBucket } from "../storage/bucket";
import type { DagFiles } from "../storage/dag-files";
import type { WebserverLoadBalancer } from "../web-access/webserver-load-balancer";
import type { PlatformArgs } from "./arguments";
import { createEndpoints } from "./endpoints";
import { createEnvironment } from "./environment";
import { createExecutionRole, createKey } from "./identity";
import { Kit } from "./kit";
import { createNetwork, type PlatformNetwork } from "./network";
import { createBucket, createDagFiles, createLogGroups } from "./storage";
import { createWebAccess } from "./web-access";

/**
 * An environment with everything around it, as settings describe it. What exists already is taken,
 * the rest is made.
 */
export class Platform extends pulumi.ComponentResource {
  /** Where the environment runs. */
  readonly network: PlatformNetwork;
  /** What the environment and its DAGs act as: made here, or the ARN of an existing role. */
  readonly executionRole: ExecutionRole | string;
  /** The customer's key: made here, or the ARN of an existing one. */
  readonly key: EnvironmentKey | string | undefined;
  /** Where the DAGs are: a bucket made here, or the name of an existing one. */
  readonly bucket: EnvironmentBucket | string;
  /** The environment's log groups. */
  readonly logGroups: LogGroups;
  /** What is uploaded. */
  readonly dagFiles: DagFiles;
  /** The environment; none once it is retired. */
  readonly environment: Environment | undefined;
  /** What the owner of the VPC has to know, where MWAA does not make the endpoints itself. */
  readonly endpointRequest: EndpointRequest | undefined;
  /** The endpoints between the environment and MWAA, where they are made here. */
  readonly endpoints: CustomerManagedEndpoints | undefined;
  /** The web server under a domain of one's own. */
  readonly webAccess: WebserverLoadBalancer | undefined;

  constructor(name: string, args: PlatformArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mwaa:index:Platform", name, {}, opts);
    const kit = new Kit(name, args, this);
    const { network, owner } = createNetwork(kit);
    this.network = network;
    this.executionRole = createExecutionRole(kit);
    this.key = createKey(kit, this.executionRole);
    this.bucket = createBucket(kit, this.key);
    this.logGroups = createLogGroups(kit, this.key);
    this.dagFiles = createDagFiles(kit, this.bucket);
    this.environment = args.retired
      ? undefined
      : createEnvironment(kit, {
          network,
          executionRole: this.executionRole,
          bucket: this.bucket,
          ...(this.key !== undefined && { key: this.key }),
          logGroups: this.logGroups,
          dagFiles: this.dagFiles,
        });
    this.endpointRequest =
      args.endpointManagement === "CUSTOMER" ? this.environment?.endpointRequest : undefined;
    this.endpoints = createEndpoints(kit, { network, owner, environment: this.environment });
    this.webAccess = createWebAccess(kit, {
      network,
      environment: this.environment,
      endpoints: this.endpoints,
    });
    this.registerOutputs({ environmentArn: this.environment?.arn });
  }
}
