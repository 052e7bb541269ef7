import assert from "node:assert/strict";
import { actionOf } from "../../../reasoning/iam/action";
import { worksAcrossAccounts } from "../../../reasoning/iam/across-accounts";
import { resourceMayAllow, resourceMayDeny } from "../../../reasoning/iam/service-rules";
import { isKnown } from "../../../reasoning/known";
import type { Truth } from "../../../reasoning/known";
import { decides, never, no, open, yes } from "./decisions";
import { document, naming, OTHER, OWN, ROOT, USER } from "./simulations";

const TABLE = `arn:aws:dynamodb:eu-west-1:${OWN}:table/t`;
const ALL = document({});
const EVE = `arn:aws:iam::${OTHER}:user/eve`;
const both = { identity: ALL, resource: naming({ AWS: EVE }) };
const byTable = { resource: naming({ AWS: USER }) };
const denied = { identity: ALL, resource: naming("*", { Effect: "Deny" }) };
const from = (principal: unknown, name: string, resource = TABLE): object => ({
  principal,
  action: `dynamodb:${name}`,
  resource,
});

describe("a table that both sides allow to another account", () => {
  decides([
    ["gives its items", both, from(EVE, "GetItem"), yes],
    ["checks conditions in transactions", both, from(EVE, "ConditionCheckItem"), yes],
    ["tells its tags", both, from(EVE, "ListTagsOfResource"), yes],
    ["is deleted", both, from(EVE, "DeleteTable"), yes],
    ["gives its stream", both, from(EVE, "GetRecords", `${TABLE}/stream/1`), yes],
    ["takes no PartiQL", both, from(EVE, "PartiQLSelect"), no],
    ["keeps its policy", both, from(EVE, "PutResourcePolicy"), no],
    ["keeps its time to live", both, from(EVE, "UpdateTimeToLive"), no],
    ["keeps its recovery", both, from(EVE, "UpdateContinuousBackups"), no],
    ["keeps its streaming", both, from(EVE, "DisableKinesisStreamingDestination"), no],
    ["keeps its insights", both, from(EVE, "DescribeContributorInsights"), no],
    ["is not made there", both, from(EVE, "CreateTable"), no],
    ["may do what no page tells", both, from(EVE, "WriteDataForReplication"), open],
    ["does not do that without permission", {}, from(EVE, "WriteDataForReplication"), no],
  ]);
});

describe("a table's policy within its account", () => {
  decides([
    ["allows to read", byTable, from(USER, "GetItem"), yes],
    ["allows PartiQL", byTable, from(USER, "PartiQLSelect"), yes],
    ["allows to change itself", byTable, from(USER, "PutResourcePolicy"), yes],
    ["does not allow to make the table", byTable, from(USER, "CreateTable"), no],
    ["does not allow backups", byTable, from(USER, "DeleteBackup", `${TABLE}/backup/1`), no],
    ["may allow what no page tells", byTable, from(USER, "WriteDataForReplication"), open],
    [
      "need not allow what the caller's does",
      { identity: ALL },
      from(USER, "WriteDataForReplication"),
      yes,
    ],
    ["need not allow the root user anything", {}, from(ROOT, "CreateTable"), yes],
    ["denies to read", denied, from(USER, "GetItem"), never],
    ["may deny what it cannot allow", denied, from(USER, "CreateTable"), open],
    ["denies what no page tells", denied, from(USER, "WriteDataForReplication"), never],
  ]);
});

describe("an action of another service by the name of one of DynamoDB", () => {
  for (const name of ["secretsmanager:GetResourcePolicy", "glue:PutResourcePolicy"]) {
    it(`is taken from other accounts as ${name}`, () => {
      assert.equal(worksAcrossAccounts(actionOf(name)), true);
    });
  }

  it("is denied by the policy of its resource", () => {
    assert.equal(resourceMayDeny(actionOf("kinesis:ListStreams")), true);
    assert.equal(resourceMayDeny(actionOf("s3express:ListExports")), true);
  });
});

describe("an action of DynamoDB", () => {
  const told = (truth: Truth): boolean | string => (isKnown(truth) ? truth : truth.toString());
  for (const [name, across, allow, deny] of [
    ["GetItem", true, true, true],
    ["GETITEM", true, true, true],
    ["PartiQLInsert", false, true, true],
    [
      "ListExports",
      false,
      false,
      "unknown (whether the policy of a table can deny dynamodb:ListExports)",
    ],
    [
      "InjectError",
      "unknown (whether dynamodb:InjectError is taken from other accounts)",
      "unknown (whether the policy of a table can allow dynamodb:InjectError)",
      true,
    ],
  ] as const) {
    it(`${name} is as its page says: ${String(across)}, ${String(allow)}, ${String(deny)}`, () => {
      const action = actionOf(`dynamodb:${name}`);
      assert.deepEqual(
        [worksAcrossAccounts(action), resourceMayAllow(action), resourceMayDeny(action)].map(told),
        [across, allow, deny],
      );
    });
  }
});
