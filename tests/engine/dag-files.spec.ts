import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { PRODUCT, openStack } from "./product";
import { changesIn, exportOf, previewOf } from "./states";
import type { StateResource } from "./states";
import type { Workspace } from "./workspace";

const REQUIREMENTS = "requirements.txt";
const FIRST = "apache-airflow-providers-slack==8.6.0\n";
const SECOND = "apache-airflow-providers-slack==8.7.0\n";

function requirementsIn(resources: readonly StateResource[]): StateResource | undefined {
  return resources.find(
    ({ type, inputs }) =>
      type === "aws:s3/bucketObjectv2:BucketObjectv2" &&
      String(inputs?.["key"]).endsWith(REQUIREMENTS),
  );
}

function environmentIn(resources: readonly StateResource[]): StateResource | undefined {
  return resources.find(({ type }) => type === "aws:mwaa/environment:Environment");
}

describe("the files of an environment", () => {
  let workspace: Workspace;
  let file: string;

  before(async () => {
    workspace = await openStack("quick-start", { ...PRODUCT, asUsersRunIt: true });
    file = path.join(workspace.project, REQUIREMENTS);
    fs.writeFileSync(file, FIRST);
    await workspace.succeed("config", "set", "--path", "mwaa:dagFiles.requirements", REQUIREMENTS);
    await workspace.succeed("up", "--yes", "--skip-preview");
  });

  after(() => {
    workspace.dispose();
  });

  it("reach it with the version of the object that was uploaded", async () => {
    const resources = await exportOf(workspace);
    const version = requirementsIn(resources)?.outputs?.["versionId"];
    assert.match(String(version), /^[0-9a-f]{32}$/);
    assert.equal(environmentIn(resources)?.outputs?.["requirementsS3ObjectVersion"], version);
  });

  it("are not uploaded again when only their date changes", async () => {
    fs.utimesSync(file, new Date(0), new Date(0));
    assert.deepEqual(changesIn(await previewOf(workspace)), []);
  });

  it("are uploaded when their bytes change, and the environment takes the new version", async () => {
    const before = requirementsIn(await exportOf(workspace));
    fs.writeFileSync(file, SECOND);
    const name = (resource: StateResource | undefined): string =>
      resource?.urn.split("::").at(-1) ?? "";
    const environment = environmentIn(await exportOf(workspace));
    assert.deepEqual(changesIn(await previewOf(workspace)), [
      `update aws:mwaa/environment:Environment ${name(environment)}`,
      `update aws:s3/bucketObjectv2:BucketObjectv2 ${name(before)}`,
    ]);
    await workspace.succeed("up", "--yes", "--skip-preview");
    const resources = await exportOf(workspace);
    const version = requirementsIn(resources)?.outputs?.["versionId"];
    assert.notEqual(version, before?.outputs?.["versionId"]);
    assert.equal(environmentIn(resources)?.outputs?.["requirementsS3ObjectVersion"], version);
    assert.deepEqual(changesIn(await previewOf(workspace)), []);
  });
});
