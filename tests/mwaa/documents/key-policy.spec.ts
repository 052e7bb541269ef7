import * as assert from "node:assert/strict";
import { keyUsePolicy } from "../../../mwaa/documents/execution-role";
import { keyPolicy } from "../../../mwaa/documents/key-policy";
import { listOf, toJson } from "../../../mwaa/documents/statement";
import { callsOf } from "../../../mwaa/service/calls";
import { grantRequests } from "../../../mwaa/service/key-grants";
import { placeOf } from "../../../mwaa/service/partitions";
import { decide, parseDocument, type Principal } from "../../../reasoning/iam";
import { allows } from "./covers";

const place = placeOf({ region: "us-east-1", account: "111122223333" });
const environmentName = "MyAirflowEnvironment";
const executionRoleArn = "arn:aws:iam::111122223333:role/service-role/AmazonMWAA-x";
const administrators = ["arn:aws:iam::111122223333:role/admin"];
const all = { place, environmentName, administrators, executionRoleArn };
const subject = { place, environmentName, bucketName: "b" };

const sids = (document: ReturnType<typeof keyPolicy>): readonly (string | undefined)[] =>
  document.Statement.map(({ Sid }) => Sid);

describe("keyPolicy", () => {
  it("always delegates to the account and admits CloudWatch Logs", () => {
    assert.deepStrictEqual(keyPolicy({ place, environmentName }), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AccountDelegation",
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::111122223333:root" },
          Action: "kms:*",
          Resource: "*",
        },
        {
          Sid: "LogGroups",
          Effect: "Allow",
          Principal: { Service: "logs.us-east-1.amazonaws.com" },
          Action: [
            "kms:Encrypt*",
            "kms:Decrypt*",
            "kms:ReEncrypt*",
            "kms:GenerateDataKey*",
            "kms:Describe*",
          ],
          Resource: "*",
          Condition: {
            ArnLike: {
              "kms:EncryptionContext:aws:logs:arn":
                "arn:aws:logs:us-east-1:111122223333:log-group:airflow-MyAirflowEnvironment-*",
            },
          },
        },
      ],
    });
  });

  it("adds administrators and the execution role where they are named", () => {
    assert.deepStrictEqual(sids(keyPolicy({ place, environmentName, administrators })), [
      "AccountDelegation",
      "Administration",
      "LogGroups",
    ]);
    assert.deepStrictEqual(sids(keyPolicy({ ...all, administrators: [] })), [
      "AccountDelegation",
      "LogGroups",
      "ExecutionRole",
    ]);
  });

  it("lets the execution role use the key, and administrators manage it without using it", () => {
    const { Statement } = keyPolicy(all);
    const [, administration, , role] = Statement;
    assert.deepStrictEqual(role, {
      Sid: "ExecutionRole",
      Effect: "Allow",
      Principal: { AWS: executionRoleArn },
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*", "kms:Encrypt"],
      Condition: {
        StringLike: {
          "kms:ViaService": ["sqs.us-east-1.amazonaws.com", "s3.us-east-1.amazonaws.com"],
        },
      },
      Resource: "*",
    });
    assert.deepStrictEqual(administration?.Principal, { AWS: administrators });
    for (const action of ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"]) {
      const principal = ["AWS", administrators[0] ?? ""] as const;
      assert.equal(
        allows(keyPolicy(all), { action, resource: "k", context: {}, principal }),
        false,
      );
    }
  });

  for (const [caller, principal] of [
    ["cloudwatch-logs", ["Service", "logs.us-east-1.amazonaws.com"]],
    ["execution-role", ["AWS", executionRoleArn]],
  ] as const) {
    it(`allows what ${caller} does with a customer's key`, () => {
      const calls = callsOf(caller, "customer-key").filter(({ when }) => when === "customer-key");
      assert.notEqual(calls.length, 0);
      for (const call of calls) {
        for (const action of call.actions) {
          for (const context of call.contexts(subject)) {
            const request = { action, resource: "the key", context, principal };
            assert.equal(allows(keyPolicy(all), request), true, JSON.stringify(request));
          }
        }
      }
    });
  }

  it("lets CloudWatch Logs encrypt no other log group", () => {
    const request = {
      action: "kms:Encrypt",
      resource: "the key",
      context: {
        "kms:EncryptionContext:aws:logs:arn":
          "arn:aws:logs:us-east-1:111122223333:log-group:airflow-Other-Task",
      },
      principal: ["Service", "logs.us-east-1.amazonaws.com"],
    } as const;
    assert.equal(allows(keyPolicy(all), request), false);
  });

  it("names CloudWatch Logs as it is called in China", () => {
    const china = placeOf({ region: "cn-north-1", account: "111122223333" });
    assert.deepStrictEqual(keyPolicy({ place: china, environmentName }).Statement[1]?.Principal, {
      Service: "logs.cn-north-1.amazonaws.com.cn",
    });
  });
});

describe("keyPolicy of a key that environments share", () => {
  const document = keyPolicy({
    place,
    environmentName: ["orders", "billing"],
    executionRoleArn: [executionRoleArn, "arn:aws:iam::111122223333:role/other"],
  });

  it("names each environment's log groups and each role, and nothing twice", () => {
    assert.deepStrictEqual(sids(document), ["AccountDelegation", "LogGroups", "ExecutionRole"]);
    assert.deepStrictEqual(document.Statement[1]?.Condition, {
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": [
          "arn:aws:logs:us-east-1:111122223333:log-group:airflow-orders-*",
          "arn:aws:logs:us-east-1:111122223333:log-group:airflow-billing-*",
        ],
      },
    });
    assert.deepStrictEqual(document.Statement[2]?.Principal, {
      AWS: [executionRoleArn, "arn:aws:iam::111122223333:role/other"],
    });
  });
});

describe("keyPolicy of a key of another account", () => {
  const ENVIRONMENTS = "444455556666";
  const STRANGER = "777788889999";
  const KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  const ROLE = `arn:aws:iam::${ENVIRONMENTS}:role/service-role/AmazonMWAA-x`;
  const policy = keyPolicy({
    place,
    environmentName: "orders",
    environmentAccounts: [ENVIRONMENTS],
    executionRoleArn: ROLE,
  });
  const document = parseDocument(toJson(policy), "resource");
  assert.ok("statements" in document);

  /** What the key's policy says, by the evaluator of this package. */
  function says(
    action: string,
    principal: Principal,
    context: Readonly<Record<string, readonly string[]>> = {},
  ): unknown {
    assert.ok("statements" in document);
    return decide([{ origin: "key", document }], {
      action,
      resource: KEY,
      principal,
      context: (key) => context[key],
    }).allowed;
  }

  const account = (id: string): Principal => ({ kind: "account", account: id });
  const logs: Principal = { kind: "service", name: "logs.us-east-1.amazonaws.com" };
  const role: Principal = { kind: "role", arn: ROLE, account: ENVIRONMENTS };
  const group = (owner: string, name: string) => ({
    "kms:EncryptionContext:aws:logs:arn": [`arn:aws:logs:us-east-1:${owner}:log-group:${name}`],
  });
  const via = (service: string) => ({ "kms:ViaService": [`${service}.us-east-1.amazonaws.com`] });
  const forService = { "kms:GrantIsForAWSResource": ["true"] };

  it("is written out in full", () => {
    assert.deepStrictEqual(policy.Statement.slice(3), [
      {
        Sid: "AccountUse",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::444455556666:root" },
        Action: [
          "kms:DescribeKey",
          "kms:Decrypt",
          "kms:Encrypt",
          "kms:GenerateDataKey*",
          "kms:ReEncrypt*",
        ],
        Resource: "*",
      },
      {
        Sid: "AccountGrants",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::444455556666:root" },
        Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
        Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
        Resource: "*",
      },
    ]);
  });

  const cases: readonly (readonly [string, boolean, () => unknown])[] = [
    ["its own account administer it", true, () => says("kms:PutKeyPolicy", account(place.account))],
    [
      "its own account delete it",
      true,
      () => says("kms:ScheduleKeyDeletion", account(place.account)),
    ],
    [
      "the environment's account look at it",
      true,
      () => says("kms:DescribeKey", account(ENVIRONMENTS)),
    ],
    ["the environment's account use it", true, () => says("kms:Decrypt", account(ENVIRONMENTS))],
    [
      "services make grants for that account",
      true,
      () => says("kms:CreateGrant", account(ENVIRONMENTS), forService),
    ],
    [
      "persons of that account make grants",
      false,
      () =>
        says("kms:CreateGrant", account(ENVIRONMENTS), { "kms:GrantIsForAWSResource": ["false"] }),
    ],
    [
      "that account make grants unasked",
      false,
      () => says("kms:CreateGrant", account(ENVIRONMENTS)),
    ],
    [
      "that account change the policy",
      false,
      () => says("kms:PutKeyPolicy", account(ENVIRONMENTS)),
    ],
    ["that account delete it", false, () => says("kms:ScheduleKeyDeletion", account(ENVIRONMENTS))],
    ["a third account look at it", false, () => says("kms:DescribeKey", account(STRANGER))],
    [
      "a third account have grants",
      false,
      () => says("kms:CreateGrant", account(STRANGER), forService),
    ],
    ["the role read its queue", true, () => says("kms:Decrypt", role, via("sqs"))],
    ["the role read its bucket", true, () => says("kms:GenerateDataKey", role, via("s3"))],
    ["the role use another service", false, () => says("kms:Decrypt", role, via("dynamodb"))],
    ["the role decrypt by itself", false, () => says("kms:Decrypt", role)],
    ["the role make grants", false, () => says("kms:CreateGrant", role, forService)],
    [
      "CloudWatch Logs encrypt the environment's groups",
      true,
      () => says("kms:Encrypt", logs, group(ENVIRONMENTS, "airflow-orders-Task")),
    ],
    [
      "CloudWatch Logs encrypt groups of another environment",
      false,
      () => says("kms:Encrypt", logs, group(ENVIRONMENTS, "airflow-billing-Task")),
    ],
    [
      "CloudWatch Logs encrypt groups of that name in the key's account",
      false,
      () => says("kms:Encrypt", logs, group(place.account, "airflow-orders-Task")),
    ],
    ["CloudWatch Logs encrypt without a context", false, () => says("kms:Encrypt", logs)],
    [
      "CloudWatch Logs of another Region encrypt",
      false,
      () =>
        says(
          "kms:Encrypt",
          { kind: "service", name: "logs.eu-west-1.amazonaws.com" },
          group(ENVIRONMENTS, "airflow-orders-Task"),
        ),
    ],
  ];
  for (const [title, allowed, verdict] of cases) {
    it(`${allowed ? "lets" : "does not let"} ${title}`, () => {
      assert.equal(verdict(), allowed);
    });
  }

  it("permits every request that the service's grants take, to that account alone", () => {
    for (const { action, context } of grantRequests(place)) {
      assert.equal(says(action, account(ENVIRONMENTS), context), true, action);
      assert.equal(says(action, account(STRANGER), context), false, action);
    }
  });

  it("says nothing twice of its own account where that has environments too", () => {
    const both = keyPolicy({
      place,
      environmentName: "orders",
      environmentAccounts: [place.account, ENVIRONMENTS],
    });
    assert.deepStrictEqual(both.Statement[2]?.Principal, {
      AWS: "arn:aws:iam::444455556666:root",
    });
    assert.deepStrictEqual(
      listOf(both.Statement[1]?.Condition?.["ArnLike"]?.["kms:EncryptionContext:aws:logs:arn"]),
      [
        "arn:aws:logs:us-east-1:111122223333:log-group:airflow-orders-*",
        "arn:aws:logs:us-east-1:444455556666:log-group:airflow-orders-*",
      ],
    );
  });

  it("goes with a policy of the role that names the key of the other account", () => {
    const here = placeOf({ region: "us-east-1", account: ENVIRONMENTS });
    assert.deepStrictEqual(keyUsePolicy({ place: here, keyArn: KEY }).Statement, [
      {
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*", "kms:Encrypt"],
        Resource: KEY,
        Condition: {
          StringLike: {
            "kms:ViaService": ["sqs.us-east-1.amazonaws.com", "s3.us-east-1.amazonaws.com"],
          },
        },
      },
    ]);
  });
});
