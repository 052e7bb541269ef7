// Packs the package as npm would publish it, installs it into an empty project and uses it there as
// a stranger does: the command, the rooms that need no Pulumi, and a program of the stranger's own.
const assert = require("node:assert/strict");
const { execFileSync } = require("node:child_process");
const { mkdtempSync, mkdirSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

const root = join(__dirname, "../..");
const place = mkdtempSync(join(tmpdir(), "pulumi-mwaa-"));
const LIMIT_MILLISECONDS = 300_000;

function run(command, args, cwd = place) {
  return execFileSync(command, args, {
    cwd,
    encoding: "utf8",
    timeout: LIMIT_MILLISECONDS,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

try {
  const [packed] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", place], root));
  const names = packed.files.map(({ path }) => path);
  assert.ok(
    !names.some((name) => /^(tests|bench|\.ci|policies)\//.test(name)),
    "only what is used",
  );
  writeFileSync(join(place, "package.json"), '{ "name": "stranger", "private": true }');
  const tarball = join(place, packed.filename);
  run("npm", ["install", "--no-audit", "--no-fund", "--omit=optional", tarball]);

  const { versions } = JSON.parse(
    run("node", [
      "-e",
      `const service = require("pulumi-mwaa/service");
       const { RULES } = require("pulumi-mwaa/preflight");
       if (RULES.length === 0) throw new Error("no rules");
       console.log(JSON.stringify({ versions: service.SUPPORTED_VERSIONS.length }));`,
    ]),
  );
  assert.ok(versions > 0);
  // The engines stand alone: nothing but the package itself is installed yet.
  const decided = run("node", [
    "-e",
    `const { evaluate, readSimulation } = require("pulumi-mwaa/iam");
     const simulation = readSimulation({
       request: { principal: "arn:aws:iam::111122223333:user/ada", action: "sqs:SendMessage",
         resource: "arn:aws:sqs:eu-west-1:111122223333:jobs", otherContext: "absent" },
       policies: { identity: [{ name: "send", document: { Version: "2012-10-17",
         Statement: [{ Effect: "Allow", Action: "sqs:Send*", Resource: "*" }] } }] },
     });
     const { EXPLANATION_CODES } = require("pulumi-mwaa/reachability");
     console.log(evaluate(simulation).outcome, EXPLANATION_CODES.length > 0);`,
  ]);
  assert.equal(decided, "allowed true\n");
  for (const engine of ["iam", "reachability"]) {
    assert.ok(names.includes(`reasoning/${engine}/README.md`), `the README of ${engine}`);
  }
  assert.match(run("npx", ["mwaa", "rules"]), /bucket-versioning-enabled/);

  run("npm", [
    "install",
    "--no-audit",
    "--no-fund",
    "@pulumi/pulumi@3.247.0",
    "@pulumi/aws@7.48.0",
  ]);
  writeFileSync(join(place, "Pulumi.yaml"), "name: stranger\nruntime: nodejs\nmain: index.js\n");
  mkdirSync(join(place, "dags"));
  writeFileSync(join(place, "dags", "hello.py"), "");
  writeFileSync(
    join(place, "index.js"),
    `const mwaa = require("pulumi-mwaa");
     const network = new mwaa.PublicRoutingNetwork("network", { region: "eu-west-1" });
     const bucket = new mwaa.EnvironmentBucket("bucket", { environmentName: "etl" });
     const executionRole = new mwaa.ExecutionRole("role", { environmentName: "etl", bucketName: bucket.name });
     const dagFiles = new mwaa.DagFiles("files", { bucket, folder: "dags" });
     new mwaa.Environment("airflow", { name: "etl", airflowVersion: "3.2.1", network, bucket, executionRole, dagFiles });`,
  );
  const report = JSON.parse(
    run("npx", ["mwaa", "plan", "--region", "eu-west-1", "--format", "json"]),
  );
  assert.equal(report.verdict, "pass");
  console.log(
    `packed ${packed.files.length} files, ${packed.unpackedSize} bytes; installed and used`,
  );
} finally {
  rmSync(place, { recursive: true, force: true });
}
