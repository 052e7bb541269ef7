import * as assert from "node:assert/strict";
import { keyPolicy } from "../../../mwaa/documents/key-policy";
import { callsOf } from "../../../mwaa/service/calls";
import { placeOf } from "../../../mwaa/service/partitions";
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
