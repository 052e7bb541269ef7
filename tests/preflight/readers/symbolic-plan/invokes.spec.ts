import assert from "node:assert/strict";
import { containsUnknownText } from "../../../../mwaa/settings/unknown-text";
import { answerInvoke } from "../../../../preflight/readers/symbolic-plan/invokes";
import type { Place } from "../../../../preflight/readers/symbolic-plan/place";
import { textOf } from "../../../programs/run";
import type { WireProperties } from "../../../../preflight/readers/symbolic-plan/protocol";

function ask(
  name: string,
  args: WireProperties = {},
  where: Partial<Place> = {},
): WireProperties | undefined {
  const place = {
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    account: "111111111111",
    region: "eu-west-1",
    registrations: () => [],
    assume: () => undefined,
    ...where,
  };
  return answerInvoke(name, args, place);
}

const ZONES = "aws:index/getAvailabilityZones:getAvailabilityZones";
const DOCUMENT = "aws:iam/getPolicyDocument:getPolicyDocument";
const CHINA = { partition: "aws-cn", dnsSuffix: "amazonaws.com.cn", region: "cn-north-1" };

describe("answerInvoke", () => {
  it("knows the account but not who calls", () => {
    const caller = ask("aws:index/getCallerIdentity:getCallerIdentity");
    assert.ok(caller !== undefined);
    assert.equal(caller["accountId"], "111111111111");
    assert.ok(containsUnknownText(textOf(caller["arn"])));
    assert.ok(containsUnknownText(textOf(caller["userId"])));
  });

  it("knows the region and the partition", () => {
    assert.equal(ask("aws:index/getRegion:getRegion")?.["region"], "eu-west-1");
    assert.equal(
      ask("aws:index/getRegion:getRegion", { region: "us-west-2" })?.["name"],
      "us-west-2",
    );
    assert.deepEqual(ask("aws:index/getPartition:getPartition", {}, CHINA), {
      id: "aws-cn",
      partition: "aws-cn",
      dnsSuffix: "amazonaws.com.cn",
      reverseDnsPrefix: "cn.com.amazonaws",
    });
  });

  it("counts the zones of a region and pairs names with ids", () => {
    assert.deepEqual(ask(ZONES, { state: "available" }), {
      id: "eu-west-1",
      region: "eu-west-1",
      state: "available",
      names: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
      zoneIds: ["euw1-az1", "euw1-az2", "euw1-az3"],
      groupNames: ["eu-west-1"],
    });
  });

  it("keeps the zone ids of us-east-1 unknown, since one of them cannot host an environment", () => {
    const zones = ask(ZONES, {}, { region: "us-east-1" });
    const ids = zones?.["zoneIds"] as readonly string[];
    assert.equal(ids.length, 6);
    assert.equal(new Set(ids).size, 6);
    assert.ok(ids.every(containsUnknownText));
  });

  it("does not guess what a filter selects, nor the zones of a region it does not know", () => {
    assert.equal(
      ask(ZONES, { filters: [{ name: "opt-in-status", values: ["opted-in"] }] }),
      undefined,
    );
    assert.equal(ask(ZONES, {}, { region: "xx-north-9" }), undefined);
  });

  it("takes an ARN apart", () => {
    const arn = ask("aws:index/getArn:getArn", { arn: "arn:aws:logs:eu-west-1:1:log-group:a:*" });
    assert.deepEqual(
      [arn?.["service"], arn?.["account"], arn?.["resource"]],
      ["logs", "1", "log-group:a:*"],
    );
    assert.equal(ask("aws:index/getArn:getArn", { arn: "no-arn" }), undefined);
  });

  it("names service principals of each partition", () => {
    const token = "aws:index/getServicePrincipal:getServicePrincipal";
    assert.equal(ask(token, { serviceName: "airflow" })?.["name"], "airflow.amazonaws.com");
    assert.equal(ask(token, { serviceName: "logs" }, CHINA)?.["name"], "logs.amazonaws.com.cn");
    assert.equal(ask(token, { serviceName: "ec2" }, CHINA)?.["name"], "ec2.amazonaws.com");
  });

  it("answers nothing else", () => {
    assert.equal(ask("aws:ec2/getVpc:getVpc", { default: true }), undefined);
    assert.equal(ask("constructor"), undefined);
  });
});

describe("getPolicyDocument", () => {
  function document(args: WireProperties): unknown {
    return JSON.parse(textOf(ask(DOCUMENT, args)?.["json"]));
  }

  it("writes single members alone, sets in reverse order and variables with a dollar", () => {
    assert.deepEqual(
      document({
        statements: [
          {
            sid: "Read",
            actions: ["s3:GetObject", "s3:ListBucket", "s3:ListBucket"],
            resources: ["arn:aws:s3:::b/&{aws:username}"],
            conditions: [
              { test: "StringEquals", variable: "aws:SourceAccount", values: ["1"] },
              { test: "StringEquals", variable: "aws:SourceArn", values: ["b", "a"] },
            ],
          },
          {
            effect: "Deny",
            notActions: ["iam:*"],
            notResources: ["*"],
            principals: [{ type: "*", identifiers: ["*"] }],
          },
        ],
      }),
      {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "Read",
            Effect: "Allow",
            Action: ["s3:ListBucket", "s3:GetObject"],
            Resource: "arn:aws:s3:::b/${aws:username}",
            Condition: {
              StringEquals: { "aws:SourceAccount": "1", "aws:SourceArn": ["b", "a"] },
            },
          },
          { Effect: "Deny", NotAction: "iam:*", NotResource: "*", Principal: "*" },
        ],
      },
    );
  });

  it("keeps everybody of one type apart from everybody", () => {
    const principals = [
      { type: "AWS", identifiers: ["*"] },
      { type: "Service", identifiers: ["a.amazonaws.com", "b.amazonaws.com"] },
    ];
    assert.deepEqual(document({ statements: [{ principals }] }), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: "*", Service: ["b.amazonaws.com", "a.amazonaws.com"] },
        },
      ],
    });
  });

  it("combines documents: sources first, overrides last, the same Sid replaces", () => {
    const source = JSON.stringify({
      Version: "2008-10-17",
      Statement: [
        { Sid: "A", Effect: "Deny" },
        { Sid: "B", Effect: "Deny" },
      ],
    });
    const override = JSON.stringify({ Statement: { Sid: "B", Effect: "Allow" } });
    assert.deepEqual(
      document({
        sourcePolicyDocuments: [source],
        statements: [{ sid: "A", actions: ["s3:*"] }, { actions: ["kms:*"] }],
        overridePolicyDocuments: [override],
      }),
      {
        Version: "2012-10-17",
        Statement: [
          { Sid: "A", Effect: "Allow", Action: "s3:*" },
          { Sid: "B", Effect: "Allow" },
          { Effect: "Allow", Action: "kms:*" },
        ],
      },
    );
  });

  it("does not guess what a document holds that is no JSON", () => {
    assert.equal(ask(DOCUMENT, { sourcePolicyDocuments: ["{"] }), undefined);
  });

  it("gives the same document with and without white space", () => {
    const result = ask(DOCUMENT, { statements: [{ actions: ["s3:*"] }] });
    assert.equal(JSON.stringify(JSON.parse(textOf(result?.["json"]))), result?.["minifiedJson"]);
  });
});
