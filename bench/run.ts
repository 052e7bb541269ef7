/**
 * Measures what a user waits for, as whole processes from start to exit.
 *
 *   npm run bench               the whole table; writes bench/results/latest.json
 *   npm run bench -- --smoke    each case once, small: proves that the benchmark itself runs
 *
 * Times depend on the machine and on what else runs there, so no time fails the run. The ratio to
 * the floor is taken from runs that alternate, which a busy machine slows alike.
 */
import { join } from "node:path";
import { keepResults } from "./keep-results";
import { type Cost, measure } from "./measure";
import { MANY_ENVIRONMENTS, projectWithStacks } from "./projects";
import { renderRows, type Row, rowOf } from "./rows";

const ROOT = join(__dirname, "..");
const LOADER = join(ROOT, "tools", "load-sources.cjs");
const MWAA = join(ROOT, "cli", "mwaa.js");

interface Sizes {
  readonly rounds: number;
  readonly environments: readonly number[];
  readonly environmentRounds: number;
  readonly stacks: number;
}

const FULL: Sizes = { rounds: 7, environments: [1, 10, 50], environmentRounds: 3, stacks: 100 };
const SMOKE: Sizes = { rounds: 1, environments: [1, 2], environmentRounds: 1, stacks: 2 };

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function floor(folder: string, stack: string, ...config: readonly string[]): Promise<Cost> {
  return measure(["-r", LOADER, join(__dirname, "floor.ts"), folder, stack, ...config], ROOT);
}

function plan(...options: readonly string[]): Promise<Cost> {
  return measure([MWAA, "plan", "--fail-on", "never", ...options], ROOT);
}

/** Start to verdict against the floor, in turns. */
async function againstFloor(
  rounds: number,
): Promise<{ readonly rows: readonly Row[]; readonly ratio: number }> {
  const floorRun = () => floor(ROOT, "quick-start");
  const planRun = () => plan("--stack", "quick-start");
  // The first of each fills caches and is not counted.
  const resources = Number((await floorRun()).stdout);
  await planRun();
  const floors: Cost[] = [];
  const plans: Cost[] = [];
  for (let round = 0; round < rounds; round++) {
    floors.push(await floorRun());
    plans.push(await planRun());
  }
  const rows = [
    rowOf("quick-start, planned only (floor)", floors, resources),
    rowOf("quick-start, start to verdict", plans, resources),
  ];
  const [below = NaN, above = NaN] = rows.map(({ seconds }) => seconds);
  return { rows, ratio: above / below };
}

/** One program with more and more environments. */
async function growth(sizes: Sizes): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const count of sizes.environments) {
    say(`one program of ${String(count)} environments …`);
    const config = `many-environments:environments=${String(count)}`;
    const region = "aws:region=eu-central-1";
    const bare = await floor(MANY_ENVIRONMENTS, "dev", config, region);
    const resources = Number(bare.stdout);
    const costs: Cost[] = [];
    for (let round = 0; round < sizes.environmentRounds; round++) {
      costs.push(
        await plan(
          ...["--program", MANY_ENVIRONMENTS, "--format", "json", "--timeout", "600"],
          ...["--config", config, "--config", region],
        ),
      );
    }
    rows.push(rowOf(`${String(count)} environments, planned only`, [bare], resources));
    rows.push(rowOf(`${String(count)} environments, start to verdict`, costs, resources));
  }
  return rows;
}

/** Every stack of a project, in as many processes as there are processors. */
async function allStacks(count: number): Promise<Row> {
  say(`${String(count)} stacks …`);
  const folder = projectWithStacks(count);
  const cost = await plan("--all", "--program", folder, "--format", "json");
  const { stacks } = JSON.parse(cost.stdout) as { readonly stacks: readonly unknown[] };
  if (stacks.length !== count) {
    throw new Error(`${String(stacks.length)} stacks were judged instead of ${String(count)}`);
  }
  return rowOf(`--all, ${String(count)} stacks`, [cost]);
}

async function run(sizes: Sizes): Promise<void> {
  say("quick-start against the floor …");
  const { rows, ratio } = await againstFloor(sizes.rounds);
  const all = [...rows, ...(await growth(sizes)), await allStacks(sizes.stacks)];
  const machine = keepResults("latest", { ratioToFloor: ratio, rows: all });
  process.stdout.write(
    `${renderRows(all)}\n\n` +
      `Start to verdict is ${ratio.toFixed(2)} times the floor (medians of ${String(sizes.rounds)} alternating runs).\n` +
      `Node.js ${machine.node}, ${String(machine.processors)} × ${machine.processor}. ` +
      "Memory is the largest sum over all processes at one moment.\n",
  );
}

run(process.argv.includes("--smoke") ? SMOKE : FULL).catch((error: unknown) => {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(1);
});
