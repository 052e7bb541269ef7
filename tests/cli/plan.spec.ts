import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import Ajv from "ajv/dist/2020";
import type { Report } from "../../preflight/findings/finding";
import { run } from "./worlds";

const ROOT = join(__dirname, "..", "..");
const MWAA = join(ROOT, "cli", "mwaa.js");

const schema = JSON.parse(readFileSync(join(ROOT, "docs", "report.schema.json"), "utf8")) as object;
const validate = new Ajv({ allErrors: true }).compile(schema);

/** A program that uses the provider directly; its bucket keeps no versions. */
const FOREIGN = `
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const name = new pulumi.Config("app").get("name") ?? "etl";
const bucket = new aws.s3.Bucket("dags", {});
new aws.s3.BucketVersioning("versions", {
  bucket: bucket.id,
  versioningConfiguration: { status: "Suspended" },
});
new aws.mwaa.Environment("airflow", {
  name,
  dagS3Path: "dags/",
  executionRoleArn: "arn:aws:iam::123456789012:role/airflow",
  sourceBucketArn: bucket.arn,
  networkConfiguration: { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-1"] },
});
`;

describe("mwaa plan", function () {
  this.timeout(60_000);
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "mwaa-plan-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const write = (file: string, text: string) => {
    writeFileSync(join(folder, file), text);
  };
  const project = (text = "name: shop\nruntime: nodejs\n") => {
    write("Pulumi.yaml", text);
  };

  describe("of a foreign program", () => {
    it("asks for the facts of what exists where the verdict hangs on them, once", async () => {
      const alone = await run(["plan", "--stack", "existing-vpc"], { folder: ROOT });
      assert.match(
        alone.out,
        /\nNext: mwaa plan --stack existing-vpc --context <file> {3}# what exists already: docs\/context\.md\n/,
      );
      const facts = "stacks/context/existing-vpc.yaml";
      const told = await run(["plan", "--stack", "existing-vpc", "--context", facts], {
        folder: ROOT,
      });
      assert.doesNotMatch(told.out, /--context <file>/);
    });

    it("needs no stack file, and shows tree, findings and verdict", async () => {
      project();
      write("index.js", FOREIGN);
      const { code, out, err } = await run(["plan", "--region", "eu-central-1"], { folder });
      assert.deepEqual([code, err], [1, ""]);
      assert.match(out, /^shop\/dev in eu-central-1: 3 resources\n/);
      assert.match(out, /└─ airflow +aws\.mwaa\.Environment/);
      assert.match(
        out,
        /✗ error {2}bucket-versioning-enabled\n {4}versions \(aws\.s3\.BucketVersioning\) {2}index\.js:6\n/,
      );
      assert.match(out, /\nFAIL: the environment would not come up/);
      assert.match(out, /\nNext: mwaa explain /);
    });

    it("takes configuration from the stack file, and from the command line over it", async () => {
      project();
      write("index.js", FOREIGN);
      write("Pulumi.dev.yaml", "config:\n  aws:region: eu-west-1\n  app:name: from-file\n");
      const names = async (...more: readonly string[]) => {
        const argv = ["plan", "--format", "json", "--fail-on", "never", ...more];
        const { out, err } = await run(argv, { folder });
        assert.equal(err, "");
        const report = JSON.parse(out) as Report;
        assert.equal(validate(report), true, JSON.stringify(validate.errors));
        return report.stacks.flatMap(({ environments }) => environments.map(({ name }) => name));
      };
      assert.deepEqual(await names(), ["from-file"]);
      assert.deepEqual(await names("--config", "app:name=from-command"), ["from-command"]);
    });

    it("does not take a program that makes nothing for one that passes", async () => {
      project();
      write("index.js", "module.exports = { nothing: true };");
      const { code, out, err } = await run(["plan"], { folder });
      assert.deepEqual([code, out], [2, ""]);
      assert.match(err, /^mwaa: there is nothing to judge: .* registers no resource for dev; /);
      assert.match(err, /; see that main in Pulumi\.yaml names the program, /);
    });

    it("says that main leads to the library where it does", async () => {
      project("name: shop\nruntime: nodejs\nmain: library\n");
      mkdirSync(join(folder, "library"));
      const manifest = { name: "pulumi-mwaa", main: "entry.js" };
      write("library/package.json", JSON.stringify(manifest));
      write("library/entry.js", "exports.Environment = class {};");
      write("Pulumi.dev.yaml", "config:\n  aws:region: eu-west-1\n  mwaa:name: airflow\n");
      const { code, err } = await run(["plan"], { folder });
      assert.equal(code, 2);
      assert.match(
        err,
        /registers no resource for dev; its package\.json names the library as main/,
      );
    });

    it("says that a pass is about no environment", async () => {
      project();
      write("index.js", 'new (require("@pulumi/aws").sns.Topic)("alarms", {});');
      const { code, out } = await run(["plan"], { folder });
      assert.equal(code, 0);
      assert.match(out, /\nPASS WITHOUT AN ENVIRONMENT: nothing stands against what was read, /);
    });

    const failures: readonly (readonly [string, string, RegExp, string?])[] = [
      [
        "throws",
        'throw new Error("out of cheese");',
        /cannot be planned: .*index\.js:1: Error: out of cheese/,
      ],
      [
        "never ends",
        "setInterval(() => undefined, 1000);",
        /had not come to an end after 3 s/,
        "3",
      ],
      [
        "gives a name away twice",
        'const aws = require("@pulumi/aws");\nnew aws.s3.Bucket("a", {});\nnew aws.s3.Bucket("a", {});',
        /Two resources have the same type, parent and name "a"/,
      ],
      ["is not JavaScript", "const = 3;", /SyntaxError: /],
    ];
    for (const [title, text, expected, seconds = "50"] of failures) {
      it(`says what happened when it ${title}, with exit code 2 and no output`, async () => {
        project();
        write("index.js", text);
        const { code, out, err } = await run(["plan", "--timeout", seconds], { folder });
        assert.deepEqual([code, out], [2, ""]);
        assert.match(err, expected);
      });
    }
  });

  describe("of input that is no program", () => {
    const refused: readonly (readonly [string, readonly string[], RegExp, () => void])[] = [
      [
        "a folder that does not exist",
        ["--program", "nowhere"],
        /there is no such folder/,
        () => undefined,
      ],
      [
        "a folder without Pulumi.yaml",
        ["--program", "."],
        /there is no Pulumi\.yaml here/,
        () => undefined,
      ],
      [
        "a file in place of a folder",
        ["--program", "Pulumi.yaml"],
        /--program Pulumi\.yaml: there is no such folder/,
        project,
      ],
      [
        "a malformed Pulumi.yaml",
        [],
        /Pulumi\.yaml:\d+: is not well-formed YAML/,
        () => {
          project("name: [shop\n");
        },
      ],
      [
        "a program in another language",
        [],
        /runtime is "python", and only nodejs programs can be planned/,
        () => {
          project("name: shop\nruntime: python\n");
        },
      ],
      ["a project without a program", [], /There is no program in/, project],
      [
        "a stack that has no file",
        ["--stack", "prd"],
        /no stack is called prd in .*; did you mean prod\?; there is prod/,
        () => {
          project();
          write("Pulumi.prod.yaml", "config: {}\n");
        },
      ],
      [
        "a name that no stack can have",
        ["--stack", "../prod"],
        /--stack "\.\.\/prod" is no name of a stack/,
        project,
      ],
      [
        "a stack of another project",
        ["--stack", "org/other/prod"],
        /belongs to the project other, but .* is the project shop/,
        project,
      ],
      [
        "several stacks and no choice",
        [],
        /has 2 stacks \(dev, prod\); choose one, as in --stack dev, or plan them with --all/,
        () => {
          project();
          write("Pulumi.prod.yaml", "config: {}\n");
          write("Pulumi.dev.yaml", "config: {}\n");
        },
      ],
      ["--all without stack files", ["--all"], /--all finds no stack file/, project],
      [
        "a malformed stack file",
        [],
        /Pulumi\.dev\.yaml:\d+: is not well-formed YAML/,
        () => {
          project();
          write("index.js", "");
          write("Pulumi.dev.yaml", "config:\n  a: [1\n");
        },
      ],
    ];
    for (const [title, argv, expected, prepare] of refused) {
      it(`refuses ${title} with one message and no output`, async () => {
        prepare();
        const { code, out, err } = await run(["plan", ...argv], { folder });
        assert.deepEqual([code, out], [2, ""]);
        assert.match(err, expected);
        assert.match(err, /^mwaa: [^\n]+\n$/);
      });
    }
  });

  describe("of the program in this repository", () => {
    beforeEach(() => {
      mkdirSync(join(folder, "stacks"));
      const main = relative(folder, join(ROOT, "index.ts"));
      project(`name: mwaa\nruntime: nodejs\nmain: ${main}\nstackConfigDir: stacks\n`);
    });
    const stack = (name: string, ...lines: readonly string[]) => {
      write(
        `stacks/Pulumi.${name}.yaml`,
        ["config:", ...lines.map((l) => `  ${l}`), ""].join("\n"),
      );
    };

    const faults: readonly (readonly [string, readonly string[], RegExp])[] = [
      [
        "an impossible version",
        ["mwaa:airflowVersion: 2.10.2"],
        /stacks\/Pulumi\.a\.yaml:4:\d+ mwaa:airflowVersion .*2\.10\.2/,
      ],
      [
        "a network that is too small",
        ["mwaa:network: { vpcCidr: 10.0.0.0/29 }"],
        /Pulumi\.a\.yaml:4:\d+ mwaa:network/,
      ],
      [
        "subnets that overlap",
        ["mwaa:network: { privateSubnetCidrs: [10.192.20.0/24, 10.192.20.0/24] }"],
        /Pulumi\.a\.yaml:4:\d+ mwaa:network.privateSubnetCidrs/,
      ],
      [
        "an unknown key",
        ["mwaa:airflowVerion: 3.2.1"],
        /Pulumi\.a\.yaml:4:\d+ mwaa:airflowVerion .*airflowVersion/,
      ],
    ];
    for (const [title, lines, expected] of faults) {
      it(`refuses ${title} with the place, and plans nothing`, async () => {
        stack("a", "aws:region: eu-central-1", "mwaa:name: a", ...lines);
        const { code, out, err } = await run(["plan"], { folder });
        assert.deepEqual([code, out], [2, ""]);
        assert.match(err, expected);
      });
    }

    it("names every fault of every stack at once", async () => {
      stack("a", "aws:region: eu-cental-1", `mwaa:name: ${"a".repeat(81)}`);
      stack("b", "aws:region: eu-central-1", "mwaa:name: 1b");
      const { code, out, err } = await run(["plan", "--all"], { folder });
      assert.deepEqual([code, out], [2, ""]);
      assert.match(err, /^mwaa: 3 faults in the settings, nothing was planned:\n/);
      assert.match(err, /\nstacks\/Pulumi\.a\.yaml:2:\d+ aws:region .*eu-central-1/);
      assert.match(err, /\nstacks\/Pulumi\.a\.yaml:3:\d+ mwaa:name /);
      assert.match(err, /\nstacks\/Pulumi\.b\.yaml:3:\d+ mwaa:name /);
    });

    it("refuses two environments with one name in an account and Region", async () => {
      const account = 'mwaa:account: "123456789012"';
      stack("a", "aws:region: eu-central-1", "mwaa:name: one", account);
      stack("b", "aws:region: eu-central-1", "mwaa:name: one", account);
      const { code, out, err } = await run(["plan", "--all"], { folder });
      assert.deepEqual([code, out], [2, ""]);
      assert.match(
        err,
        /stacks\/Pulumi\.a\.yaml and stacks\/Pulumi\.b\.yaml both name their environment "one" in eu-central-1 of account 123456789012/,
      );
    });

    it("refuses an account that the settings contradict", async () => {
      stack("a", "aws:region: eu-central-1", "mwaa:name: a", 'mwaa:account: "123456789012"');
      const { code, err } = await run(["plan", "--account", "210987654321"], { folder });
      assert.equal(code, 2);
      assert.match(err, /--account 210987654321 contradicts mwaa:account 123456789012/);
    });

    it("judges what the command line lays over a file, and keeps the place of the rest", async () => {
      stack("a", "aws:region: eu-central-1", "mwaa:name: 1a");
      const { err } = await run(["plan", "--config", "mwaa:airflowVersion=2.10.2"], { folder });
      assert.match(err, /\nstacks\/Pulumi\.a\.yaml:3:\d+ mwaa:name /);
      assert.match(err, /\nmwaa:airflowVersion .*2\.10\.2/);
    });

    const folders: readonly (readonly [string, (at: string) => void])[] = [
      ["missing", () => undefined],
      [
        "empty",
        (at) => {
          mkdirSync(at);
        },
      ],
    ];
    for (const [title, prepare] of folders) {
      it(`refuses a folder of DAGs that is ${title}`, async () => {
        const dags = join(folder, "my-dags");
        prepare(dags);
        const path = relative(ROOT, dags);
        stack(
          "a",
          "aws:region: eu-central-1",
          "mwaa:name: a",
          `mwaa:dagFiles: { folder: ${path} }`,
        );
        const { code, out, err } = await run(["plan"], { folder });
        assert.deepEqual([code, out], [2, ""]);
        assert.match(err, /my-dags/);
      });
    }
  });

  describe("as a whole command", () => {
    const mwaa = (...argv: readonly string[]) =>
      spawnSync(process.execPath, [MWAA, ...argv], {
        cwd: ROOT,
        encoding: "utf8",
        timeout: 150_000,
      });

    it("judges every stack of this repository in a report that the published schema accepts", () => {
      const { status, stdout, stderr } = mwaa("plan", "--all", "--format", "json");
      assert.deepEqual([status, stderr], [0, ""]);
      const report = JSON.parse(stdout) as Report;
      assert.equal(validate(report), true, JSON.stringify(validate.errors));
      const names = report.stacks.map(({ name }) => name);
      assert.ok(
        names.includes("mwaa/quick-start") && names.includes("mwaa/production"),
        names.join(),
      );
    });

    it("prints tree, verdict and the next command for quick-start", () => {
      const { status, stdout, stderr } = mwaa("plan", "--stack", "quick-start");
      assert.deepEqual([status, stderr], [0, ""]);
      assert.match(stdout, /^mwaa\/quick-start in [a-z0-9-]+: \d+ resources\n└─ /);
      assert.match(
        stdout,
        /\nPASS: the environment comes up and is safe, given the assumptions\.\n/,
      );
      assert.match(stdout, /pulumi up --stack quick-start/);
    });
  });
});
