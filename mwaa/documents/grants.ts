import { bucketArn, environmentArn, objectArn, regionalArn } from "../service/arns";
import { regionalServiceName } from "../service/partitions";
import type { Place } from "../service/partitions";
import type { Statement } from "./statement";

/** What each kind of grant needs to know. Names may hold `*`, but none may be `*` alone. */
export interface GrantShapes {
  /** Reads secrets whose name begins with one of the prefixes and a slash. */
  readonly "secrets-manager": { readonly prefixes: readonly string[] };
  /** Reads parameters below one of the paths, such as `/airflow/connections`. */
  readonly "ssm-parameters": { readonly prefixes: readonly string[] };
  /** Reads objects of the buckets; `write` reads, puts and deletes them. */
  readonly s3: { readonly buckets: readonly string[]; readonly access: "read" | "write" };
  /** Uses keys, but only for what the given services store: what encrypted buckets need. */
  readonly kms: {
    readonly keyArns: readonly string[];
    readonly through: readonly ("dynamodb" | "s3" | "secretsmanager" | "sns" | "sqs" | "ssm")[];
  };
  /** Invokes functions. */
  readonly lambda: { readonly functions: readonly string[] };
  /** Starts, watches and stops jobs that exist already. */
  readonly glue: { readonly jobs: readonly string[] };
  /** Runs queries in the workgroups and, where databases are named, reads their catalogue. */
  readonly athena: {
    readonly workgroups: readonly string[];
    readonly databases?: readonly string[];
  };
  /** Submits jobs of the definitions to the queues, watches and stops them. */
  readonly batch: {
    readonly jobQueues: readonly string[];
    readonly jobDefinitions: readonly string[];
  };
  /** Runs tasks of the definitions (families) on the cluster and hands them the roles. */
  readonly ecs: {
    readonly cluster: string;
    readonly taskDefinitions: readonly string[];
    readonly passRoleArns: readonly string[];
  };
  /** Runs jobs on the applications (by id) and hands them the roles. */
  readonly "emr-serverless": {
    readonly applications: readonly string[];
    readonly passRoleArns: readonly string[];
  };
  /** Sends and receives messages. */
  readonly sqs: { readonly queues: readonly string[] };
  /** Publishes messages. */
  readonly sns: { readonly topics: readonly string[] };
  /** Starts, watches and stops executions. */
  readonly "step-functions": { readonly stateMachines: readonly string[] };
  /** Reads items of the tables and their indexes; `write` also changes items. */
  readonly dynamodb: { readonly tables: readonly string[]; readonly access: "read" | "write" };
  /** Runs Airflow CLI commands in the environments, as a DAG that starts others does. */
  readonly "cli-token": { readonly environments: readonly string[] };
}

/** The services that a grant can open to DAGs. */
export type GrantService = keyof GrantShapes;

/**
 * What DAGs may do beyond what the environment itself needs: one service, on named resources. It
 * stands for statements without a wildcard service action and never holds `iam:PassRole` on `*`.
 */
export type Grant<S extends GrantService = GrantService> = {
  readonly [K in S]: { readonly service: K } & GrantShapes[K];
}[S];

function allow(
  actions: readonly string[],
  resources: readonly string[],
  condition?: Statement["Condition"],
): Statement {
  const statement = { Effect: "Allow", Action: actions, Resource: resources } as const;
  return condition === undefined ? statement : { ...statement, Condition: condition };
}

function passRoles(roleArns: readonly string[], service: string): readonly Statement[] {
  if (roleArns.length === 0) return [];
  const condition = { StringEquals: { "iam:PassedToService": service } };
  return [allow(["iam:PassRole"], roleArns, condition)];
}

/** A path without slashes and wildcards at its ends, so that `a`, `/a/` and `a/*` mean the same. */
function bare(prefix: string): string {
  return prefix.replace(/^\/+/, "").replace(/[/*]+$/, "");
}

const ITEM_READS = ["BatchGetItem", "DescribeTable", "GetItem", "Query", "Scan"];
const ITEM_WRITES = ["BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem"];

const inService = (service: string, actions: readonly string[]): readonly string[] =>
  actions.map((action) => `${service}:${action}`);

/**
 * The statements of each kind of grant. Actions and the resource types that they act on:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html,
 * "Actions, resources, and condition keys for AWS services", read 2026-11-22.
 */
const BUILDERS: {
  readonly [S in GrantService]: (grant: Grant<S>, place: Place) => readonly Statement[];
} = {
  // What the user guide attaches for the backend, on the prefixes alone.
  "secrets-manager": ({ prefixes }, place) => [
    allow(
      inService("secretsmanager", [
        "DescribeSecret",
        "GetResourcePolicy",
        "GetSecretValue",
        "ListSecretVersionIds",
      ]),
      prefixes.map((each) => regionalArn(place, "secretsmanager", `secret:${bare(each)}/*`)),
    ),
  ],
  "ssm-parameters": ({ prefixes }, place) => [
    allow(
      inService("ssm", ["GetParameter", "GetParameters", "GetParametersByPath"]),
      prefixes.map((each) => regionalArn(place, "ssm", `parameter/${bare(each)}/*`)),
    ),
  ],
  s3: ({ buckets, access }, place) => [
    allow(
      ["s3:GetBucketLocation", "s3:ListBucket"],
      buckets.map((each) => bucketArn(place, each)),
    ),
    allow(
      access === "read"
        ? ["s3:GetObject"]
        : ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      buckets.map((each) => objectArn(place, each, "*")),
    ),
  ],
  kms: ({ keyArns, through }, place) => [
    allow(["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"], keyArns, {
      StringEquals: {
        "kms:ViaService": through.map((each) => regionalServiceName(place, each)),
      },
    }),
  ],
  lambda: ({ functions }, place) => [
    allow(
      ["lambda:InvokeFunction"],
      functions.flatMap((each) => [
        regionalArn(place, "lambda", `function:${each}`),
        // Versions and aliases are resources of their own.
        regionalArn(place, "lambda", `function:${each}:*`),
      ]),
    ),
  ],
  glue: ({ jobs }, place) => [
    allow(
      inService("glue", ["BatchStopJobRun", "GetJob", "GetJobRun", "GetJobRuns", "StartJobRun"]),
      jobs.map((each) => regionalArn(place, "glue", `job/${each}`)),
    ),
  ],
  athena: ({ workgroups, databases = [] }, place) => [
    allow(
      inService("athena", [
        "GetQueryExecution",
        "GetQueryResults",
        "GetWorkGroup",
        "StartQueryExecution",
        "StopQueryExecution",
      ]),
      workgroups.map((each) => regionalArn(place, "athena", `workgroup/${each}`)),
    ),
    ...(databases.length === 0
      ? []
      : [
          allow(
            inService("glue", [
              "GetDatabase",
              "GetPartition",
              "GetPartitions",
              "GetTable",
              "GetTables",
            ]),
            [
              regionalArn(place, "glue", "catalog"),
              ...databases.flatMap((each) => [
                regionalArn(place, "glue", `database/${each}`),
                regionalArn(place, "glue", `table/${each}/*`),
              ]),
            ],
          ),
        ]),
  ],
  batch: ({ jobQueues, jobDefinitions }, place) => [
    allow(
      ["batch:SubmitJob"],
      [
        ...jobQueues.map((each) => regionalArn(place, "batch", `job-queue/${each}`)),
        ...jobDefinitions.flatMap((each) => [
          regionalArn(place, "batch", `job-definition/${each}`),
          regionalArn(place, "batch", `job-definition/${each}:*`),
        ]),
      ],
    ),
    // A job's ARN is its id alone, which nobody knows before it is submitted.
    allow(["batch:TerminateJob"], [regionalArn(place, "batch", "job/*")]),
    // Wildcard-only: Batch knows no resource for this action.
    allow(["batch:DescribeJobs"], ["*"]),
  ],
  ecs: ({ cluster, taskDefinitions, passRoleArns }, place) => {
    const onCluster = {
      ArnEquals: { "ecs:cluster": regionalArn(place, "ecs", `cluster/${cluster}`) },
    };
    return [
      allow(
        ["ecs:RunTask"],
        taskDefinitions.map((each) => regionalArn(place, "ecs", `task-definition/${each}:*`)),
        onCluster,
      ),
      allow(
        ["ecs:DescribeTasks", "ecs:StopTask"],
        [regionalArn(place, "ecs", `task/${cluster}/*`)],
        onCluster,
      ),
      ...passRoles(passRoleArns, "ecs-tasks.amazonaws.com"),
    ];
  },
  "emr-serverless": ({ applications, passRoleArns }, place) => [
    allow(
      inService("emr-serverless", ["GetApplication", "StartApplication", "StartJobRun"]),
      applications.map((each) => regionalArn(place, "emr-serverless", `/applications/${each}`)),
    ),
    allow(
      inService("emr-serverless", ["CancelJobRun", "GetJobRun"]),
      applications.map((each) =>
        regionalArn(place, "emr-serverless", `/applications/${each}/jobruns/*`),
      ),
    ),
    ...passRoles(passRoleArns, "emr-serverless.amazonaws.com"),
  ],
  sqs: ({ queues }, place) => [
    allow(
      inService("sqs", [
        "ChangeMessageVisibility",
        "DeleteMessage",
        "GetQueueAttributes",
        "GetQueueUrl",
        "ReceiveMessage",
        "SendMessage",
      ]),
      queues.map((each) => regionalArn(place, "sqs", each)),
    ),
  ],
  sns: ({ topics }, place) => [
    allow(
      ["sns:Publish"],
      topics.map((each) => regionalArn(place, "sns", each)),
    ),
  ],
  "step-functions": ({ stateMachines }, place) => [
    allow(
      ["states:StartExecution"],
      stateMachines.map((each) => regionalArn(place, "states", `stateMachine:${each}`)),
    ),
    allow(
      inService("states", ["DescribeExecution", "GetExecutionHistory", "StopExecution"]),
      stateMachines.map((each) => regionalArn(place, "states", `execution:${each}:*`)),
    ),
  ],
  dynamodb: ({ tables, access }, place) => [
    allow(
      inService("dynamodb", access === "read" ? ITEM_READS : [...ITEM_READS, ...ITEM_WRITES]),
      tables.flatMap((each) => [
        regionalArn(place, "dynamodb", `table/${each}`),
        regionalArn(place, "dynamodb", `table/${each}/index/*`),
      ]),
    ),
  ],
  "cli-token": ({ environments }, place) => [
    allow(
      ["airflow:CreateCliToken"],
      environments.map((each) => environmentArn(place, each)),
    ),
  ],
};

/** The services that a grant can open, in the order of their documentation. */
export const GRANT_SERVICES = Object.keys(BUILDERS) as readonly GrantService[];

/** The statements that a grant stands for; `grantFaults` says beforehand whether it is sound. */
export function grantStatements<S extends GrantService>(
  grant: Grant<S>,
  place: Place,
): readonly Statement[] {
  const builder: (grant: Grant<S>, place: Place) => readonly Statement[] = BUILDERS[grant.service];
  return builder(grant, place);
}
