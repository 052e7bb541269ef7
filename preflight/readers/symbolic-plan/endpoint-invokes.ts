import { type Answerer, type Place, reverseDns } from "./place";
import type { Registration, WireProperties, WireValue } from "./protocol";
import { UNKNOWN_SENTINEL } from "./sentinels";
import { draw, knownText } from "./symbols/template";
import { endpointKind, interfaceId } from "./symbols/vpc-endpoints";

/**
 * Functions that look endpoints and their interfaces up. What the plan itself makes, or has MWAA
 * make, is answered with symbols for ids; addresses, security groups that others may add, and what a
 * policy says that nobody wrote down stay unknown: verdicts depend on them.
 */
export const ENDPOINT_ANSWERERS: Readonly<Record<string, Answerer>> = {
  "aws:ec2/getVpcEndpoint:getVpcEndpoint": getVpcEndpoint,
  "aws:ec2/getNetworkInterface:getNetworkInterface": getNetworkInterface,
  "aws:ec2/getVpcEndpointService:getVpcEndpointService": getVpcEndpointService,
};

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const ENVIRONMENT = "aws:mwaa/environment:Environment";

/** An endpoint as far as the plan tells it. */
interface Endpoint {
  readonly id: string;
  readonly inputs: WireProperties;
  readonly vpcId: WireValue;
  readonly subnetIds: WireValue;
  readonly securityGroupIds: WireValue;
  readonly networkInterfaceIds: WireValue;
  readonly dnsEntries: WireValue;
  readonly prefixListId: WireValue;
  /** Set if a service made it, and not whoever owns the VPC. */
  readonly requesterManaged: boolean;
  readonly kind: WireValue;
  readonly serviceName: WireValue;
}

function getVpcEndpoint(args: WireProperties, place: Place): WireProperties | undefined {
  const { region, account, partition } = place;
  const plain = Object.entries(args).every(
    ([key, value]) =>
      value === null ||
      ["id", "vpcId", "serviceName", "region"].includes(key) ||
      (key === "state" && value === "available"),
  );
  if (!plain || region === undefined) return undefined;
  const [found, ...others] = endpointsIn(place).filter((endpoint) => isWanted(endpoint, args));
  if (found === undefined || others.length > 0) return undefined;
  const { inputs, kind, ...told } = found;
  return {
    ...args,
    ...told,
    region,
    serviceRegion: region,
    arn:
      account === undefined
        ? UNKNOWN_SENTINEL
        : `arn:${partition}:ec2:${region}:${account}:vpc-endpoint/${found.id}`,
    ownerId: account ?? UNKNOWN_SENTINEL,
    state: "available",
    vpcEndpointType: kind,
    privateDnsEnabled: inputs["privateDnsEnabled"] ?? false,
    policy: inputs["policy"] ?? UNKNOWN_SENTINEL,
    ipAddressType: inputs["ipAddressType"] ?? UNKNOWN_SENTINEL,
    routeTableIds: UNKNOWN_SENTINEL,
    cidrBlocks: UNKNOWN_SENTINEL,
    dnsOptions: UNKNOWN_SENTINEL,
    tags: inputs["tags"] ?? {},
  };
}

function isWanted(endpoint: Endpoint, args: WireProperties): boolean {
  const [id, vpcId, serviceName] = ["id", "vpcId", "serviceName"].map(
    (key) => args[key] ?? undefined,
  );
  if (id !== undefined) return endpoint.id === id;
  return (
    vpcId !== undefined &&
    serviceName !== undefined &&
    endpoint.serviceName === serviceName &&
    endpoint.vpcId === vpcId
  );
}

/** The endpoints that the plan makes, and those that MWAA makes for its environments. */
function endpointsIn(place: Place): readonly Endpoint[] {
  const all = [...place.registrations()];
  return all.flatMap((each) =>
    each.type === ENDPOINT
      ? madeHere(each)
      : each.type === ENVIRONMENT
        ? madeByService(each, all)
        : [],
  );
}

function madeHere({ inputs, outputs }: Registration): readonly Endpoint[] {
  const id = knownText(outputs["id"]);
  if (id === undefined) return [];
  const told = (property: string): WireValue => outputs[property] ?? UNKNOWN_SENTINEL;
  return [
    {
      id,
      inputs,
      kind: endpointKind(inputs) ?? UNKNOWN_SENTINEL,
      vpcId: told("vpcId"),
      serviceName: told("serviceName"),
      subnetIds: told("subnetIds"),
      // Resources of their own may add to what is written here.
      securityGroupIds: UNKNOWN_SENTINEL,
      networkInterfaceIds: told("networkInterfaceIds"),
      dnsEntries: told("dnsEntries"),
      prefixListId: told("prefixListId"),
      requesterManaged: false,
    },
  ];
}

/**
 * MWAA makes its endpoints in the environment's subnets and puts the environment's security groups
 * on them, unless the customer makes them.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-vpe-access.html, "Private routing
 * overview", read 2026-11-22.
 */
function madeByService(
  environment: Registration,
  all: readonly Registration[],
): readonly Endpoint[] {
  const { inputs, outputs, urn } = environment;
  if ((inputs["endpointManagement"] ?? "SERVICE") !== "SERVICE") return [];
  const network = inputs["networkConfiguration"];
  const { subnetIds, securityGroupIds } = isObject(network) ? network : {};
  const subnets = Array.isArray(subnetIds)
    ? (subnetIds as readonly WireValue[]).map(knownText)
    : [];
  const vpcs = new Set(subnets.map((subnet) => vpcOf(subnet, all)));
  const [vpcId] = vpcs;
  // In a network that the plan does not hold, nobody knows which VPC it is.
  if (vpcs.size !== 1 || vpcId === undefined) return [];
  return ["databaseVpcEndpointService", "webserverVpcEndpointService"].flatMap(
    (property): Endpoint[] => {
      const serviceName = knownText(outputs[property]);
      if (serviceName === undefined) return [];
      const seed = `${urn} ${property}`;
      return [
        {
          id: `vpce-0${draw(seed, "endpoint", "hex", 16)}`,
          inputs: {},
          kind: "Interface",
          vpcId,
          serviceName,
          subnetIds: subnetIds ?? UNKNOWN_SENTINEL,
          securityGroupIds: securityGroupIds ?? UNKNOWN_SENTINEL,
          networkInterfaceIds: subnets.map((subnet) => interfaceId(seed, subnet ?? "")),
          dnsEntries: UNKNOWN_SENTINEL,
          prefixListId: "",
          requesterManaged: true,
        },
      ];
    },
  );
}

function vpcOf(subnet: string | undefined, all: readonly Registration[]): string | undefined {
  if (subnet === undefined) return undefined;
  return knownText(all.find(({ outputs }) => outputs["id"] === subnet)?.outputs["vpcId"]);
}

function getNetworkInterface(args: WireProperties, place: Place): WireProperties | undefined {
  const id = knownText(args["id"]);
  const { region, account, partition } = place;
  const plain = Object.entries(args).every(
    ([key, value]) => value === null || key === "id" || key === "region",
  );
  if (!plain || id === undefined || region === undefined) return undefined;
  for (const endpoint of endpointsIn(place)) {
    const interfaces = endpoint.networkInterfaceIds;
    const index = Array.isArray(interfaces) ? interfaces.indexOf(id) : -1;
    if (index === -1) continue;
    const { subnetIds } = endpoint;
    const subnetId = Array.isArray(subnetIds)
      ? (subnetIds as readonly WireValue[])[index]
      : undefined;
    return {
      ...args,
      id,
      region,
      arn:
        account === undefined
          ? UNKNOWN_SENTINEL
          : `arn:${partition}:ec2:${region}:${account}:network-interface/${id}`,
      ownerId: account ?? UNKNOWN_SENTINEL,
      interfaceType: "vpc_endpoint",
      subnetId: subnetId ?? UNKNOWN_SENTINEL,
      vpcId: endpoint.vpcId,
      securityGroups: endpoint.securityGroupIds,
      ...Object.fromEntries(ONLY_EC2_KNOWS.map((property) => [property, UNKNOWN_SENTINEL])),
    };
  }
  return undefined;
}

/** What EC2 chooses for an interface. */
const ONLY_EC2_KNOWS = [
  "privateIp",
  "privateIps",
  "ipv6Addresses",
  "availabilityZone",
  "privateDnsName",
  "macAddress",
  "description",
  "requesterId",
  "associations",
  "attachments",
  "enaSrdSpecifications",
  "outpostArn",
  "tags",
] as const;

/** Of a service only the name follows from the question; in which zones it is, AWS says. */
function getVpcEndpointService(args: WireProperties, place: Place): WireProperties | undefined {
  const { region } = place;
  const asked = Object.entries(args).filter(([, value]) => value !== null);
  const plain = asked.every(([key]) =>
    ["service", "serviceName", "serviceType", "region"].includes(key),
  );
  const [service, name] = [knownText(args["service"]), knownText(args["serviceName"])];
  if (!plain || region === undefined || (service === undefined) === (name === undefined))
    return undefined;
  const serviceName = name ?? `${reverseDns(place)}.${region}.${service ?? ""}`;
  return {
    ...Object.fromEntries(ONLY_THE_SERVICE_KNOWS.map((property) => [property, UNKNOWN_SENTINEL])),
    ...args,
    serviceName,
    region,
    serviceRegion: region,
  };
}

const ONLY_THE_SERVICE_KNOWS = [
  "acceptanceRequired",
  "arn",
  "availabilityZones",
  "baseEndpointDnsNames",
  "id",
  "managesVpcEndpoints",
  "owner",
  "privateDnsName",
  "privateDnsNames",
  "serviceId",
  "serviceType",
  "supportedIpAddressTypes",
  "tags",
  "vpcEndpointPolicySupported",
] as const;

function isObject(wire: WireValue | undefined): wire is WireProperties {
  return typeof wire === "object" && wire !== null && !Array.isArray(wire);
}
