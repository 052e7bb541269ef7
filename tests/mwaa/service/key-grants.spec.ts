import assert from "node:assert/strict";
import { policyDocument, toJson } from "../../../mwaa/documents/statement";
import type { Condition, OneOrMany } from "../../../mwaa/documents/statement";
import {
  expectedGrants,
  fewestGrants,
  grantPrincipal,
  grantRequests,
  SERVICE_GRANTS,
} from "../../../mwaa/service/key-grants";
import { keyPolicy } from "../../../mwaa/documents/key-policy";
import { placeOf } from "../../../mwaa/service/partitions";
import { contextOf, decide, parseDocument } from "../../../reasoning/iam";

const place = placeOf({ region: "eu-west-1", account: "111122223333" });
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** What a deployer's policy of one statement says of each request for the grants. */
function verdicts(actions: OneOrMany, conditions: Condition | undefined): readonly unknown[] {
  const document = parseDocument(
    toJson(
      policyDocument([
        {
          Effect: "Allow",
          Action: actions,
          Resource: KEY,
          ...(conditions !== undefined && { Condition: conditions }),
        },
      ]),
    ),
    "identity",
  );
  assert.ok("statements" in document);
  return grantRequests(place).map(
    ({ action, context }) =>
      decide([{ origin: "deployer", document }], {
        action,
        resource: KEY,
        context: contextOf(context),
      }).allowed,
  );
}

describe("SERVICE_GRANTS", () => {
  it("are four, of which one makes grants and one cannot be retired by its holder", () => {
    const having = (operation: string): readonly string[] =>
      SERVICE_GRANTS.filter(({ operations }) =>
        (operations as readonly string[]).includes(operation),
      ).map(({ id }) => id);
    assert.equal(SERVICE_GRANTS.length, 4);
    assert.deepEqual(having("CreateGrant"), ["environment-management"]);
    assert.deepEqual(having("RetireGrant"), ["environment-management", "controller", "secrets"]);
    for (const use of ["Encrypt", "Decrypt", "ReEncryptTo", "GenerateDataKey", "DescribeKey"]) {
      assert.equal(having(use).length, 4, use);
    }
  });
});

describe("expectedGrants", () => {
  it("names environment, service and operations as ListGrants shows them", () => {
    const grants = expectedGrants(place, "etl");
    assert.deepEqual(
      grants.map(({ name }) => name),
      [
        "mwaa-grant-for-env-mgmt-role-etl",
        "mwaa-grant-for-lambda-exec-etl",
        "mwaa-grant-for-cfn-mgmt-etl",
        "mwaa-fargate-access-for-etl",
      ],
    );
    assert.deepEqual(grants[2], {
      name: "mwaa-grant-for-cfn-mgmt-etl",
      granteePrincipal: "airflow.eu-west-1.amazonaws.com",
      retiringPrincipal: "airflow.eu-west-1.amazonaws.com",
      operations: [
        "Encrypt",
        "Decrypt",
        "ReEncryptFrom",
        "ReEncryptTo",
        "GenerateDataKey",
        "GenerateDataKeyWithoutPlaintext",
        "GenerateDataKeyPair",
        "GenerateDataKeyPairWithoutPlaintext",
        "DescribeKey",
      ],
    });
  });

  it("names the service as it is called in China", () => {
    assert.equal(grantPrincipal({ region: "cn-north-1" }), "airflow.cn-north-1.amazonaws.com.cn");
  });
});

describe("fewestGrants", () => {
  it("counts those of MWAA and of Amazon RDS for each environment", () => {
    assert.deepEqual([0, 1, 3].map(fewestGrants), [0, 6, 18]);
  });
});

describe("grantRequests", () => {
  const MANAGEMENT = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"];

  it("ask for the key, for each grant and for the list and the end of them", () => {
    assert.deepEqual(
      grantRequests(place).map(({ action, grant }) => [action, grant?.id]),
      [
        ["kms:DescribeKey", undefined],
        ["kms:CreateGrant", "environment-management"],
        ["kms:CreateGrant", "controller"],
        ["kms:CreateGrant", "stack-management"],
        ["kms:CreateGrant", "secrets"],
        ["kms:ListGrants", undefined],
        ["kms:RevokeGrant", undefined],
      ],
    );
  });

  const all = [true, true, true, true, true, true, true];
  const cases: readonly (readonly [string, OneOrMany, Condition | undefined, unknown[]])[] = [
    ["the documented actions allow", ["kms:DescribeKey", ...MANAGEMENT], undefined, all],
    [
      "grants for services alone do",
      MANAGEMENT,
      { Bool: { "kms:GrantIsForAWSResource": "true" } },
      [false, true, true, true, true, true, true],
    ],
    [
      "grants for persons alone do not",
      "kms:*",
      { Bool: { "kms:GrantIsForAWSResource": "false" } },
      [undefined, false, false, false, false, false, false],
    ],
    [
      "grants without CreateGrant in them leave out the first",
      "kms:CreateGrant",
      {
        "ForAllValues:StringEquals": {
          "kms:GrantOperations": SERVICE_GRANTS[1]?.operations ?? [],
        },
      },
      [false, false, true, true, true, false, false],
    ],
    [
      "grants for MWAA alone do",
      "kms:CreateGrant",
      { StringEquals: { "kms:GranteePrincipal": "airflow.eu-west-1.amazonaws.com" } },
      [false, true, true, true, true, false, false],
    ],
    [
      "grants for MWAA of another Region do not",
      "kms:CreateGrant",
      { StringEquals: { "kms:GranteePrincipal": "airflow.us-east-1.amazonaws.com" } },
      [false, false, false, false, false, false, false],
    ],
  ];
  for (const [title, actions, conditions, expected] of cases) {
    it(`tell whether ${title}`, () => {
      const found = verdicts(actions, conditions);
      assert.deepEqual(
        found.map((each) => (typeof each === "boolean" ? each : undefined)),
        expected,
      );
    });
  }

  it("are all delegated to the account by the canonical key policy", () => {
    const document = parseDocument(
      toJson(keyPolicy({ place, environmentName: "etl" })),
      "resource",
    );
    assert.ok("statements" in document);
    for (const { action, context } of grantRequests(place)) {
      for (const account of [place.account, "444455556666"]) {
        const allowed: unknown = decide([{ origin: "key", document }], {
          action,
          resource: KEY,
          context: contextOf(context),
          principal: { kind: "account", account },
        }).allowed;
        assert.equal(allowed, account === place.account, `${action} by ${account}`);
      }
    }
  });
});
