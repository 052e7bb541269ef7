/**
 * Measures the IAM engine: beside another engine on the same cases, and by the number of statements.
 *
 *   node -r ./tools/load-sources.cjs bench/iam.ts            writes bench/results/iam.json
 *   node -r ./tools/load-sources.cjs bench/iam.ts --smoke    small: proves that the benchmark runs
 *
 * Both engines are asked the same cases and neither validates them against data of AWS. Ours is
 * measured twice: `evaluate` on policies that were read before, as they are where many requests are
 * asked of them, and with reading the JSON, every fault of which it would tell, for each request. The
 * other engine runs without its validation. Each has a process of its own, and rounds alternate, so that
 * a busy machine slows all alike. No time fails the run.
 */
import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { evaluate } from "../reasoning/iam";
import { ENGINES, read } from "./iam-engines";
import { keepResults } from "./keep-results";
import { secondsOf } from "./processor-time";
import { median, spread } from "./statistics";
import { renderTable } from "./table";

interface Sizes {
  readonly cases: number;
  readonly rounds: number;
  readonly statements: readonly number[];
}

const FULL: Sizes = {
  cases: 3000,
  rounds: 9,
  statements: [10, 100, 1000, 10_000, 100_000],
};
const SMOKE: Sizes = { cases: 100, rounds: 1, statements: [10, 1000] };

interface Rate {
  readonly name: string;
  readonly decisionsPerSecond: number;
  readonly spread: number;
}

/** Decisions a second of each engine on the same cases, in turns. */
async function beside({ cases, rounds }: Sizes): Promise<readonly Rate[]> {
  const engines = Object.keys(ENGINES).map((name) => ({
    name,
    engine: start(name, cases),
    rates: [] as number[],
  }));
  // The first round warms up and is not counted.
  for (let round = 0; round <= rounds; round++)
    for (const { engine, rates } of engines) {
      engine.process.send("round");
      const answer = once(engine.process, "message") as Promise<[number]>;
      const [rate] = await Promise.race([answer, engine.ended]);
      if (round > 0) rates.push(rate);
    }
  for (const { engine } of engines) engine.process.disconnect();
  return engines.map(({ name, rates }) => ({
    name,
    decisionsPerSecond: median(rates),
    spread: spread(rates),
  }));
}

interface Running {
  readonly process: ChildProcess;
  /** Rejected once the process has ended, which it does not do while rounds are asked of it. */
  readonly ended: Promise<never>;
}

function start(name: string, cases: number): Running {
  const child = fork(join(__dirname, "iam-engine.ts"), [name, String(cases)]);
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`the engine ${name} ended with ${String(code)}`);
  });
  return { process: child, ended };
}

interface Growth {
  readonly statements: number;
  readonly readMicroseconds: number;
  readonly evaluateMicroseconds: number;
  /** What a statement costs, read and evaluated once. */
  readonly nanosecondsPerStatement: number;
}

/** A role with ever more statements, of which only the last allows what is asked. */
function simulationOf(statements: number): unknown {
  const statement = (index: number) => ({
    Effect: index % 10 === 9 ? "Deny" : "Allow",
    Action: [`s3:Get*`, `sqs:Send*`],
    Resource: [`arn:aws:s3:::bucket-${index}/*`, `arn:aws:sqs:*:*:queue-${index}`],
    Condition: { StringLike: { "aws:PrincipalTag/team": `team-${index}*` } },
  });
  const all = Array.from({ length: statements - 1 }, (_, index) => statement(index));
  return {
    request: {
      principal: "arn:aws:sts::111122223333:assumed-role/worker/run",
      action: "s3:GetObject",
      resource: "arn:aws:s3:::last/key",
      resourceAccount: "111122223333",
      context: { "aws:PrincipalTag/team": "team-0" },
      otherContext: "absent",
    },
    policies: {
      identity: [
        {
          Version: "2012-10-17",
          Statement: [...all, { Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::last/*" }],
        },
      ],
    },
  };
}

function growth({ statements, rounds }: Sizes): readonly Growth[] {
  return statements.map((count) => {
    // Small policies are measured many times over: the clock is coarse.
    const repeats = Math.max(1, Math.round(20_000 / count));
    const json = simulationOf(count);
    const reading: number[] = [];
    const evaluating: number[] = [];
    for (let round = 0; round < Math.max(3, rounds); round++) {
      const readAll = () => Array.from({ length: repeats }, () => read(json));
      reading.push(secondsOf(readAll) / repeats);
      // Read afresh each time: what an engine remembers of a document must not count as evaluation.
      const fresh = readAll();
      evaluating.push(
        secondsOf(() => {
          for (const each of fresh) {
            const { outcome } = evaluate(each);
            if (outcome !== "allowed") throw new Error(`the last statement allows, not ${outcome}`);
          }
        }) / repeats,
      );
    }
    const [readSeconds, evaluateSeconds] = [median(reading), median(evaluating)];
    return {
      statements: count,
      readMicroseconds: readSeconds * 1e6,
      evaluateMicroseconds: evaluateSeconds * 1e6,
      nanosecondsPerStatement: ((readSeconds + evaluateSeconds) * 1e9) / count,
    };
  });
}

async function run(sizes: Sizes): Promise<void> {
  const rates = await beside(sizes);
  const grown = growth(sizes);
  const rateOf = (wanted: string) =>
    rates.find(({ name }) => name === wanted)?.decisionsPerSecond ?? NaN;
  const oracle = rateOf("iam-simulate, unvalidated");
  const ratios = {
    evaluate: rateOf("evaluate") / oracle,
    readAndEvaluate: rateOf("read and evaluate") / oracle,
  };
  const machine = keepResults("iam", { ratiosToOracle: ratios, rates, growth: grown });
  const shown = (value: number) => value.toFixed(0);
  process.stdout.write(
    `${renderTable(
      ["engine", "decisions/s", "±"],
      rates.map((each) => [each.name, shown(each.decisionsPerSecond), shown(each.spread)]),
    )}\n\n${renderTable(
      ["statements", "read µs", "evaluate µs", "ns/statement"],
      grown.map((each) => [
        String(each.statements),
        shown(each.readMicroseconds),
        shown(each.evaluateMicroseconds),
        shown(each.nanosecondsPerStatement),
      ]),
    )}\n\n` +
      `Evaluating is ${ratios.evaluate.toFixed(1)} times as fast, reading as well ` +
      `${ratios.readAndEvaluate.toFixed(1)} times (medians of ${sizes.rounds} alternating rounds).\n` +
      `Node.js ${machine.node}, ${machine.processors} × ${machine.processor}.\n`,
  );
}

void run(process.argv.includes("--smoke") ? SMOKE : FULL);
