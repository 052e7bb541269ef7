import { createHash } from "node:crypto";

import type { Cloud } from "../cloud/cloud";
import { ec2Id, hex } from "../cloud/ids";
import { arnIn } from "../cloud/place";
import type { Place } from "../cloud/place";
import { textOf, textsOf } from "../wire";
import type { Json, JsonObject } from "../wire";
import { wantedServices } from "./customer-endpoints";
import { documentOf } from "./policy-match";
import { ApiError } from "./service";
import type { Call, Service } from "./service";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const ENVIRONMENT = "aws:mwaa/environment:Environment";
const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";

/** Network interfaces that the service puts into subnets for an endpoint. */
export const SERVICE_INTERFACE = "service:network-interface";

const FULL_ACCESS = JSON.stringify({
  Version: "2008-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
});

/** The S3 prefix list of a region; the same in every account. */
export function s3PrefixList({ region }: Place): { readonly id: string; readonly name: string } {
  const digits = createHash("sha256").update(region).digest("hex").slice(0, 8);
  return {
    id: `pl-${digits}`,
    name: `com.amazonaws.${region}.s3`,
  };
}

/** Blocks of the S3 prefix list. */
export const S3_BLOCKS = ["3.5.0.0/19", "52.216.0.0/15"] as const;

/** Names of an environment's own services exist as long as it does; AWS's services are taken as given. */
function requireService(cloud: Cloud, name: string): void {
  if (!name.includes(".vpce.")) return;
  const offered = cloud.everywhere
    .filter(({ token }) => token === ENVIRONMENT)
    .flatMap(wantedServices)
    .some(({ service }) => service === name);
  if (!offered) {
    throw new ApiError("InvalidServiceName", `The Vpc Endpoint Service '${name}' does not exist`);
  }
}

function requirePrivateName({ cloud, inputs }: Call): void {
  if (inputs["privateDnsEnabled"] !== true) return;
  const serviceName = textOf(inputs, "serviceName") ?? "";
  if (serviceName.includes(".vpce.")) {
    throw new ApiError(
      "InvalidParameter",
      `Private DNS can't be enabled because the service ${serviceName} does not provide a private DNS name.`,
    );
  }
  const vpc = cloud.find(VPC, textOf(inputs, "vpcId") ?? "");
  if (vpc?.state["enableDnsSupport"] === false || vpc?.state["enableDnsHostnames"] === false) {
    throw new ApiError(
      "InvalidParameter",
      "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true.",
    );
  }
  const clash = cloud
    .all(ENDPOINT)
    .some(
      (other) =>
        other.inputs["vpcId"] === inputs["vpcId"] &&
        other.inputs["serviceName"] === inputs["serviceName"] &&
        other.inputs["privateDnsEnabled"] === true,
    );
  if (clash) {
    throw new ApiError(
      "InvalidParameter",
      `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${serviceName} in the VPC`,
    );
  }
}

function requireFittingArguments({ cloud, inputs }: Call): void {
  const gateway = inputs["vpcEndpointType"] === "Gateway";
  const wrong = gateway ? ["subnetIds", "securityGroupIds"] : ["routeTableIds"];
  const given = wrong.find((key) => textsOf(inputs, key).length > 0);
  if (given !== undefined) {
    throw new ApiError(
      "InvalidParameter",
      `${given} does not go with a VPC endpoint of type ${textOf(inputs, "vpcEndpointType") ?? ""}`,
    );
  }
  const zones = textsOf(inputs, "subnetIds").map((id) =>
    textOf(cloud.find(SUBNET, id)?.state, "availabilityZoneId"),
  );
  if (new Set(zones).size !== zones.length) {
    throw new ApiError(
      "DuplicateSubnetsInSameZone",
      "Found another VPC endpoint subnet in the availability zone",
    );
  }
  if (inputs["policy"] !== undefined) documentOf(inputs["policy"], "InvalidPolicyDocument");
}

/** A free address of a subnet's block, counted from its end. */
function addressIn(cloud: Cloud, subnetId: string): string {
  const cidr = textOf(cloud.find(SUBNET, subnetId)?.inputs, "cidrBlock") ?? "10.0.0.0/24";
  const taken = cloud.everywhere.filter(
    ({ token, state }) => token === SERVICE_INTERFACE && state["subnetId"] === subnetId,
  ).length;
  const [a = "10", b = "0", c = "0", d = "0"] = (cidr.split("/")[0] ?? "").split(".");
  return `${a}.${b}.${c}.${String(Number(d) + 4 + taken)}`;
}

function makeInterfaces({ cloud, inputs, place }: Call, endpointId: string): readonly string[] {
  return textsOf(inputs, "subnetIds").map((subnetId) => {
    const id = ec2Id("eni");
    const subnet = cloud.find(SUBNET, subnetId)?.state ?? {};
    const privateIp = addressIn(cloud, subnetId);
    const state: JsonObject = {
      arn: arnIn(place, "ec2", `network-interface/${id}`),
      availabilityZone: subnet["availabilityZone"] ?? "",
      description: `VPC Endpoint Interface ${endpointId}`,
      interfaceType: "vpc_endpoint",
      ownerId: place.account,
      privateIp,
      privateIps: [privateIp],
      securityGroups: inputs["securityGroupIds"] ?? [],
      subnetId,
      vpcEndpointId: endpointId,
      vpcId: inputs["vpcId"] ?? "",
    };
    cloud.put(
      { token: SERVICE_INTERFACE, id, inputs: {}, state },
      { action: "create", token: SERVICE_INTERFACE, id },
    );
    return id;
  });
}

function removeInterfaces(cloud: Cloud, endpoint: JsonObject): void {
  for (const id of textsOf(endpoint, "networkInterfaceIds")) cloud.remove(SERVICE_INTERFACE, id);
}

function dnsEntries({ inputs, place }: Call, id: string): Json {
  const suffix = (textOf(inputs, "serviceName") ?? "").split(".").at(-1) ?? "";
  const name = `${id}-${hex(8)}.${suffix}.${place.region}.vpce.${place.dnsSuffix}`;
  const hostedZoneId = `Z${hex(12).toUpperCase()}`;
  const own =
    inputs["privateDnsEnabled"] === true
      ? [{ dnsName: `${suffix}.${place.region}.${place.dnsSuffix}`, hostedZoneId }]
      : [];
  return [{ dnsName: name, hostedZoneId }, ...own];
}

function defaultGroup({ cloud, inputs }: Call): readonly string[] {
  const vpc = cloud.find(VPC, textOf(inputs, "vpcId") ?? "");
  const group = textOf(vpc?.state, "defaultSecurityGroupId");
  return group === undefined ? [] : [group];
}

const vpcEndpoint: Service = {
  token: ENDPOINT,
  defaults: { vpcEndpointType: "Gateway" },
  replacedBy: ["serviceName", "serviceNetworkArn", "serviceRegion", "vpcEndpointType", "vpcId"],
  create(call) {
    const { cloud, inputs, place } = call;
    requireService(cloud, textOf(inputs, "serviceName") ?? "");
    requirePrivateName(call);
    requireFittingArguments(call);
    const id = ec2Id("vpce");
    const gateway = inputs["vpcEndpointType"] === "Gateway";
    return {
      id,
      computed: {
        arn: arnIn(place, "ec2", `vpc-endpoint/${id}`),
        cidrBlocks: gateway ? [...S3_BLOCKS] : [],
        dnsEntries: gateway ? [] : dnsEntries(call, id),
        dnsOptions: inputs["dnsOptions"] ?? {},
        ipAddressType: gateway ? "" : (inputs["ipAddressType"] ?? "ipv4"),
        networkInterfaceIds: gateway ? [] : makeInterfaces(call, id),
        ownerId: place.account,
        policy: inputs["policy"] ?? FULL_ACCESS,
        prefixListId: gateway ? s3PrefixList(place).id : "",
        privateDnsEnabled: inputs["privateDnsEnabled"] ?? false,
        requesterManaged: false,
        routeTableIds: inputs["routeTableIds"] ?? [],
        securityGroupIds: inputs["securityGroupIds"] ?? (gateway ? [] : defaultGroup(call)),
        serviceRegion: inputs["serviceRegion"] ?? place.region,
        state: "available",
        subnetIds: inputs["subnetIds"] ?? [],
      },
    };
  },
  update({ inputs, changed }) {
    if (changed.includes("policy") && inputs["policy"] !== undefined) {
      documentOf(inputs["policy"], "InvalidPolicyDocument");
    }
    return {};
  },
  remove({ cloud, state }) {
    removeInterfaces(cloud, state);
  },
};

/**
 * Makes the endpoints that the managed service makes for an environment, in its subnets and with its groups: the
 * account sees them, and they go with the environment.
 */
export function makeServiceManagedEndpoints(
  call: Pick<Call, "cloud" | "place" | "name">,
  network: {
    readonly vpcId: string;
    readonly subnetIds: readonly string[];
    readonly groups: readonly string[];
  },
  services: readonly string[],
): void {
  const { cloud, place } = call;
  for (const serviceName of services) {
    const id = ec2Id("vpce");
    const inputs: JsonObject = {
      vpcId: network.vpcId,
      serviceName,
      vpcEndpointType: "Interface",
      subnetIds: network.subnetIds,
      securityGroupIds: network.groups,
    };
    const made = { ...call, inputs, timeoutSeconds: 0 };
    const state: JsonObject = {
      ...inputs,
      arn: arnIn(place, "ec2", `vpc-endpoint/${id}`),
      cidrBlocks: [],
      dnsEntries: dnsEntries(made, id),
      ipAddressType: "ipv4",
      networkInterfaceIds: makeInterfaces(made, id),
      ownerId: place.account,
      policy: FULL_ACCESS,
      prefixListId: "",
      privateDnsEnabled: false,
      region: place.region,
      requesterManaged: true,
      routeTableIds: [],
      state: "available",
    };
    cloud.put({ token: ENDPOINT, id, inputs, state }, { action: "create", token: ENDPOINT, id });
  }
}

/** Takes away what the managed service made for these endpoint services. */
export function removeServiceManagedEndpoints(cloud: Cloud, services: readonly string[]): void {
  for (const { id, state } of cloud.all(ENDPOINT)) {
    if (state["requesterManaged"] !== true) continue;
    if (!services.includes(textOf(state, "serviceName") ?? "")) continue;
    removeInterfaces(cloud, state);
    cloud.remove(ENDPOINT, id);
  }
}

const endpointRoute: Service = {
  token: "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
  replacedBy: ["routeTableId", "vpcEndpointId"],
  create: ({ inputs }) => ({
    id: `a-${textOf(inputs, "vpcEndpointId") ?? ""}${hex(10)}`,
    computed: {},
  }),
};

const endpointPolicy: Service = {
  token: "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
  replacedBy: ["vpcEndpointId"],
  create({ inputs }) {
    if (inputs["policy"] !== undefined) documentOf(inputs["policy"], "InvalidPolicyDocument");
    return {
      id: textOf(inputs, "vpcEndpointId") ?? "",
      computed: { policy: inputs["policy"] ?? FULL_ACCESS },
    };
  },
};

/** VPC endpoints, their routes and their policies. */
export const ENDPOINTS: readonly Service[] = [vpcEndpoint, endpointRoute, endpointPolicy];
