import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Report } from "../../preflight/findings/finding";
import { run } from "./worlds";

const PROJECT = (name: string): string => `name: ${name}\nruntime: nodejs\n`;

/** An owner's network: what others need to know is exported. */
const NETWORK = `
const aws = require("@pulumi/aws");
const bucket = new aws.s3.Bucket("dags", { bucket: "dags-of-the-owner" });
exports.bucketArn = bucket.arn;
`;

/** An environment that takes its bucket from another stack. */
const ENVIRONMENT = (reference: string): string => `
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const network = new pulumi.StackReference("other", { name: ${JSON.stringify(reference)} });
new aws.mwaa.Environment("airflow", {
  name: "etl",
  dagS3Path: "dags/",
  executionRoleArn: "arn:aws:iam::123456789012:role/airflow",
  sourceBucketArn: network.requireOutput("bucketArn"),
  networkConfiguration: { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-1"] },
});
`;

describe("mwaa plan of several stacks", function () {
  this.timeout(120_000);
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "mwaa-together-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
  };
  const report = async (...argv: readonly string[]): Promise<Report> => {
    const all = ["plan", ...argv, "--format", "json", "--fail-on", "never"];
    const { out, err } = await run([...all, "--region", "eu-west-1"], { folder });
    assert.equal(err, "");
    return JSON.parse(out) as Report;
  };
  const refusal = async (...argv: readonly string[]): Promise<string> => {
    const { code, out, err } = await run(["plan", ...argv], { folder });
    assert.deepEqual([code, out], [2, ""]);
    assert.match(err, /^mwaa: [^\n]+\n$/);
    return err;
  };

  const outcome = ({ findings }: Report, rule: string): string | undefined =>
    findings.find((each) => each.rule === rule)?.outcome;

  const twoPrograms = (reference: string): void => {
    write({
      "network/Pulumi.yaml": PROJECT("network"),
      "network/Pulumi.dev.yaml": "config: {}\n",
      "network/index.js": NETWORK,
      "airflow/Pulumi.yaml": PROJECT("airflow"),
      "airflow/Pulumi.dev.yaml": "config: {}\n",
      "airflow/index.js": ENVIRONMENT(reference),
    });
  };
  const both = ["--program", "airflow", "--program", "network"];

  it("judges an environment by what another program's stack holds", async () => {
    twoPrograms("acme/network/dev");
    const joined = await report(...both);
    assert.deepEqual(
      joined.stacks.map(({ name }) => name),
      ["airflow/dev", "network/dev"],
    );
    assert.equal(outcome(joined, "bucket-versioning-enabled"), "fail");
    assert.ok(
      joined.assumptions.includes(
        'The stack reference "acme/network/dev" is taken to mean network/dev, which is planned here.',
      ),
    );
  });

  it("takes a bare name for the stack of each program, and a qualified one for one of them", async () => {
    twoPrograms("network/dev");
    const names = async (...stacks: readonly string[]) =>
      (await report(...both, ...stacks.flatMap((each) => ["--stack", each]))).stacks.map(
        ({ name }) => name,
      );
    assert.deepEqual(await names("dev"), ["airflow/dev", "network/dev"]);
    assert.deepEqual(await names("network/dev"), ["network/dev"]);
    assert.deepEqual(await names("acme/airflow/dev", "network/dev"), [
      "airflow/dev",
      "network/dev",
    ]);
    assert.match(
      await refusal(...both, "--stack", "qa"),
      /no stack is called qa in .* or .*; there is dev\n/,
    );
    assert.match(
      await refusal(...both, "--stack", "acme/billing/dev"),
      /belongs to the project billing, but the programs are airflow, network/,
    );
    assert.match(
      await refusal(...both, "--stack", "dev", "--stack", "network/dev"),
      /the stack network\/dev is asked for twice; give it once/,
    );
  });

  it("leaves undecided what comes from a stack that nobody plans, and names it", async () => {
    twoPrograms("acme/network/prod");
    const joined = await report(...both);
    assert.equal(outcome(joined, "bucket-versioning-enabled"), "unknown");
    assert.ok(
      joined.assumptions.some((each) => each.includes('outputs of stack "acme/network/prod"')),
    );
  });

  it("joins two stacks of one program, given by name", async () => {
    write({
      "Pulumi.yaml": PROJECT("shop"),
      "Pulumi.a.yaml": "config: {}\n",
      "Pulumi.b.yaml": "config: {}\n",
      "Pulumi.c.yaml": "config: {}\n",
      "index.js": `
        const stack = require("@pulumi/pulumi").getStack();
        if (stack === "a") { ${NETWORK} }
        else { ${ENVIRONMENT("a")} }
      `,
    });
    const joined = await report("--stack", "b", "--stack", "a");
    assert.deepEqual(
      joined.stacks.map(({ name }) => name),
      ["shop/a", "shop/b"],
    );
    assert.equal(outcome(joined, "bucket-versioning-enabled"), "fail");
  });

  it("says which account each stack and each provider is in, where it is told", async () => {
    const config = (account: string): string =>
      `config:\n  aws:region: eu-west-1\n  aws:allowedAccountIds: ["${account}"]\n`;
    write({
      "Pulumi.yaml": PROJECT("shop"),
      "Pulumi.a.yaml": config("111111111111"),
      "Pulumi.b.yaml": config("222222222222"),
      "index.js": `
        const aws = require("@pulumi/aws");
        const owner = new aws.Provider("owner", {
          region: "us-east-1",
          assumeRoles: [{ roleArn: "arn:aws:iam::333333333333:role/deploy" }],
        });
        const stranger = new aws.Provider("stranger", { region: "us-east-2", profile: "x" });
        new aws.s3.Bucket("here");
        new aws.s3.Bucket("there", {}, { provider: owner });
        new aws.s3.Bucket("elsewhere", {}, { provider: stranger });
      `,
    });
    const { out } = await run(["plan", "--all"], { folder });
    assert.match(
      out,
      new RegExp(
        [
          "^shop/a in eu-west-1 of account 111111111111: 3 resources",
          "with provider owner in us-east-1 of account 333333333333: 1 resource",
          "with provider stranger in us-east-2: 1 resource",
          "├─ here ",
        ].join("\n"),
      ),
    );
    assert.match(
      out,
      /\n {2}\w+ +shop\/b {2}no environment in eu-west-1 of account 222222222222\n/,
    );
  });

  it("names the stacks of a circle in one message", async () => {
    write({
      "Pulumi.yaml": PROJECT("shop"),
      "Pulumi.a.yaml": "config: {}\n",
      "Pulumi.b.yaml": "config: {}\n",
      "index.js": `
        const pulumi = require("@pulumi/pulumi");
        const other = pulumi.getStack() === "a" ? "b" : "a";
        exports.x = new pulumi.StackReference(other).getOutput("x");
      `,
    });
    assert.match(
      await refusal("--all"),
      /circle: shop\/a -> shop\/b -> shop\/a; none of them can be deployed first/,
    );
  });

  it("lets a context answer for a stack that is not planned, and for what nobody makes", async () => {
    twoPrograms("acme/network/dev");
    write({
      "facts.yaml": [
        "version: 1",
        "stackOutputs:",
        "  acme/network/dev:",
        "    bucketArn: arn:aws:s3:::dags-of-somebody",
        "buckets:",
        "  - name: dags-of-somebody",
        "    versioning: Suspended",
        "",
      ].join("\n"),
    });
    const facts = ["--context", "facts.yaml"];
    const alone = await report("--program", "airflow", ...facts);
    assert.deepEqual(
      alone.stacks.map(({ name }) => name),
      ["airflow/dev"],
    );
    assert.ok(alone.assumptions.some((each) => each.includes("facts.yaml")));
    assert.ok(!alone.assumptions.some((each) => each.includes("were not given")));
    assert.equal(outcome(alone, "bucket-versioning-enabled"), "fail");
    const without = await report("--program", "airflow");
    assert.notEqual(alone.evidence.input, without.evidence.input);
    // A stack that is planned tells better what it exports.
    const joined = await report(...both, ...facts);
    const blamed = joined.findings.find(({ rule }) => rule === "bucket-versioning-enabled");
    assert.match(blamed?.resource ?? "", /::dags$/);
  });

  it("gives a component of another process the outputs that a context tells", async () => {
    write({
      "Pulumi.yaml": PROJECT("shop"),
      "index.js": `
        const aws = require("@pulumi/aws");
        const pulumi = require("@pulumi/pulumi");
        class Vpc extends pulumi.ComponentResource {
          constructor(name) { super("other:index:Vpc", name, { vpcId: undefined }, {}, true); }
        }
        new aws.ec2.SecurityGroup("workers", { vpcId: new Vpc("lent").vpcId, egress: [] });
      `,
      "facts.yaml":
        "version: 1\ncomponents:\n  other:index:Vpc:\n    lent: { vpcId: vpc-0123456789abcdef0 }\n",
    });
    const { out } = await run(["plan", "--region", "eu-west-1", "--context", "facts.yaml"], {
      folder,
    });
    assert.doesNotMatch(out, /another process/);
  });

  it("refuses a context with every fault at its place", async () => {
    twoPrograms("network/dev");
    write({ "facts.yaml": "version: 1\nacount: '1'\nregion: eu-wset-1\n" });
    const { code, out, err } = await run(["plan", ...both, "--context", "facts.yaml"], { folder });
    assert.deepEqual([code, out], [2, ""]);
    assert.match(err, /^mwaa: facts\.yaml:2:1 acount /);
    assert.match(
      await refusal("--program", "airflow", "--context", "no.yaml"),
      /--context no\.yaml: does not exist/,
    );
  });

  it("refuses outputs that two contexts tell", async () => {
    twoPrograms("network/dev");
    const text = "version: 1\nstackOutputs: { network/dev: { a: 1 } }\n";
    write({ "a.yaml": text, "b.yaml": text });
    assert.match(
      await refusal("--program", "airflow", "--context", "a.yaml", "--context", "b.yaml"),
      /a\.yaml and b\.yaml both tell stackOutputs of network\/dev; tell them in one file/,
    );
  });
});
