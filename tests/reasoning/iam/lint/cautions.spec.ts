import assert from "node:assert/strict";
import { lintPolicy } from "../../../../reasoning/iam/lint";

const MFA = "aws:MultiFactorAuthPresent";

function codes(statement: object): readonly string[] {
  const Statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...statement };
  return lintPolicy({ Version: "2012-10-17", Statement }, { form: "managed" }).map(
    ({ code }) => code,
  );
}

describe("a second factor", () => {
  for (const [title, statement, expected] of [
    [
      "is not what a refusal of plain transport is about",
      { Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      [],
    ],
    [
      "is not evaded where whoever has one is refused",
      { Effect: "Deny", Condition: { Null: { [MFA]: "false" } } },
      [],
    ],
    ["is not evaded by who has it", { Effect: "Deny", Condition: { Bool: { [MFA]: "true" } } }, []],
    [
      "is not evaded where the key has to be there beside IfExists",
      { Condition: { BoolIfExists: { [MFA]: "true" }, Null: { [MFA.toLowerCase()]: "false" } } },
      [],
    ],
    [
      "is evaded where another key has to be there",
      { Condition: { BoolIfExists: { [MFA]: "true" }, Null: { "aws:SourceVpc": "false" } } },
      ["mfa-evaded"],
    ],
    [
      "is evaded where those that say nothing are not refused",
      { Effect: "Deny", Condition: { Bool: { [MFA]: "false" }, Null: { [MFA]: "false" } } },
      ["mfa-evaded"],
    ],
    ["is asked of who says that it is there", { Condition: { Null: { [MFA]: "false" } } }, []],
    [
      "is evaded where either answer is refused, and none is given",
      { Effect: "Deny", Condition: { Bool: { [MFA.toLowerCase()]: ["true", "FALSE"] } } },
      ["mfa-evaded"],
    ],
  ] as const) {
    it(title, () => {
      assert.deepEqual(codes(statement), expected);
    });
  }
});

describe("a role that may be passed", () => {
  const pass = { Action: "iam:PassRole" };
  const role = "arn:aws:iam::111122223333:role/etl";
  const toService = { StringEquals: { "iam:passedtoservice": "airflow.amazonaws.com" } };

  for (const [title, statement, expected] of [
    [
      "is any where one of the resources is",
      { ...pass, Resource: [role, "*"] },
      ["pass-role-unconfined"],
    ],
    [
      "is any whatever another condition asks for",
      { ...pass, Condition: { StringEquals: { "aws:SourceVpc": "vpc-1" } } },
      ["pass-role-unconfined"],
    ],
    ["is confined by its service, in any case", { ...pass, Condition: toService }, []],
    [
      "is confined by its tags",
      { ...pass, Condition: { StringEquals: { "aws:ResourceTag/team": "data" } } },
      [],
    ],
    ["is confined by its name", { ...pass, Resource: role }, []],
    ["is any to whom nothing is allowed", { ...pass, Effect: "Deny" }, []],
  ] as const) {
    it(title, () => {
      assert.deepEqual(codes(statement), expected);
    });
  }
});
