/**
 * One engine of the benchmark, in a process of its own: objects that one engine keeps decide how Node.js
 * manages the memory of all that is made in the same places, another engine's included.
 *
 * Started by `bench/iam.ts` with the engine's name and the number of cases. Each message asks for a round,
 * and the answer is its decisions a second.
 */
import { runUnsafeSimulation } from "@cloud-copilot/iam-simulate";
import fc from "fast-check";
import type { Simulation } from "../reasoning/iam";
import { evaluate, isFaulty, readSimulation } from "../reasoning/iam";
import type { Case } from "../tests/reasoning/iam/oracle/case";
import { simulationPlan } from "../tests/reasoning/iam/oracle/draw";
import { toOracle } from "../tests/reasoning/iam/oracle/oracle";
import { render } from "../tests/reasoning/iam/oracle/render";
import { toSimulation } from "../tests/reasoning/iam/oracle/to-simulation";
import { secondsOf } from "./processor-time";

interface Engine {
  /** How often it goes through the cases in a round, so that rounds of all take about as long. */
  readonly passes: number;
  /** Prepares the cases; what it returns goes through them once. */
  readonly prepare: (cases: readonly Case[]) => () => void;
}

const ENGINES: Readonly<Record<string, Engine>> = {
  evaluate: {
    passes: 10,
    prepare: (cases) => {
      const simulations = cases.map(toSimulation).map(read);
      return () => {
        for (const each of simulations) evaluate(each);
      };
    },
  },
  "read and evaluate": {
    passes: 4,
    prepare: (cases) => {
      const inputs = cases.map(toSimulation);
      return () => {
        for (const each of inputs) evaluate(read(each));
      };
    },
  },
  "iam-simulate, unvalidated": {
    passes: 1,
    prepare: (cases) => {
      const inputs = cases.map(toOracle);
      return () => {
        for (const each of inputs) runUnsafeSimulation(each, { simulationMode: "Strict" });
      };
    },
  },
};

/** The same cases for every engine. The other one takes no policy of a resource, so none has one. */
function drawn(count: number): readonly Case[] {
  return fc
    .sample(fc.noBias(simulationPlan), { seed: 20261122, numRuns: count * 4 })
    .map(render)
    .filter(({ policies }) => policies.resource === undefined)
    .slice(0, count);
}

function read(json: unknown): Simulation {
  const simulation = readSimulation(json);
  if (isFaulty(simulation)) throw simulation;
  return simulation;
}

const [name = "", count = ""] = process.argv.slice(2);
const engine = ENGINES[name];
if (engine === undefined) throw new Error(`no engine is called ${name}`);
const cases = drawn(Number(count));
const goThrough = engine.prepare(cases);
process.on("message", () => {
  const took = secondsOf(() => {
    for (let pass = 0; pass < engine.passes; pass++) goThrough();
  });
  process.send?.((cases.length * engine.passes) / took);
});
