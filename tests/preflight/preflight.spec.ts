import assert from "node:assert/strict";
import { judge } from "../../preflight/preflight";
import type { Resource } from "../../preflight/model/resource";
import { resource, stackOf } from "../helpers/small-stacks";

describe("judge", () => {
  const role = resource("role", "shared", {
    name: "shared",
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Principal: { Service: "airflow.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    }),
  });
  const environment = (name: string, rest: Partial<Resource> = {}): Resource =>
    resource("environment", name, { name, executionRoleArn: "shared" }, rest);

  it("says once what is wrong with a role that two environments share", () => {
    const { findings } = judge([stackOf([role, environment("a"), environment("b")])]);
    const trust = findings.filter(({ rule }) => rule === "execution-role-trusts-mwaa");
    assert.equal(trust.length, 1);
    assert.equal(trust[0]?.related.length, 2);
  });

  it("gives each stack and each environment a verdict of its own", () => {
    const good = stackOf([], { name: "test/empty" });
    const bad = stackOf([role, environment("a")]);
    const report = judge([good, bad]);
    assert.equal(report.verdict, "fail");
    assert.deepEqual(
      report.stacks.map(({ name, verdict, environments }) => [name, verdict, environments.length]),
      [
        ["test/empty", "pass", 0],
        ["test/dev", "fail", 1],
      ],
    );
  });

  it("signs equal inputs alike, wherever the program stands, and others otherwise", () => {
    const at = (file: string, name = "a"): string =>
      judge([stackOf([environment(name, { source: { file, line: 1 } })])]).evidence.input;
    assert.equal(at("/here/index.ts"), at("/there/index.ts"));
    assert.notEqual(at("/here/index.ts"), at("/here/index.ts", "b"));
  });

  it("judges nothing that is about to be deleted", () => {
    const gone = environment("a", { change: "delete" });
    assert.deepEqual(judge([stackOf([gone])]).summary.fail, 0);
  });

  it("sorts findings by weight: errors before warnings before what is undecided", () => {
    const { findings } = judge([stackOf([role, environment("a")])]);
    const weights = findings.map(({ outcome, severity }) =>
      outcome === "unknown" ? 3 : ["error", "warning", "note"].indexOf(severity),
    );
    assert.ok(weights.length > 5);
    assert.deepEqual(
      weights,
      [...weights].sort((a, b) => a - b),
    );
  });
});
