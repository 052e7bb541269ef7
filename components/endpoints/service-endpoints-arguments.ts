import type * as pulumi from "@pulumi/pulumi";
import { endpointPolicyFaults } from "../../mwaa/documents/endpoint-policy-faults";
import type { Fault } from "../../mwaa/fault";
import { endpointChoiceFaults, endpointsFor } from "../../mwaa/service/endpoints";
import { subnetIdsFaults } from "../../mwaa/service/network-arguments";
import { regionFaults } from "../../mwaa/service/regions";
import { PRIVATE_ROUTING_DEFAULTS } from "../../mwaa/settings/defaults";
import type { PerZone, ServiceEndpointsSettings } from "../../mwaa/settings/types";
import { plainOnly } from "../argument-gate";
import type { Tags } from "../children";
import type { WhereArgs } from "../place";
import { type EndpointCallers, endpointCallersFaults, listFaults } from "./endpoint-callers";
import type { EndpointAddressType } from "./interface-endpoint";

/** The environments and what else scoped policies of endpoints admit. */
export interface ScopedPolicyArgs {
  /**
   * The names of all environments in the VPC, or their ARNs where they are of other accounts.
   * Needed for `scoped` policies.
   */
  readonly environments?: readonly pulumi.Input<string>[];
  /**
   * The names of the environments' buckets and of those that DAGs use; a name may hold `*`. Needed
   * for `scoped` policies.
   */
  readonly buckets?: readonly pulumi.Input<string>[];
  /**
   * The names of the account's queues that DAGs use.
   *
   * @default - Celery's queues alone.
   */
  readonly queues?: readonly pulumi.Input<string>[];
}

/**
 * The arguments of {@link ServiceEndpoints}. Which endpoints there are depends on plain values
 * alone; that region, VPC or callers are known only later does not change it.
 */
export interface ServiceEndpointsArgs
  extends Partial<ServiceEndpointsSettings>, ScopedPolicyArgs, WhereArgs {
  /** The VPC, with DNS support and DNS hostnames on. */
  readonly vpcId: pulumi.Input<string>;
  /** The environments' subnets. */
  readonly subnetIds: PerZone<pulumi.Input<string>>;
  /**
   * The route tables of these subnets, each once, for gateway endpoints.
   *
   * @default - none, which only works with `s3: "interface"`.
   */
  readonly routeTableIds?: readonly pulumi.Input<string>[];
  /** Who may call through the interface endpoints. */
  readonly callers: EndpointCallers;
  /**
   * The addresses of interface endpoints. `dualstack` takes subnets with both families, and services
   * that accept both: not all do.
   *
   * @default "ipv4"
   */
  readonly ipAddressType?: EndpointAddressType;
  /** Tags of everything that can have some. */
  readonly tags?: Tags;
}

/** The choice of endpoints with what the arguments leave out. */
export function serviceEndpointsDefaults(
  args: Partial<ServiceEndpointsSettings>,
): ServiceEndpointsSettings {
  const { features, policies, s3 } = PRIVATE_ROUTING_DEFAULTS.serviceEndpoints;
  return {
    features: args.features ?? features,
    policies: args.policies ?? policies,
    s3: args.s3 ?? s3,
  };
}

/** What is wrong with the arguments, as far as they are plain. */
export function serviceEndpointsFaults(args: ServiceEndpointsArgs): readonly Fault[] {
  const settings = serviceEndpointsDefaults(args);
  const { subnetIds, ...where } = plainOnly({ subnetIds: args.subnetIds, region: args.region });
  return [
    ...(where.region === undefined ? [] : regionFaults(where.region)),
    ...endpointChoiceFaults({ ...settings, ...where }),
    ...(settings.policies === "scoped" ? endpointPolicyFaults(args) : []),
    ...(subnetIds === undefined ? [] : subnetIdsFaults(subnetIds, ["subnetIds"])),
    ...routeTableFaults(args.routeTableIds ?? [], settings),
    ...endpointCallersFaults(args.callers),
    ...familyFaults(args),
  ];
}

function routeTableFaults(
  routeTableIds: readonly pulumi.Input<string>[],
  settings: ServiceEndpointsSettings,
): readonly Fault[] {
  const gateways = endpointsFor(settings).filter(({ kind }) => kind === "gateway");
  if (gateways.length > 0 && routeTableIds.length === 0) {
    return [
      {
        path: ["routeTableIds"],
        problem: `is empty, and a gateway endpoint (${gateways.map(({ service }) => service).join(", ")}) serves no subnet without a route table`,
        got: routeTableIds,
        allowed: "ids of the route tables of the subnets",
        fix: "list the route tables of the subnets in routeTableIds",
      },
    ];
  }
  return listFaults(routeTableIds, ["routeTableIds"], {
    matches: (text) => /^rtb-[0-9a-z]+$/.test(text),
    problem: "is not the id of a route table",
    allowed: "ids such as rtb-0123456789abcdef0",
  });
}

function familyFaults(args: ServiceEndpointsArgs): readonly Fault[] {
  const { ipv6Cidrs = [] } = args.callers;
  if (ipv6Cidrs.length === 0 || args.ipAddressType === "dualstack") return [];
  return [
    {
      path: ["callers", "ipv6Cidrs"],
      problem: "names callers by IPv6 addresses, and the endpoints have none",
      got: ipv6Cidrs.length,
      allowed: 'nothing, unless ipAddressType is "dualstack"',
      fix: 'name the callers in cidrs or securityGroupIds, or set ipAddressType to "dualstack"',
    },
  ];
}
