/**
 * Measures the IAM engine: beside another engine on the same cases, and by the number of statements.
 *
 *   node -r ./tools/load-sources.cjs bench/iam.ts            writes bench/results/iam.json
 *   node -r ./tools/load-sources.cjs bench/iam.ts --smoke    small: proves that the benchmark runs
 *
 * Both engines are asked the same cases and neither validates them against data of AWS. Ours is
 * measured twice: `evaluate` on policies that were read before, as they are where many requests are
 * asked of them, and with reading the JSON, every fault of which it would tell, for each request. The
 * other engine runs without its validation. Rounds alternate, so that a busy machine slows all alike,
 * and each engine has about as long in each. The other engine's function does not take a resource's
 * policy, so cases are drawn without one. No time fails the run.
 */
import { runUnsafeSimulation } from "@cloud-copilot/iam-simulate";
import fc from "fast-check";
import { evaluate, isFaulty, readSimulation } from "../reasoning/iam";
import type { Simulation } from "../reasoning/iam";
import { simulationPlan } from "../tests/reasoning/iam/oracle/draw";
import { toOracle } from "../tests/reasoning/iam/oracle/oracle";
import { render } from "../tests/reasoning/iam/oracle/render";
import { toSimulation } from "../tests/reasoning/iam/oracle/to-simulation";
import { keepResults } from "./keep-results";
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

/** Seconds of processor time: what others do on the machine does not count. */
function secondsOf(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function read(json: unknown): Simulation {
  const simulation = readSimulation(json);
  if (isFaulty(simulation)) throw simulation;
  return simulation;
}

interface Rate {
  readonly name: string;
  readonly decisionsPerSecond: number;
  readonly spread: number;
}

/** Decisions a second of each engine on the same cases, in turns. */
function beside({ cases, rounds }: Sizes): readonly Rate[] {
  const drawn = fc
    .sample(fc.noBias(simulationPlan), { seed: 20261122, numRuns: cases * 4 })
    .map(render)
    .filter(({ policies }) => policies.resource === undefined)
    .slice(0, cases);
  const theirs = drawn.map(toOracle);
  const ours = drawn.map(toSimulation);
  const parsed = ours.map(read);
  const engines: readonly Engine[] = [
    {
      name: "evaluate",
      passes: 8,
      ask: () => {
        for (const each of parsed) evaluate(each);
      },
    },
    {
      name: "read and evaluate",
      passes: 3,
      ask: () => {
        for (const each of ours) evaluate(read(each));
      },
    },
    {
      name: "iam-simulate, unvalidated",
      passes: 1,
      ask: () => {
        for (const each of theirs) runUnsafeSimulation(each, { simulationMode: "Strict" });
      },
    },
  ];
  const rates = new Map<string, number[]>();
  // The first round warms up and is not counted.
  for (let round = 0; round <= rounds; round++) {
    for (const { name, passes, ask } of engines) {
      const took = secondsOf(() => {
        for (let pass = 0; pass < passes; pass++) ask();
      });
      const rate = (drawn.length * passes) / took;
      if (round > 0) rates.set(name, [...(rates.get(name) ?? []), rate]);
    }
  }
  return [...rates].map(([name, all]) => ({
    name,
    decisionsPerSecond: median(all),
    spread: spread(all),
  }));
}

interface Engine {
  readonly name: string;
  /** How often it goes through the cases in a round. */
  readonly passes: number;
  readonly ask: () => void;
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

function run(sizes: Sizes): void {
  const rates = beside(sizes);
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

run(process.argv.includes("--smoke") ? SMOKE : FULL);
