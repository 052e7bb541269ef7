import { ec2Id, hex } from "../cloud/ids";
import { blockOf, contains, overlap } from "../cloud/ipv4";
import { arnIn, zonesOf } from "../cloud/place";
import { textOf } from "../wire";
import { ApiError } from "./service";
import type { Call, Service } from "./service";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";

const MAX_SUBNET_ADDRESSES = 2 ** 16;
const MIN_SUBNET_ADDRESSES = 2 ** 4;

const vpc: Service = {
  token: VPC,
  defaults: {
    assignGeneratedIpv6CidrBlock: false,
    enableDnsSupport: true,
    instanceTenancy: "default",
  },
  replacedBy: ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"],
  create({ inputs, place }) {
    const block = blockOf(textOf(inputs, "cidrBlock") ?? "");
    if (
      block === undefined ||
      block.size > MAX_SUBNET_ADDRESSES ||
      block.size < MIN_SUBNET_ADDRESSES
    ) {
      throw new ApiError(
        "InvalidVpc.Range",
        `The CIDR '${textOf(inputs, "cidrBlock") ?? ""}' is invalid.`,
      );
    }
    const id = ec2Id("vpc");
    const ipv6 = inputs["assignGeneratedIpv6CidrBlock"] === true;
    const mainRouteTableId = ec2Id("rtb");
    return {
      id,
      computed: {
        arn: arnIn(place, "ec2", `vpc/${id}`),
        defaultNetworkAclId: ec2Id("acl"),
        defaultRouteTableId: mainRouteTableId,
        defaultSecurityGroupId: ec2Id("sg"),
        dhcpOptionsId: ec2Id("dopt"),
        enableDnsHostnames: inputs["enableDnsHostnames"] ?? false,
        enableNetworkAddressUsageMetrics: inputs["enableNetworkAddressUsageMetrics"] ?? false,
        ipv6AssociationId: ipv6 ? `vpc-cidr-assoc-0${hex(16)}` : "",
        ipv6CidrBlock: ipv6 ? `2600:1f18:${hex(4)}:${hex(2)}00::/56` : "",
        ipv6CidrBlockNetworkBorderGroup: ipv6 ? place.region : "",
        mainRouteTableId,
        ownerId: place.account,
      },
    };
  },
};

function subnetZone({ inputs, place }: Call): { readonly name: string; readonly id: string } {
  const zones = zonesOf(place.region, place.account);
  const name = textOf(inputs, "availabilityZone");
  const id = textOf(inputs, "availabilityZoneId");
  const zone = zones.find(
    (z) => (name === undefined || z.name === name) && (id === undefined || z.id === id),
  );
  if (zone === undefined) {
    const known = zones.map((z) => (id === undefined ? z.name : z.id)).join(", ");
    throw new ApiError(
      "InvalidParameterValue",
      `Value (${name ?? id ?? ""}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${known}.`,
    );
  }
  return zone;
}

const subnet: Service = {
  token: SUBNET,
  defaults: {
    assignIpv6AddressOnCreation: false,
    enableDns64: false,
    enableResourceNameDnsARecordOnLaunch: false,
    enableResourceNameDnsAaaaRecordOnLaunch: false,
    ipv6Native: false,
    mapPublicIpOnLaunch: false,
  },
  replacedBy: [
    "availabilityZone",
    "availabilityZoneId",
    "cidrBlock",
    "ipv6Native",
    "outpostArn",
    "vpcId",
  ],
  create(call) {
    const { cloud, inputs, place } = call;
    const cidr = textOf(inputs, "cidrBlock") ?? "";
    const block = blockOf(cidr);
    const outer = blockOf(
      textOf(cloud.find(VPC, textOf(inputs, "vpcId") ?? "")?.inputs, "cidrBlock") ?? "",
    );
    if (block === undefined || (outer !== undefined && !contains(outer, block))) {
      throw new ApiError("InvalidSubnet.Range", `The CIDR '${cidr}' is invalid.`);
    }
    const clash = cloud
      .all(SUBNET)
      .filter((other) => other.inputs["vpcId"] === inputs["vpcId"])
      .map((other) => blockOf(textOf(other.inputs, "cidrBlock") ?? ""))
      .some((other) => other !== undefined && overlap(other, block));
    if (clash) {
      throw new ApiError(
        "InvalidSubnet.Conflict",
        `The CIDR '${cidr}' conflicts with another subnet`,
      );
    }
    const zone = subnetZone(call);
    const id = ec2Id("subnet");
    return {
      id,
      computed: {
        arn: arnIn(place, "ec2", `subnet/${id}`),
        availabilityZone: zone.name,
        availabilityZoneId: zone.id,
        ipv6CidrBlockAssociationId:
          inputs["ipv6CidrBlock"] === undefined ? "" : `subnet-cidr-assoc-0${hex(16)}`,
        ownerId: place.account,
        privateDnsHostnameTypeOnLaunch: "ip-name",
      },
    };
  },
};

const internetGateway: Service = {
  token: "aws:ec2/internetGateway:InternetGateway",
  create({ inputs, place, cloud }) {
    const vpcId = textOf(inputs, "vpcId");
    const attached = cloud
      .all("aws:ec2/internetGateway:InternetGateway")
      .some((other) => vpcId !== undefined && other.inputs["vpcId"] === vpcId);
    if (attached) {
      throw new ApiError(
        "InvalidParameterValue",
        `Network ${vpcId ?? ""} already has an internet gateway attached`,
      );
    }
    const id = ec2Id("igw");
    return {
      id,
      computed: { arn: arnIn(place, "ec2", `internet-gateway/${id}`), ownerId: place.account },
    };
  },
};

const egressOnlyGateway: Service = {
  token: "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
  replacedBy: ["vpcId"],
  create: () => ({ id: ec2Id("eigw"), computed: {} }),
};

/** VPCs, subnets and the gateways of a VPC. */
export const NETWORK: readonly Service[] = [vpc, subnet, internetGateway, egressOnlyGateway];
