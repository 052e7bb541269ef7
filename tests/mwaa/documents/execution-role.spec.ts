import * as assert from "node:assert/strict";
import { executionRolePolicy, keyUsePolicy } from "../../../mwaa/documents/execution-role";
import { listOf } from "../../../mwaa/documents/statement";
import type { PolicyDocument } from "../../../mwaa/documents/statement";
import { callsOf } from "../../../mwaa/service/calls";
import type { CallSubject } from "../../../mwaa/service/calls";
import { placeOf } from "../../../mwaa/service/partitions";
import { allows } from "./covers";

const place = placeOf({ region: "us-east-1", account: "111122223333" });
const environmentName = "MyAirflowEnvironment";
const bucketName = "my-airflow-bucket";
const keyArn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const base = { place, environmentName, bucketName };

/** Lists in place of single values, so that only the meaning is compared. */
function normal(document: PolicyDocument): unknown {
  return document.Statement.map((statement) => ({
    effect: statement.Effect,
    actions: listOf(statement.Action),
    resources: listOf(statement.Resource),
    except: listOf(statement.NotResource),
    condition: statement.Condition ?? {},
  }));
}

/** The policy that AWS prints for an execution role, with `key` for its last statement. */
function printed(key: Partial<PolicyDocument["Statement"][number]>): PolicyDocument {
  const logActions = [
    "CreateLogStream",
    "CreateLogGroup",
    "PutLogEvents",
    "GetLogEvents",
    "GetLogRecord",
    "GetLogGroupFields",
    "GetQueryResults",
  ];
  const queueActions = [
    "ChangeMessageVisibility",
    "DeleteMessage",
    "GetQueueAttributes",
    "GetQueueUrl",
    "ReceiveMessage",
    "SendMessage",
  ];
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "airflow:PublishMetrics",
        Resource: "arn:aws:airflow:us-east-1:111122223333:environment/MyAirflowEnvironment",
      },
      { Effect: "Deny", Action: "s3:ListAllMyBuckets", Resource: "*" },
      {
        Effect: "Allow",
        Action: ["s3:GetObject*", "s3:GetBucket*", "s3:List*"],
        Resource: ["arn:aws:s3:::my-airflow-bucket", "arn:aws:s3:::my-airflow-bucket/*"],
      },
      {
        Effect: "Allow",
        Action: logActions.map((each) => `logs:${each}`),
        Resource: "arn:aws:logs:us-east-1:111122223333:log-group:airflow-MyAirflowEnvironment-*",
      },
      { Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
      { Effect: "Allow", Action: "s3:GetAccountPublicAccessBlock", Resource: "*" },
      { Effect: "Allow", Action: "cloudwatch:PutMetricData", Resource: "*" },
      {
        Effect: "Allow",
        Action: queueActions.map((each) => `sqs:${each}`),
        Resource: "arn:aws:sqs:us-east-1:*:airflow-celery-*",
      },
      {
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*", "kms:Encrypt"],
        ...key,
      },
    ],
  };
}

const ofCustomer = {
  Resource: keyArn,
  Condition: {
    StringLike: {
      "kms:ViaService": ["sqs.us-east-1.amazonaws.com", "s3.us-east-1.amazonaws.com"],
    },
  },
};

const ofService = {
  NotResource: "arn:aws:kms:*:111122223333:key/*",
  Condition: { StringLike: { "kms:ViaService": ["sqs.us-east-1.amazonaws.com"] } },
};

describe("executionRolePolicy", () => {
  it("is the printed policy for a customer's key, with PublishMetrics and a denial that denies", () => {
    assert.deepStrictEqual(
      normal(executionRolePolicy({ ...base, encryption: { keyArn } })),
      normal(printed(ofCustomer)),
    );
  });

  it("is the printed policy for a key of MWAA, with a denial that denies", () => {
    assert.deepStrictEqual(
      normal(executionRolePolicy({ ...base, encryption: "aws-owned" })),
      normal(printed(ofService)),
    );
  });

  it("leaves out the key where that has a policy of its own", () => {
    assert.deepStrictEqual(
      normal(executionRolePolicy({ ...base, encryption: "separate" })),
      normal({ ...printed({}), Statement: printed({}).Statement.slice(0, -1) }),
    );
  });

  it("names the five log groups and their streams when hardened, and changes nothing else", () => {
    const hardened = executionRolePolicy({ ...base, encryption: { keyArn }, hardened: true });
    const group = "arn:aws:logs:us-east-1:111122223333:log-group:airflow-MyAirflowEnvironment-";
    const logs = hardened.Statement[3];
    assert.deepStrictEqual(
      logs?.Resource,
      ["DAGProcessing", "Scheduler", "Task", "WebServer", "Worker"].flatMap((suffix) => [
        `${group}${suffix}`,
        `${group}${suffix}:*`,
      ]),
    );
    const others = (document: PolicyDocument): unknown =>
      normal({ ...document, Statement: document.Statement.toSpliced(3, 1) });
    assert.deepStrictEqual(others(hardened), others(printed(ofCustomer)));
  });

  it("keeps to its partition", () => {
    for (const region of ["cn-north-1", "us-gov-west-1"]) {
      const there = placeOf({ region, account: "111122223333" });
      const document = executionRolePolicy({ ...base, place: there, encryption: "aws-owned" });
      const arns = JSON.stringify(document).match(/arn:[a-z-]+:/g) ?? [];
      assert.deepStrictEqual([...new Set(arns)], [`arn:${there.partition}:`]);
    }
    const china = placeOf({ region: "cn-north-1", account: "111122223333" });
    assert.deepStrictEqual(keyUsePolicy({ place: china, keyArn }).Statement[0]?.Condition, {
      StringLike: {
        "kms:ViaService": ["sqs.cn-north-1.amazonaws.com.cn", "s3.cn-north-1.amazonaws.com.cn"],
      },
    });
  });

  it("is small enough for a managed policy, even with the longest names", () => {
    const document = executionRolePolicy({
      place,
      environmentName: "e".repeat(80),
      bucketName: "b".repeat(63),
      encryption: { keyArn },
      hardened: true,
    });
    assert.equal(JSON.stringify(document).length < 6144, true);
  });
});

describe("keyUsePolicy", () => {
  it("is the key's statement of the whole policy, alone", () => {
    const whole = executionRolePolicy({ ...base, encryption: { keyArn } });
    assert.deepStrictEqual(keyUsePolicy({ place, keyArn }).Statement, whole.Statement.slice(-1));
  });
});

describe("the documents of an execution role", () => {
  const subject: CallSubject = { ...base, keyArn };
  const cases = [true, false].flatMap((hardened) => [
    {
      title: "for a customer's key",
      calls: callsOf("execution-role", "customer-key"),
      document: executionRolePolicy({ ...base, encryption: { keyArn }, hardened }),
      hardened,
    },
    {
      title: "for a key of MWAA",
      calls: callsOf("execution-role", "aws-owned-key"),
      document: executionRolePolicy({ ...base, encryption: "aws-owned", hardened }),
      hardened,
    },
  ]);

  for (const { title, calls, document, hardened } of cases) {
    for (const call of calls) {
      it(`allow ${call.id} ${title}${hardened ? ", hardened" : ""}`, () => {
        for (const action of call.actions) {
          for (const resource of call.resources(subject)) {
            for (const context of call.contexts(subject)) {
              const request = { action, resource, context };
              assert.equal(allows(document, request), true, JSON.stringify(request));
            }
          }
        }
      });
    }
  }

  for (const { title, document, hardened } of cases) {
    for (const [what, action, resource, context] of [
      ["another bucket", "s3:GetObject", "arn:aws:s3:::other/key", {}],
      ["writing to the bucket", "s3:PutObject", `arn:aws:s3:::${bucketName}/dags/a.py`, {}],
      ["listing all buckets", "s3:ListAllMyBuckets", "*", {}],
      [
        "another environment's logs",
        "logs:PutLogEvents",
        "arn:aws:logs:us-east-1:111122223333:log-group:airflow-Other-Task:log-stream:s",
        {},
      ],
      ["the key without a service between", "kms:Decrypt", keyArn, {}],
      ["passing roles", "iam:PassRole", "arn:aws:iam::111122223333:role/admin", {}],
      [
        "a key of one's own that nobody named",
        "kms:Decrypt",
        "arn:aws:kms:us-east-1:111122223333:key/other",
        { "kms:ViaService": "sqs.us-east-1.amazonaws.com" },
      ],
    ] as const) {
      it(`do not allow ${what} ${title}${hardened ? ", hardened" : ""}`, () => {
        assert.equal(allows(document, { action, resource, context }), false);
      });
    }
  }

  it("allow another environment whose name goes on after this one's, unless hardened", () => {
    const request = {
      action: "logs:PutLogEvents",
      resource: `arn:aws:logs:us-east-1:111122223333:log-group:airflow-${environmentName}-two-Task:log-stream:s`,
      context: {},
    };
    for (const { document, hardened } of cases) assert.equal(allows(document, request), !hardened);
  });

  it("together allow the same with the key apart", () => {
    const apart = {
      Version: "2012-10-17",
      Statement: [
        ...executionRolePolicy({ ...base, encryption: "separate" }).Statement,
        ...keyUsePolicy({ place, keyArn }).Statement,
      ],
    } as const;
    assert.deepStrictEqual(apart, executionRolePolicy({ ...base, encryption: { keyArn } }));
  });
});
