import type { Cloud } from "../cloud/cloud";
import { ec2Id, hex } from "../cloud/ids";
import { arnIn } from "../cloud/place";
import { show, textOf } from "../wire";
import type { JsonObject } from "../wire";
import { ApiError } from "./service";
import type { Service } from "./service";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const PEERS = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];

const securityGroup: Service = {
  token: GROUP,
  autoname: { property: "name", limit: 255, unless: ["namePrefix"] },
  defaults: { description: "Managed by Pulumi", revokeRulesOnDelete: false },
  replacedBy: ["description", "name", "namePrefix", "vpcId"],
  create({ inputs, place, cloud }) {
    const name = textOf(inputs, "name") ?? "";
    const taken = cloud
      .all(GROUP)
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

/** A group of another account, `account/group`, has to exist there; a plain id is looked for before any call. */
function requireReferenced(cloud: Cloud, reference: string | undefined): void {
  const [account, id] = reference?.split("/") ?? [];
  if (id === undefined) return;
  const exists = cloud.everywhere.some(
    (record) => record.token === GROUP && record.id === id && record.account === account,
  );
  if (!exists) {
    throw new ApiError(
      "InvalidGroup.NotFound",
      `You have specified two resources that belong to different networks: the security group '${reference ?? ""}' does not exist`,
    );
  }
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
      requireReferenced(cloud, textOf(inputs, "referencedSecurityGroupId"));
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

/** Security groups and their rules. */
export const SECURITY: readonly Service[] = [
  securityGroup,
  groupRule("Ingress"),
  groupRule("Egress"),
  legacyRule,
];
