import type { EndpointNeed } from "../../../mwaa/service/endpoints";
import { serviceEndpointsIn } from "../../../mwaa/service/endpoints";
import type { Maybe, Truth } from "../../../reasoning/known";
import { all, any, isKnown, Unknown } from "../../../reasoning/known";
import { answersCallers, gatewayTakesIpv4 } from "./endpoint-addresses";
import { admitsFrom, endpointGroups, homeOf, privateDns, tablesOf } from "./endpoint-conditions";
import { endpointPolicyOf, letsEverythingThrough } from "./endpoint-policy";
import { ruleResources } from "../network/group-traffic";
import type { Resource } from "../resource";
import { pointer } from "../resource";
import { vpcOf } from "../network/vpc-membership";
import type { World } from "../world";

/** One thing that an endpoint needs in order to serve a subnet. */
interface Condition {
  readonly holds: Truth;
  /** What is to be said of the endpoint if it does not hold. */
  readonly fault: string;
}

/**
 * An endpoint of a service in a subnet's VPC, and whether connections from the subnet lead through
 * it. Which calls its policy then lets through is another matter.
 */
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
  /** Whether its names lead to addresses that the callers have a use for. */
  readonly answers: Truth;
  /** The associations, rules and policies that it takes to serve, besides itself. */
  readonly parts: readonly Resource[];
}

/** A service and the endpoints that it has in a subnet's VPC. */
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
  const region = world.region(environment);
  if (!isKnown(region)) return region;
  return pathsTo(world, environment, subnet, servicesThatAre("required", region));
}

/** The services whose endpoints an environment without an internet path needs that much, each once. */
export function servicesThatAre(need: EndpointNeed, region: string): readonly string[] {
  const services = serviceEndpointsIn(region)
    .filter((each) => each.need === need)
    .map(({ service }) => service);
  return [...new Set(services)];
}

/** For each of the services, how calls from a subnet of an environment can go through an endpoint. */
export function pathsTo(
  world: World,
  environment: Resource,
  subnet: Resource,
  services: readonly string[],
): Maybe<readonly ServicePath[]> {
  const region = world.region(environment);
  if (!isKnown(region)) return region;
  const vpc = vpcOf(world, subnet);
  if (vpc.kind !== "resource") return new Unknown([pointer(subnet, ["vpcId"])]);
  const { named, hidden } = endpointsIn(world, vpc.resource);
  return services.map((service) =>
    world.once(`path to ${service} from ${subnet.urn}`, environment, (): ServicePath => {
      const endpoints = named
        .filter(({ name }) => serviceIn(name, region) === service)
        .map(({ endpoint }) => pathThrough(world, environment, subnet, endpoint, service));
      return { service, endpoints, serves: any([...endpoints.map((e) => e.serves), ...hidden]) };
    }),
  );
}

/** Endpoints of a subnet's VPC whose service is hidden, and set if there may be more endpoints in it. */
export interface UnnamedEndpoints {
  readonly endpoints: readonly { readonly endpoint: Resource; readonly unknown: Unknown }[];
  readonly more?: Unknown;
}

/** The endpoints that may serve anything. */
export function unnamedEndpoints(world: World, subnet: Resource): UnnamedEndpoints {
  const vpc = vpcOf(world, subnet);
  return vpc.kind === "resource" ? endpointsIn(world, vpc.resource).unnamed : { endpoints: [] };
}

/** An endpoint whose service or VPC is hidden may take calls too; without a policy it does no harm. */
export function hiddenLimits(world: World, subnet: Resource): readonly Unknown[] {
  const { endpoints, more } = unnamedEndpoints(world, subnet);
  return [
    ...endpoints
      .filter(({ endpoint }) => !letsEverythingThrough(endpointPolicyOf(world, endpoint)))
      .map(({ unknown }) => unknown),
    ...(more === undefined ? [] : [more]),
  ];
}

interface NamedEndpoint {
  readonly endpoint: Resource;
  /** The name of its service, such as `com.amazonaws.eu-west-1.sqs`. */
  readonly name: string;
}

/** The endpoints of a VPC whose services are known, and what may be one besides. */
function endpointsIn(
  world: World,
  vpc: Resource,
): {
  readonly named: readonly NamedEndpoint[];
  readonly unnamed: UnnamedEndpoints;
  readonly hidden: readonly Unknown[];
} {
  return world.once("endpoints", vpc, () => {
    const { resources, more } = world.pointingAt(vpc, "vpcEndpoint", "vpcId");
    const each = resources.map((endpoint) => ({
      endpoint,
      name: world.text(endpoint, "serviceName"),
    }));
    return {
      named: each.flatMap(({ endpoint, name }) =>
        typeof name === "string" ? [{ endpoint, name }] : [],
      ),
      unnamed: {
        endpoints: each.flatMap(({ endpoint, name }) =>
          name instanceof Unknown ? [{ endpoint, unknown: name }] : [],
        ),
        ...(more === undefined ? {} : { more }),
      },
      hidden: [more, ...each.map(({ name }) => name)].filter((one) => one instanceof Unknown),
    };
  });
}

/** The services of AWS in a region that a subnet's VPC has endpoints for, each once. */
export function servicesWithEndpoints(
  world: World,
  subnet: Resource,
  region: string,
): readonly string[] {
  const vpc = vpcOf(world, subnet);
  if (vpc.kind !== "resource") return [];
  const services = endpointsIn(world, vpc.resource).named.flatMap(({ name }) => {
    const service = serviceIn(name, region);
    return service === undefined ? [] : [service];
  });
  return [...new Set(services)];
}

/**
 * The service, such as `ecr.api`, in the name of an endpoint in a region; undefined in names of
 * other regions, and in those of services that are not AWS's own.
 */
function serviceIn(name: string, region: string): string | undefined {
  const [prefix = "", service] = name.split(`.${region}.`);
  return service === undefined || prefix.endsWith(".vpce") ? undefined : service;
}

function pathThrough(
  world: World,
  environment: Resource,
  subnet: Resource,
  endpoint: Resource,
  service: string,
): EndpointPath {
  const type = world.text(endpoint, "vpcEndpointType");
  const common = { endpoint, parts: endpointPolicyOf(world, endpoint).parts };
  if (!isKnown(type)) {
    const hidden = { serves: type, captures: type, admits: type, answers: type };
    return { ...common, kind: "interface", faults: [], ...hidden };
  }
  if (type?.toLowerCase() === "gateway") {
    const tables = tablesOf(world, endpoint, subnet);
    const table: Condition = {
      holds: tables.holds,
      fault: `is not on the route table of ${subnet.name}`,
    };
    const family = gatewayTakesIpv4(world, subnet, endpoint);
    const exists = hasGateway(service);
    return {
      ...common,
      ...conclude([
        { holds: exists, fault: "is a gateway, which the service does not have" },
        table,
        { holds: family, fault: "takes IPv6 alone" },
      ]),
      kind: "gateway",
      captures: all([exists, tables.holds, family]),
      admits: true,
      answers: true,
      parts: [...common.parts, ...tables.parts],
    };
  }
  const dns = privateDns(world, endpoint, service);
  const answers = answersCallers(world, subnet, endpoint);
  const home = homeOf(world, endpoint);
  const groups = endpointGroups(world, endpoint);
  const admits = admitsFrom(world, environment, subnet, endpoint, groups.groups);
  return {
    ...common,
    ...conclude([
      { holds: type?.toLowerCase() === "interface", fault: `is of type ${String(type)}` },
      { holds: dns, fault: "privateDnsEnabled is not true" },
      { holds: answers, fault: "has IPv6 addresses alone" },
      { holds: home.holds, fault: "stands in no subnet" },
      { holds: admits, fault: "has no security group that admits TCP 443 from the environment" },
    ]),
    kind: "interface",
    captures: all([dns, home.holds]),
    admits,
    answers,
    parts: [
      ...common.parts,
      ...home.parts,
      ...groups.parts,
      ...ruleResources(world, groups.groups, "ingress"),
    ],
  };
}

/** The services that a gateway endpoint can lead to, by the last part of their names. */
const WITH_GATEWAY: ReadonlySet<string> = new Set(["s3", "dynamodb", "s3express"]);

/**
 * Whether a service has gateway endpoints, by its name in short or in full.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html, "Gateway
 * endpoints", read 2026-11-22.
 */
export function hasGateway(service: string): boolean {
  return WITH_GATEWAY.has(service.slice(service.lastIndexOf(".") + 1));
}

function conclude(conditions: readonly Condition[]): Pick<EndpointPath, "serves" | "faults"> {
  return {
    serves: all(conditions.map(({ holds }) => holds)),
    faults: conditions.filter(({ holds }) => holds === false).map(({ fault }) => fault),
  };
}
