import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import fc from "fast-check";
import { UNKNOWN_SENTINEL } from "../../../../preflight/readers/symbolic-plan/sentinels";
import { answerFor, SYMBOLS } from "../../../../preflight/readers/symbolic-plan/symbols";
import type { Subject } from "../../../../preflight/readers/symbolic-plan/symbols/template";
import { textOf } from "../../../programs/run";
import type { WireProperties } from "../../../../preflight/readers/symbolic-plan/protocol";

const SDK = path.dirname(require.resolve("@pulumi/aws/package.json"));

/** The declaration of a type's class: `aws:ec2/vpc:Vpc` is in ec2/vpc.d.ts. */
function declaration(type: string): string {
  const [, module = ""] = type.split(":");
  const file = path.join(SDK, `${module}.d.ts`);
  assert.ok(existsSync(file), `${type} is no type of this version of @pulumi/aws`);
  const text = readFileSync(file, "utf8");
  return text.slice(text.indexOf("export declare class"), text.indexOf("export interface"));
}

function subject(type: string, inputs: WireProperties = {}, name = "thing"): Subject {
  return {
    urn: `urn:pulumi:dev::p::${type}::${name}`,
    name,
    inputs,
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    account: "111111111111",
    region: "eu-west-1",
    byId: () => undefined,
  };
}

function outputs(type: string, inputs?: WireProperties): WireProperties {
  return answerFor(type, subject(type, inputs)).outputs;
}

describe("The table of symbols", () => {
  for (const [type, row] of Object.entries(SYMBOLS)) {
    it(`names only outputs that ${type} has`, () => {
      const text = declaration(type);
      const properties = Object.keys(row).filter((key) => key !== "id" && key !== "named");
      const named = row.named === undefined ? [] : [row.named];
      for (const property of [...properties, ...named]) {
        assert.ok(text.includes(`readonly ${property}: `), `${type} has no output ${property}`);
      }
    });

    it(`has only placeholders that ${type} can fill`, () => {
      const text = declaration(type);
      const known = new Set([
        "partition",
        "region",
        "account",
        "dnsSuffix",
        "uuid",
        "autoname",
        "id",
      ]);
      for (const template of Object.values(row)) {
        if (typeof template !== "string") continue;
        for (const [, key = ""] of template.matchAll(/\{([^}=]+)(?:=[^}]*)?\}/g)) {
          const fits = known.has(key) || /^(hex|chars|caps|digits)\d+$/.test(key);
          assert.ok(fits || text.includes(`readonly ${key}: `), `${type}: {${key}}`);
        }
      }
    });
  }
});

describe("answerFor", () => {
  const shapes: readonly { type: string; inputs?: WireProperties; output: string; like: RegExp }[] =
    [
      {
        type: "aws:ec2/vpc:Vpc",
        output: "arn",
        like: /^arn:aws:ec2:eu-west-1:111111111111:vpc\/vpc-0[0-9a-f]{16}$/,
      },
      { type: "aws:ec2/vpc:Vpc", output: "defaultSecurityGroupId", like: /^sg-0[0-9a-f]{16}$/ },
      {
        type: "aws:ec2/vpc:Vpc",
        inputs: { assignGeneratedIpv6CidrBlock: true },
        output: "ipv6CidrBlock",
        like: /^2001:db8:[0-9a-f]{1,4}:[0-9a-f]{0,2}00::\/56$/,
      },
      { type: "aws:s3/bucket:Bucket", output: "bucket", like: /^thing-[0-9a-f]{7}$/ },
      {
        type: "aws:s3/bucket:Bucket",
        inputs: { bucketPrefix: "dags-" },
        output: "arn",
        like: /^arn:aws:s3:::dags-\d{26}$/,
      },
      {
        type: "aws:s3/bucketObjectv2:BucketObjectv2",
        inputs: { bucket: "b", key: "k" },
        output: "versionId",
        like: /^[A-Za-z0-9]{32}$/,
      },
      {
        type: "aws:iam/role:Role",
        inputs: { name: "r", path: "/a/" },
        output: "arn",
        like: /^arn:aws:iam::111111111111:role\/a\/r$/,
      },
      {
        type: "aws:iam/role:Role",
        inputs: { name: "r" },
        output: "arn",
        like: /^arn:aws:iam::111111111111:role\/r$/,
      },
      {
        type: "aws:kms/key:Key",
        output: "arn",
        like: /^arn:aws:kms:eu-west-1:111111111111:key\/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
      },
      {
        type: "aws:kms/key:Key",
        inputs: { multiRegion: true },
        output: "keyId",
        like: /^mrk-[0-9a-f]{32}$/,
      },
      { type: "aws:kms/alias:Alias", output: "name", like: /^alias\/thing-[0-9a-f]{7}$/ },
      {
        type: "aws:cloudwatch/logGroup:LogGroup",
        inputs: { name: "airflow-e-Task" },
        output: "arn",
        like: /^arn:aws:logs:eu-west-1:111111111111:log-group:airflow-e-Task$/,
      },
      {
        type: "aws:mwaa/environment:Environment",
        inputs: { name: "e" },
        output: "arn",
        like: /^arn:aws:airflow:eu-west-1:111111111111:environment\/e$/,
      },
      {
        type: "aws:ssm/parameter:Parameter",
        inputs: { name: "a" },
        output: "arn",
        like: /:parameter\/a$/,
      },
      {
        type: "aws:ssm/parameter:Parameter",
        inputs: { name: "/a" },
        output: "arn",
        like: /:parameter\/a$/,
      },
    ];
  for (const { type, inputs, output, like } of shapes) {
    it(`gives ${type} a realistic ${output}${inputs === undefined ? "" : ` from ${JSON.stringify(inputs)}`}`, () => {
      assert.match(textOf(outputs(type, inputs)[output]), like);
    });
  }

  it("echoes inputs and never overrides them", () => {
    const inputs = { name: "own", path: "/p/", tags: { a: "b" } };
    const made = outputs("aws:iam/role:Role", inputs);
    for (const [key, value] of Object.entries(inputs)) assert.deepEqual(made[key], value);
  });

  it("knows nothing that depends on an unknown or secret part", () => {
    for (const bucket of [
      UNKNOWN_SENTINEL,
      { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "b" },
    ]) {
      const { id, outputs: made } = answerFor(
        "aws:s3/bucket:Bucket",
        subject("aws:s3/bucket:Bucket", { bucket }),
      );
      assert.equal(id, undefined);
      assert.deepEqual(made["bucket"], bucket);
      assert.equal(made["arn"], undefined);
    }
  });

  it("knows nothing that holds a region if there is none", () => {
    const nowhere: Subject = Object.fromEntries(
      Object.entries(subject("aws:kms/key:Key")).filter(([key]) => key !== "region"),
    ) as never;
    const { id, outputs: made } = answerFor("aws:kms/key:Key", nowhere);
    assert.match(String(id), /^[0-9a-f-]{36}$/);
    assert.deepEqual(Object.keys(made), ["keyId"]);
  });

  it("gives a type that no table knows an id and nothing else", () => {
    const { id, outputs: made } = answerFor(
      "random:index/pet:Pet",
      subject("random:index/pet:Pet", { length: 2 }),
    );
    assert.match(String(id), /^[0-9a-f-]{36}$/);
    assert.deepEqual(made, { length: 2 });
  });

  it("finds the group that came with a VPC when the program adopts it", () => {
    const type = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
    const adopted = {
      ...subject(type, { vpcId: "vpc-1" }),
      byId: () => ({ defaultSecurityGroupId: "sg-1" }),
    };
    assert.equal(answerFor(type, adopted).id, "sg-1");
    assert.equal(answerFor(type, subject(type)).id, undefined);
  });

  it("gives the same URN the same id and different URNs different ones", () => {
    const type = "aws:ec2/subnet:Subnet";
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const [first, second] = [a, b].map((name) => answerFor(type, subject(type, {}, name)).id);
        assert.equal(first === second, a === b);
      }),
    );
  });
});
