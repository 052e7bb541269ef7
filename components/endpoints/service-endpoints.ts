import * as pulumi from "@pulumi/pulumi";
import { endpointPolicyFaults } from "../../mwaa/documents/endpoint-policy-faults";
import {
  fullAccessPolicy,
  isScopedService,
  scopedEndpointPolicy,
} from "../../mwaa/documents/endpoint-policies";
import { toJson } from "../../mwaa/documents/statement";
import { endpointChoiceFaults, endpointsFor } from "../../mwaa/service/endpoints";
import type { Place } from "../../mwaa/service/partitions";
import { regionFaults } from "../../mwaa/service/regions";
import { ArgumentGate, plainOnly } from "../argument-gate";
import { Children } from "../children";
import { placeFor, regionFor } from "../place";
import { createEndpointSecurityGroup } from "./endpoint-callers";
import { createGatewayEndpoint } from "./gateway-endpoint";
import { createInterfaceEndpoint } from "./interface-endpoint";
import {
  serviceEndpointsDefaults,
  serviceEndpointsFaults,
  type ServiceEndpointsArgs,
} from "./service-endpoints-arguments";

export type { ScopedPolicyArgs, ServiceEndpointsArgs } from "./service-endpoints-arguments";

/**
 * The endpoints by which environments reach AWS services without a route to the internet: those that
 * MWAA requires and advises, and those of further features. It works in any VPC that has DNS support
 * and DNS hostnames on.
 *
 * ```ts
 * const endpoints = new ServiceEndpoints("airflow-endpoints", {
 *   vpcId, subnetIds, routeTableIds, callers: { securityGroupIds: [group.id] },
 *   features: ["secretsmanager"],
 * });
 * ```
 *
 * Where S3 has an interface, private DNS leads `s3.<region>.amazonaws.com` to it, but not the
 * global `s3.amazonaws.com`, which some clients call in us-east-1 unless they are told to use the
 * regional name.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-vpe-create-access.html, "(Required)
 * VPC endpoints", read 2026-11-22.
 */
export class ServiceEndpoints extends pulumi.ComponentResource {
  /** The endpoints' ids by service, such as `ecr.api`. */
  readonly endpointIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** The security group of the interface endpoints. */
  readonly securityGroupId: pulumi.Output<string>;
  /** What has to exist before an environment can start: endpoints, associations, rules. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: ServiceEndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mwaa:index:ServiceEndpoints", name, {}, opts);
    const gate = new ArgumentGate("ServiceEndpoints", name);
    gate.refuse(serviceEndpointsFaults(args));
    const settings = serviceEndpointsDefaults(args);
    const children = new Children(this, name, args.tags);
    const region = gate.admit(regionFor(args, this), (code) => [
      ...regionFaults(code),
      ...endpointChoiceFaults({ ...settings, region: code }),
    ]);
    const policyOf = policies(args, settings.policies, gate, () =>
      placeFor({ ...args, region }, this),
    );

    const { vpcId, subnetIds, routeTableIds = [] } = args;
    const security = createEndpointSecurityGroup(children, vpcId, args.callers);
    const network = {
      vpcId,
      subnetIds,
      securityGroupId: security.group.id,
      region,
      ipAddressType: args.ipAddressType ?? ("ipv4" as const),
    };
    const tables = Object.fromEntries(
      routeTableIds.map((table, index) => [`table-${index + 1}`, table]),
    );
    const made = endpointsFor({ ...settings, ...plainOnly({ region: args.region }) }).map(
      (endpoint) => {
        const { service, kind } = endpoint;
        const policy = policyOf(service);
        if (kind === "interface") {
          const one = createInterfaceEndpoint(children, endpoint, network, policy);
          return { service, endpoint: one, associations: [] };
        }
        const plan = { name: service, label: service, service, vpcId, region, tables };
        const withPolicy = policy === undefined ? plan : { ...plan, policy };
        return { service, ...createGatewayEndpoint(children, withPolicy) };
      },
    );

    this.endpointIds = Object.fromEntries(
      made.map(({ service, endpoint }) => [service, endpoint.id]),
    );
    this.securityGroupId = security.group.id;
    this.ready = [
      ...security.rules,
      ...made.flatMap(({ endpoint, associations }) => [endpoint, ...associations]),
    ];
    this.registerOutputs({
      endpointIds: this.endpointIds,
      securityGroupId: this.securityGroupId,
    });
  }
}

/**
 * The policy of each service's endpoint. Where a policy can be scoped, full access is stated too:
 * an endpoint keeps the policy it has when its arguments no longer name one. Others have none, which
 * is full access, since not every service takes a policy.
 */
function policies(
  args: ServiceEndpointsArgs,
  kind: "full" | "scoped",
  gate: ArgumentGate,
  placeOfAll: () => pulumi.Output<Place>,
): (service: string) => pulumi.Input<string> | undefined {
  if (kind === "full") {
    const full = toJson(fullAccessPolicy());
    return (service) => (isScopedService(service) ? full : undefined);
  }
  const { environments = [], buckets = [], queues = [] } = args;
  const scope = gate.admit({ environments, buckets, queues }, endpointPolicyFaults);
  const known = pulumi.all([placeOfAll(), scope]);
  return (service) =>
    isScopedService(service)
      ? known.apply(([place, subjects]) =>
          toJson(scopedEndpointPolicy(service, { place, ...subjects })),
        )
      : undefined;
}
