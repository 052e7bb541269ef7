import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020";
import fc from "fast-check";
import { EFFECTS, SEVERITIES } from "../../../preflight/findings/finding";
import { renderJson } from "../../../preflight/report/json";
import { finding, report, urn } from "./reports";

const schema = JSON.parse(
  readFileSync(join(__dirname, "../../../docs/report.schema.json"), "utf8"),
) as object;
const validate = new Ajv({ allErrors: true }).compile(schema);

const full = report(
  [
    finding({
      related: [urn("aws:mwaa/environment:Environment", "analytics")],
      predicts: "Environment creation failed.",
      witness: 'status = "Suspended"',
      fix: 'set status to "Enabled"',
      source: { file: "index.ts", line: 3 },
    }),
    finding({ outcome: "unknown", blockedBy: [`${urn("aws:s3/bucket:Bucket", "dags")}#arn`] }),
  ],
  { assumptions: ["No service control policy denies a call."] },
);

describe("renderJson", () => {
  it("writes a report with every field so that the published schema accepts it", () => {
    assert.equal(validate(JSON.parse(renderJson(full))), true, JSON.stringify(validate.errors));
  });

  it("accepts every severity, effect and outcome", () => {
    for (const severity of SEVERITIES) {
      for (const effect of EFFECTS) {
        const each = report([finding({ severity, effect })]);
        assert.equal(validate(JSON.parse(renderJson(each))), true, `${severity} ${effect}`);
      }
    }
  });

  it("gives equal bytes whatever the order of findings, assumptions and stacks", () => {
    const findings = SEVERITIES.flatMap((severity) =>
      ["a", "b"].map((name) =>
        finding({ severity, resource: urn("aws:s3/bucket:Bucket", name), rule: `rule-${name}` }),
      ),
    );
    const stacks = ["a", "b", "c"].map((name) => ({
      name,
      verdict: "fail" as const,
      environments: [],
    }));
    const assumptions = ["One.", "Two.", "Three."];
    const expected = renderJson(report(findings, { stacks, assumptions }));
    fc.assert(
      fc.property(
        fc.shuffledSubarray(findings, { minLength: findings.length }),
        fc.shuffledSubarray(stacks, { minLength: stacks.length }),
        fc.shuffledSubarray(assumptions, { minLength: assumptions.length }),
        (f, s, a) => {
          assert.equal(renderJson(report(f, { stacks: s, assumptions: a })), expected);
        },
      ),
    );
  });

  it("orders findings by outcome, severity, rule and resource", () => {
    const parsed = JSON.parse(
      renderJson(
        report([
          finding({ outcome: "unknown", rule: "a-rule" }),
          finding({ severity: "note", rule: "b-rule" }),
          finding({ severity: "warning", rule: "a-rule" }),
          finding({ rule: "z-rule" }),
          finding({ rule: "c-rule" }),
        ]),
      ),
    ) as { findings: { rule: string; outcome: string }[] };
    assert.deepEqual(
      parsed.findings.map(({ rule, outcome }) => `${outcome} ${rule}`),
      ["fail c-rule", "fail z-rule", "fail a-rule", "fail b-rule", "unknown a-rule"],
    );
  });
});

describe("report.schema.json", () => {
  const broken: readonly (readonly [string, (parsed: Record<string, unknown>) => void])[] = [
    ["another version", (r) => (r["version"] = 2)],
    ["a missing verdict", (r) => delete r["verdict"]],
    ["a verdict that is no verdict", (r) => (r["verdict"] = "maybe")],
    ["a field that nobody described", (r) => (r["extra"] = 1)],
    [
      "a negative count",
      (r) => (r["summary"] = { pass: -1, fail: 0, unknown: 0, notApplicable: 0 }),
    ],
    [
      "a finding without a resource",
      (r) => delete (r["findings"] as Record<string, unknown>[])[0]?.["resource"],
    ],
    ["an assumption said twice", (r) => (r["assumptions"] = ["A.", "A."])],
  ];
  for (const [title, breakIt] of broken) {
    it(`refuses ${title}`, () => {
      const parsed = JSON.parse(renderJson(full)) as Record<string, unknown>;
      breakIt(parsed);
      assert.equal(validate(parsed), false);
    });
  }
});
