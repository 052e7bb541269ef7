/**
 * Measures the reachability engine: environments in networks of more and more resources, ten
 * questions an environment.
 *
 *   node --expose-gc -r ./tools/load-sources.cjs bench/reachability.ts             the whole table
 *   node --expose-gc -r ./tools/load-sources.cjs bench/reachability.ts --smoke     one small case
 *
 * A resource is anything with an id, a rule or a route: what a deployment counts.
 */
import { performance } from "node:perf_hooks";
import { NetworkIndex, reach } from "../reasoning/reachability";
import {
  ENVIRONMENT_RESOURCES,
  environmentNetwork,
  environmentQuestions,
} from "./reachability-network";
import { renderTable } from "./table";
import { median } from "./statistics";

const FULL = [20, 200, 2000];
const SMOKE = [5];
const ROUNDS = 5;

interface Cost {
  readonly milliseconds: number;
  readonly megabytes: number;
}

function collect(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

function run(environments: number): Cost {
  const network = environmentNetwork(environments);
  const questions = environmentQuestions(environments);
  const before = collect();
  const started = performance.now();
  const index = new NetworkIndex(network);
  let reachable = 0;
  for (const question of questions) {
    if (reach(index, question).outcome === "reachable") reachable += 1;
  }
  const milliseconds = performance.now() - started;
  const megabytes = (collect() - before) / 2 ** 20;
  if (reachable !== questions.length) {
    throw new Error(
      `${String(reachable)} of ${String(questions.length)} questions were answered as planned`,
    );
  }
  // Keeps the index alive until its memory is measured.
  if (index.network !== network) throw new Error("another network");
  return { milliseconds, megabytes };
}

function row(environments: number, rounds: number): readonly string[] {
  const costs = Array.from({ length: rounds }, () => run(environments));
  const milliseconds = median(costs.map((cost) => cost.milliseconds));
  const megabytes = median(costs.map((cost) => cost.megabytes));
  const resources = environments * ENVIRONMENT_RESOURCES;
  return [
    String(environments),
    String(resources),
    String(environmentQuestions(environments).length),
    milliseconds.toFixed(0),
    ((milliseconds * 1000) / resources).toFixed(1),
    megabytes.toFixed(1),
  ];
}

const isSmoke = process.argv.includes("--smoke");
const rows = (isSmoke ? SMOKE : FULL).map((count) => row(count, isSmoke ? 1 : ROUNDS));
process.stdout.write(
  `${renderTable(["environments", "resources", "questions", "ms", "µs/resource", "index MB"], rows)}\n`,
);
