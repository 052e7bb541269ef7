import { serviceEndpointsIn } from "../../mwaa/service/endpoints";
import type { Maybe, Truth } from "../../reasoning/known";
import { all, any, isKnown, Unknown } from "../../reasoning/known";
import {
  admitsFrom,
  endpointGroups,
  fullAccess,
  homeOf,
  privateDns,
  tablesOf,
} from "./endpoint-conditions";
import { ruleResources } from "./group-traffic";
import type { Resource } from "./resource";
import { pointer } from "./resource";
import { vpcOf } from "./vpc-membership";
import type { World } from "./world";

/** One thing that an endpoint needs in order to serve a subnet. */
interface Condition {
  readonly holds: Truth;
  /** What is to be said of the endpoint if it does not hold. */
  readonly fault: string;
}

/** An endpoint of a service in a subnet's VPC, and whether calls from the subnet go through it. */
export interface EndpointPath {
  readonly endpoint: Resource;
  readonly kind: "gateway" | "interface";
  readonly serves: Truth;
  /** Why not. */
  readonly faults: readonly string[];
  /** Whether private DNS sends the VPC's calls to it, whatever other path there is. */
  readonly captures: Truth;
  /** Whether its security groups admit the calls; true for a gateway, which has none. */
  readonly admits: Truth;
  /** The associations and rules that it takes to serve, besides itself. */
  readonly parts: readonly Resource[];
}

/** A service that an environment cannot do without, and the endpoints it has in a subnet's VPC. */
export interface ServicePath {
  readonly service: string;
  readonly endpoints: readonly EndpointPath[];
  readonly serves: Truth;
}

/** For each required service, how calls from a subnet of an environment can go through an endpoint. */
export function servicePathsOf(
  world: World,
  environment: Resource,
  subnet: Resource,
): Maybe<readonly ServicePath[]> {
  return world.once(`service paths from ${subnet.urn}`, environment, () => {
    const region = world.region(environment);
    if (!isKnown(region)) return region;
    const vpc = vpcOf(world, subnet);
    if (vpc.kind !== "resource") return new Unknown([pointer(subnet, ["vpcId"])]);
    const { resources, more } = world.pointingAt(vpc.resource, "vpcEndpoint", "vpcId");
    const named = resources.map((endpoint) => ({
      endpoint,
      name: world.text(endpoint, "serviceName"),
    }));
    const hidden = [more, ...named.map(({ name }) => name)].filter(
      (each) => each instanceof Unknown,
    );
    return requiredServices(region).map((service): ServicePath => {
      const endpoints = named
        .filter(({ name }) => typeof name === "string" && name.endsWith(`.${region}.${service}`))
        .map(({ endpoint }) => pathThrough(world, environment, subnet, endpoint, service));
      return { service, endpoints, serves: any([...endpoints.map((e) => e.serves), ...hidden]) };
    });
  });
}

function requiredServices(region: string): readonly string[] {
  return serviceEndpointsIn(region)
    .filter(({ need }) => need === "required")
    .map(({ service }) => service);
}

function pathThrough(
  world: World,
  environment: Resource,
  subnet: Resource,
  endpoint: Resource,
  service: string,
): EndpointPath {
  const type = world.text(endpoint, "vpcEndpointType");
  const policy = fullAccess(world, endpoint);
  const common = { endpoint, parts: policy.parts };
  if (!isKnown(type)) {
    return { ...common, kind: "interface", serves: type, faults: [], captures: type, admits: type };
  }
  if (type?.toLowerCase() === "gateway") {
    const tables = tablesOf(world, endpoint, subnet);
    const table: Condition = {
      holds: tables.holds,
      fault: `is not on the route table of ${subnet.name}`,
    };
    return {
      ...common,
      ...conclude([table, { holds: policy.holds, fault: "" }]),
      kind: "gateway",
      captures: tables.holds,
      admits: true,
      parts: [...common.parts, ...tables.parts],
    };
  }
  const dns = privateDns(world, endpoint, service);
  const home = homeOf(world, endpoint);
  const groups = endpointGroups(world, endpoint);
  const admits = admitsFrom(world, environment, subnet, endpoint, groups.groups);
  return {
    ...common,
    ...conclude([
      { holds: dns, fault: "privateDnsEnabled is not true" },
      { holds: home.holds, fault: "stands in no subnet" },
      { holds: admits, fault: "has no security group that admits TCP 443 from the environment" },
      { holds: policy.holds, fault: "" },
    ]),
    kind: "interface",
    captures: all([dns, home.holds]),
    admits,
    parts: [
      ...common.parts,
      ...home.parts,
      ...groups.parts,
      ...ruleResources(world, groups.groups, "ingress"),
    ],
  };
}

function conclude(conditions: readonly Condition[]): Pick<EndpointPath, "serves" | "faults"> {
  return {
    serves: all(conditions.map(({ holds }) => holds)),
    faults: conditions.filter(({ holds }) => holds === false).map(({ fault }) => fault),
  };
}
