import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../preflight/findings/finding";

const ROOT = join(__dirname, "../..");

interface Plan {
  readonly stacks: readonly string[];
  readonly contexts?: readonly string[];
}

/** What has to be planned together, or with which facts, to be proved; every other stack stands alone. */
const TOGETHER: readonly Plan[] = [
  { stacks: ["shared-vpc-owner", "shared-vpc-participant", "shared-vpc-endpoints"] },
  { stacks: ["automation-owner", "automation-participant"] },
  { stacks: ["shared-vpc-participant"], contexts: ["shared-vpc-participant"] },
  { stacks: ["existing-vpc"], contexts: ["existing-vpc"] },
  { stacks: ["awsx-vpc"], contexts: ["awsx-vpc"] },
];

/** What cannot be told of a stack that is planned without its partners or facts. */
const ALONE: Readonly<Record<string, RegExp>> = {
  "shared-vpc-participant": /the endpoint of the database/,
  "automation-participant": /the endpoint of the database/,
  "existing-vpc": /subnet/,
  "awsx-vpc": /subnetIds/,
};

function planned({ stacks, contexts = [] }: Plan): Report {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(ROOT, "cli/mwaa.js"),
      "plan",
      ...stacks.flatMap((stack) => ["--stack", stack]),
      ...contexts.flatMap((context) => ["--context", `stacks/context/${context}.yaml`]),
      "--format",
      "json",
    ],
    { cwd: ROOT, encoding: "utf8", timeout: 60_000 },
  );
  assert.equal(stderr, "");
  return JSON.parse(stdout) as Report;
}

describe("the stacks of this repository", function () {
  this.timeout(90_000);

  const partners = new Set(TOGETHER.flatMap(({ stacks }) => stacks));
  const standing = readdirSync(join(ROOT, "stacks"))
    .flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [])
    .filter((stack) => !partners.has(stack))
    .map((stack): Plan => ({ stacks: [stack] }));

  for (const plan of [...standing, ...TOGETHER]) {
    const { stacks, contexts } = plan;
    const facts = contexts === undefined ? "" : ` with the facts of ${contexts.join(", ")}`;
    it(`are proved: ${stacks.join(", ")}${facts}`, () => {
      const report = planned(plan);
      const open = report.findings.filter(({ severity }) => severity === "error");
      assert.deepEqual(open, []);
      assert.equal(report.verdict, "pass");
    });
  }

  for (const [stack, expected] of Object.entries(ALONE)) {
    it(`say what is missing: ${stack} alone`, () => {
      const report = planned({ stacks: [stack] });
      const errors = report.findings.filter(({ severity }) => severity === "error");
      assert.equal(report.verdict, "unknown");
      assert.deepEqual(
        errors.filter(({ outcome }) => outcome !== "unknown"),
        [],
      );
      const missing = errors.flatMap(({ blockedBy = [] }) => blockedBy);
      assert.ok(missing.length > 0 && errors.every(({ blockedBy = [] }) => blockedBy.length > 0));
      assert.match(missing.join("\n"), expected);
    });
  }
});
