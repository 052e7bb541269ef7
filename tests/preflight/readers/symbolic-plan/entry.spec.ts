import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { findEntry } from "../../../../preflight/readers/symbolic-plan/entry";

interface Case {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly main?: string;
  /** File and working directory, relative to the project; or the complaint. */
  readonly found: readonly [string, string] | RegExp;
}

const CASES: readonly Case[] = [
  { title: "an index file", files: { "index.ts": "" }, found: ["index.ts", "."] },
  {
    title: "JavaScript before TypeScript, as Pulumi does",
    files: { "index.ts": "", "index.js": "" },
    found: ["index.js", "."],
  },
  {
    title: "main of package.json",
    files: { "package.json": '{"main":"bin/"}', "bin/index.js": "", "index.ts": "" },
    found: ["bin/index.js", "."],
  },
  {
    title: "main of package.json without its extension",
    files: { "package.json": '{"main":"program"}', "program.ts": "" },
    found: ["program.ts", "."],
  },
  {
    title: "exports of package.json before main",
    files: {
      "package.json": '{"main":"a.js","exports":{".":{"default":"./b.js"}}}',
      "a.js": "",
      "b.js": "",
    },
    found: ["b.js", "."],
  },
  {
    title: "main of Pulumi.yaml, a folder",
    files: { "src/index.ts": "", "index.ts": "" },
    main: "src/",
    found: ["src/index.ts", "src"],
  },
  {
    title: "main of Pulumi.yaml, a file",
    files: { "src/main.ts": "" },
    main: "src/main.ts",
    found: ["src/main.ts", "src"],
  },
  {
    title: "an index file beside a broken package.json",
    files: { "package.json": "{", "index.js": "" },
    found: ["index.js", "."],
  },
  {
    title: "nothing where main points nowhere",
    files: {},
    main: "gone",
    found: /Pulumi\.yaml's main is "gone", but .*gone does not exist/,
  },
  { title: "nothing in an empty folder", files: {}, found: /There is no program in / },
];

describe("findEntry", () => {
  for (const { title, files, main, found } of CASES) {
    it(`finds ${title}`, () => {
      const folder = mkdtempSync(path.join(tmpdir(), "entry-"));
      try {
        for (const [name, text] of Object.entries(files)) {
          mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
          writeFileSync(path.join(folder, name), text);
        }
        const entry = findEntry(folder, main);
        if (found instanceof RegExp) {
          assert.ok(typeof entry === "string");
          assert.match(entry, found);
        } else {
          const [file, directory] = found;
          assert.deepEqual(entry, {
            entry: path.join(folder, file),
            workingDirectory: path.join(folder, directory),
          });
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }

  it("says that a folder does not exist", () => {
    const complaint = findEntry("/nowhere/at/all");
    assert.ok(typeof complaint === "string");
    assert.match(complaint, /There is no folder \/nowhere\/at\/all/);
  });
});
