import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { judge, readPreview, renderJson, renderText } from "../../preflight";

const ROOT = join(__dirname, "..", "..");

describe("the entry of the preflight", () => {
  it("reads, judges and renders in three lines", () => {
    const urn = "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::dags";
    const step = {
      op: "create",
      urn,
      newState: { urn, custom: true, type: "aws:s3/bucket:Bucket" },
    };
    const stack = readPreview({ steps: [step], changeSummary: { create: 1 } }, "preview.json");
    const report = judge([stack]);
    assert.equal(report.verdict, "pass");
    assert.deepEqual(JSON.parse(renderJson(report)), JSON.parse(JSON.stringify(report)));
    assert.match(
      renderText(report),
      /PASS WITHOUT AN ENVIRONMENT: nothing stands against what was read/,
    );
  });

  it("loads neither Pulumi nor the AWS provider", () => {
    const script = `
      require(${JSON.stringify(join(ROOT, "tools", "load-sources.cjs"))});
      require(${JSON.stringify(join(ROOT, "preflight"))});
      const loaded = Object.keys(require.cache).filter((file) => /node_modules.@pulumi./.test(file));
      process.stdout.write(JSON.stringify(loaded));`;
    const { stdout, stderr } = spawnSync(process.execPath, ["-e", script], {
      encoding: "utf8",
      timeout: 20_000,
    });
    assert.deepEqual([stdout, stderr], ["[]", ""]);
  });
});
