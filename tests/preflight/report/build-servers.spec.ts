import assert from "node:assert/strict";
import { RULES } from "../../../preflight/checks/catalogue";
import { renderJunit } from "../../../preflight/report/junit";
import { renderSarif } from "../../../preflight/report/sarif";
import { finding, report, urn } from "./reports";

interface SarifLog {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex?: number;
      readonly kind: string;
      readonly level: string;
      readonly locations: readonly object[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
    }[];
  }[];
}

const sarif = (...args: Parameters<typeof report>) =>
  JSON.parse(renderSarif(report(...args), { version: "1.2.3", rules: RULES })) as SarifLog;

describe("renderSarif", () => {
  it("describes every rule and points each result at its own", () => {
    const [run] = sarif([finding()]).runs;
    assert.deepEqual(
      run?.tool.driver.rules.map(({ id }) => id),
      RULES.map(({ id }) => id),
    );
    const [only] = run.results;
    assert.equal(run.tool.driver.rules[only?.ruleIndex ?? -1]?.id, only?.ruleId);
  });

  it("gives failures their severity, and calls what is undecided open and without level", () => {
    const results = sarif([
      finding(),
      finding({ severity: "warning" }),
      finding({ severity: "note" }),
      finding({ outcome: "unknown" }),
    ]).runs[0]?.results;
    assert.deepEqual(
      results?.map(({ kind, level }) => `${kind} ${level}`),
      ["fail error", "fail warning", "fail note", "open none"],
    );
  });

  it("names the file as a URI and the resource by its URN", () => {
    const located = (file: string) =>
      sarif([finding({ source: { file, line: 4 } })]).runs[0]?.results[0]?.locations;
    const logicalLocations = [
      { name: "dags", fullyQualifiedName: finding().resource, kind: "resource" },
    ];
    const region = { startLine: 4 };
    assert.deepEqual(located("my program/index.ts"), [
      {
        physicalLocation: { artifactLocation: { uri: "my%20program/index.ts" }, region },
        logicalLocations,
      },
    ]);
    assert.deepEqual(located("/shop/index.ts"), [
      {
        physicalLocation: { artifactLocation: { uri: "file:///shop/index.ts" }, region },
        logicalLocations,
      },
    ]);
  });

  it("recognises a finding again by rule, resource and message, wherever its line has moved", () => {
    const prints = (changes: Parameters<typeof finding>[0]) =>
      sarif([finding(changes)]).runs[0]?.results[0]?.partialFingerprints;
    const before = prints({ source: { file: "a.ts", line: 1 } });
    assert.deepEqual(prints({ source: { file: "a.ts", line: 2 } }), before);
    assert.notDeepEqual(prints({ message: "something else" }), before);
  });
});

describe("renderJunit", () => {
  const rules = ["bucket-versioning-enabled", "key-rotates", "role-trusts", "name-valid"];
  const fails = ({ severity, outcome }: ReturnType<typeof finding>) =>
    severity === "error" && outcome === "fail";

  it("makes a suite of each stack and a test of each rule", () => {
    const judged = report([
      finding({ message: 'versioning is "off" & <gone>', fix: "set it\u0007" }),
      finding({ rule: "key-rotates", severity: "warning", message: "does not rotate" }),
      finding({ rule: "role-trusts", outcome: "unknown", blockedBy: ["the account"] }),
    ]);
    assert.equal(
      renderJunit(judged, { rules, fails }),
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="mwaa">
  <testsuite name="shop/dev" tests="4" failures="1" errors="0" skipped="1">
    <testcase classname="shop/dev" name="bucket-versioning-enabled">
      <failure type="error" message="versioning is &quot;off&quot; &amp; &lt;gone&gt;">error: dags (aws.s3.Bucket): versioning is &quot;off&quot; &amp; &lt;gone&gt;
fix: set it\uFFFD</failure>
    </testcase>
    <testcase classname="shop/dev" name="key-rotates">
      <system-out>warning: dags (aws.s3.Bucket): does not rotate</system-out>
    </testcase>
    <testcase classname="shop/dev" name="role-trusts">
      <skipped message="undecided"/>
      <system-out>undecided: dags (aws.s3.Bucket): dags: versioning is off
blocked by: the account</system-out>
    </testcase>
    <testcase classname="shop/dev" name="name-valid"/>
  </testsuite>
</testsuites>
`,
    );
  });

  it("keeps the findings of stacks apart", () => {
    const other = urn("aws:s3/bucket:Bucket", "dags").replace(":dev:", ":prod:");
    const stacks = ["shop/dev", "shop/prod"].map((name) => ({
      name,
      verdict: "pass" as const,
      environments: [],
    }));
    const xml = renderJunit(report([finding({ resource: other })], { stacks }), { rules, fails });
    assert.match(xml, /<testsuite name="shop\/dev" tests="4" failures="0"/);
    assert.match(xml, /<testsuite name="shop\/prod" tests="4" failures="1"/);
  });
});
