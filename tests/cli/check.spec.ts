import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "../../preflight/findings/finding";
import { run } from "./worlds";

const urn = (type: string, name: string, stack = "dev") =>
  `urn:pulumi:${stack}::shop::${type}::${name}`;

/** What `pulumi preview --json` writes for one new bucket without versioning, and an environment. */
function preview(stack = "dev"): string {
  const bucket = urn("aws:s3/bucket:Bucket", "dags", stack);
  const environment = urn("aws:mwaa/environment:Environment", "airflow", stack);
  const step = (urn: string, type: string, inputs: object, dependencies: readonly string[]) => ({
    op: "create",
    urn,
    newState: { urn, custom: true, type, inputs, dependencies },
  });
  return JSON.stringify({
    config: { "aws:region": "eu-central-1" },
    steps: [
      step(bucket, "aws:s3/bucket:Bucket", { bucket: "dags-of-shop" }, []),
      step(
        environment,
        "aws:mwaa/environment:Environment",
        { name: "airflow", dagS3Path: "dags/", sourceBucketArn: "arn:aws:s3:::dags-of-shop" },
        [bucket],
      ),
    ],
    changeSummary: { create: 2 },
  });
}

describe("mwaa check", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "mwaa-check-"));
    writeFileSync(join(folder, "preview.json"), preview());
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const judged = async (...argv: readonly string[]) => {
    const { code, out } = await run(["check", ...argv, "--format", "json"], { folder });
    return { code, report: JSON.parse(out) as Report };
  };

  it("finds what stands against a preview and exits 1", async () => {
    const { code, report } = await judged("preview.json");
    assert.equal(code, 1);
    assert.equal(report.verdict, "fail");
    assert.ok(report.findings.some(({ rule }) => rule === "bucket-versioning-enabled"));
  });

  it("reads standard input, UTF-16 and a byte order mark as well", async () => {
    const { report } = await judged("preview.json");
    const inputs = [
      Buffer.from(preview()),
      Buffer.from(`\uFEFF${preview()}`),
      Buffer.from(`\uFEFF${preview()}`, "utf16le"),
    ];
    for (const input of inputs) {
      const { code, out } = await run(["check", "-", "--format", "json"], { folder, input });
      assert.equal(code, 1);
      assert.deepEqual((JSON.parse(out) as Report).findings, report.findings);
    }
  });

  it("joins several files into one report", async () => {
    writeFileSync(join(folder, "other.json"), preview("prod"));
    const { report } = await judged("preview.json", "other.json");
    assert.equal(report.stacks.length, 2);
  });

  it("exits 0 when nothing counts as a failure", async () => {
    const { code } = await judged("preview.json", "--fail-on", "never");
    assert.equal(code, 0);
  });

  it("writes the report to a file and nothing to standard output", async () => {
    const argv = ["check", "preview.json", "--format", "json", "--output", "report.json"];
    const { code, out, err } = await run(argv, { folder });
    assert.deepEqual({ code, out, err }, { code: 1, out: "", err: "" });
    const { report } = await judged("preview.json");
    assert.deepEqual(JSON.parse(readFileSync(join(folder, "report.json"), "utf8")), report);
  });

  const refused: readonly (readonly [string, readonly string[], RegExp, (Buffer | string)?])[] = [
    [
      "a file that does not exist",
      ["nothing.json"],
      /^mwaa: nothing\.json: does not exist; give a file/,
    ],
    ["a folder", ["."], /^mwaa: \.: is a folder, not a file;/],
    ["a path through a file", ["preview.json/x"], /lies below something that is not a folder/],
    ["an empty name", [""], /^mwaa: "": /],
    ["empty standard input", ["-"], /^mwaa: standard input: is empty; give the output of/, ""],
    ["binary data", ["-"], /^mwaa: standard input: is not text;/, Buffer.from([0xc3, 0x28, 0xa0])],
    ["text that is no JSON", ["-"], /is not JSON: it starts with "Previewing"/, "Previewing"],
    ["a truncated document", ["-"], /^mwaa: standard input: /, preview().slice(0, 300)],
    ["a list", ["-"], /holds a list and no deployment/, "[]"],
    ["an object of another kind", ["-"], /keys name, version/, '{"name":"x","version":"1"}'],
    [
      "a file given twice",
      ["preview.json", "preview.json"],
      /preview\.json is given twice; give it once/,
    ],
    [
      "two files of one stack",
      ["preview.json", "copy.json"],
      /preview\.json and copy\.json both describe the stack .*dev; give one of them/,
    ],
    [
      "an output file that is a folder",
      ["preview.json", "--output", "out"],
      /--output out: is a folder/,
    ],
  ];
  for (const [title, files, expected, input] of refused) {
    it(`refuses ${title} with one message and no output`, async () => {
      writeFileSync(join(folder, "copy.json"), preview());
      mkdirSync(join(folder, "out"));
      const { code, out, err } = await run(["check", ...files], {
        folder,
        ...(input === undefined ? {} : { input }),
      });
      assert.deepEqual([code, out], [2, ""]);
      assert.match(err, expected);
      assert.equal(err.trimEnd().split("\n").length, 1, err);
    });
  }

  it("refuses to wait for a terminal", async () => {
    const { code, out, err } = await run(["check", "-"], { folder, readInput: () => undefined });
    assert.deepEqual([code, out], [2, ""]);
    assert.match(err, /standard input is a terminal; pipe a preview into it/);
  });
});
