import { ec2Id, hex } from "../cloud/ids";
import { arnIn } from "../cloud/place";
import { show, textOf } from "../wire";
import { ApiError } from "./service";
import type { Service } from "./service";

const ACL = "aws:ec2/networkAcl:NetworkAcl";
const RULE = "aws:ec2/networkAclRule:NetworkAclRule";
const ASSOCIATION = "aws:ec2/networkAclAssociation:NetworkAclAssociation";

const acl: Service = {
  token: ACL,
  replacedBy: ["vpcId"],
  create({ inputs, place }) {
    const id = ec2Id("acl");
    return {
      id,
      computed: {
        arn: arnIn(place, "ec2", `network-acl/${id}`),
        egress: inputs["egress"] ?? [],
        ingress: inputs["ingress"] ?? [],
        ownerId: place.account,
        subnetIds: inputs["subnetIds"] ?? [],
      },
    };
  },
};

const rule: Service = {
  token: RULE,
  defaults: { egress: false },
  replacedBy: [
    "cidrBlock",
    "egress",
    "fromPort",
    "icmpCode",
    "icmpType",
    "ipv6CidrBlock",
    "networkAclId",
    "protocol",
    "ruleAction",
    "ruleNumber",
    "toPort",
  ],
  create({ cloud, inputs }) {
    const same = cloud
      .all(RULE)
      .some((other) =>
        ["networkAclId", "ruleNumber", "egress"].every((key) => other.inputs[key] === inputs[key]),
      );
    if (same) {
      throw new ApiError(
        "NetworkAclEntryAlreadyExists",
        `The network acl entry identified by ${show(inputs["ruleNumber"])} already exists.`,
      );
    }
    return { id: `nacl-${hex(10)}`, computed: {} };
  },
};

const association: Service = {
  token: ASSOCIATION,
  replacedBy: ["networkAclId", "subnetId"],
  create({ cloud, inputs }) {
    const subnetId = textOf(inputs, "subnetId");
    if (cloud.all(ASSOCIATION).some((other) => other.inputs["subnetId"] === subnetId)) {
      throw new ApiError(
        "InvalidAssociation",
        `${subnetId ?? ""} has another network ACL already, which would lose it`,
      );
    }
    return { id: `aclassoc-0${hex(16)}`, computed: {} };
  },
};

/** Network ACLs. */
export const NETWORK_ACLS: readonly Service[] = [acl, rule, association];
