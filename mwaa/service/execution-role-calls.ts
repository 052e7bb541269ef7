import type { Source } from "../source";
import {
  bucketArn,
  celeryQueuePattern,
  environmentArn,
  keyArn,
  logGroupArn,
  logGroupPattern,
  objectArn,
} from "./arns";
import { anyContext, anywhere, customerKey, logGroups } from "./call-subjects";
import { regionalServiceName } from "./partitions";
import type { CallContext, CallSubject, ServiceCall } from "./service-call";

const ROLE_POLICY: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/mwaa-create-role.html",
  section: "Sample JSON policies for an execution role",
  read: "2026-11-22",
};

function through(...services: readonly string[]) {
  return ({ place }: CallSubject): readonly CallContext[] =>
    services.map((each) => ({ "kms:ViaService": regionalServiceName(place, each) }));
}

/** A key as MWAA's own would be: of an account that is certainly not the subject's. */
function foreignKey({ place }: CallSubject): readonly string[] {
  const account = place.account === "111122223333" ? "444455556666" : "111122223333";
  return [keyArn({ ...place, account }, "*")];
}

const KEY_USE = {
  actions: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:Encrypt"],
  grant: {
    statement: "key",
    actions: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*", "kms:Encrypt"],
  },
} as const;

const LOG_ACTIONS = [
  "logs:CreateLogStream",
  "logs:CreateLogGroup",
  "logs:PutLogEvents",
  "logs:GetLogEvents",
  "logs:GetLogRecord",
  "logs:GetLogGroupFields",
  "logs:GetQueryResults",
];

const QUEUE_ACTIONS = [
  "sqs:ChangeMessageVisibility",
  "sqs:DeleteMessage",
  "sqs:GetQueueAttributes",
  "sqs:GetQueueUrl",
  "sqs:ReceiveMessage",
  "sqs:SendMessage",
];

/** A call of the execution role; those from the VPC name the endpoint that they take. */
function ofRole(
  call: Omit<ServiceCall, "caller" | "contexts" | "source" | "when"> &
    Partial<Pick<ServiceCall, "contexts" | "when">>,
): ServiceCall {
  return {
    caller: "execution-role",
    when: "always",
    contexts: anyContext,
    source: ROLE_POLICY,
    ...call,
  };
}

/** The calls of an environment with its execution role, in the order of the documented policy. */
export const EXECUTION_ROLE_CALLS: readonly ServiceCall[] = [
  ofRole({
    id: "publish-health",
    purpose: "reports the environment's health to MWAA",
    actions: ["airflow:PublishMetrics"],
    resources: ({ place, environmentName }) => [environmentArn(place, environmentName)],
    endpoint: "airflow.ops",
    grant: { statement: "health", actions: ["airflow:PublishMetrics"] },
    predicts: "incorrect-configuration",
  }),
  ofRole({
    id: "read-dag-files",
    purpose: "reads DAGs, requirements, plugins and startup script",
    actions: ["s3:GetObject", "s3:GetObjectVersion"],
    resources: ({ place, bucketName }) => [objectArn(place, bucketName, "*")],
    endpoint: "s3",
    grant: { statement: "bucket", actions: ["s3:GetObject*"] },
    predicts: "role-lacks-bucket-access",
  }),
  ofRole({
    id: "check-bucket",
    purpose: "checks that the bucket is versioned and blocks public access",
    actions: ["s3:GetBucketPublicAccessBlock", "s3:GetBucketVersioning"],
    resources: ({ place, bucketName }) => [bucketArn(place, bucketName)],
    grant: { statement: "bucket", actions: ["s3:GetBucket*"] },
    predicts: "role-lacks-bucket-access",
  }),
  ofRole({
    id: "list-dag-files",
    purpose: "lists the DAGs in the bucket",
    actions: ["s3:ListBucket"],
    resources: ({ place, bucketName }) => [bucketArn(place, bucketName)],
    endpoint: "s3",
    grant: { statement: "bucket", actions: ["s3:List*"] },
    predicts: "role-lacks-bucket-access",
  }),
  ofRole({
    id: "write-logs",
    purpose: "writes and reads Airflow's logs",
    actions: LOG_ACTIONS,
    // Some of these are authorised on the group, others on a stream of it.
    resources: (subject) => logGroups(subject).flatMap((each) => [each, `${each}:log-stream:*`]),
    endpoint: "logs",
    grant: {
      statement: "logs",
      actions: LOG_ACTIONS,
      resources: ({ place, environmentName }) => [logGroupPattern(place, environmentName)],
      hardened: (subject) => logGroups(subject).flatMap((each) => [each, `${each}:*`]),
    },
    predicts: "remote-logs-unreadable",
  }),
  ofRole({
    id: "find-log-groups",
    purpose: "finds the environment's log groups",
    actions: ["logs:DescribeLogGroups"],
    // A list of groups is authorised on a group without a name, which `log-group:*` covers too.
    resources: ({ place }) => [`${logGroupArn(place, "")}:log-stream:`],
    endpoint: "logs",
    grant: { statement: "log-groups", actions: ["logs:DescribeLogGroups"], resources: anywhere },
    predicts: "remote-logs-unreadable",
  }),
  ofRole({
    id: "check-account-public-access-block",
    purpose: "checks whether the account blocks public access to all buckets",
    actions: ["s3:GetAccountPublicAccessBlock"],
    resources: anywhere,
    grant: {
      statement: "account-public-access-block",
      actions: ["s3:GetAccountPublicAccessBlock"],
    },
    predicts: "public-access-block-unreadable",
  }),
  ofRole({
    id: "publish-metrics",
    purpose: "sends Airflow's metrics to CloudWatch",
    actions: ["cloudwatch:PutMetricData"],
    resources: anywhere,
    endpoint: "monitoring",
    grant: { statement: "metrics", actions: ["cloudwatch:PutMetricData"] },
    predicts: "incorrect-configuration",
  }),
  ofRole({
    id: "queue-tasks",
    purpose: "passes tasks through the Celery queue",
    actions: QUEUE_ACTIONS,
    // The queue belongs to an account of the service, and its name ends in an unknown id.
    resources: ({ place }) => [celeryQueuePattern(place)],
    endpoint: "sqs",
    grant: { statement: "queue", actions: QUEUE_ACTIONS },
    predicts: "incorrect-configuration",
  }),
  ofRole({
    id: "use-key-for-queue",
    purpose: "decrypts and encrypts what is in the Celery queue",
    when: "customer-key",
    actions: KEY_USE.actions,
    resources: customerKey,
    contexts: through("sqs"),
    endpoint: "kms",
    grant: KEY_USE.grant,
    predicts: "incorrect-configuration",
  }),
  ofRole({
    id: "use-key-for-bucket",
    purpose: "decrypts what is in the bucket",
    when: "customer-key",
    actions: KEY_USE.actions,
    resources: customerKey,
    contexts: through("s3"),
    endpoint: "kms",
    grant: KEY_USE.grant,
    predicts: "role-lacks-bucket-access",
  }),
  ofRole({
    id: "use-service-key-for-queue",
    purpose: "decrypts and encrypts what is in the Celery queue",
    when: "aws-owned-key",
    actions: KEY_USE.actions,
    resources: foreignKey,
    contexts: through("sqs"),
    endpoint: "kms",
    grant: {
      ...KEY_USE.grant,
      // Nobody knows the key's account; it is only certain that the key is not one's own.
      exceptOn: ({ place }) => [keyArn({ ...place, region: "*" }, "*")],
    },
    predicts: "incorrect-configuration",
  }),
];
