import { randomUUID } from "node:crypto";

import type { Cloud } from "../cloud/cloud";
import { hex } from "../cloud/ids";
import { arnIn } from "../cloud/place";
import type { Place } from "../cloud/place";
import type { CloudRecord } from "../cloud/records";
import { textOf } from "../wire";
import type { Json, JsonObject } from "../wire";
import { allows, documentOf, principals, requirePrincipals, statementsOf } from "./policy-match";
import { ApiError } from "./service";
import type { Call, Service } from "./service";

const KEY = "aws:kms/key:Key";
const KEY_POLICY = "aws:kms/keyPolicy:KeyPolicy";

/** The key of an ARN or id among records. */
export function keyRecord(records: readonly CloudRecord[], key: string): CloudRecord | undefined {
  return records.find(
    (record) => record.token === KEY && (record.state["arn"] === key || record.id === key),
  );
}

/** The key of an ARN or id: one of this account, or another's by its ARN. */
export function keyAt(cloud: Cloud, key: string): JsonObject | undefined {
  const found = keyRecord(cloud.records, key) ?? keyRecord(cloud.everywhere, key);
  return found?.state;
}

/** The policy in force for a key. */
function policyInForce(records: readonly CloudRecord[], key: JsonObject): JsonObject {
  const separate = records.find(
    ({ token, inputs }) =>
      token === KEY_POLICY && (inputs["keyId"] === key["keyId"] || inputs["keyId"] === key["arn"]),
  );
  return documentOf(
    separate?.inputs["policy"] ?? key["policy"],
    "MalformedPolicyDocumentException",
  );
}

/** True when the key's policy lets an account's principals create grants on it. */
export function mayGrant(
  records: readonly CloudRecord[],
  key: CloudRecord,
  account: string,
): boolean {
  const statements = statementsOf(policyInForce(records, key.state)).filter((statement) =>
    principals(statement, "AWS").some(
      (p) => p === "*" || p === account || p.includes(`:${account}:`),
    ),
  );
  return allows(statements, "kms:CreateGrant", textOf(key.state, "arn") ?? "");
}

/** True when the key's policy lets a service use the key. */
function keyServes(cloud: Cloud, key: JsonObject, service: string): boolean {
  const statements = statementsOf(policyInForce(cloud.everywhere, key)).filter((statement) =>
    principals(statement, "Service").includes(service),
  );
  return allows(statements, "kms:Encrypt", textOf(key, "arn") ?? "");
}

function acceptKeyPolicy(cloud: Cloud, place: Place, text: Json): void {
  const code = "MalformedPolicyDocumentException";
  const document = documentOf(text, code);
  requirePrincipals(
    cloud,
    place.account,
    document,
    new ApiError(code, "Policy contains a statement with one or more invalid principals."),
  );
  const delegates = statementsOf(document).some((statement) =>
    principals(statement, "AWS").some((p) => p === "*" || p.endsWith(`:${place.account}:root`)),
  );
  if (!delegates) {
    throw new ApiError(
      code,
      "The new key policy will not allow you to update the key policy in the future.",
    );
  }
}

function accountPolicy(place: Place): string {
  const root = arnIn(place, "iam", "root", "account");
  return JSON.stringify({
    Id: "key-default-1",
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: root },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });
}

const key: Service = {
  token: KEY,
  defaults: {
    bypassPolicyLockoutSafetyCheck: false,
    customerMasterKeySpec: "SYMMETRIC_DEFAULT",
    enableKeyRotation: false,
    isEnabled: true,
    keyUsage: "ENCRYPT_DECRYPT",
  },
  replacedBy: ["customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"],
  validate(inputs) {
    const days = inputs["deletionWindowInDays"];
    return typeof days === "number" && (days < 7 || days > 30)
      ? [`expected deletion_window_in_days to be in the range (7 - 30), got ${String(days)}`]
      : [];
  },
  create({ cloud, inputs, place }) {
    if (inputs["policy"] !== undefined) acceptKeyPolicy(cloud, place, inputs["policy"]);
    const id = inputs["multiRegion"] === true ? `mrk-${hex(32)}` : randomUUID();
    return {
      id,
      computed: {
        arn: arnIn(place, "kms", `key/${id}`),
        description: inputs["description"] ?? "",
        keyId: id,
        multiRegion: inputs["multiRegion"] ?? false,
        policy: inputs["policy"] ?? accountPolicy(place),
        rotationPeriodInDays: inputs["rotationPeriodInDays"] ?? 365,
      },
    };
  },
  update({ cloud, inputs, place, changed }) {
    if (changed.includes("policy") && inputs["policy"] !== undefined) {
      acceptKeyPolicy(cloud, place, inputs["policy"]);
    }
    return {};
  },
};

const alias: Service = {
  token: "aws:kms/alias:Alias",
  autoname: { property: "name", limit: 256, prefix: "alias/", unless: ["namePrefix"] },
  replacedBy: ["name", "namePrefix"],
  create({ cloud, inputs, place }) {
    const target = textOf(inputs, "targetKeyId") ?? "";
    const found = keyAt(cloud, target);
    if (found === undefined)
      throw new ApiError("NotFoundException", `Key '${target}' does not exist`);
    const name = textOf(inputs, "name") ?? "";
    return {
      id: name,
      computed: { arn: arnIn(place, "kms", name), targetKeyArn: found["arn"] ?? "" },
    };
  },
};

const keyPolicy: Service = {
  token: KEY_POLICY,
  replacedBy: ["keyId"],
  create({ cloud, inputs, place }) {
    const target = textOf(inputs, "keyId") ?? "";
    if (keyAt(cloud, target) === undefined) {
      throw new ApiError("NotFoundException", `Key '${target}' does not exist`);
    }
    acceptKeyPolicy(cloud, place, inputs["policy"] ?? "");
    return { id: target, computed: {} };
  },
};

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

/** Log groups that the service made for itself; a program that comes later finds its names taken. */
export const SERVICE_LOG_GROUP = "service:log-group";

function acceptLogKey({ cloud, inputs, place }: Pick<Call, "cloud" | "inputs" | "place">): void {
  const wanted = textOf(inputs, "kmsKeyId");
  if (wanted === undefined) return;
  const found = keyAt(cloud, wanted);
  const service = `logs.${place.region}.${place.dnsSuffix}`;
  if (found === undefined || !keyServes(cloud, found, service)) {
    const arn = arnIn(place, "logs", `log-group:${textOf(inputs, "name") ?? ""}`);
    throw new ApiError(
      "AccessDeniedException",
      `The specified KMS key does not exist or is not allowed to be used with Arn '${arn}'`,
    );
  }
}

const logGroup: Service = {
  token: LOG_GROUP,
  autoname: { property: "name", limit: 512, unless: ["namePrefix"] },
  defaults: { retentionInDays: 0, skipDestroy: false },
  replacedBy: ["logGroupClass", "name", "namePrefix"],
  create(call) {
    const { cloud, inputs, place } = call;
    const name = textOf(inputs, "name") ?? "";
    if (
      cloud.find(LOG_GROUP, name) !== undefined ||
      cloud.find(SERVICE_LOG_GROUP, name) !== undefined
    ) {
      throw new ApiError(
        "ResourceAlreadyExistsException",
        `The specified log group already exists: ${name}`,
      );
    }
    acceptLogKey(call);
    return {
      id: name,
      computed: {
        arn: arnIn(place, "logs", `log-group:${name}`),
        deletionProtectionEnabled: false,
        logGroupClass: inputs["logGroupClass"] ?? "STANDARD",
      },
    };
  },
  update(call) {
    acceptLogKey(call);
    return {};
  },
};

const flowLog: Service = {
  token: "aws:ec2/flowLog:FlowLog",
  defaults: { logDestinationType: "cloud-watch-logs", maxAggregationInterval: 600 },
  replacedBy: [
    "eniId",
    "iamRoleArn",
    "logDestination",
    "logDestinationType",
    "logFormat",
    "maxAggregationInterval",
    "subnetId",
    "trafficType",
    "vpcId",
  ],
  create({ inputs, place }) {
    if (inputs["logDestinationType"] === "cloud-watch-logs" && inputs["iamRoleArn"] === undefined) {
      throw new ApiError(
        "InvalidParameter",
        "DeliverLogsPermissionArn must be provided when logDestinationType is cloud-watch-logs",
      );
    }
    const id = `fl-0${hex(16)}`;
    return {
      id,
      computed: {
        arn: arnIn(place, "ec2", `vpc-flow-log/${id}`),
        logDestination: inputs["logDestination"] ?? "",
        logFormat:
          inputs["logFormat"] ??
          "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}",
      },
    };
  },
};

/** Keys, log groups and flow logs. */
export const KEYS_AND_LOGS: readonly Service[] = [key, alias, keyPolicy, logGroup, flowLog];
