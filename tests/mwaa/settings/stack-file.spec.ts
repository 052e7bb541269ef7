import assert from "node:assert/strict";
import { readStackFile, type StackFile } from "../../../mwaa/settings/stack-file";

function read(text: string, project?: string): StackFile {
  const name = { file: "Pulumi.x.yaml", stack: "x", ...(project === undefined ? {} : { project }) };
  const result = readStackFile(text, name);
  assert.ok("entries" in result, JSON.stringify(result));
  return result;
}

describe("readStackFile", () => {
  it("gives the texts that the Pulumi engine gives to a program", () => {
    // What engine 3.175 prints for this file with `pulumi config --json`.
    const text = [
      "config:",
      "  aws:region: us-east-1",
      "  name: demo",
      '  maxWorkers: "5"',
      "  protect: true",
      "  ratio: 2.10",
      "  thousand: 1e3",
      "  empty:",
      "  shared: &shared {k: v}",
      "  again: *shared",
      "  merged: {<<: *shared, q: 1}",
      "  deep: {n: null, o: 0o17, y: yes, list: [a, 5]}",
      "  app:config:old: x",
      "  notSecret: {secure: x, other: y}",
    ].join("\n");
    assert.deepStrictEqual(read(text, "app").config, {
      "aws:region": "us-east-1",
      "app:name": "demo",
      "app:maxWorkers": "5",
      "app:protect": "true",
      "app:ratio": "2.1",
      "app:thousand": "1000",
      "app:empty": "",
      "app:shared": '{"k":"v"}',
      "app:again": '{"k":"v"}',
      "app:merged": '{"k":"v","q":1}',
      "app:deep": '{"list":["a",5],"n":null,"o":15,"y":"yes"}',
      "app:old": "x",
      "app:notSecret": '{"other":"y","secure":"x"}',
    });
  });

  it("treats a whole entry as secret for one secret inside, and hides only that one", () => {
    const file = read(
      "config:\n  a: {secure: v1:x}\n  b: {c: [1, {secure: v1:y}]}\n  d: e\n",
      "app",
    );
    assert.deepStrictEqual(file.secretKeys, ["app:a", "app:b"]);
    assert.deepStrictEqual(file.config, {
      "app:a": "«unknown: the secret app:a»",
      "app:b": '{"c":[1,"«unknown: the secret app:b.c[1]»"]}',
      "app:d": "e",
    });
  });

  for (const [environment, names] of [
    ["[a, b]", ["a", "b"]],
    ["a", ["a"]],
    ["{imports: [a, {b: {merge: false}}]}", ["a", "b"]],
    ["{values: {x: 1}}", ["the one defined in the file"]],
    ["", []],
    ["5", []],
  ] as const) {
    it(`finds the ESC environments of ${JSON.stringify(environment)}`, () => {
      assert.deepStrictEqual(read(`environment: ${environment}\n`).environments, names);
    });
  }

  it("says where keys and the parts of their values stand", () => {
    const file = read("config:\n  a:\n    b:\n      - c\n      - d: e\n", "app");
    const at = file.entries[0]?.positionOf;
    assert.ok(at !== undefined);
    assert.deepStrictEqual(at([]), { line: 2, column: 3 });
    assert.deepStrictEqual(at(["b"]), { line: 3, column: 5 });
    assert.deepStrictEqual(at(["b", 0]), { line: 4, column: 9 });
    assert.deepStrictEqual(at(["b", 1, "d"]), { line: 5, column: 9 });
    assert.deepStrictEqual(at(["b", 7, "x"]), { line: 3, column: 5 });
    assert.deepStrictEqual(at(["x"]), { line: 2, column: 3 });
  });

  it("takes what another project's keys look like to YAML as it is", () => {
    assert.deepStrictEqual(read("config:\n  version: 2.10\n", "app").faults, []);
    assert.equal(read("config:\n  version: 2.10\n").faults.length, 1);
  });
});
