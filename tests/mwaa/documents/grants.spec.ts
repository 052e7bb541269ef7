import * as assert from "node:assert/strict";
import { grantFaults, isGrant } from "../../../mwaa/documents/grant-faults";
import { GRANT_SERVICES, grantStatements } from "../../../mwaa/documents/grants";
import type { Grant, GrantService } from "../../../mwaa/documents/grants";
import { listOf, policyDocument } from "../../../mwaa/documents/statement";
import { placeOf } from "../../../mwaa/service/partitions";
import { allows } from "./covers";

const place = placeOf({ region: "eu-west-1", account: "012345678901" });
const role = "arn:aws:iam::012345678901:role/tasks";
const key = "arn:aws:kms:eu-west-1:012345678901:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** A sound grant of each service, with the action and resource that it must and must not open. */
const CASES: {
  readonly [S in GrantService]: {
    readonly grant: Grant<S>;
    readonly opens: readonly [action: string, resource: string];
    readonly keeps: readonly [action: string, resource: string];
    readonly context?: Readonly<Record<string, string>>;
  };
} = {
  "secrets-manager": {
    grant: { service: "secrets-manager", prefixes: ["airflow/connections"] },
    opens: [
      "secretsmanager:GetSecretValue",
      "arn:aws:secretsmanager:eu-west-1:012345678901:secret:airflow/connections/db-AbCdEf",
    ],
    keeps: [
      "secretsmanager:GetSecretValue",
      "arn:aws:secretsmanager:eu-west-1:012345678901:secret:airflow/connections-of-others",
    ],
  },
  "ssm-parameters": {
    grant: { service: "ssm-parameters", prefixes: ["/airflow/"] },
    opens: ["ssm:GetParameter", "arn:aws:ssm:eu-west-1:012345678901:parameter/airflow/variables/x"],
    keeps: ["ssm:GetParameter", "arn:aws:ssm:eu-west-1:012345678901:parameter/airflows/x"],
  },
  s3: {
    grant: { service: "s3", buckets: ["data"], access: "read" },
    opens: ["s3:GetObject", "arn:aws:s3:::data/a/b"],
    keeps: ["s3:PutObject", "arn:aws:s3:::data/a/b"],
  },
  kms: {
    grant: { service: "kms", keyArns: [key], through: ["s3"] },
    opens: ["kms:Decrypt", key],
    keeps: ["kms:CreateGrant", key],
    context: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
  },
  lambda: {
    grant: { service: "lambda", functions: ["resize"] },
    opens: ["lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:012345678901:function:resize:live"],
    keeps: ["lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:012345678901:function:resize2"],
  },
  glue: {
    grant: { service: "glue", jobs: ["load"] },
    opens: ["glue:StartJobRun", "arn:aws:glue:eu-west-1:012345678901:job/load"],
    keeps: ["glue:UpdateJob", "arn:aws:glue:eu-west-1:012345678901:job/load"],
  },
  athena: {
    grant: { service: "athena", workgroups: ["analysts"], databases: ["sales"] },
    opens: ["glue:GetTable", "arn:aws:glue:eu-west-1:012345678901:table/sales/orders"],
    keeps: ["glue:GetTable", "arn:aws:glue:eu-west-1:012345678901:table/hr/salaries"],
  },
  batch: {
    grant: { service: "batch", jobQueues: ["spot"], jobDefinitions: ["train"] },
    opens: ["batch:SubmitJob", "arn:aws:batch:eu-west-1:012345678901:job-definition/train:7"],
    keeps: ["batch:SubmitJob", "arn:aws:batch:eu-west-1:012345678901:job-queue/other"],
  },
  ecs: {
    grant: { service: "ecs", cluster: "c", taskDefinitions: ["train"], passRoleArns: [role] },
    opens: ["ecs:RunTask", "arn:aws:ecs:eu-west-1:012345678901:task-definition/train:3"],
    keeps: ["ecs:RunTask", "arn:aws:ecs:eu-west-1:012345678901:task-definition/other:3"],
    context: { "ecs:cluster": "arn:aws:ecs:eu-west-1:012345678901:cluster/c" },
  },
  "emr-serverless": {
    grant: { service: "emr-serverless", applications: ["00f1abc"], passRoleArns: [role] },
    opens: [
      "emr-serverless:StartJobRun",
      "arn:aws:emr-serverless:eu-west-1:012345678901:/applications/00f1abc",
    ],
    keeps: [
      "emr-serverless:DeleteApplication",
      "arn:aws:emr-serverless:eu-west-1:012345678901:/applications/00f1abc",
    ],
  },
  sqs: {
    grant: { service: "sqs", queues: ["orders"] },
    opens: ["sqs:SendMessage", "arn:aws:sqs:eu-west-1:012345678901:orders"],
    keeps: ["sqs:PurgeQueue", "arn:aws:sqs:eu-west-1:012345678901:orders"],
  },
  sns: {
    grant: { service: "sns", topics: ["alerts"] },
    opens: ["sns:Publish", "arn:aws:sns:eu-west-1:012345678901:alerts"],
    keeps: ["sns:Subscribe", "arn:aws:sns:eu-west-1:012345678901:alerts"],
  },
  "step-functions": {
    grant: { service: "step-functions", stateMachines: ["checkout"] },
    opens: ["states:StartExecution", "arn:aws:states:eu-west-1:012345678901:stateMachine:checkout"],
    keeps: ["states:DescribeExecution", "arn:aws:states:eu-west-1:012345678901:execution:other:1"],
  },
  dynamodb: {
    grant: { service: "dynamodb", tables: ["orders"], access: "read" },
    opens: ["dynamodb:Query", "arn:aws:dynamodb:eu-west-1:012345678901:table/orders/index/by-day"],
    keeps: ["dynamodb:PutItem", "arn:aws:dynamodb:eu-west-1:012345678901:table/orders"],
  },
  "cli-token": {
    grant: { service: "cli-token", environments: ["other"] },
    opens: ["airflow:CreateCliToken", "arn:aws:airflow:eu-west-1:012345678901:environment/other"],
    keeps: ["airflow:CreateCliToken", "arn:aws:airflow:eu-west-1:012345678901:environment/third"],
  },
};

/** Actions that AWS authorises on no resource at all. */
const WILDCARD_ONLY = ["batch:DescribeJobs"];

describe("grantStatements", () => {
  for (const service of GRANT_SERVICES) {
    const { grant, opens, keeps, context = {} } = CASES[service];
    const statements = grantStatements(grant, place);
    const document = policyDocument(statements);

    it(`opens ${opens[0]} with a ${service} grant, and not ${keeps[0]} on ${keeps[1]}`, () => {
      const [action, resource] = opens;
      assert.equal(allows(document, { action, resource, context }), true);
      assert.equal(allows(document, { action: keeps[0], resource: keeps[1], context }), false);
    });

    it(`holds no wildcard action and no * beyond need in a ${service} grant`, () => {
      for (const statement of statements) {
        assert.equal(statement.Effect, "Allow");
        for (const action of listOf(statement.Action)) {
          assert.match(action, /^[a-z0-9-]+:[A-Za-z]+$/);
        }
        if (listOf(statement.Resource).includes("*")) {
          assert.deepStrictEqual(statement.Action, WILDCARD_ONLY);
        }
      }
    });
  }

  it("writes objects only where asked to", () => {
    const write = policyDocument(
      grantStatements({ service: "s3", buckets: ["data"], access: "write" }, place),
    );
    const request = { action: "s3:PutObject", resource: "arn:aws:s3:::data/k", context: {} };
    assert.equal(allows(write, request), true);
  });

  it("changes items only where asked to", () => {
    const write = policyDocument(
      grantStatements({ service: "dynamodb", tables: ["orders"], access: "write" }, place),
    );
    const resource = "arn:aws:dynamodb:eu-west-1:012345678901:table/orders";
    const request = { action: "dynamodb:PutItem", resource, context: {} };
    assert.equal(allows(write, request), true);
  });

  for (const [service, taker] of [
    ["ecs", "ecs-tasks.amazonaws.com"],
    ["emr-serverless", "emr-serverless.amazonaws.com"],
  ] as const) {
    it(`hands named roles to ${taker} and to nobody else`, () => {
      const passing = grantStatements(CASES[service].grant, place).filter((each) =>
        listOf(each.Action).includes("iam:PassRole"),
      );
      assert.deepStrictEqual(passing, [
        {
          Effect: "Allow",
          Action: ["iam:PassRole"],
          Resource: [role],
          Condition: { StringEquals: { "iam:PassedToService": taker } },
        },
      ]);
    });
  }

  it("hands over no role if none is named", () => {
    const grant: Grant = { ...CASES.ecs.grant, passRoleArns: [] };
    const actions = grantStatements(grant, place).flatMap(({ Action }) => listOf(Action));
    assert.deepStrictEqual(actions, ["ecs:RunTask", "ecs:DescribeTasks", "ecs:StopTask"]);
  });

  it("leaves out the catalogue if no database is named", () => {
    const statements = grantStatements({ service: "athena", workgroups: ["a"] }, place);
    assert.equal(statements.length, 1);
  });
});

describe("grantFaults", () => {
  for (const service of GRANT_SERVICES) {
    const { grant } = CASES[service];

    it(`accepts a sound ${service} grant`, () => {
      assert.deepStrictEqual(grantFaults(grant), []);
      assert.equal(isGrant(grant), true);
    });

    for (const [field, value] of Object.entries(grant).filter(([name]) => name !== "service")) {
      it(`refuses a ${service} grant whose ${field} opens everything`, () => {
        const open = Array.isArray(value) ? ["*"] : "*";
        const faults = grantFaults({ ...grant, [field]: open }, ["grants", 0]);
        assert.equal(faults.length, 1);
        const last = Array.isArray(value) ? [field, 0] : [field];
        assert.deepStrictEqual(faults[0]?.path, ["grants", 0, ...last]);
        assert.equal(faults[0].got, "*");
      });

      it(`refuses a ${service} grant without ${field}, unless it may be left out`, () => {
        const rest = Object.fromEntries(Object.entries(grant).filter(([name]) => name !== field));
        const paths = grantFaults(rest).map(({ path }) => path);
        assert.deepStrictEqual(paths, field === "databases" ? [] : [[field]]);
      });
    }
  }

  for (const [what, grant, fault] of [
    [
      "a misspelt service",
      { service: "dynamo", tables: ["t"], access: "read" },
      { path: ["service"], got: "dynamo", fix: "did you mean dynamodb?" },
    ],
    [
      "no service",
      { tables: ["t"] },
      { path: ["service"], got: undefined, fix: "set service to one of them" },
    ],
    [
      "an unknown field",
      { service: "sqs", queues: ["q"], queue: "q" },
      { path: ["queue"], got: "q", fix: "did you mean queues?" },
    ],
    [
      "an empty list",
      { service: "sqs", queues: [] },
      { path: ["queues"], got: [], fix: "list at least one" },
    ],
    [
      "text in place of a list",
      { service: "sqs", queues: "q" },
      { path: ["queues"], got: "q", fix: "list at least one" },
    ],
    [
      "an ARN in place of a name",
      { service: "sqs", queues: ["arn:aws:sqs:eu-west-1:012345678901:q"] },
      {
        path: ["queues", 0],
        got: "arn:aws:sqs:eu-west-1:012345678901:q",
        fix: "give the name alone, such as orders",
      },
    ],
    [
      "a prefix of slashes alone",
      { service: "ssm-parameters", prefixes: ["/"] },
      { path: ["prefixes", 0], got: "/", fix: "give the name alone, such as /airflow/connections" },
    ],
    [
      "an access that does not exist",
      { service: "s3", buckets: ["data"], access: "admin" },
      { path: ["access"], got: "admin", fix: "choose one of them, such as read" },
    ],
    [
      "a role of any name",
      { ...CASES.ecs.grant, passRoleArns: ["arn:aws:iam::012345678901:role/*"] },
      {
        path: ["passRoleArns", 0],
        got: "arn:aws:iam::012345678901:role/*",
        fix: "give the whole ARN, such as arn:aws:iam::123456789012:role/tasks",
      },
    ],
    [
      "a list",
      ["sqs"],
      {
        path: [],
        got: ["sqs"],
        fix: 'write a grant such as { service: "sqs", queues: ["orders"] }',
      },
    ],
    [
      "nothing",
      null,
      { path: [], got: null, fix: 'write a grant such as { service: "sqs", queues: ["orders"] }' },
    ],
  ] as const) {
    it(`refuses ${what}`, () => {
      const faults = grantFaults(grant);
      assert.deepStrictEqual(
        faults.map(({ path, got, fix }) => ({ path, got, fix })),
        [fault],
      );
      assert.equal(isGrant(grant), false);
    });
  }
});
