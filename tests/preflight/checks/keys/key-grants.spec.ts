import assert from "node:assert/strict";
import { keyPolicy } from "../../../../mwaa/documents/key-policy";
import type { Properties, Stack, Value } from "../../../../preflight/model/resource";
import { Unknown } from "../../../../reasoning/known";
import type { AccessStack } from "../access-stack";
import {
  accessStack,
  judges,
  KEY_ARN,
  outcomeOf,
  PLACE,
  policy,
  resource,
  ROLE_ARN,
  violationsOf,
} from "../access-stack";
import { ask } from "../network-stack";

const root = { AWS: "arn:aws:iam::111122223333:root" };
const admin = { AWS: "arn:aws:iam::111122223333:role/admin" };
const allow = (principal: unknown, rest: object = {}) => ({
  Effect: "Allow",
  Principal: principal,
  Action: "kms:*",
  Resource: "*",
  ...rest,
});
const deny = (action: string, rest: object = {}) => ({
  ...allow("*", { Action: action, ...rest }),
  Effect: "Deny",
});
const withPolicy = (...statements: readonly object[]): AccessStack => ({
  key: { policy: policy(...statements) },
});
const forService = (value: string) => ({
  Condition: { Bool: { "kms:GrantIsForAWSResource": value } },
});
const use = [
  "kms:DescribeKey",
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey*",
  "kms:ReEncrypt*",
];

describe("key-permits-service-grants", () => {
  judges("key-permits-service-grants", [
    { says: "for AWS's default policy", about: { key: {} }, expected: "pass" },
    { says: "for the account's root", about: withPolicy(allow(root)), expected: "pass" },
    {
      says: "for use and grants of services alone",
      about: withPolicy(
        allow(root, { Action: use }),
        allow(root, {
          Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
          ...forService("true"),
        }),
      ),
      expected: "pass",
    },
    {
      says: "for use without grants",
      about: withPolicy(allow(root, { Action: use })),
      expected: "fail",
    },
    {
      says: "for grants that are for no service",
      about: withPolicy(allow(root, { Action: use }), allow(root, forService("false"))),
      expected: "fail",
    },
    {
      says: "for grants of one operation",
      about: withPolicy(
        allow(root, { Action: [...use, "kms:ListGrants", "kms:RevokeGrant"] }),
        allow(root, {
          Action: "kms:CreateGrant",
          Condition: { "ForAllValues:StringEquals": { "kms:GrantOperations": ["Decrypt"] } },
        }),
      ),
      expected: "fail",
    },
    {
      says: "for a denial of grants",
      about: withPolicy(allow(root), deny("kms:CreateGrant")),
      expected: "fail",
    },
    {
      says: "for a denial of grants that are for no service",
      about: withPolicy(allow(root), deny("kms:CreateGrant", forService("false"))),
      expected: "pass",
    },
    {
      says: "for the execution role alone",
      about: withPolicy(allow({ AWS: ROLE_ARN }, { Action: use })),
      expected: "fail",
    },
    {
      says: "for somebody by name, who may be the one",
      about: withPolicy(allow(admin)),
      expected: "unknown",
    },
    {
      says: "for another account",
      about: withPolicy(allow({ AWS: "arn:aws:iam::999999999999:root" })),
      expected: "fail",
    },
    {
      says: "for a policy that is not known",
      about: { key: { policy: new Unknown(["a value"]) } },
      expected: "unknown",
    },
    {
      says: "to a document that is none",
      about: { key: { policy: "[]" } },
      expected: "notApplicable",
    },
    { says: "where AWS owns the key", about: {}, expected: "notApplicable" },
    {
      says: "for the alias of a key",
      about: { environment: { kmsKey: "alias/airflow" } },
      expected: "notApplicable",
    },
  ]);

  it("names what is refused", () => {
    const [violation] = violationsOf(
      "key-permits-service-grants",
      accessStack(withPolicy(allow(root, { Action: use }))),
    );
    assert.equal(
      violation?.message,
      "policy does not let account 111122223333 call kms:CreateGrant, kms:ListGrants, kms:RevokeGrant, with which the environment is created",
    );
  });

  describe("of another account's key", () => {
    const OTHER = "999999999999";
    const foreign = (key: Properties): Stack => {
      const stack = accessStack({ key });
      const provider = resource(
        "x:X",
        "security",
        { region: PLACE.region, allowedAccountIds: [OTHER] },
        { id: "security-id" },
      );
      return {
        ...stack,
        resources: [
          { ...provider, urn: "security", type: "pulumi:providers:aws" },
          ...stack.resources.map((each) =>
            each.name === "key" ? { ...each, provider: "security::security-id" } : each,
          ),
        ],
      };
    };
    const said = (key: Properties) => outcomeOf("key-permits-service-grants", foreign(key));
    const admitting = (accounts: readonly string[]): string =>
      JSON.stringify(
        keyPolicy({
          place: { ...PLACE, account: OTHER },
          environmentName: "etl",
          environmentAccounts: accounts,
        }),
      );

    it("passes where the key admits the environment's account", () => {
      assert.equal(said({ policy: admitting([PLACE.account]) }).kind, "pass");
    });

    it("fails where it admits its own account alone", () => {
      assert.equal(said({ policy: admitting([OTHER]) }).kind, "fail");
    });

    it("fails for AWS's default policy, which admits nobody else", () => {
      const outcome = said({});
      assert.equal(outcome.kind, "fail");
      assert.equal(
        outcome.violations[0]?.message,
        "has no policy, so that account 111122223333 cannot use it",
      );
    });
  });
});

const grant = (inputs: Readonly<Record<string, Value>>): Stack =>
  accessStack({
    key: {},
    others: [
      resource("kms/grant:Grant", "grant", {
        keyId: KEY_ARN,
        granteePrincipal: "arn:aws:iam::444455556666:role/reader",
        operations: ["Decrypt", "DescribeKey"],
        ...inputs,
      }),
    ],
  });
const hidden = new Unknown(["a value"]);

describe("key-grants-possible", () => {
  const cases: readonly (readonly [string, Stack, string])[] = [
    ["passes for one role and two operations", grant({}), "pass"],
    ["fails for a wildcard", grant({ operations: ["GenerateDataKey*"] }), "fail"],
    ["fails for an action of a policy", grant({ operations: ["kms:Decrypt"] }), "fail"],
    ["fails for everybody", grant({ granteePrincipal: "*" }), "fail"],
    [
      "passes for a whole account, which another rule judges",
      grant({ granteePrincipal: root.AWS }),
      "pass",
    ],
    [
      "fails for a context that limits nothing",
      grant({
        operations: ["DescribeKey"],
        constraints: [{ encryptionContextSubset: { a: "b" } }],
      }),
      "fail",
    ],
    [
      "passes for a context that limits decryption",
      grant({ constraints: [{ encryptionContextEquals: { a: "b" } }] }),
      "pass",
    ],
    ["is unknown for hidden operations", grant({ operations: hidden }), "unknown"],
    ["is unknown for a hidden context", grant({ constraints: hidden }), "unknown"],
    ["is unknown for a hidden key", grant({ keyId: hidden }), "unknown"],
    [
      "fails for a hidden principal and a wildcard",
      grant({ granteePrincipal: hidden, operations: ["Re*"] }),
      "fail",
    ],
    [
      "does not apply to another key",
      grant({ keyId: KEY_ARN.replace("0a1b", "9a9b") }),
      "notApplicable",
    ],
  ];
  for (const [says, stack, outcome] of cases) {
    it(says, () => {
      assert.equal(ask(stack, "key-grants-possible").outcome, outcome);
    });
  }

  it("fails for an alias of the key", () => {
    const stack = grant({ keyId: "alias/airflow" });
    const alias = resource("kms/alias:Alias", "alias", {
      name: "alias/airflow",
      targetKeyId: KEY_ARN,
    });
    const said = ask({ ...stack, resources: [...stack.resources, alias] }, "key-grants-possible");
    assert.equal(said.outcome, "fail");
    assert.match(said.findings.join(), /keyId is alias\/airflow, and grants take no alias$/);
  });

  it("names the property as the provider does", () => {
    const [first] = ask(grant({ granteePrincipal: "*" }), "key-grants-possible").findings;
    assert.match(
      first ?? "",
      /granteePrincipal "\*" has a wildcard, and a grant is for one principal/,
    );
  });
});

describe("key-grants-for-single-principals", () => {
  for (const [says, principal, outcome] of [
    ["passes for a role", "arn:aws:iam::444455556666:role/reader", "pass"],
    ["fails for a whole account", "arn:aws:iam::444455556666:root", "fail"],
    ["is unknown for somebody hidden", hidden, "unknown"],
  ] as const) {
    it(says, () => {
      const said = ask(grant({ granteePrincipal: principal }), "key-grants-for-single-principals");
      assert.equal(said.outcome, outcome);
    });
  }
});

describe("key-grants-possible of a grant that another account makes", () => {
  const OWNER = "444455556666";
  const made = (...statements: readonly object[]): Stack => {
    const provider = {
      ...resource("provider", "owner", { allowedAccountIds: [OWNER] }, { id: "id" }),
      type: "pulumi:providers:aws",
    };
    const grant = {
      ...resource("kms/grant:Grant", "foreign-grant", {
        keyId: KEY_ARN,
        granteePrincipal: `arn:aws:iam::${OWNER}:role/reader`,
        operations: ["Decrypt"],
      }),
      provider: `${provider.urn}::id`,
    };
    return accessStack({ ...withPolicy(allow(root), ...statements), others: [provider, grant] });
  };

  it("fails where the key does not listen to that account", () => {
    const { outcome, findings } = ask(made(), "key-grants-possible");
    assert.equal(outcome, "fail");
    assert.match(
      findings.join(),
      /is made in account 444455556666, which the key's policy does not/,
    );
  });

  it("passes where the key lets that account make grants", () => {
    const owner = { AWS: `arn:aws:iam::${OWNER}:root` };
    const stack = made(allow(owner, { Action: "kms:CreateGrant" }));
    assert.equal(ask(stack, "key-grants-possible").outcome, "pass");
  });

  it("is unknown where the key lets a single role of that account make grants", () => {
    const owner = { AWS: `arn:aws:iam::${OWNER}:role/deployer` };
    const stack = made(allow(owner, { Action: "kms:CreateGrant" }));
    assert.equal(ask(stack, "key-grants-possible").outcome, "unknown");
  });
});
