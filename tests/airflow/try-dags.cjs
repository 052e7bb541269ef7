// Imports the example DAGs with the real Airflow, which comes from PyPI into a folder of its own.
// What this does not prove: that the tasks run, and that they do on the image of MWAA.
const assert = require("node:assert/strict");
const { execFileSync } = require("node:child_process");
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const AIRFLOW = "3.2.1";
const root = join(__dirname, "../..");
const venv = join(root, ".cache", `airflow-${AIRFLOW}`);
const python = join(venv, "bin", "python");

function run(command, args, env = {}) {
  return execFileSync(command, args, {
    encoding: "utf8",
    timeout: 900_000,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, AIRFLOW_HOME: join(venv, "home"), ...env },
  });
}

if (!existsSync(join(venv, "bin", "airflow"))) {
  run("python3", ["-m", "venv", venv]);
  run(python, ["-m", "pip", "install", "--quiet", `apache-airflow==${AIRFLOW}`]);
}
run(join(venv, "bin", "airflow"), ["db", "migrate"]);
const output = run(python, [join(__dirname, "import_dags.py"), join(root, "assets", "dags")]);
const found = JSON.parse(output.trim().split("\n").at(-1));

assert.equal(found.version, AIRFLOW);
assert.deepEqual(found.errors, {});
assert.deepEqual(found.dags, {
  environment_report: ["packages", "platform_facts", "summary", "variable_names"],
  hello_mwaa: ["say", "sentence", "words"],
});
console.log(`Airflow ${AIRFLOW} imports ${Object.keys(found.dags).join(" and ")}`);
