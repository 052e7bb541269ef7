import type { CloudRecord } from "../cloud/records";
import { isList, isObject, textOf, textsOf } from "../wire";
import type { Json, JsonObject } from "../wire";
import { whySilent } from "./environment-traffic";
import type { Speaker, Talk } from "./environment-traffic";
import { permits, rulesOf } from "./group-rules";
import type { Peer } from "./group-rules";

const SUBNET = "aws:ec2/subnet:Subnet";
const VPC = "aws:ec2/vpc:Vpc";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const EVERYWHERE = "0.0.0.0/0";
const HTTPS = 443;
const DATABASE = 5432;
/** Some address of AWS, as a service's public name leads to. */
const SOME_SERVICE = "52.94.0.1/32";

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

function inlineRoutes(value: Json | undefined): readonly JsonObject[] {
  return (isList(value) ? value : []).filter((route) => isObject(route));
}

/** The default routes of a subnet. */
function defaultRoutes(network: EnvironmentNetwork, subnet: CloudRecord): readonly JsonObject[] {
  const table = routeTableOf(network.records, subnet);
  const inline = of(network, "aws:ec2/routeTable:RouteTable")
    .filter(({ id }) => id === table)
    .flatMap(({ inputs }) => inlineRoutes(inputs["routes"]));
  const routes = of(network, "aws:ec2/route:Route")
    .filter(({ inputs }) => inputs["routeTableId"] === table)
    .map(({ inputs }) => inputs);
  return [...routes, ...inline].filter(
    (route) => (textOf(route, "destinationCidrBlock") ?? textOf(route, "cidrBlock")) === EVERYWHERE,
  );
}

/** Why a NAT gateway carries nothing to the internet: it stands where no internet gateway is reached. */
function whyStranded(network: EnvironmentNetwork, natGatewayId: string): string | undefined {
  const nat = of(network, "aws:ec2/natGateway:NatGateway").find(({ id }) => id === natGatewayId);
  const subnet = of(network, SUBNET).find(({ id }) => id === nat?.inputs["subnetId"]);
  if (subnet === undefined) return undefined;
  const leads = defaultRoutes(network, subnet).some((route) =>
    (textOf(route, "gatewayId") ?? "").startsWith("igw-"),
  );
  return leads
    ? undefined
    : `${natGatewayId} stands in a subnet without a route to an internet gateway`;
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

/** True when a gateway endpoint is a target of the table. */
export function isOnTable(
  network: EnvironmentNetwork,
  gateway: CloudRecord,
  table: string,
): boolean {
  return (
    textsOf(gateway.inputs, "routeTableIds").includes(table) ||
    of(network, "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation").some(
      ({ inputs }) => inputs["vpcEndpointId"] === gateway.id && inputs["routeTableId"] === table,
    )
  );
}

/** What is said to S3 through its gateway: to the blocks of its prefix list. */
function towards(gateway: CloudRecord): Talk {
  const list = textOf(gateway.state, "prefixListId");
  const blocks = textsOf(gateway.state, "cidrBlocks");
  return {
    what: "s3",
    peer: {
      groups: [],
      cidrs: blocks.length > 0 ? blocks : [SOME_SERVICE],
      ...(list === undefined ? {} : { prefixLists: [list] }),
    },
    port: HTTPS,
  };
}

function toInterface(network: EnvironmentNetwork, endpoint: CloudRecord, service: string): Talk {
  const ids = textsOf(endpoint.state, "subnetIds");
  const cidrs = of(network, SUBNET)
    .filter(({ id }) => ids.includes(id))
    .flatMap(({ inputs }) => textOf(inputs, "cidrBlock") ?? []);
  const groups = textsOf(endpoint.state, "securityGroupIds");
  return { what: `the endpoint for ${service}`, peer: { groups, cidrs }, port: HTTPS };
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
  const gateway = gateways.find((each) => isOnTable(network, each, table));
  if (gateway !== undefined) return whySilent(speakerOf(network, subnet), towards(gateway));
  if (interfaces.length === 0) {
    return gateways.length > 0
      ? `the ${service} gateway endpoint is not on ${table}`
      : `there is no endpoint for ${service}`;
  }
  const named = interfaces.filter(({ inputs }) => inputs["privateDnsEnabled"] === true);
  if (named.length === 0) return `the endpoint for ${service} has no private DNS name`;
  const peer = peerOf(network, subnet);
  const open = named.find((endpoint) => admits(network, endpoint, peer));
  return open !== undefined
    ? whySilent(speakerOf(network, subnet), toInterface(network, open, service))
    : `no security group of the endpoint for ${service} admits ${network.groups.join(", ")}`;
}

/** What keeps a subnet from the services that it reaches through endpoints alone. */
function lacksOf(network: EnvironmentNetwork, subnet: CloudRecord): readonly string[] {
  const reasons = ["s3", ...NEEDED_SERVICES].flatMap(
    (service) => whyUnreachable(network, subnet, service) ?? [],
  );
  const vpc = vpcOf(network, subnet);
  const resolves =
    vpc?.state["enableDnsSupport"] !== false && vpc?.state["enableDnsHostnames"] === true;
  const names = "private DNS names need DNS support and DNS hostnames of the VPC";
  return (resolves ? reasons : [...reasons, names]).map(
    (reason) =>
      `${subnet.id} has neither a route to a NAT gateway nor the endpoints it needs: ${reason}`,
  );
}

function faultsOf(network: EnvironmentNetwork, subnet: CloudRecord): readonly string[] {
  const ways = defaultRoutes(network, subnet).flatMap((route) =>
    WAYS_OUT.flatMap((key) => textOf(route, key) ?? []),
  );
  const speaker = speakerOf(network, subnet);
  const peer = { groups: [], cidrs: [SOME_SERVICE] };
  const outside =
    ways.length === 0
      ? lacksOf(network, subnet)
      : [
          ...ways.map((id) => whyStranded(network, id)),
          whySilent(speaker, { what: "services", peer, port: HTTPS }),
        ];
  return [...outside, whyApart(network, speaker)].flatMap((fault) => fault ?? []);
}

/** Why an environment in this network does not reach what it needs; empty when it does. */
export function whyIsolated(network: EnvironmentNetwork): readonly string[] {
  return [...new Set(network.subnets.flatMap((subnet) => faultsOf(network, subnet)))];
}

function speakerOf({ records, groups }: EnvironmentNetwork, subnet: CloudRecord): Speaker {
  return { records, groups, subnet };
}

/** Why the parts of an environment do not talk to each other, on the side that calls. */
function whyApart({ groups, subnets }: EnvironmentNetwork, speaker: Speaker): string | undefined {
  const cidrs = subnets.flatMap(({ inputs }) => textOf(inputs, "cidrBlock") ?? []);
  return [HTTPS, DATABASE]
    .map((port) => whySilent(speaker, { what: "itself", peer: { groups, cidrs }, port }))
    .find((why) => why !== undefined);
}

/** True when a group of the network admits itself: schedulers, workers and database talk to each other. */
export function admitsItself(network: EnvironmentNetwork): boolean {
  return network.groups.some((groupId) => {
    const rules = rulesOf(network.records, [groupId], "ingress");
    const self = { groups: [groupId], cidrs: [] };
    return permits(rules, self, HTTPS) && permits(rules, self, DATABASE);
  });
}
