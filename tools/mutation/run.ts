/**
 * Measures how many changes of an engine's sources its tests notice.
 *
 *   npm run mutation -- iam                            measures all of it; takes a while
 *   npm run mutation -- iam reasoning/iam/pattern.ts   some files anew, the rest as measured before
 *   npm run mutation -- --check                        whether the committed reports still hold
 *   npm run mutation -- --check iam                    whether that of one engine does
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Engine } from "./engines";
import { ENGINES, hashOf, ROOT, sourcesOf, specsOf } from "./engines";
import type { Report, Survivor } from "./report";
import { explain, faultsOf, readReport, writeReport } from "./report";

/** Beneath the root, so that everything else is found in the root's `node_modules`. */
const WORKSHOP = join(ROOT, ".cache", "mutation");

/** What Stryker writes, as far as it is read here. */
interface StrykerReport {
  readonly files: Readonly<Record<string, { source: string; mutants: readonly Mutant[] }>>;
}

interface Mutant {
  readonly status: string;
  readonly replacement?: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** Copies what the tests need, and installs the runner with the older mocha that it wants. */
function furnish(): void {
  for (const each of ["reasoning", "tests", "tools", "package.json", "tsconfig.json"]) {
    rmSync(join(WORKSHOP, each), { recursive: true, force: true });
  }
  mkdirSync(WORKSHOP, { recursive: true });
  for (const each of ["reasoning", "tests/reasoning", "tests/register.cjs", "tools"]) {
    cpSync(join(ROOT, each), join(WORKSHOP, each), { recursive: true });
  }
  for (const each of ["package.json", "package-lock.json"]) {
    cpSync(join(__dirname, each), join(WORKSHOP, each));
  }
  if (existsSync(join(WORKSHOP, "node_modules"))) return;
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: WORKSHOP,
    stdio: "inherit",
  });
}

function measure(engine: Engine, files: readonly string[]): StrykerReport {
  writeFileSync(
    join(WORKSHOP, "stryker.conf.json"),
    JSON.stringify({
      testRunner: "mocha",
      plugins: ["@stryker-mutator/mocha-runner"],
      mutate: files,
      coverageAnalysis: "perTest",
      // Tables built at load are data too, and each of their mutants would need the whole suite.
      ignoreStatic: true,
      disableTypeChecks: false,
      concurrency: availableParallelism(),
      reporters: ["json", "progress-append-only"],
      tempDirName: ".stryker",
      ignorePatterns: ["node_modules"],
      symlinkNodeModules: true,
      mochaOptions: {
        "no-config": true,
        "no-package": true,
        spec: specsOf(engine),
        extension: ["ts"],
        require: [
          "./tests/register.cjs",
          "./tools/mutation/fixed-seed.cjs",
          "./tools/mutation/forget.cjs",
        ],
      },
    }),
  );
  execFileSync(process.execPath, ["node_modules/.bin/stryker", "run", "stryker.conf.json"], {
    cwd: WORKSHOP,
    stdio: "inherit",
  });
  const file = join(WORKSHOP, "reports", "mutation", "mutation.json");
  return JSON.parse(readFileSync(file, "utf8")) as StrykerReport;
}

/** Where the last measurement of an engine is kept, so that some files can be measured anew. */
function keptFile(name: string): string {
  return join(WORKSHOP, `${name}.json`);
}

function readKept(name: string): StrykerReport {
  return JSON.parse(readFileSync(keptFile(name), "utf8")) as StrykerReport;
}

/** The sources that changed since they were measured, or never were: a report would vouch for them. */
function staleFiles({ files }: StrykerReport, sources: readonly string[]): readonly string[] {
  return sources.filter((file) => files[file]?.source !== readFileSync(join(ROOT, file), "utf8"));
}

/** Puts what was measured now beside what still holds of what is kept. */
function keep(
  name: string,
  measured: StrykerReport,
  asked: readonly string[],
  sources: readonly string[],
): StrykerReport {
  const kept = existsSync(keptFile(name)) ? readKept(name).files : {};
  // Stryker leaves out files in which there is nothing to change.
  const empty = asked.map((file) => {
    return [file, { source: readFileSync(join(ROOT, file), "utf8"), mutants: [] }] as const;
  });
  const all = { ...kept, ...Object.fromEntries(empty), ...measured.files };
  const files = Object.fromEntries(
    sources.flatMap((file) => (all[file] === undefined ? [] : [[file, all[file]]])),
  );
  writeFileSync(keptFile(name), JSON.stringify({ files }));
  return { files };
}

function reportOf(name: string, engine: Engine, { files }: StrykerReport): Report {
  const mutants = Object.entries(files).flatMap(([file, { source, mutants: found }]) =>
    found.map((mutant) => ({ ...mutant, file, source })),
  );
  const count = (status: string): number =>
    mutants.filter((mutant) => mutant.status === status).length;
  const counts = {
    killed: count("Killed"),
    timedOut: count("Timeout"),
    survived: count("Survived"),
    uncovered: count("NoCoverage"),
  };
  const noticed = counts.killed + counts.timedOut;
  const share = noticed / Math.max(1, noticed + counts.survived + counts.uncovered);
  const survivors = mutants
    .filter(({ status }) => status === "Survived" || status === "NoCoverage")
    .map(({ file, source, location, replacement = "" }): Survivor => {
      const was = textAt(source, location.start, location.end);
      return { file, line: location.start.line, was, became: replacement };
    });
  return {
    sources: hashOf(engine),
    score: Math.floor(share * 10_000) / 100,
    mutants: counts,
    survivors: explain(survivors, readReport(name)),
  };
}

/** The text between two positions; lines and columns are counted from 1. */
function textAt(source: string, start: Position, end: Position): string {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, i) =>
      line.slice(i === 0 ? start.column - 1 : 0, i === last ? end.column - 1 : undefined),
    )
    .join("\n");
}

function run(argv: readonly string[]): number {
  if (argv[0] === "--check") return check(argv.slice(1));
  const [name = "", ...files] = argv;
  const engine = ENGINES[name];
  if (engine === undefined) return refuse(`${noEngine(name)}, or --check`);
  const sources = sourcesOf(engine);
  const other = files.find((file) => !sources.includes(file));
  if (other !== undefined)
    return refuse(`"${other}" is no source of ${name}: give paths such as ${sources[0] ?? ""}`);
  if (files.length > 0 && !existsSync(keptFile(name)))
    return refuse(`measure all of it first: npm run mutation -- ${name}`);
  const stale = files.length === 0 ? [] : staleFiles(readKept(name), sources);
  const left = stale.filter((file) => !files.includes(file));
  if (left.length > 0) return refuse(`these have changed as well, add them: ${left.join(" ")}`);
  furnish();
  const asked = files.length === 0 ? sources : files;
  const measured = keep(name, measure(engine, asked), asked, sources);
  const report = reportOf(name, engine, measured);
  writeReport(name, report);
  return told(faultsOf(name, report, hashOf(engine)));
}

/** Whether the committed reports of some engines, or of all, still hold. */
function check(asked: readonly string[]): number {
  const faults: string[] = [];
  for (const name of asked.length > 0 ? asked : Object.keys(ENGINES)) {
    const engine = ENGINES[name];
    if (engine === undefined) return refuse(noEngine(name));
    faults.push(...faultsOf(name, readReport(name), hashOf(engine)));
  }
  return told(faults);
}

/** Bad input: nothing was measured. */
function refuse(why: string): number {
  process.stderr.write(`${why}\n`);
  return 2;
}

function noEngine(name: string): string {
  return `"${name}" is no engine: give one of ${Object.keys(ENGINES).join(", ")}`;
}

function told(faults: readonly string[]): number {
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  return faults.length === 0 ? 0 : 1;
}

if (require.main === module) process.exitCode = run(process.argv.slice(2));
