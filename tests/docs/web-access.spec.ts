import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ACCESS_MODES } from "../../mwaa/service/access-modes";
import { RULES } from "../../preflight/checks/catalogue";
import { judge } from "../../preflight/preflight";
import { ROOT } from "../helpers/own-stacks";
import { PATIENCE_SECONDS, planFixture } from "../programs/run";

const page = readFileSync(join(ROOT, "docs/web-access.md"), "utf8");

describe("docs/web-access.md", () => {
  it("shows the program that the tests compile and plan", () => {
    const program = readFileSync(join(ROOT, "tests/programs/custom-domain/index.ts"), "utf8");
    const shown = /```ts\n([^]*?)```/.exec(page)?.[1];
    assert.equal(shown, program.replace('"../../../components"', '"pulumi-mwaa"'));
  });

  it("shows a program that comes up, with the domain in front of the web server", async function () {
    this.timeout(PATIENCE_SECONDS * 1000);
    const result = await planFixture("custom-domain", { region: "eu-west-1" });
    assert.ok(result.kind === "planned", JSON.stringify(result));
    const { verdict, findings } = judge([result.stack]);
    assert.equal(verdict, "pass");
    assert.deepEqual(
      findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule),
      [],
    );
    const alias = result.stack.resources.find(({ name }) => name === "web-alias");
    assert.equal(alias?.inputs["name"], "airflow.example.com");
  });

  it("tells of every access mode, and of rules that exist", () => {
    for (const mode of ACCESS_MODES) assert.ok(page.includes(`| \`${mode}\``), mode);
    const [, named = ""] = /the rule `([a-z-]+)`/.exec(page) ?? [];
    assert.ok(
      RULES.some(({ id }) => id === named),
      named,
    );
  });
});
