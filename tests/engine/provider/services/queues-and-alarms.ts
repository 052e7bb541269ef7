import { arnIn } from "../cloud/place";
import { textOf } from "../wire";
import { documentOf, requirePrincipals } from "./policy-match";
import { ApiError } from "./service";
import type { Call, Service } from "./service";

const QUEUE = "aws:sqs/queue:Queue";

const queue: Service = {
  token: QUEUE,
  autoname: { property: "name", limit: 80, unless: ["namePrefix"] },
  defaults: {
    contentBasedDeduplication: false,
    delaySeconds: 0,
    fifoQueue: false,
    messageRetentionSeconds: 345_600,
    receiveWaitTimeSeconds: 0,
    visibilityTimeoutSeconds: 30,
  },
  replacedBy: ["fifoQueue", "name", "namePrefix"],
  create({ cloud, inputs, place }) {
    const name = textOf(inputs, "name") ?? "";
    const url = `https://sqs.${place.region}.${place.dnsSuffix}/${place.account}/${name}`;
    if (cloud.find(QUEUE, url) !== undefined) {
      throw new ApiError("QueueAlreadyExists", `A queue already exists with the name ${name}`);
    }
    return {
      id: url,
      computed: {
        arn: arnIn(place, "sqs", name),
        kmsDataKeyReusePeriodSeconds: inputs["kmsDataKeyReusePeriodSeconds"] ?? 300,
        maxMessageSize: inputs["maxMessageSize"] ?? 262_144,
        policy: inputs["policy"] ?? "",
        sqsManagedSseEnabled:
          inputs["sqsManagedSseEnabled"] ?? inputs["kmsMasterKeyId"] === undefined,
        url,
      },
    };
  },
};

function acceptQueuePolicy({
  cloud,
  inputs,
  place,
}: Pick<Call, "cloud" | "inputs" | "place">): void {
  const error = new ApiError("InvalidAttributeValue", "Invalid value for the parameter Policy.");
  const document = documentOf(inputs["policy"], "InvalidAttributeValue");
  requirePrincipals(cloud, place.account, document, error);
}

const queuePolicy: Service = {
  token: "aws:sqs/queuePolicy:QueuePolicy",
  replacedBy: ["queueUrl"],
  create(call) {
    const url = textOf(call.inputs, "queueUrl") ?? "";
    if (call.cloud.find(QUEUE, url) === undefined) {
      throw new ApiError("QueueDoesNotExist", `The specified queue does not exist: ${url}`);
    }
    acceptQueuePolicy(call);
    return { id: url, computed: {} };
  },
  update(call) {
    acceptQueuePolicy(call);
    return {};
  },
};

const alarm: Service = {
  token: "aws:cloudwatch/metricAlarm:MetricAlarm",
  autoname: { property: "name", limit: 255 },
  defaults: { actionsEnabled: true, treatMissingData: "missing" },
  replacedBy: ["name"],
  validate(inputs) {
    const kinds = ["metricName", "metricQueries"].filter((key) => inputs[key] !== undefined);
    return kinds.length === 1
      ? []
      : [
          `exactly one of \`metricName\`, \`metricQueries\` must be given, got ${String(kinds.length)}`,
        ];
  },
  create({ inputs, place }) {
    const name = textOf(inputs, "name") ?? "";
    return {
      id: name,
      computed: {
        arn: arnIn(place, "cloudwatch", `alarm:${name}`),
        evaluateLowSampleCountPercentiles: inputs["evaluateLowSampleCountPercentiles"] ?? "",
      },
    };
  },
};

const topic: Service = {
  token: "aws:sns/topic:Topic",
  autoname: { property: "name", limit: 256, unless: ["namePrefix"] },
  replacedBy: ["fifoTopic", "name", "namePrefix"],
  create({ inputs, place }) {
    const arn = arnIn(place, "sns", textOf(inputs, "name") ?? "");
    return { id: arn, computed: { arn, owner: place.account } };
  },
};

/** Queues, alarms and topics. */
export const QUEUES_AND_ALARMS: readonly Service[] = [queue, queuePolicy, alarm, topic];
