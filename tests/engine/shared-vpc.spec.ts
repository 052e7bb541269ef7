import assert from "node:assert/strict";
import * as path from "node:path";

import { changesIn, exportOf, previewOf } from "./states";
import { Workspace } from "./workspace";

const PROGRAM = { folder: path.join(__dirname, "programs/shared-vpc") };
const OWNER = "111122223333";
const PARTICIPANT = "444455556666";
const ENVIRONMENT = "aws:mwaa/environment:Environment";

function twoAccounts(): Workspace {
  return new Workspace(PROGRAM, { profiles: { owner: OWNER, participant: PARTICIPANT } });
}

async function openStack(
  workspace: Workspace,
  name: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<void> {
  await workspace.succeed("stack", "init", `organization/shared-vpc/${name}`);
  const all = { owner: OWNER, participant: PARTICIPANT, builds: name, ...settings };
  const pairs = Object.entries(all).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]);
  await workspace.succeed("config", "set-all", ...pairs);
}

function statuses(workspace: Workspace): readonly (string | undefined)[] {
  return workspace
    .cloud()
    .events.filter(({ action, token }) => action === "status" && token === ENVIRONMENT)
    .map(({ detail }) => detail);
}

function accountsOf(workspace: Workspace, token: string): readonly string[] {
  const found = workspace.cloud().records.filter((record) => record.token === token);
  return [...new Set(found.map(({ account }) => account))].sort();
}

const AT_ONCE = ["--yes", "--skip-preview"];

describe("a shared VPC", () => {
  let workspace: Workspace;

  beforeEach(() => {
    workspace = twoAccounts();
  });

  afterEach(() => {
    workspace.dispose();
  });

  it("comes up from one program with two providers, and goes in the right order", async () => {
    await openStack(workspace, "all");
    const { changeSummary } = await previewOf(workspace);
    assert.deepEqual(Object.keys(changeSummary), ["create"]);
    assert.deepEqual(workspace.cloud().records, []);
    await workspace.succeed("up", ...AT_ONCE);
    assert.deepEqual(statuses(workspace), ["CREATING", "PENDING", "AVAILABLE"]);
    assert.deepEqual(accountsOf(workspace, "aws:ec2/vpcEndpoint:VpcEndpoint"), [OWNER]);
    assert.deepEqual(accountsOf(workspace, "aws:ec2/securityGroup:SecurityGroup"), [
      OWNER,
      PARTICIPANT,
    ]);
    assert.deepEqual(accountsOf(workspace, ENVIRONMENT), [PARTICIPANT]);
    const stack = (await exportOf(workspace)).find(({ type }) => type === "pulumi:pulumi:Stack");
    assert.deepEqual(stack?.outputs, { status: "AVAILABLE", statusThen: "PENDING" });
    await workspace.succeed("up", ...AT_ONCE, "--expect-no-changes");
    await workspace.succeed("destroy", ...AT_ONCE);
    const { records, events } = workspace.cloud();
    assert.deepEqual(records, []);
    // One program destroys what depends first: an endpoint, under an environment that is still there.
    const faults = events.filter(({ action }) => action === "fault");
    assert.equal(faults.length, 1);
    assert.match(faults[0]?.detail ?? "", /^the (database|webserver) endpoint is missing$/);
  });

  it("comes up from three stacks that are joined by their outputs, and goes without a fault", async () => {
    for (const name of ["network", "environment", "endpoints"]) {
      await openStack(workspace, name, { mode: "PUBLIC_ONLY" });
      await workspace.succeed("up", ...AT_ONCE);
    }
    assert.deepEqual(statuses(workspace), ["CREATING", "PENDING", "AVAILABLE"]);
    for (const name of ["network", "environment", "endpoints"]) {
      await workspace.succeed("stack", "select", `organization/shared-vpc/${name}`);
      assert.deepEqual(changesIn(await previewOf(workspace)), [], name);
    }
    await workspace.succeed("stack", "select", "organization/shared-vpc/environment");
    await workspace.succeed("refresh", ...AT_ONCE);
    const environment = (await exportOf(workspace)).find(({ type }) => type === ENVIRONMENT);
    assert.equal(environment?.outputs?.["status"], "AVAILABLE");
    for (const name of ["environment", "endpoints", "network"]) {
      await workspace.succeed("stack", "select", `organization/shared-vpc/${name}`);
      await workspace.succeed("destroy", ...AT_ONCE);
    }
    const { records, events } = workspace.cloud();
    assert.deepEqual(records, []);
    assert.deepEqual(
      events.filter(({ action }) => action === "fault"),
      [],
    );
  });

  it("cannot be taken down under an environment", async () => {
    for (const name of ["network", "environment"]) {
      await openStack(workspace, name);
      await workspace.succeed("up", ...AT_ONCE);
    }
    await workspace.succeed("stack", "select", "organization/shared-vpc/network");
    const { result, text } = await workspace.pulumi("destroy", ...AT_ONCE);
    assert.notEqual(result.exitCode, 0);
    assert.match(text, /is taken back while aws:mwaa\/environment:Environment shared of account/);
  });

  it("refuses an environment whose endpoints the service should make", async () => {
    await openStack(workspace, "all", { endpointManagement: "SERVICE" });
    const { text } = await workspace.pulumi("up", ...AT_ONCE);
    assert.match(text, /in a shared VPC endpointManagement must be CUSTOMER/);
  });
});
