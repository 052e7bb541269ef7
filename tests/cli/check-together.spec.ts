import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "../../preflight/findings/finding";
import { run } from "./worlds";

/** A deployed stack of one resource, as `pulumi stack export` writes it. */
function exportOf(project: string, type: string, name: string, state: object): string {
  const urn = `urn:pulumi:dev::${project}::${type}::${name}`;
  const provider = `urn:pulumi:dev::${project}::pulumi:providers:aws::default_7_48_0::1`;
  const resources = [{ urn, type, custom: true, provider, ...state }];
  return JSON.stringify({ version: 3, deployment: { resources } });
}

const ENVIRONMENT = exportOf("airflow", "aws:mwaa/environment:Environment", "etl", {
  id: "etl",
  inputs: { name: "etl", dagS3Path: "dags/", kmsKey: "arn:aws:kms:eu-west-1:222222222222:key/k-1" },
  outputs: { arn: "arn:aws:airflow:eu-west-1:111111111111:environment/etl" },
});
const KEY = exportOf("keys", "aws:kms/key:Key", "lent", {
  id: "k-1",
  inputs: { enableKeyRotation: true },
  outputs: { arn: "arn:aws:kms:eu-west-1:222222222222:key/k-1", keyId: "k-1" },
});

describe("mwaa check of two accounts", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "mwaa-accounts-"));
    writeFileSync(join(folder, "airflow.json"), ENVIRONMENT);
    writeFileSync(join(folder, "keys.json"), KEY);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("blames a key of the other account, and says which account each stack is in", async () => {
    const files = ["airflow.json", "keys.json"];
    const { out } = await run(["check", ...files, "--fail-on", "never"], { folder });
    assert.match(
      out,
      /kmsKey is a key of account 222222222222, and the environment is in 111111111111/,
    );
    assert.match(out, /airflow\/dev {2}etl.* of account 111111111111\n/);
    assert.match(out, /keys\/dev {5}no environment of account 222222222222\n/);
  });

  it("takes facts from a context beside the files, and lists it as an assumption alone", async () => {
    writeFileSync(
      join(folder, "facts.yaml"),
      'version: 1\naccount: "222222222222"\nregion: eu-west-1\nbuckets:\n  - name: dags\n',
    );
    const argv = ["check", "airflow.json", "--format", "json", "--fail-on", "never"];
    const report = async (...more: readonly string[]) =>
      JSON.parse((await run([...argv, ...more], { folder })).out) as Report;
    const [without, given] = [await report(), await report("--context", "facts.yaml")];
    assert.deepEqual(
      given.stacks.map(({ name }) => name),
      ["airflow/dev"],
    );
    assert.notEqual(given.evidence.input, without.evidence.input);
    assert.deepEqual(
      given.assumptions.filter((each) => !without.assumptions.includes(each)),
      ["What facts.yaml says exists as it says; nobody looked it up."],
    );
  });

  it("refuses a context that is none, with its place", async () => {
    writeFileSync(join(folder, "facts.yaml"), "version: 1\nbucket: dags\n");
    const { code, out, err } = await run(["check", "airflow.json", "--context", "facts.yaml"], {
      folder,
    });
    assert.deepEqual([code, out], [2, ""]);
    assert.match(err, /^mwaa: facts\.yaml:2:1 bucket /);
  });
});
