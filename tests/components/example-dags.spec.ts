import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

const FOLDER = path.join(__dirname, "../../assets/dags");
const FILES = fs.readdirSync(FOLDER).filter((name) => name.endsWith(".py"));

/** Reads a file as Python does, compiles it, and lists what its top level imports. */
const READ = `
import ast, json, sys
tree = ast.parse(open(sys.argv[1], encoding="utf-8").read(), sys.argv[1])
compile(tree, sys.argv[1], "exec")
names = set()
for node in tree.body:
    for each in ast.walk(node) if isinstance(node, (ast.Import, ast.ImportFrom, ast.Try)) else []:
        if isinstance(each, ast.ImportFrom): names.add(each.module)
        if isinstance(each, ast.Import): names.update(alias.name for alias in each.names)
print(json.dumps(sorted(names)))
`;

const hasPython = spawnSync("python3", ["--version"]).status === 0;

describe("The example DAGs", () => {
  it("are two, each with an id of its own", () => {
    const ids = FILES.map((name) => {
      const source = fs.readFileSync(path.join(FOLDER, name), "utf8");
      return /dag_id="([^"]+)"/.exec(source)?.[1];
    });
    assert.deepEqual(ids.sort(), ["environment_report", "hello_mwaa"]);
  });

  for (const name of FILES) {
    it(`${name} compiles and imports Airflow of either major version, and nothing that reaches out`, function () {
      if (!hasPython) this.skip();
      const { stdout, stderr } = spawnSync("python3", ["-c", READ, path.join(FOLDER, name)], {
        encoding: "utf8",
      });
      assert.equal(stderr, "");
      assert.deepEqual(JSON.parse(stdout), [
        "__future__",
        "airflow.decorators",
        "airflow.sdk",
        "datetime",
      ]);
    });
  }
});
