import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import * as path from "node:path";

import pLimit from "p-limit";

import { FLAWS } from "./programs/environment/flaws";
import type { Flaw } from "./programs/environment/flaws";
import { changesIn, exportOf, previewOf } from "./states";
import { Workspace } from "./workspace";
import type { Invocation } from "./workspace";

const PROGRAM = { folder: path.join(__dirname, "programs/environment") };
const ACCOUNT = "123456789012";

async function prepared(flaw?: Flaw): Promise<Workspace> {
  const workspace = new Workspace(PROGRAM, { account: ACCOUNT });
  await workspace.succeed("stack", "init", "dev");
  const settings = ["aws:region=eu-central-1", `account=${ACCOUNT}`];
  if (flaw !== undefined) settings.push(`flaw=${flaw}`);
  await workspace.succeed("config", "set-all", ...settings.flatMap((s) => ["--plaintext", s]));
  return workspace;
}

/** The sentence with which each flaw stops the update. */
const SENTENCES: Readonly<Record<Flaw, string>> = {
  "access-block-late": `ValidationException: Provided bucket does not have BlockPublicAccess set for s3 bucket raw-${ACCOUNT}`,
  "dag-late": `ValidationException: Unable to read DAG folder raw-${ACCOUNT}/dags`,
  "group-closed":
    "INCORRECT_CONFIGURATION: You may need to check the execution role permissions policy",
  "log-group-late":
    "ResourceAlreadyExistsException: The specified log group already exists: airflow-raw-Task",
  "micro-with-two": "schedulers must be between 1 and 1 for this environment class, got 2",
  "no-route": "has neither a route to a NAT gateway nor the endpoints it needs",
  "one-zone": "The subnets must be in two different Availability Zones of one VPC",
  "queue-denied": "raw-execution lacks permissions",
  "role-policy-late": `Provided role does not have sufficient permissions for s3 location raw-${ACCOUNT}/dags`,
  "short-of-time": "timeout while waiting for state to become 'AVAILABLE'",
  "unknown-name":
    "Invalid or unknown key. Examine values at 'environment.networkConfiguration.subnetIdentifiers'.",
  "versioning-late": `ValidationException: Versioning is not enabled for s3 bucket raw-${ACCOUNT}`,
};

describe("the test account", () => {
  let workspace: Workspace | undefined;

  afterEach(() => {
    workspace?.dispose();
    workspace = undefined;
  });

  it("brings an environment up that waits for all it needs, and sees no change afterwards", async () => {
    workspace = await prepared();
    await workspace.succeed("up", "--yes", "--skip-preview");
    const states = workspace
      .cloud()
      .events.filter((event) => event.action === "status")
      .map((event) => event.detail);
    assert.deepEqual(states, ["CREATING", "AVAILABLE"]);
    await workspace.succeed("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    assert.deepEqual(changesIn(await previewOf(workspace)), []);
  });

  it("shows drift after something was changed behind the engine's back, and repairs it", async () => {
    workspace = await prepared();
    await workspace.succeed("up", "--yes", "--skip-preview");
    workspace.changeCloud((cloud) => ({
      ...cloud,
      records: cloud.records.map((record) =>
        record.token === "aws:s3/bucketVersioning:BucketVersioning"
          ? {
              ...record,
              state: { ...record.state, versioningConfiguration: { status: "Suspended" } },
            }
          : record,
      ),
    }));
    const drifted = ["update aws:s3/bucketVersioning:BucketVersioning versioning"];
    assert.deepEqual(changesIn(await previewOf(workspace, "--refresh")), drifted);
    await workspace.succeed("up", "--yes", "--skip-preview", "--refresh");
    assert.deepEqual(changesIn(await previewOf(workspace, "--refresh")), []);
  });

  it("updates counts and minor versions in place and replaces for a major version", async () => {
    workspace = await prepared();
    await workspace.succeed("up", "--yes", "--skip-preview");
    const inPlace = ["update aws:mwaa/environment:Environment environment"];
    const cases: readonly (readonly [string, readonly string[]])[] = [
      ["maxWorkers=5", inPlace],
      ["airflowVersion=2.11.0", inPlace],
      ["airflowVersion=2.9.2", inPlace],
      ["airflowVersion=3.2.1", ["replace aws:mwaa/environment:Environment environment"]],
    ];
    for (const [setting, expected] of cases) {
      const [key = "", value = ""] = setting.split("=");
      const preview = await previewOf(workspace, "--config", `environment:${key}=${value}`);
      assert.deepEqual(changesIn(preview), expected, setting);
      await workspace.succeed("config", "rm", key);
    }
  });

  it("keeps a failed environment in the state with the reason", async () => {
    workspace = await prepared("queue-denied");
    const { result } = await workspace.pulumi("up", "--yes", "--skip-preview");
    assert.equal(result.exitCode, 255);
    const environment = (await exportOf(workspace)).find((r) => r.type.endsWith(":Environment"));
    assert.equal(environment?.outputs?.["status"], "CREATE_FAILED");
    assert.equal(environment.initErrors?.length, 1);
    assert.match(environment.initErrors[0] ?? "", /INCORRECT_CONFIGURATION/);
  });
});

describe("the test account refuses a program", () => {
  const outcomes = new Map<Flaw, Promise<Invocation>>();

  before(() => {
    // As many at a time as there are processors; each test then waits for its own.
    const limit = pLimit(Math.max(1, availableParallelism()));
    for (const flaw of FLAWS) {
      outcomes.set(
        flaw,
        limit(async () => {
          const workspace = await prepared(flaw);
          try {
            return await workspace.pulumi("up", "--yes", "--skip-preview");
          } finally {
            workspace.dispose();
          }
        }),
      );
    }
  });

  for (const flaw of FLAWS) {
    it(`that is flawed by ${flaw}`, async () => {
      const { result, text } = (await outcomes.get(flaw)) ?? assert.fail(`${flaw} was not tried`);
      assert.notEqual(result.exitCode, 0, text);
      assert.ok(text.includes(SENTENCES[flaw]), text);
    });
  }
});
