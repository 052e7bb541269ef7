import { randomUUID } from "node:crypto";

import type { Cloud } from "../cloud/cloud";
import { arnIn } from "../cloud/place";
import { mentionedIds } from "../cloud/records";
import { idsSharedWith, inOneOrganization, principalMeans, subnetOfArn } from "../cloud/sharing";
import { textOf } from "../wire";
import type { JsonObject } from "../wire";
import { ApiError } from "./service";
import type { Service } from "./service";

const SHARE = "aws:ram/resourceShare:ResourceShare";
const SHARED_RESOURCE = "aws:ram/resourceAssociation:ResourceAssociation";
const PRINCIPAL = "aws:ram/principalAssociation:PrincipalAssociation";
const ACCEPTER = "aws:ram/resourceShareAccepter:ResourceShareAccepter";
const SUBNET = "aws:ec2/subnet:Subnet";

function ownShare(cloud: Cloud, inputs: JsonObject): JsonObject {
  const arn = textOf(inputs, "resourceShareArn") ?? "";
  const share = cloud.find(SHARE, arn);
  if (share === undefined) {
    throw new ApiError("UnknownResourceException", `ResourceShare ${arn} could not be found.`);
  }
  return share.inputs;
}

const resourceShare: Service = {
  token: SHARE,
  autoname: { property: "name", limit: 255 },
  defaults: { allowExternalPrincipals: false },
  create({ place, inputs }) {
    const arn = arnIn(place, "ram", `resource-share/${randomUUID()}`);
    return { id: arn, computed: { arn, permissionArns: inputs["permissionArns"] ?? [] } };
  },
  remove({ cloud, id }) {
    const inUse = [SHARED_RESOURCE, PRINCIPAL]
      .flatMap((token) => cloud.all(token))
      .find((association) => association.inputs["resourceShareArn"] === id);
    if (inUse !== undefined) {
      // The service itself would obey, and leave associations that the engine still believes in.
      throw new ApiError(
        "RigOrdering",
        `share ${id} is deleted before its association ${inUse.id}`,
      );
    }
  },
};

/** Resources of participants in a subnet that they could use until now and could not use any more. */
function requireUnused(cloud: Cloud, association: string): void {
  const { file } = cloud;
  const remaining = {
    ...file,
    records: file.records.filter(({ id }) => id !== association),
  };
  for (const record of cloud.everywhere) {
    if (record.account === cloud.account) continue;
    const before = idsSharedWith(file, record.account);
    const after = idsSharedWith(remaining, record.account);
    const lost = mentionedIds(record.inputs).find(
      (id) => id.startsWith("subnet-") && before.has(id) && !after.has(id),
    );
    if (lost !== undefined) {
      // The service itself would obey; the participant's resource then stands where it may not be.
      throw new ApiError(
        "RigOrdering",
        `the share of ${lost} is taken back while ${record.token} ${record.id} of account ${record.account} stands in it`,
      );
    }
  }
}

const resourceAssociation: Service = {
  token: SHARED_RESOURCE,
  replacedBy: ["resourceArn", "resourceShareArn"],
  create({ cloud, inputs }) {
    ownShare(cloud, inputs);
    const arn = textOf(inputs, "resourceArn") ?? "";
    const subnet = subnetOfArn(arn);
    const record = subnet === undefined ? undefined : cloud.find(SUBNET, subnet);
    if (subnet !== undefined && record?.account !== cloud.account) {
      throw new ApiError(
        "MalformedArnException",
        `The specified resource ARN ${arn} is not valid: you do not own it.`,
      );
    }
    if (record !== undefined && record.state["arn"] !== arn) {
      throw new ApiError(
        "MalformedArnException",
        `The specified resource ARN ${arn} is not valid.`,
      );
    }
    return { id: `${textOf(inputs, "resourceShareArn") ?? ""},${arn}`, computed: {} };
  },
  remove({ cloud, id }) {
    requireUnused(cloud, id);
  },
};

const principalAssociation: Service = {
  token: PRINCIPAL,
  replacedBy: ["principal", "resourceShareArn"],
  create({ cloud, inputs }) {
    const share = ownShare(cloud, inputs);
    const principal = textOf(inputs, "principal") ?? "";
    const isAccount = /^\d{12}$/.test(principal);
    if (
      !isAccount &&
      !/^arn:aws[a-z-]*:organizations::\d{12}:(organization|ou)\//.test(principal)
    ) {
      throw new ApiError(
        "MalformedArnException",
        `The specified principal ${principal} is not valid.`,
      );
    }
    const { file } = cloud;
    const inside = isAccount
      ? inOneOrganization(file, [cloud.account, principal])
      : principalMeans(file, principal, cloud.account) ||
        file.organization?.units[principal] !== undefined;
    if (!inside && share["allowExternalPrincipals"] !== true) {
      throw new ApiError(
        "OperationNotPermittedException",
        "The resource you are attempting to share can only be shared within your AWS Organization.",
      );
    }
    return { id: `${textOf(inputs, "resourceShareArn") ?? ""},${principal}`, computed: {} };
  },
  remove({ cloud, id }) {
    requireUnused(cloud, id);
  },
};

const accepter: Service = {
  token: ACCEPTER,
  replacedBy: ["shareArn"],
  create({ cloud, inputs }) {
    const arn = textOf(inputs, "shareArn") ?? "";
    const share = cloud.everywhere.find((record) => record.token === SHARE && record.id === arn);
    const invited =
      share !== undefined &&
      !inOneOrganization(cloud.file, [share.account, cloud.account]) &&
      cloud.everywhere.some(
        (record) =>
          record.token === PRINCIPAL &&
          record.inputs["resourceShareArn"] === arn &&
          record.inputs["principal"] === cloud.account,
      );
    if (!invited) {
      throw new Error(
        `No RAM Resource Share (${arn}) invitation found\n\nNOTE: If both AWS accounts are in the same AWS Organization and RAM Sharing with AWS Organizations is enabled, this resource is not necessary`,
      );
    }
    return {
      id: arn,
      computed: {
        receiverAccountId: cloud.account,
        resources: [],
        senderAccountId: share.account,
        shareId: arn.split("/").at(-1) ?? "",
        shareName: share.inputs["name"] ?? "",
        status: "ACTIVE",
      },
    };
  },
};

/** Resource shares of the Resource Access Manager. */
export const SHARING: readonly Service[] = [
  resourceShare,
  resourceAssociation,
  principalAssociation,
  accepter,
];
