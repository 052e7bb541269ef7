import assert from "node:assert/strict";
import { evaluate, isFaulty, readSimulation } from "../../../reasoning/iam";
import { lintPolicy } from "../../../reasoning/iam/lint";
import { simulation } from "./simulations";

/** Bounds are generous: they tell linear from quadratic, not a fast machine from a slow one. */
describe("in bounded time, the IAM engine", () => {
  it("decides by a hundred thousand statements with hostile patterns", function () {
    this.timeout(20_000);
    const hostile = Array.from({ length: 100_000 }, (_, i) => ({
      Effect: i % 2 === 0 ? "Allow" : "Deny",
      Action: "s3:*",
      Resource: `arn:aws:s3:::${"*a".repeat(20)}${i}`,
    }));
    const asked = simulation(
      { identity: { Statement: hostile } },
      { resource: `arn:aws:s3:::${"a".repeat(1000)}` },
    );
    assert.equal(evaluate(asked).outcome, "implicitly-denied");
  });

  for (const [title, statement, outcome] of [
    ["denials", { Effect: "Deny", Action: "*", Resource: "*" }, "explicitly-denied"],
    ["unknowns", { unknown: "why" }, "unknown"],
  ] as const) {
    it(`decides by more ${title} than a call can have arguments`, function () {
      this.timeout(20_000);
      const identity = [{ name: "many", document: { Statement: Array(200_000).fill(statement) } }];
      const request = {
        principal: "arn:aws:iam::111122223333:role/etl",
        action: "s3:GetObject",
        resource: "arn:aws:s3:::lake/a.csv",
        resourceAccount: "111122223333",
      };
      const read = readSimulation({ request, policies: { identity } });
      assert.ok(!isFaulty(read));
      assert.equal(evaluate(read).outcome, outcome);
    });
  }

  it("lints a hundred thousand statements", function () {
    this.timeout(120_000);
    const statements = Array.from({ length: 100_000 }, (_, i) => ({
      Sid: `S${i}`,
      Effect: "Allow",
      Action: ["s3:Get*", "sqs:SendMessage"],
      Resource: `arn:aws:s3:::bucket-${i}/*`,
      Condition: { StringLike: { "aws:PrincipalTag/team": `team-${i}-*` } },
    }));
    const started = process.cpuUsage();
    const findings = lintPolicy(
      { Version: "2012-10-17", Statement: statements },
      { form: "resource" },
    );
    assert.equal(
      findings.filter(({ code }) => code === "action-resource-mismatch").length,
      100_000,
    );
    assert.ok(process.cpuUsage(started).user / 1e6 < 15);
  });

  it("lints hostile patterns, long texts and deep nesting", function () {
    this.timeout(120_000);
    const stars = "*a".repeat(60);
    const hostile = Array.from({ length: 300 }, (_, i) => ({
      Effect: "Allow",
      Action: `ec2:${stars}${i}`,
      Resource: [`arn:aws:ec2:${"?a*".repeat(400)}${i}`, "x".repeat(10_000)],
      Condition: { StringLike: { "aws:SourceVpc": "*?".repeat(2_000), "aws:sourcevpc": stars } },
    }));
    const nested = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const started = process.cpuUsage();
    lintPolicy({ Version: "2012-10-17", Statement: hostile }, { form: "managed" });
    lintPolicy(`{"Version":"2012-10-17","Statement":[{"Effect":${nested}}]}`, { form: "managed" });
    lintPolicy("x".repeat(10_000_000), { form: "managed" });
    lintPolicy({ Version: "x".repeat(10_000_000), Statement: [] }, { form: "managed" });
    assert.ok(process.cpuUsage(started).user / 1e6 < 10);
  });
});
