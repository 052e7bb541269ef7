import assert from "node:assert/strict";
import * as path from "node:path";
import { Unknown } from "../../../../reasoning/known";
import { planAll } from "../../../../preflight/readers/symbolic-plan/plan";
import { planFixture, planned, planText, REQUEST, resource, textOf } from "../../../programs/run";
import type { PlanResult } from "../../../../preflight/readers/symbolic-plan/plan";

const PROGRAMS = path.resolve(__dirname, "../../../programs");

describe("planProgram", function () {
  this.timeout(120_000);

  describe("of a TypeScript program with raw resources", () => {
    let result: PlanResult;
    const env = "urn:pulumi:dev::foreign::aws:mwaa/environment:Environment::environment";
    before(async () => {
      result = await planFixture("typescript", {
        config: { "aws:region": "eu-west-1", "foreign:name": "etl" },
      });
    });

    it("lists every resource once, with the engine's URN", () => {
      const { stack } = planned(result);
      assert.equal(stack.name, "foreign/dev");
      assert.equal(stack.door, "symbolic-plan");
      assert.equal(stack.region, "eu-west-1");
      assert.equal(stack.resources.length, 27);
      assert.equal(new Set(stack.resources.map(({ urn }) => urn)).size, 27);
      assert.equal(
        stack.resources[0]?.urn,
        "urn:pulumi:dev::foreign::pulumi:pulumi:Stack::foreign-dev",
      );
      assert.equal(resource(result, "environment", "Environment").urn, env);
      assert.deepEqual(stack.incomplete, []);
    });

    it("matches ids by identity", () => {
      const { inputs } = resource(result, "environment", "Environment");
      assert.deepEqual(inputs["networkConfiguration"], {
        securityGroupIds: [resource(result, "environment", "SecurityGroup").outputs["id"]],
        subnetIds: [0, 1].map(
          (index) => resource(result, `private-${String(index)}`, ":Subnet").outputs["id"],
        ),
      });
      assert.equal(
        resource(result, "nat-0", "NatGateway").inputs["allocationId"],
        resource(result, "nat-0", "Eip").outputs["id"],
      );
    });

    it("keeps text that is built from outputs analysable", () => {
      const bucket = resource(result, "dags", ":Bucket").outputs["bucket"];
      assert.match(textOf(bucket), /^dags-[0-9a-f]{7}$/);
      assert.deepEqual(
        JSON.parse(textOf(resource(result, "execution", "RolePolicy").inputs["policy"])),
        {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: ["s3:GetObject*", "s3:GetBucket*", "s3:List*"],
              Resource: [`arn:aws:s3:::${textOf(bucket)}`, `arn:aws:s3:::${textOf(bucket)}/*`],
            },
          ],
        },
      );
      assert.equal(
        resource(result, "execution", "Role").outputs["arn"],
        `arn:aws:iam::000000000000:role/service-role/${textOf(resource(result, "execution", "Role").outputs["name"])}`,
      );
    });

    it("computes a policy document as the provider does", () => {
      assert.deepEqual(
        JSON.parse(textOf(resource(result, "execution", "Role").inputs["assumeRolePolicy"])),
        {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: "sts:AssumeRole",
              Principal: { Service: ["airflow.amazonaws.com", "airflow-env.amazonaws.com"] },
            },
          ],
        },
      );
    });

    it("records options, dependencies and the line of the program", () => {
      const environment = resource(result, "environment", "Environment");
      assert.deepEqual(environment.customTimeouts, { create: 10_800, update: 5_400 });
      assert.equal(environment.protect, true);
      assert.equal(environment.deleteBeforeReplace, true);
      assert.deepEqual(environment.ignoreChanges, ["pluginsS3ObjectVersion"]);
      assert.deepEqual(environment.propertyDependencies["sourceBucketArn"], [
        "urn:pulumi:dev::foreign::aws:s3/bucket:Bucket::dags",
      ]);
      assert.deepEqual(
        environment.dependencies.filter((urn) => /RolePolicy|BucketVersioning/.test(urn)).length,
        2,
      );
      assert.deepEqual(resource(result, "nat-1", "NatGateway").source, {
        file: path.join(PROGRAMS, "typescript/index.ts"),
        line: 29,
      });
    });

    it("says what is not known instead of making it up", () => {
      const { outputs } = planned(result);
      assert.ok(outputs["created"] instanceof Unknown);
      assert.match(textOf(outputs["url"]), /^[0-9a-f-]{36}\.c1\.airflow\.eu-west-1\.on\.aws$/);
      assert.equal("createdAt" in resource(result, "environment", "Environment").outputs, false);
    });

    it("reads configuration, decodes assets and names the placeholder account", () => {
      assert.equal(resource(result, "environment", "Environment").inputs["name"], "etl");
      assert.deepEqual(resource(result, "requirements").inputs["source"], {
        kind: "asset",
        text: "apache-airflow-providers-amazon\n",
      });
      assert.deepEqual(planned(result).stack.assumptions, [
        "The account is not known offline: ARNs hold the placeholder 000000000000.",
      ]);
    });
  });

  describe("of a JavaScript program with components", () => {
    let result: PlanResult;
    before(async () => {
      result = await planFixture("javascript", {
        project: "components",
        account: "111111111111",
        config: {
          "aws:region": "eu-west-1",
          "components:password": "hunter2",
          "components:settings": '{"team":"data"}',
        },
        secretKeys: ["components:password"],
      });
    });

    it("qualifies a URN by the types of all ancestors", () => {
      assert.equal(
        resource(result, "outer-inner-bucket").urn,
        "urn:pulumi:dev::components::test:index:Outer$test:index:Inner$aws:s3/bucket:Bucket::outer-inner-bucket",
      );
      assert.equal(resource(result, "outer-inner").custom, false);
      assert.equal(resource(result, "outer-inner").parent, resource(result, "outer").urn);
      assert.deepEqual(resource(result, "outer-inner").outputs, {
        bucket: resource(result, "outer-inner-bucket").outputs["bucket"],
      });
    });

    it("places a resource where its explicit provider works", () => {
      const provider = resource(result, "abroad");
      assert.equal(provider.type, "pulumi:providers:aws");
      const queue = resource(result, "outer-inner-queue");
      assert.equal(queue.provider, `${provider.urn}::${textOf(provider.outputs["id"])}`);
      assert.match(
        textOf(queue.outputs["arn"]),
        /^arn:aws:sqs:eu-central-1:222222222222:outer-inner-queue-/,
      );
      assert.match(
        textOf(resource(result, "topic").outputs["arn"]),
        /^arn:aws:sns:eu-west-1:111111111111:topic-/,
      );
      assert.equal(resource(result, "topic").provider, undefined);
    });

    it("sees resources that are made inside apply", () => {
      assert.equal(
        resource(result, "made-in-apply").inputs["policy"],
        resource(result, "outer-inner-bucket").outputs["arn"],
      );
    });

    it("never decodes a secret", () => {
      const version = resource(result, "secret", "SecretVersion");
      assert.deepEqual(
        version.inputs["secretString"],
        new Unknown([`${version.urn}#secretString (secret)`]),
      );
      assert.doesNotMatch(JSON.stringify(planned(result).stack), /hunter2/);
      assert.doesNotMatch(JSON.stringify(planned(result).outputs), /hunter2/);
    });

    it("hands down protection and keeps aliases and replaceOnChanges in the registration", () => {
      assert.equal(resource(result, "outer-inner-bucket").protect, true);
      const byName = new Map(planned(result).registrations.map((each) => [each.name, each]));
      assert.deepEqual(byName.get("topic")?.aliases, [
        "urn:pulumi:dev::components::aws:sns/topic:Topic::old",
      ]);
      assert.deepEqual(byName.get("outer-inner")?.aliases, [{ name: "former", noParent: true }]);
      assert.deepEqual(byName.get("policy")?.replaceOnChanges, ["policy"]);
      assert.equal(resource(result, "topic").retainOnDelete, true);
    });

    it("makes what an exported function returns the stack's outputs", () => {
      const { outputs, stack } = planned(result);
      assert.equal(outputs["stack"], "dev");
      assert.equal(outputs["zones"], 3);
      assert.ok(stack.assumptions.some((each) => each.startsWith("The zones of eu-west-1")));
    });
  });

  it("gives the same answer to the same program every time", async () => {
    const program = {
      "index.js":
        'const aws = require("@pulumi/aws"); exports.id = new aws.ec2.Vpc("v", { assignGeneratedIpv6CidrBlock: true }).ipv6CidrBlock;',
    };
    const [first, second] = await Promise.all([planText(program), planText(program)]);
    assert.match(
      textOf(planned(first).outputs["id"]),
      /^2001:db8:[0-9a-f]{1,4}:[0-9a-f]{0,2}00::\/56$/,
    );
    assert.deepEqual(planned(first).outputs, planned(second).outputs);
  });

  it("lends its own packages to a program that has none, and says so", async () => {
    const result = await planText({
      "index.ts":
        'import * as aws from "@pulumi/aws";\nexport const bucket: unknown = new aws.s3.Bucket("a").id;',
    });
    assert.match(textOf(planned(result).outputs["bucket"]), /^a-[0-9a-f]{7}$/);
    assert.ok(
      planned(result).stack.assumptions.some((each) =>
        each.includes("has no @pulumi/pulumi of its own"),
      ),
    );
    assert.equal(resource(result, "a").source?.line, 2);
  });

  it("applies transforms of the resource, its parent and the stack", async () => {
    const result = await planText({
      "index.js": `
        const aws = require("@pulumi/aws");
        const pulumi = require("@pulumi/pulumi");
        pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
          type.startsWith("aws:") ? { props: { ...props, tags: { by: "stack" } }, opts } : undefined);
        class Component extends pulumi.ComponentResource {
          constructor(name, opts) {
            super("test:index:Component", name, {}, opts);
            new aws.s3.Bucket("inner", {}, { parent: this, transforms: [({ props, opts }) => ({ props: { ...props, bucket: "own" }, opts })] });
          }
        }
        new Component("c", { transforms: [({ type, props, opts }) =>
          type.startsWith("aws:") ? { props: { ...props, forceDestroy: props.bucket === "own" }, opts: pulumi.mergeOptions(opts, { protect: true }) } : undefined] });
      `,
    });
    const inner = resource(result, "inner");
    assert.deepEqual(inner.inputs, { bucket: "own", forceDestroy: true, tags: { by: "stack" } });
    assert.equal(inner.protect, true);
    assert.equal(inner.outputs["arn"], "arn:aws:s3:::own");
  });

  it("runs ES modules, in JavaScript and in TypeScript", async () => {
    const results = await planAllTexts([
      {
        "package.json": '{"type":"module"}',
        "index.js":
          'import { createRequire } from "node:module";\nconst aws = createRequire(import.meta.url)("@pulumi/aws");\nexport const id = new aws.s3.Bucket("esm", { bucket: "esm" }).id;',
      },
      {
        "package.json": '{"type":"module"}',
        "index.ts":
          'import { createRequire } from "node:module";\nimport { name } from "./name.js";\nconst aws = createRequire(import.meta.url)("@pulumi/aws");\nconst bucket: string = name;\nexport const id = new aws.s3.Bucket("esm", { bucket }).id;',
        "name.ts": 'export const name: string = "esm";',
      },
    ]);
    for (const result of results) assert.deepEqual(planned(result).outputs, { id: "esm" });
  });

  it("waits for resources that are made after the program has settled", async () => {
    const result = await planText({
      "index.js":
        'const aws = require("@pulumi/aws");\nsetTimeout(() => new aws.s3.Bucket("late"), 50);\nprocess.once("beforeExit", () => new aws.s3.Bucket("latest"));',
    });
    assert.deepEqual(
      planned(result)
        .stack.resources.slice(1)
        .map(({ name }) => name),
      ["late", "latest"],
    );
  });

  it("answers a stack reference with what it was given, and leaves others unknown", async () => {
    const program = {
      "index.js": `
        const pulumi = require("@pulumi/pulumi");
        const network = new pulumi.StackReference("org/network/dev");
        exports.vpc = network.getOutput("vpcId");`,
    };
    const given = await planText(program, {
      references: { "org/network/dev": { vpcId: "vpc-1" } },
    });
    assert.deepEqual(planned(given).outputs, { vpc: "vpc-1" });
    assert.equal(resource(given, "org/network/dev").change, "read");
    const unknown = await planText(program);
    assert.ok(planned(unknown).outputs["vpc"] instanceof Unknown);
    assert.ok(
      planned(unknown).stack.assumptions.some((each) => each.includes('"org/network/dev"')),
    );
  });

  it("leaves the result of a function unknown that only AWS could answer", async () => {
    const result = await planText({
      "index.js": `
        const aws = require("@pulumi/aws");
        const vpc = aws.ec2.getVpcOutput({ default: true });
        new aws.ec2.Subnet("s", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24",
          availabilityZone: aws.getAvailabilityZonesOutput({ filters: [{ name: "opt-in-status", values: ["opted-in"] }] }).names[0] });
        exports.account = aws.getCallerIdentityOutput().accountId;
        exports.caller = aws.getCallerIdentityOutput().arn;`,
    });
    const { inputs } = resource(result, "s");
    assert.ok(inputs["vpcId"] instanceof Unknown);
    assert.ok(inputs["availabilityZone"] instanceof Unknown);
    const { outputs, stack } = planned(result);
    assert.equal(outputs["account"], "000000000000");
    assert.ok(outputs["caller"] instanceof Unknown);
    assert.ok(stack.assumptions.some((each) => each.includes("aws:ec2/getVpc:getVpc")));
  });

  it("plans several programs and keeps their order", async () => {
    const results = await planAll(
      ["one", "two", "three"].map((stack) => ({
        ...REQUEST,
        stack,
        directory: path.join(PROGRAMS, "typescript"),
      })),
      2,
    );
    assert.deepEqual(
      results.map((result) => planned(result).stack.name),
      ["foreign/one", "foreign/two", "foreign/three"],
    );
  });
});

function planAllTexts(programs: readonly Record<string, string>[]): Promise<PlanResult[]> {
  return Promise.all(programs.map((program) => planText(program)));
}
