import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./worlds";

const ROOT = join(__dirname, "..", "..");
const MWAA = join(ROOT, "cli", "mwaa.js");
const ESCAPE = /\u001b\[/;

describe("main", () => {
  it("prints help and version on standard output with exit code 0", async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      readonly version: string;
    };
    assert.deepEqual(await run(["--version"]), { code: 0, out: `${version}\n`, err: "" });
    const { code, out } = await run(["--help"]);
    assert.equal(code, 0);
    for (const word of ["plan", "check", "rules", "explain", "Exit codes:"]) {
      assert.ok(out.includes(word), word);
    }
  });

  it("answers wrong usage with one message on standard error and exit code 2", async () => {
    const { code, out, err } = await run(["rulez"]);
    assert.deepEqual([code, out], [2, ""]);
    assert.equal(err, "mwaa: unknown command 'rulez' (Did you mean rules?); see `mwaa --help`\n");
  });

  it("answers a fault of its own with exit code 3 and what to report", async () => {
    const { code, out, err } = await run(["rules"], {
      print: () => Promise.reject(new TypeError("no such thing")),
    });
    assert.deepEqual([code, out], [3, ""]);
    assert.match(err, /^mwaa: this is a fault of the program, not of your input\. Please report/);
    assert.match(err, /Node\.js v\d+/);
    assert.match(err, /\n {2}mwaa rules\n {2}TypeError: no such thing\n/);
  });

  it("uses colour on a terminal only, and not with NO_COLOR, TERM=dumb or a file", async () => {
    const colour = async (changes: Parameters<typeof run>[1]) =>
      ESCAPE.test((await run(["rules"], changes)).out);
    assert.equal(await colour({ isTerminal: true }), true);
    assert.equal(await colour({ isTerminal: true, environment: { NO_COLOR: "" } }), true);
    assert.equal(await colour({ isTerminal: true, environment: { NO_COLOR: "1" } }), false);
    assert.equal(await colour({ isTerminal: true, environment: { TERM: "dumb" } }), false);
    assert.equal(await colour({ isTerminal: false }), false);
  });
});

describe("cli/mwaa.js", () => {
  it("ends quietly when the reader of its output goes away", () => {
    const { status, stdout, stderr } = spawnSync(
      "bash",
      ["-c", `set -o pipefail; "${process.execPath}" "${MWAA}" rules --format json | head -n 1`],
      { encoding: "utf8", timeout: 20_000 },
    );
    assert.deepEqual([status, stdout, stderr], [0, "[\n", ""]);
  });

  it("loads neither Pulumi nor a compiler for commands that do not plan", () => {
    const script = `
      process.argv = [process.argv[0], "mwaa", "rules"];
      process.exit = (code) => {
        const loaded = Object.keys(require.cache).filter((f) => /node_modules.(@pulumi|typescript)./.test(f));
        process.stderr.write(JSON.stringify({ code, loaded }));
        process.reallyExit(0);
      };
      require(${JSON.stringify(MWAA)});`;
    // The first run may have to translate sources; the second finds them translated.
    const results = [1, 2].map(() =>
      spawnSync(process.execPath, ["-e", script], { encoding: "utf8", timeout: 20_000 }),
    );
    const compiler = join(ROOT, "node_modules", "typescript", "package.json");
    assert.deepEqual(JSON.parse(results[1]?.stderr ?? ""), { code: 0, loaded: [compiler] });
  });
});
