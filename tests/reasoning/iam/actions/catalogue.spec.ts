import assert from "node:assert/strict";
import { statSync } from "node:fs";
import fc from "fast-check";
import {
  ACTION_DATA_NOTICE,
  ACTION_DATA_SOURCE,
  findAction,
  findKey,
  globalKeys,
  KNOWN_SERVICES,
  serviceActions,
} from "../../../../reasoning/iam/actions";
import { ACTIONS_FILE, isStale, SERVICES } from "../../../../tools/iam-actions";

describe("the table of IAM actions", () => {
  it("is what the installed package says today", async function () {
    this.timeout(20_000);
    assert.equal(await isStale(ACTIONS_FILE), false);
  });

  it("stays small, names its source and carries its licence", () => {
    assert.ok(statSync(ACTIONS_FILE).size < 300_000);
    assert.match(ACTION_DATA_SOURCE, /^@cloud-copilot\/iam-data 0\.\d+\.\d{9}$/);
    assert.match(ACTION_DATA_NOTICE, /^MIT License\n\nCopyright \(c\) 2024 Act Security\n/);
    assert.match(ACTION_DATA_NOTICE, /The above copyright notice and this permission notice/);
  });

  it("decodes every service that it lists", () => {
    assert.deepEqual([...KNOWN_SERVICES].sort(), [...SERVICES].sort());
    for (const prefix of KNOWN_SERVICES) {
      const service = serviceActions(prefix);
      assert.ok(service !== undefined && service.actions.length > 0, prefix);
      for (const { name } of service.actions) assert.match(name, /^[A-Za-z][A-Za-z0-9]*$/);
      for (const { arn } of service.resourceTypes) assert.match(arn, /^arn:/);
    }
  });

  for (const [name, accessLevel, resources, keys] of [
    ["airflow:PublishMetrics", "Write", ["environment!"], []],
    ["s3:ListAllMyBuckets", "List", [], undefined],
    ["s3:GetObject", "Read", ["accesspointobject", "object"], undefined],
    ["sqs:SendMessage", "Write", ["queue!"], []],
    ["logs:PutLogEvents", "Write", ["log-stream!"], []],
    ["iam:PassRole", "Write", ["role!"], ["iam:AssociatedResourceArn", "iam:PassedToService"]],
    ["ecr:GetAuthorizationToken", "Read", [], []],
    ["cloudwatch:PutMetricData", "Write", ["dataset"], ["cloudwatch:namespace"]],
    ["sns:AddPermission", "Permissions management", ["topic!"], undefined],
  ] as const) {
    it(`knows ${name}`, () => {
      const action = findAction(name);
      assert.equal(action?.accessLevel, accessLevel);
      assert.deepEqual(
        action.resources.map(({ type, required }) => `${type.name}${required ? "!" : ""}`),
        resources,
      );
      if (keys !== undefined)
        assert.deepEqual(
          action.keys.map((key) => key.name),
          keys,
        );
    });
  }

  it("finds actions and services in any case", () => {
    assert.equal(findAction("S3:getobject")?.name, "GetObject");
    assert.equal(findAction("s3:GetObjekt"), undefined);
    assert.equal(findAction("GetObject"), undefined);
  });

  it("says nothing of a service that it does not list", () => {
    for (const prefix of ["braket", "", "__proto__", "constructor", "toString"])
      assert.equal(serviceActions(prefix), undefined, prefix);
  });

  it("knows no action of a service that it does not list", () => {
    for (const name of ["braket:CreateJob", ":GetObject", "s3"])
      assert.equal(findAction(name), undefined, name);
  });

  it("is read once for each service", () => {
    assert.equal(serviceActions("S3"), serviceActions("s3"));
  });

  it("gives the ARN of a resource type with its partition as a variable", () => {
    const [queue] = serviceActions("sqs")?.resourceTypes ?? [];
    assert.equal(queue?.arn, "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}");
  });
});

describe("a condition key", () => {
  for (const [name, type, multivalued, global] of [
    ["aws:SourceArn", "ARN", false, true],
    ["aws:sourcearn", "ARN", false, true],
    ["aws:PrincipalOrgPaths", "String", true, true],
    ["aws:PrincipalTag/team", "String", false, true],
    ["aws:TagKeys", "String", true, true],
    ["aws:MultiFactorAuthAge", "Numeric", false, true],
    ["aws:SourceIp", "IPAddress", false, true],
    ["kms:EncryptionContext:aws:logs:arn", "String", false, false],
    ["kms:GrantOperations", "String", true, false],
    ["kms:GrantIsForAWSResource", "Bool", false, false],
    ["s3:ExistingObjectTag/class", "String", false, false],
    ["token.actions.githubusercontent.com:actor", "String", false, false],
  ] as const) {
    it(`${name} holds ${multivalued ? "several values" : "one value"} of type ${type}`, () => {
      const found = findKey(name);
      assert.ok(found.kind === "known");
      assert.deepEqual(
        [found.key.type, found.key.multivalued, found.global],
        [type, multivalued, global],
      );
    });
  }

  for (const name of ["aws:PrincipalTag/", "aws:SourceArnn", "kms:EncryptionContext:", "s3:nope"]) {
    it(`${name} does not exist`, () => {
      assert.equal(findKey(name).kind, "missing");
    });
  }

  it("of an unlisted service is neither known nor missing", () => {
    for (const name of ["braket:x", "oidc.eks.eu-west-1.amazonaws.com/id/1:sub", "", "x"])
      assert.equal(findKey(name).kind, "unlisted");
  });

  it("is looked up without a fault, whatever its name", () => {
    fc.assert(fc.property(fc.string(), (name) => void findKey(name)));
  });

  it("is listed once among the global ones", () => {
    const names = globalKeys().map(({ name }) => name.toLowerCase());
    assert.equal(new Set(names).size, names.length);
  });
});
