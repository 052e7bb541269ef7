import type { CloudRecord } from "../cloud/records";
import { isList, isObject, textOf, textsOf } from "../wire";
import type { Json, JsonObject } from "../wire";
import { permits, rulesOf } from "./group-rules";
import type { Peer } from "./group-rules";

const SUBNET = "aws:ec2/subnet:Subnet";
const VPC = "aws:ec2/vpc:Vpc";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const EVERYWHERE = "0.0.0.0/0";
const HTTPS = 443;

/** Services that an environment without a way to the internet reaches through interface endpoints. */
const NEEDED_SERVICES = ["logs", "monitoring", "sqs", "kms"];

/** An environment's network, out of the records of all accounts: routes and endpoints may be another's. */
export interface EnvironmentNetwork {
  readonly records: readonly CloudRecord[];
  readonly account: string;
  readonly subnets: readonly CloudRecord[];
  readonly groups: readonly string[];
}

/** The network that an environment's inputs name. */
export function networkOf(
  records: readonly CloudRecord[],
  account: string,
  inputs: JsonObject,
): EnvironmentNetwork {
  const network = inputs["networkConfiguration"];
  const bag = isObject(network) ? network : undefined;
  const ids = textsOf(bag, "subnetIds");
  return {
    records,
    account,
    subnets: records.filter(({ token, id }) => token === SUBNET && ids.includes(id)),
    groups: textsOf(bag, "securityGroupIds"),
  };
}

function of(network: EnvironmentNetwork, token: string): readonly CloudRecord[] {
  return network.records.filter((record) => record.token === token);
}

function vpcOf(network: EnvironmentNetwork, subnet: CloudRecord): CloudRecord | undefined {
  return of(network, VPC).find(({ id }) => id === subnet.inputs["vpcId"]);
}

/** The route table in force for a subnet: its own, else the VPC's main one. */
export function routeTableOf(
  records: readonly CloudRecord[],
  subnet: CloudRecord,
): string | undefined {
  const association = records.find(
    (record) =>
      record.token === "aws:ec2/routeTableAssociation:RouteTableAssociation" &&
      record.inputs["subnetId"] === subnet.id,
  );
  const vpc = records.find(({ token, id }) => token === VPC && id === subnet.inputs["vpcId"]);
  return textOf(association?.inputs, "routeTableId") ?? textOf(vpc?.state, "mainRouteTableId");
}

const WAYS_OUT = ["natGatewayId", "transitGatewayId", "networkInterfaceId", "vpcEndpointId"];

function leadsOut(route: JsonObject): boolean {
  const to = textOf(route, "destinationCidrBlock") ?? textOf(route, "cidrBlock");
  return to === EVERYWHERE && WAYS_OUT.some((key) => textOf(route, key) !== undefined);
}

function inlineRoutes(value: Json | undefined): readonly JsonObject[] {
  return (isList(value) ? value : []).filter((route) => isObject(route));
}

function hasWayOut(network: EnvironmentNetwork, subnet: CloudRecord): boolean {
  const table = routeTableOf(network.records, subnet);
  const inline = of(network, "aws:ec2/routeTable:RouteTable")
    .filter(({ id }) => id === table)
    .flatMap(({ inputs }) => inlineRoutes(inputs["routes"]));
  const routes = of(network, "aws:ec2/route:Route")
    .filter(({ inputs }) => inputs["routeTableId"] === table)
    .map(({ inputs }) => inputs);
  return [...routes, ...inline].some(leadsOut);
}

/** How security groups of the network's account and of others name it. */
function peerOf(network: EnvironmentNetwork, subnet: CloudRecord): Peer {
  const cidr = textOf(subnet.inputs, "cidrBlock");
  return {
    groups: network.groups.flatMap((id) => [id, `${network.account}/${id}`]),
    cidrs: cidr === undefined ? [] : [cidr],
  };
}

/** Groups of an endpoint; without any it has its VPC's default group, which admits nobody else. */
function admits(network: EnvironmentNetwork, endpoint: CloudRecord, peer: Peer): boolean {
  const groups = textsOf(endpoint.state, "securityGroupIds");
  return permits(rulesOf(network.records, groups, "ingress"), peer, HTTPS);
}

function isOnTable(network: EnvironmentNetwork, gateway: CloudRecord, table: string): boolean {
  return (
    textsOf(gateway.inputs, "routeTableIds").includes(table) ||
    of(network, "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation").some(
      ({ inputs }) => inputs["vpcEndpointId"] === gateway.id && inputs["routeTableId"] === table,
    )
  );
}

/** Why a service cannot be reached through endpoints; undefined when it can. */
function whyUnreachable(
  network: EnvironmentNetwork,
  subnet: CloudRecord,
  service: string,
): string | undefined {
  const endpoints = of(network, ENDPOINT).filter(
    ({ inputs }) =>
      inputs["vpcId"] === subnet.inputs["vpcId"] &&
      (textOf(inputs, "serviceName") ?? "").endsWith(`.${service}`),
  );
  const interfaces = endpoints.filter(({ inputs }) => inputs["vpcEndpointType"] === "Interface");
  const gateways = endpoints.filter(({ inputs }) => inputs["vpcEndpointType"] !== "Interface");
  const table = routeTableOf(network.records, subnet) ?? "";
  if (gateways.some((gateway) => isOnTable(network, gateway, table))) return undefined;
  if (interfaces.length === 0) {
    return gateways.length > 0
      ? `the ${service} gateway endpoint is not on ${table}`
      : `there is no endpoint for ${service}`;
  }
  const named = interfaces.filter(({ inputs }) => inputs["privateDnsEnabled"] === true);
  if (named.length === 0) return `the endpoint for ${service} has no private DNS name`;
  const peer = peerOf(network, subnet);
  return named.some((endpoint) => admits(network, endpoint, peer))
    ? undefined
    : `no security group of the endpoint for ${service} admits ${network.groups.join(", ")}`;
}

/** Why an environment in this network does not reach what it needs; undefined when it does. */
export function whyIsolated(network: EnvironmentNetwork): string | undefined {
  for (const subnet of network.subnets) {
    if (hasWayOut(network, subnet)) continue;
    const reason = ["s3", ...NEEDED_SERVICES]
      .map((service) => whyUnreachable(network, subnet, service))
      .find((found) => found !== undefined);
    const vpc = vpcOf(network, subnet);
    const resolves =
      vpc?.state["enableDnsSupport"] !== false && vpc?.state["enableDnsHostnames"] === true;
    if (reason === undefined && resolves) continue;
    const detail = reason ?? "private DNS names need DNS support and DNS hostnames of the VPC";
    return `${subnet.id} has neither a route to a NAT gateway nor the endpoints it needs: ${detail}`;
  }
  return undefined;
}

/** True when a group of the network admits itself: schedulers, workers and database talk to each other. */
export function admitsItself(network: EnvironmentNetwork): boolean {
  return network.groups.some((groupId) => {
    const rules = rulesOf(network.records, [groupId], "ingress");
    const self = { groups: [groupId], cidrs: [] };
    return permits(rules, self, HTTPS) && permits(rules, self, 5432);
  });
}
