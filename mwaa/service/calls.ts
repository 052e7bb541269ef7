import { environmentArn } from "./arns";
import { customerKey, executionRole, logGroups } from "./call-subjects";
import { DEPLOYER_CALLS } from "./deployer-calls";
import { EXECUTION_ROLE_CALLS } from "./execution-role-calls";
import type { CallCondition, Caller, ServiceCall } from "./service-call";

export type {
  CallCondition,
  CallContext,
  CallGrant,
  CallSubject,
  Caller,
  ServiceCall,
} from "./service-call";

const ASSUME_ROLE: ServiceCall = {
  id: "assume-execution-role",
  caller: "service",
  purpose: "assumes the execution role",
  when: "always",
  actions: ["sts:AssumeRole"],
  resources: executionRole,
  contexts: ({ place, environmentName }) => [
    {
      "aws:SourceArn": environmentArn(place, environmentName),
      "aws:SourceAccount": place.account,
    },
  ],
  grant: { statement: "trust", actions: ["sts:AssumeRole"] },
  predicts: "role-not-assumable",
  source: {
    url: "https://docs.aws.amazon.com/mwaa/latest/userguide/cross-service-confused-deputy-prevention.html",
    section: "Cross-service confused deputy prevention",
    read: "2026-11-22",
  },
};

const ENCRYPT_LOGS: ServiceCall = {
  id: "encrypt-logs",
  caller: "cloudwatch-logs",
  purpose: "encrypts and decrypts the environment's logs",
  when: "customer-key",
  // DescribeKey is granted with these but comes without an encryption context.
  actions: [
    "kms:Encrypt",
    "kms:Decrypt",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
    "kms:GenerateDataKey",
  ],
  resources: customerKey,
  contexts: (subject) =>
    logGroups(subject).map((each) => ({ "kms:EncryptionContext:aws:logs:arn": each })),
  grant: {
    statement: "logs-key",
    actions: [
      "kms:Encrypt*",
      "kms:Decrypt*",
      "kms:ReEncrypt*",
      "kms:GenerateDataKey*",
      "kms:Describe*",
    ],
  },
  predicts: "log-group-key-unusable",
  source: {
    url: "https://docs.aws.amazon.com/mwaa/latest/userguide/encryption-at-rest.html",
    section: "Attaching key policies to a customer managed key",
    read: "2026-11-22",
  },
};

/**
 * Who calls which API for an environment: the one list that policy documents, sets of endpoints and
 * checks derive from.
 */
export const SERVICE_CALLS: readonly ServiceCall[] = [
  ...EXECUTION_ROLE_CALLS,
  ASSUME_ROLE,
  ENCRYPT_LOGS,
  ...DEPLOYER_CALLS,
];

/** The calls of a caller under an encryption, in the list's order. */
export function callsOf(
  caller: Caller,
  encryption: Exclude<CallCondition, "always">,
): readonly ServiceCall[] {
  return SERVICE_CALLS.filter(
    (each) => each.caller === caller && (each.when === "always" || each.when === encryption),
  );
}

/** The principals that assume an execution role: the service, and the environments it runs. */
export const MWAA_PRINCIPALS = ["airflow.amazonaws.com", "airflow-env.amazonaws.com"] as const;

/**
 * What an execution role is denied although no call needs it: the names of the account's other
 * buckets. S3 knows no resource for this action, so that only a statement on `*` denies it.
 */
export const DENIED_TO_ROLE = "s3:ListAllMyBuckets";
