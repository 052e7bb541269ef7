import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const LOADER = join(ROOT, "tools", "load-sources.cjs");

/** Runs a TypeScript file with the loader and answers what it printed. */
function runFile(file: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, ["-r", LOADER, file], {
    encoding: "utf8",
    timeout: 20_000,
  });
  return stdout + stderr;
}

describe("tools/load-sources.cjs", () => {
  const inside = join(ROOT, ".cache", "tests", `load-sources-${String(process.pid)}`);
  let outside = "";
  beforeEach(() => {
    mkdirSync(inside, { recursive: true });
    outside = mkdtempSync(join(tmpdir(), "mwaa-sources-"));
  });
  afterEach(() => {
    rmSync(inside, { recursive: true });
    rmSync(outside, { recursive: true });
  });

  it("runs a source, keeps its translation and notices when the source changes", () => {
    const file = join(inside, "a.ts");
    const kept = join(ROOT, ".cache", "sources", file.slice(ROOT.length) + ".js");
    writeFileSync(file, "const word: string = 'one';\nconsole.log(word);\n");
    assert.equal(runFile(file), "one\n");
    assert.ok(existsSync(kept));
    assert.equal(runFile(file), "one\n");
    writeFileSync(file, "const word: string = 'two';\nconsole.log(word);\n");
    assert.equal(runFile(file), "two\n");
    rmSync(kept);
  });

  it("names the lines of the source in stacks, whatever the translation left out", () => {
    const file = join(inside, "b.ts");
    const types = "interface A {\n  a: string;\n}\n".repeat(5);
    writeFileSync(
      file,
      `${types}try {\n  throw new Error("x");\n} catch (e) {\n  console.log((e as Error).stack?.split("\\n")[1]);\n}\n`,
    );
    assert.match(runFile(file), /b\.ts:17:9\)?\n/);
    rmSync(join(ROOT, ".cache", "sources", file.slice(ROOT.length) + ".js"));
  });

  it("runs a file from elsewhere and keeps nothing of it", () => {
    const file = join(outside, "c.ts");
    writeFileSync(file, "console.log('elsewhere' as string);\n");
    assert.equal(runFile(file), "elsewhere\n");
    assert.equal(existsSync(join(ROOT, outside)), false);
  });

  it("says where a source is no TypeScript", () => {
    const file = join(inside, "d.ts");
    writeFileSync(file, "const = 3;\n");
    assert.match(runFile(file), /d\.ts\(1,7\): error TS1134/);
  });
});
