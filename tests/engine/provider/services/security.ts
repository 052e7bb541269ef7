import { ec2Id, hex } from "../cloud/ids";
import { arnIn } from "../cloud/place";
import { isList, show, textOf } from "../wire";
import type { JsonObject } from "../wire";
import { ApiError } from "./service";
import type { Call, Service } from "./service";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const PEERS = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];

const securityGroup: Service = {
  token: "aws:ec2/securityGroup:SecurityGroup",
  autoname: { property: "name", limit: 255, unless: ["namePrefix"] },
  defaults: { description: "Managed by Pulumi", revokeRulesOnDelete: false },
  replacedBy: ["description", "name", "namePrefix", "vpcId"],
  create({ inputs, place, cloud }) {
    const name = textOf(inputs, "name") ?? "";
    const taken = cloud
      .all("aws:ec2/securityGroup:SecurityGroup")
      .some((other) => other.inputs["name"] === name && other.inputs["vpcId"] === inputs["vpcId"]);
    if (taken) {
      throw new ApiError(
        "InvalidGroup.Duplicate",
        `The security group '${name}' already exists for VPC '${textOf(inputs, "vpcId") ?? ""}'`,
      );
    }
    const id = ec2Id("sg");
    return {
      id,
      computed: {
        arn: arnIn(place, "ec2", `security-group/${id}`),
        egress: inputs["egress"] ?? [],
        ingress: inputs["ingress"] ?? [],
        ownerId: place.account,
      },
    };
  },
};

function ruleKey(inputs: JsonObject): string {
  return ["securityGroupId", "ipProtocol", "fromPort", "toPort", ...PEERS]
    .map((key) => show(inputs[key]))
    .join("|");
}

function groupRule(direction: "Ingress" | "Egress"): Service {
  const token = `aws:vpc/securityGroup${direction}Rule:SecurityGroup${direction}Rule`;
  return {
    token,
    replacedBy: ["securityGroupId"],
    validate(inputs) {
      const peers = PEERS.filter((key) => inputs[key] !== undefined);
      return peers.length === 1
        ? []
        : [
            `Invalid Attribute Combination: exactly one of [${PEERS.join(",")}] must be configured, got ${peers.length === 0 ? "none" : peers.join(",")}`,
          ];
    },
    create({ inputs, place, cloud }) {
      if (cloud.all(token).some((other) => ruleKey(other.inputs) === ruleKey(inputs))) {
        throw new ApiError("InvalidPermission.Duplicate", "the specified rule already exists");
      }
      const id = `sgr-0${hex(16)}`;
      return {
        id,
        computed: {
          arn: arnIn(place, "ec2", `security-group-rule/${id}`),
          securityGroupRuleId: id,
        },
      };
    },
  };
}

const legacyRule: Service = {
  token: "aws:ec2/securityGroupRule:SecurityGroupRule",
  defaults: { self: false },
  replacedBy: [
    "cidrBlocks",
    "fromPort",
    "ipv6CidrBlocks",
    "prefixListIds",
    "protocol",
    "securityGroupId",
    "self",
    "sourceSecurityGroupId",
    "toPort",
    "type",
  ],
  create: () => ({
    id: `sgrule-${String(parseInt(hex(8), 16))}`,
    computed: { securityGroupRuleId: `sgr-0${hex(16)}` },
  }),
};

function requireFreePrivateName({ cloud, inputs }: Call): void {
  if (inputs["privateDnsEnabled"] !== true) return;
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
      `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${textOf(inputs, "serviceName") ?? ""} in the VPC`,
    );
  }
}

const vpcEndpoint: Service = {
  token: ENDPOINT,
  defaults: { vpcEndpointType: "Gateway" },
  replacedBy: ["serviceName", "serviceNetworkArn", "vpcEndpointType", "vpcId"],
  create(call) {
    requireFreePrivateName(call);
    const { inputs, place } = call;
    const id = ec2Id("vpce");
    const gateway = inputs["vpcEndpointType"] === "Gateway";
    const subnets = isList(inputs["subnetIds"]) ? inputs["subnetIds"] : [];
    return {
      id,
      computed: {
        arn: arnIn(place, "ec2", `vpc-endpoint/${id}`),
        cidrBlocks: gateway ? ["52.216.0.0/15", "3.5.0.0/19"] : [],
        dnsEntries: gateway
          ? []
          : [
              {
                dnsName: `${id}-${hex(8)}.vpce.${place.dnsSuffix}`,
                hostedZoneId: `Z${hex(12).toUpperCase()}`,
              },
            ],
        ipAddressType: gateway ? "" : "ipv4",
        networkInterfaceIds: gateway ? [] : subnets.map(() => ec2Id("eni")),
        ownerId: place.account,
        policy:
          inputs["policy"] ??
          JSON.stringify({
            Version: "2008-10-17",
            Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
          }),
        prefixListId: gateway ? `pl-${hex(8)}` : "",
        privateDnsEnabled: inputs["privateDnsEnabled"] ?? false,
        requesterManaged: false,
        routeTableIds: inputs["routeTableIds"] ?? [],
        securityGroupIds: inputs["securityGroupIds"] ?? [],
        state: "available",
        subnetIds: subnets,
      },
    };
  },
};

const endpointRoute: Service = {
  token: "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
  replacedBy: ["routeTableId", "vpcEndpointId"],
  create: ({ inputs }) => ({
    id: `a-${textOf(inputs, "vpcEndpointId") ?? ""}${hex(10)}`,
    computed: {},
  }),
};

/** Security groups, their rules, and VPC endpoints. */
export const SECURITY: readonly Service[] = [
  securityGroup,
  groupRule("Ingress"),
  groupRule("Egress"),
  legacyRule,
  vpcEndpoint,
  endpointRoute,
];
