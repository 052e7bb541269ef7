import type { ContextKey } from "./context-keys";
import { key } from "./context-keys";

/** The account of the caller, the other account of cross-account requests, and one that nobody is in. */
export const CALLER_ACCOUNT = "111122223333";
export const OTHER_ACCOUNT = "444455556666";
export const THIRD_ACCOUNT = "777788889999";

const REGION = "eu-central-1";

/** A name that occurs in every resource: what tag-based access compares with the caller's tag. */
export const TEAM = "team-a";

/** An action with a resource of the kind that it takes. */
export interface Scene {
  readonly action: string;
  /** Another action of the same service. */
  readonly neighbour: string;
  /** The resource in an account; `*` for an action without resources. */
  readonly resource: (account: string) => string;
  /** Condition keys of the service that the action knows. */
  readonly keys: readonly ContextKey[];
  /** `trust`: the resource's policy names no resources. */
  readonly resourcePolicy: "none" | "usual" | "always" | "trust";
}

const TAGGED = key("aws:ResourceTag/team", "String", [TEAM, "team-b"]);

const anywhere = () => "*";

/** Services by their peculiarities: no Region or account in ARNs, no resources, trust, key policies. */
export const SCENES: readonly Scene[] = [
  {
    action: "s3:GetObject",
    neighbour: "s3:PutObject",
    resource: () => `arn:aws:s3:::lake/${TEAM}/part1.csv`,
    keys: [
      key("s3:ExistingObjectTag/level", "String", ["public", "secret"]),
      key("s3:signatureAge", "Numeric", ["100", "600000"]),
    ],
    resourcePolicy: "usual",
  },
  {
    action: "s3:PutObject",
    neighbour: "s3:GetObject",
    resource: () => `arn:aws:s3:::lake/${TEAM}/in/x`,
    keys: [
      key("s3:x-amz-server-side-encryption", "String", ["aws:kms", "AES256"]),
      key("s3:RequestObjectTagKeys", "String", ["owner", "level", "Level"], "several"),
    ],
    resourcePolicy: "usual",
  },
  {
    action: "s3:ListBucket",
    neighbour: "s3:GetBucketLocation",
    resource: () => `arn:aws:s3:::lake-${TEAM}`,
    keys: [
      key("s3:prefix", "String", [`${TEAM}/`, "team-b/", ""]),
      key("s3:max-keys", "Numeric", ["10", "1000"]),
    ],
    resourcePolicy: "usual",
  },
  {
    action: "s3:PutBucketPolicy",
    neighbour: "s3:GetBucketPolicy",
    resource: () => `arn:aws:s3:::lake-${TEAM}`,
    keys: [],
    resourcePolicy: "usual",
  },
  {
    action: "s3:ListAllMyBuckets",
    neighbour: "s3:GetAccountPublicAccessBlock",
    resource: anywhere,
    keys: [],
    resourcePolicy: "none",
  },
  {
    action: "sqs:SendMessage",
    neighbour: "sqs:ReceiveMessage",
    resource: (account) => `arn:aws:sqs:${REGION}:${account}:celery-${TEAM}-1`,
    keys: [TAGGED],
    resourcePolicy: "usual",
  },
  {
    action: "sqs:SetQueueAttributes",
    neighbour: "sqs:GetQueueAttributes",
    resource: (account) => `arn:aws:sqs:${REGION}:${account}:celery-${TEAM}-1`,
    keys: [TAGGED],
    resourcePolicy: "usual",
  },
  {
    action: "kms:PutKeyPolicy",
    neighbour: "kms:GetKeyPolicy",
    resource: (account) => `arn:aws:kms:${REGION}:${account}:key/${TEAM}-0ab`,
    keys: [TAGGED],
    resourcePolicy: "always",
  },
  {
    action: "kms:Decrypt",
    neighbour: "kms:Encrypt",
    resource: (account) => `arn:aws:kms:${REGION}:${account}:key/${TEAM}-0ab`,
    keys: [
      key("kms:ViaService", "String", [
        `s3.${REGION}.amazonaws.com`,
        `sqs.${REGION}.amazonaws.com`,
      ]),
      key("kms:EncryptionContextKeys", "String", ["aws:s3:arn", "purpose"], "several"),
      TAGGED,
    ],
    resourcePolicy: "always",
  },
  {
    action: "kms:CreateGrant",
    neighbour: "kms:RetireGrant",
    resource: (account) => `arn:aws:kms:${REGION}:${account}:key/${TEAM}-0ab`,
    keys: [
      key("kms:GrantIsForAWSResource", "Bool", ["true", "false"]),
      key("kms:GrantOperations", "String", ["Decrypt", "Encrypt", "CreateGrant"], "several"),
    ],
    resourcePolicy: "always",
  },
  {
    action: "sts:AssumeRole",
    neighbour: "sts:TagSession",
    resource: (account) => `arn:aws:iam::${account}:role/${TEAM}/reader`,
    keys: [
      key("sts:ExternalId", "String", ["one", "two"]),
      key("sts:TransitiveTagKeys", "String", ["team", "stage"], "several"),
    ],
    resourcePolicy: "trust",
  },
  {
    action: "sts:AssumeRoleWithWebIdentity",
    neighbour: "sts:AssumeRole",
    resource: (account) => `arn:aws:iam::${account}:role/${TEAM}/reader`,
    keys: [key("accounts.google.com:aud", "String", ["app", "other"])],
    resourcePolicy: "trust",
  },
  {
    action: "sts:GetCallerIdentity",
    neighbour: "sts:GetAccessKeyInfo",
    resource: anywhere,
    keys: [],
    resourcePolicy: "none",
  },
  {
    action: "iam:PassRole",
    neighbour: "iam:GetRole",
    resource: (account) => `arn:aws:iam::${account}:role/${TEAM}/airflow`,
    keys: [
      key("iam:PassedToService", "String", ["airflow.amazonaws.com", "ec2.amazonaws.com"]),
      key("iam:AssociatedResourceARN", "ARN", [
        `arn:aws:airflow:${REGION}:${CALLER_ACCOUNT}:environment/a`,
        `arn:aws:ec2:${REGION}:${CALLER_ACCOUNT}:instance/i`,
      ]),
    ],
    resourcePolicy: "none",
  },
  {
    action: "logs:PutLogEvents",
    neighbour: "logs:CreateLogStream",
    resource: (account) =>
      `arn:aws:logs:${REGION}:${account}:log-group:airflow-${TEAM}-Task:log-stream:dag/run:1`,
    keys: [TAGGED],
    resourcePolicy: "none",
  },
  {
    action: "airflow:CreateWebLoginToken",
    neighbour: "airflow:CreateCliToken",
    resource: (account) => `arn:aws:airflow:${REGION}:${account}:role/${TEAM}/Viewer`,
    keys: [],
    resourcePolicy: "none",
  },
  {
    action: "ec2:DescribeSubnets",
    neighbour: "ec2:DescribeVpcs",
    resource: anywhere,
    keys: [key("ec2:Region", "String", [REGION, "us-east-1"])],
    resourcePolicy: "none",
  },
  {
    action: "dynamodb:GetItem",
    neighbour: "dynamodb:PutItem",
    resource: (account) => `arn:aws:dynamodb:${REGION}:${account}:table/${TEAM}`,
    keys: [key("dynamodb:LeadingKeys", "String", ["alice", "bob", "Alice"], "several")],
    resourcePolicy: "usual",
  },
  {
    action: "secretsmanager:GetSecretValue",
    neighbour: "secretsmanager:DescribeSecret",
    resource: (account) =>
      `arn:aws:secretsmanager:${REGION}:${account}:secret:${TEAM}/airflow/connections/a-AbCdEf`,
    keys: [key("secretsmanager:VersionStage", "String", ["AWSCURRENT", "AWSPREVIOUS"]), TAGGED],
    resourcePolicy: "usual",
  },
  {
    action: "lambda:InvokeFunction",
    neighbour: "lambda:GetFunction",
    resource: (account) => `arn:aws:lambda:${REGION}:${account}:function:${TEAM}-handler`,
    keys: [],
    resourcePolicy: "usual",
  },
];
