import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { judge } from "../../preflight/preflight";
import { planProgram } from "../../preflight/readers/symbolic-plan/plan";
import { ROOT } from "../helpers/own-stacks";

const readme = readFileSync(join(ROOT, "README.md"), "utf8");
const PROGRAM = join(ROOT, "tests/programs/library");

describe("README.md", () => {
  it("shows the program that the tests compile and plan", () => {
    const program = readFileSync(join(PROGRAM, "index.ts"), "utf8");
    const shown = /```ts\n([^]*?)```/.exec(readme)?.[1];
    assert.equal(shown, program.replace('"../../../components"', '"pulumi-mwaa"'));
  });

  it("shows a program that comes up", async function () {
    this.timeout(60_000);
    const result = await planProgram({
      directory: PROGRAM,
      project: "library",
      stack: "readme",
      config: { "aws:region": "eu-west-1" },
      secretKeys: [],
      region: "eu-west-1",
    });
    assert.ok(result.kind === "planned", JSON.stringify(result));
    const { verdict, findings } = judge([result.stack]);
    assert.equal(verdict, "pass");
    assert.deepEqual(
      findings.filter(({ severity }) => severity !== "note").map(({ rule }) => rule),
      [],
    );
  });

  it("links to nothing that is missing", () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, target = ""]) => target);
    assert.ok(links.length > 5);
    assert.deepEqual(
      links.filter((target) => !target.startsWith("http") && !existsSync(join(ROOT, target))),
      [],
    );
  });
});
