import assert from "node:assert/strict";
import * as path from "node:path";

import { runCommand } from "./command";
import { REPOSITORY } from "./paths";
import { STANDING_ALONE, openStack } from "./product";
import type { Edit } from "./programs/edits";
import type { Workspace } from "./workspace";

const PACK = path.join(REPOSITORY, "policies/dist");
const BUILD_LIMIT_SECONDS = 120;

/** What is broken, and what stops it: the rule, the resource that it names, and the word of the fix. */
interface Verdict {
  readonly edit: Edit;
  readonly rule: string;
  readonly resource: string;
  readonly fix: RegExp;
}

const VERDICTS: Readonly<Record<string, Verdict>> = {
  "versioning-suspended": {
    edit: {
      type: "aws:s3/bucketVersioning:BucketVersioning",
      set: { versioningConfiguration: { status: "Suspended" } },
    },
    rule: "bucket-versioning-enabled",
    resource: "MWAAEnvironment-bucket-versioning (aws:s3/bucketVersioning:BucketVersioning)",
    fix: /Fix: .*Enabled/,
  },
  "access-block-incomplete": {
    edit: {
      type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      set: { restrictPublicBuckets: false },
    },
    rule: "bucket-public-access-blocked",
    resource:
      "MWAAEnvironment-bucket-public-access-block (aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock)",
    fix: /Fix: .*restrictPublicBuckets/,
  },
  "role-over-privileged": {
    edit: {
      type: "aws:iam/policy:Policy",
      names: "role",
      replace: {
        property: "policy",
        from: '"Statement":\\[',
        to: '"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},',
      },
    },
    rule: "execution-role-least-privilege",
    resource: "MWAAEnvironment-role-policy (aws:iam/policy:Policy)",
    fix: /Fix: .*actions/,
  },
  "deputy-confused": {
    edit: {
      type: "aws:iam/role:Role",
      names: "role",
      replace: {
        property: "assumeRolePolicy",
        from: ',?"Condition":\\{(?:"[^"]+":\\{[^}]*\\},?)+\\}',
        to: "",
      },
    },
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
      await workspace.succeed("config", "set", "mwaa-broken:edits", JSON.stringify([verdict.edit]));
      const { result, text } = await workspace.pulumi("preview", "--policy-pack", PACK);
      assert.notEqual(result.exitCode, 0, text);
      assert.deepEqual(stoppedBy(text), [verdict.rule], text);
      assert.ok(text.includes(verdict.resource), text);
      assert.match(text, verdict.fix);
      assert.deepEqual(workspace.cloud().records, []);
    });
  }
});
