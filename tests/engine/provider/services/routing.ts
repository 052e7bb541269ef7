import { ec2Id, hex } from "../cloud/ids";
import { arnIn } from "../cloud/place";
import { textOf } from "../wire";
import type { JsonObject } from "../wire";
import { ApiError } from "./service";
import type { Call, Service } from "./service";

const ROUTE = "aws:ec2/route:Route";
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";

const DESTINATIONS = [
  "destinationCidrBlock",
  "destinationIpv6CidrBlock",
  "destinationPrefixListId",
];
const TARGETS = [
  "gatewayId",
  "natGatewayId",
  "egressOnlyGatewayId",
  "transitGatewayId",
  "vpcEndpointId",
  "networkInterfaceId",
  "vpcPeeringConnectionId",
  "carrierGatewayId",
  "coreNetworkArn",
  "localGatewayId",
];

function given(inputs: JsonObject, keys: readonly string[]): readonly string[] {
  return keys.filter((key) => inputs[key] !== undefined);
}

const routeTable: Service = {
  token: "aws:ec2/routeTable:RouteTable",
  replacedBy: ["vpcId"],
  create({ inputs, place }) {
    const id = ec2Id("rtb");
    return {
      id,
      computed: {
        arn: arnIn(place, "ec2", `route-table/${id}`),
        ownerId: place.account,
        propagatingVgws: inputs["propagatingVgws"] ?? [],
        routes: inputs["routes"] ?? [],
      },
    };
  },
};

const route: Service = {
  token: ROUTE,
  replacedBy: ["routeTableId", ...DESTINATIONS],
  validate: (inputs) =>
    [
      [DESTINATIONS, given(inputs, DESTINATIONS)] as const,
      [TARGETS, given(inputs, TARGETS)] as const,
    ]
      .filter(([, found]) => found.length !== 1)
      .map(
        ([keys, found]) =>
          `Invalid combination of arguments: one of \`${keys.join(",")}\` must be specified, got ${found.length === 0 ? "none" : found.join(",")}`,
      ),
  create({ inputs, cloud }) {
    const table = textOf(inputs, "routeTableId") ?? "";
    const destination =
      given(inputs, DESTINATIONS).map((key) => textOf(inputs, key) ?? "")[0] ?? "";
    const exists = cloud
      .all(ROUTE)
      .some(
        (other) =>
          other.inputs["routeTableId"] === table &&
          DESTINATIONS.some((key) => other.inputs[key] === destination),
      );
    if (exists) {
      throw new ApiError(
        "RouteAlreadyExists",
        `Route in ${table} with destination ${destination} already exists`,
      );
    }
    return {
      id: `r-${table}${hex(10)}`,
      computed: { instanceId: "", instanceOwnerId: "", origin: "CreateRoute", state: "active" },
    };
  },
};

const association: Service = {
  token: ASSOCIATION,
  replacedBy: ["subnetId", "gatewayId"],
  create({ inputs, cloud }) {
    const subnet = textOf(inputs, "subnetId");
    const taken = cloud
      .all(ASSOCIATION)
      .find((other) => subnet !== undefined && other.inputs["subnetId"] === subnet);
    if (taken !== undefined) {
      throw new ApiError(
        "Resource.AlreadyAssociated",
        `the specified association for route table ${textOf(inputs, "routeTableId") ?? ""} conflicts with an existing association`,
      );
    }
    return { id: `rtbassoc-0${hex(16)}`, computed: {} };
  },
};

function publicAddress(): string {
  return `203.0.113.${String(parseInt(hex(2), 16))}`;
}

const elasticIp: Service = {
  token: "aws:ec2/eip:Eip",
  replacedBy: [
    "address",
    "customerOwnedIpv4Pool",
    "domain",
    "ipamPoolId",
    "networkBorderGroup",
    "publicIpv4Pool",
  ],
  create({ inputs, place }) {
    const id = ec2Id("eipalloc");
    const publicIp = publicAddress();
    return {
      id,
      computed: {
        allocationId: id,
        arn: arnIn(place, "ec2", `elastic-ip/${id}`),
        domain: inputs["domain"] ?? "vpc",
        networkBorderGroup: place.region,
        publicDns: `ec2-${publicIp.replaceAll(".", "-")}.compute-1.${place.dnsSuffix}`,
        publicIp,
        publicIpv4Pool: "amazon",
      },
    };
  },
};

/** A NAT gateway for public traffic fails where the VPC has no internet gateway at that moment. */
function requireInternetGateway({ cloud, inputs }: Call): void {
  if (inputs["connectivityType"] === "private") return;
  const subnetId = textOf(inputs, "subnetId") ?? "";
  const vpcId = textOf(cloud.find("aws:ec2/subnet:Subnet", subnetId)?.inputs, "vpcId");
  const gateways = [
    ...cloud.all("aws:ec2/internetGateway:InternetGateway"),
    ...cloud.all("aws:ec2/internetGatewayAttachment:InternetGatewayAttachment"),
  ];
  if (vpcId !== undefined && !gateways.some((gateway) => gateway.inputs["vpcId"] === vpcId)) {
    throw new ApiError(
      "Gateway.NotAttached",
      `unexpected state 'failed', wanted target 'available': Network ${vpcId} has no Internet gateway attached`,
    );
  }
}

const natGateway: Service = {
  token: "aws:ec2/natGateway:NatGateway",
  defaults: { connectivityType: "public" },
  replacedBy: ["allocationId", "connectivityType", "privateIp", "subnetId", "vpcId"],
  create(call) {
    requireInternetGateway(call);
    const { cloud, inputs } = call;
    const address = cloud.find("aws:ec2/eip:Eip", textOf(inputs, "allocationId") ?? "");
    return {
      id: `nat-0${hex(16)}`,
      computed: {
        associationId: `eipassoc-0${hex(16)}`,
        networkInterfaceId: ec2Id("eni"),
        privateIp: inputs["privateIp"] ?? "10.0.0.10",
        publicIp: address?.state["publicIp"] ?? "",
        secondaryPrivateIpAddressCount: 0,
        secondaryPrivateIpAddresses: [],
      },
    };
  },
};

/** Route tables, routes, associations, addresses and NAT gateways. */
export const ROUTING: readonly Service[] = [routeTable, route, association, elasticIp, natGateway];
