import assert from "node:assert/strict";
import * as path from "node:path";

import { runCommand } from "./command";
import { REPOSITORY } from "./paths";
import { STANDING_ALONE, openStack } from "./product";
import type { BreakerName } from "./programs/breakers";
import type { Workspace } from "./workspace";

const PACK = path.join(REPOSITORY, "policies/dist");
const BUILD_LIMIT_SECONDS = 120;

/** What stops each broken stack: the rule, the resource that it names, and the word of the fix. */
const VERDICTS: Readonly<
  Record<BreakerName, { readonly rule: string; readonly resource: string; readonly fix: RegExp }>
> = {
  "versioning-suspended": {
    rule: "bucket-versioning-enabled",
    resource: "MWAAEnvironment-bucket-versioning (aws:s3/bucketVersioning:BucketVersioning)",
    fix: /Fix: .*Enabled/,
  },
  "access-block-incomplete": {
    rule: "bucket-public-access-blocked",
    resource:
      "MWAAEnvironment-bucket-public-access-block (aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock)",
    fix: /Fix: .*restrictPublicBuckets/,
  },
  "role-over-privileged": {
    rule: "execution-role-least-privilege",
    resource: "MWAAEnvironment-role-policy (aws:iam/policy:Policy)",
    fix: /Fix: .*actions/,
  },
  "deputy-confused": {
    rule: "execution-role-guarded-against-confused-deputy",
    resource: "MWAAEnvironment-role (aws:iam/role:Role)",
    fix: /Fix: .*aws:SourceArn/,
  },
};

/** The rules that stopped a preview. */
function stoppedBy(text: string): readonly string[] {
  const rules = [...text.matchAll(/\[mandatory\] +(\S+)/g)].map((match) => match[1] ?? "");
  return [...new Set(rules)].sort();
}

describe("the policy pack", () => {
  let workspace: Workspace | undefined;

  before(async () => {
    const built = await runCommand({
      program: "npm",
      args: ["run", "--silent", "build:pack"],
      cwd: REPOSITORY,
      env: process.env,
      limitSeconds: BUILD_LIMIT_SECONDS,
    });
    assert.equal(built.exitCode, 0, built.stderr);
  });

  afterEach(() => {
    workspace?.dispose();
    workspace = undefined;
  });

  for (const stack of STANDING_ALONE) {
    it(`lets the preview of ${stack} pass`, async () => {
      workspace = await openStack(stack);
      const { text } = await workspace.succeed("preview", "--policy-pack", PACK);
      assert.match(text, /mwaa-guardrails/);
      assert.deepEqual(stoppedBy(text), []);
    });
  }

  for (const [name, verdict] of Object.entries(VERDICTS)) {
    it(`stops a stack with ${name}, names the resource and says what to do`, async () => {
      const entry = path.join(__dirname, "programs/broken.ts");
      workspace = await openStack("quick-start", { folder: REPOSITORY, entry });
      await workspace.succeed("config", "set", "mwaa-broken:what", name);
      const { result, text } = await workspace.pulumi("preview", "--policy-pack", PACK);
      assert.notEqual(result.exitCode, 0, text);
      assert.deepEqual(stoppedBy(text), [verdict.rule], text);
      assert.ok(text.includes(verdict.resource), text);
      assert.match(text, verdict.fix);
      assert.deepEqual(workspace.cloud().records, []);
    });
  }
});
