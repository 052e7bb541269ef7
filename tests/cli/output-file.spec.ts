import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BadInput } from "../../cli/failure";
import { outputFile } from "../../cli/output-file";

describe("outputFile", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "mwaa-output-"));
  });
  afterEach(() => {
    chmodSync(folder, 0o755);
    rmSync(folder, { recursive: true });
  });

  it("writes a new file and leaves nothing else behind", () => {
    outputFile("report.json", folder).write("all of it");
    assert.equal(readFileSync(join(folder, "report.json"), "utf8"), "all of it");
    assert.deepEqual(readdirSync(folder), ["report.json"]);
  });

  it("replaces an old file, and writes through a link instead of replacing it", () => {
    writeFileSync(join(folder, "old"), "a longer text that was there before");
    symlinkSync(join(folder, "old"), join(folder, "link"));
    outputFile("link", folder).write("new");
    assert.equal(readFileSync(join(folder, "old"), "utf8"), "new");
    assert.ok(lstatSync(join(folder, "link")).isSymbolicLink());
  });

  it("writes to a device and leaves it a device", () => {
    outputFile("/dev/null", folder).write("gone");
    assert.ok(lstatSync("/dev/null").isCharacterDevice());
  });

  it("touches nothing before it writes", () => {
    outputFile("report.json", folder);
    assert.equal(existsSync(join(folder, "report.json")), false);
  });

  it("keeps the old file and no draft when the write fails", () => {
    const target = outputFile("report.json", folder);
    rmSync(folder, { recursive: true });
    assert.throws(() => {
      target.write("text");
    }, BadInput);
    mkdirSync(folder);
    assert.deepEqual(readdirSync(folder), []);
  });

  const refused: readonly (readonly [string, RegExp])[] = [
    [
      ".",
      /: --output \.: is a folder, not a file; give the path of a file in a folder that exists$/,
    ],
    ["missing/report.json", /missing is not a folder; give the path/],
    ["file/report.json", /file is not a folder; give the path/],
  ];
  for (const [path, expected] of refused) {
    it(`refuses ${path} before any work is done`, () => {
      writeFileSync(join(folder, "file"), "");
      assert.throws(() => outputFile(path, folder), expected);
    });
  }
});
