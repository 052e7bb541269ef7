// Tries the function that makes endpoints, with the real AWS SDK against emulators on this machine's
// loopback: moto for EC2, ministack for MWAA and STS. Then it judges every call that the function
// made by the policies of its role. What the emulators do not prove is written in gateway.py.
const { execFileSync, spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const { existsSync, mkdtempSync, readFileSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { judgeCalls } = require("./judge-calls.cjs");

const root = join(__dirname, "../..");
const sources = join(root, "assets", "lambda", "customer-endpoints");
const requirements = join(__dirname, "requirements.txt");
const version = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
const venv = join(root, ".cache", `automation-${version}`);
const python = join(venv, "bin", "python");
const INSTALL_MILLISECONDS = 600_000;
const RUN_MILLISECONDS = 600_000;

function run(command, args, timeout = RUN_MILLISECONDS) {
  execFileSync(command, args, {
    cwd: root,
    timeout,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1", MYPYPATH: sources },
  });
}

/** The tools, made in a draft folder's stead only once everything is there. */
function install() {
  const done = join(venv, "complete");
  if (existsSync(done)) return;
  rmSync(venv, { recursive: true, force: true });
  run("python3", ["-m", "venv", venv], INSTALL_MILLISECONDS);
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"];
  run(python, [...pip, "-r", requirements], INSTALL_MILLISECONDS);
  run(python, ["-c", `open(${JSON.stringify(done)}, "w").close()`]);
}

function isThere(command) {
  return spawnSync(command, ["--version"], { stdio: "ignore" }).status === 0;
}

try {
  if (!isThere("python3")) throw new Error("there is no python3");
  install();
} catch (error) {
  // On a gate nothing is skipped; elsewhere nobody may take silence for success.
  if (process.env.CI) throw error;
  console.error(`\nSKIPPED: the endpoint automation was NOT tried: ${error.message}\n`);
  process.exit(0);
}

const record = mkdtempSync(join(tmpdir(), "automation-"));
try {
  run(python, ["-m", "black", "--check", "--quiet", "--line-length", "100", sources, __dirname]);
  const cache = join(root, ".cache", "mypy");
  const mypy = ["-m", "mypy", "--strict", "--ignore-missing-imports", "--cache-dir", cache];
  run(python, [...mypy, "--python-version", "3.13", sources, __dirname]);
  const file = join(record, "calls.json");
  run(python, [join(__dirname, "run_tests.py"), file]);
  const judged = judgeCalls(JSON.parse(readFileSync(file, "utf8")));
  console.log(`The function's role allows each of ${judged} requests, and nothing else`);
} finally {
  rmSync(record, { recursive: true, force: true });
}
