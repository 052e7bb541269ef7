import assert from "node:assert/strict";
import {
  type Credentials,
  credentialsOf,
  isDefaultProvider,
  providerUrn,
} from "../../../preflight/model/provider";
import type { Properties } from "../../../preflight/model/resource";
import { Unknown } from "../../../reasoning/known";

const URN = "urn:pulumi:dev::p::pulumi:providers:aws::owner";

function said(credentials: Credentials): string {
  switch (credentials.kind) {
    case "account":
      return credentials.account;
    case "ambient":
      return "ambient";
    case "hidden":
      return credentials.unknown.blockedBy.join("; ");
  }
}

function role(account: string): { readonly roleArn: string } {
  return { roleArn: `arn:aws:iam::${account}:role/deploy/airflow` };
}

describe("credentialsOf", () => {
  const cases: readonly (readonly [string, Properties, string])[] = [
    ["a single accepted account", { allowedAccountIds: ["222222222222"] }, "222222222222"],
    ["the same as JSON text", { allowedAccountIds: '["222222222222"]' }, "222222222222"],
    [
      "an account that lost its leading zero",
      { allowedAccountIds: "[12345678901]" },
      "012345678901",
    ],
    ["a choice of accounts", { allowedAccountIds: ["222222222222", "333333333333"] }, "ambient"],
    ["an empty list", { allowedAccountIds: "[]", assumeRoles: "[]" }, "ambient"],
    ["a role to assume", { assumeRoles: [role("333333333333")] }, "333333333333"],
    [
      "a chain of roles as JSON text",
      { assumeRoles: JSON.stringify([role("333333333333"), role("444444444444")]) },
      "444444444444",
    ],
    ["the older single role", { assumeRole: role("333333333333") }, "333333333333"],
    ["the same as JSON text", { assumeRole: JSON.stringify(role("333333333333")) }, "333333333333"],
    [
      "a role that a web identity takes",
      { assumeRoleWithWebIdentity: { ...role("555555555555"), webIdentityTokenFile: "token" } },
      "555555555555",
    ],
    [
      "a role beside the account that accepts it",
      { assumeRoles: [role("333333333333")], allowedAccountIds: ["333333333333"] },
      "333333333333",
    ],
    [
      "a role of an account that is not accepted",
      { assumeRoles: [role("333333333333")], allowedAccountIds: ["222222222222"] },
      `${URN}#allowedAccountIds (accepts 222222222222, and the role to assume is in 333333333333)`,
    ],
    [
      "an account beside a role that is not known",
      { assumeRoles: new Unknown(["x"]), allowedAccountIds: ["222222222222"] },
      "222222222222",
    ],
    ["a role that is not known", { assumeRoles: new Unknown(["x"]) }, `${URN}#assumeRoles`],
    ["a role without an ARN", { assumeRoles: [{ sessionName: "s" }] }, `${URN}#assumeRoles`],
    ["a profile", { profile: "owner", region: "eu-west-1" }, `${URN}#profile`],
    ["a hidden access key", { accessKey: new Unknown(["secret"]) }, `${URN}#accessKey`],
    [
      "accepted accounts that are not known, beside a profile",
      { allowedAccountIds: new Unknown(["x"]), profile: "owner" },
      `${URN}#profile`,
    ],
    [
      "a Region alone",
      { region: "eu-west-1", profile: "", skipRegionValidation: "true" },
      "ambient",
    ],
  ];
  for (const [title, inputs, expected] of cases) {
    it(`reads ${title} as ${expected.replace(URN, "unknown")}`, () => {
      assert.equal(said(credentialsOf(inputs, URN)), expected);
    });
  }
});

describe("a provider's reference", () => {
  it("is a URN with an id behind it", () => {
    assert.equal(providerUrn(`${URN}::3f0c`), URN);
    assert.equal(providerUrn(undefined), undefined);
    assert.equal(providerUrn("nothing"), undefined);
  });

  it("tells the engine's own providers by their names", () => {
    assert.equal(
      isDefaultProvider("urn:pulumi:dev::p::pulumi:providers:aws::default_7_48_0"),
      true,
    );
    assert.equal(isDefaultProvider(URN), false);
  });
});
