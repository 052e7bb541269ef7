/** The engines that the benchmark of IAM compares, and the cases that all of them are asked. */
import { runUnsafeSimulation } from "@cloud-copilot/iam-simulate";
import fc from "fast-check";
import type { Simulation } from "../reasoning/iam";
import { evaluate, isFaulty, readSimulation } from "../reasoning/iam";
import type { Case } from "../tests/reasoning/iam/oracle/case";
import { simulationPlan } from "../tests/reasoning/iam/oracle/draw";
import { toOracle } from "../tests/reasoning/iam/oracle/oracle";
import { render } from "../tests/reasoning/iam/oracle/render";
import { toSimulation } from "../tests/reasoning/iam/oracle/to-simulation";

interface Engine {
  /** How often it goes through the cases in a round, so that rounds of all take about as long. */
  readonly passes: number;
  /** Prepares the cases; what it returns goes through them once. */
  readonly prepare: (cases: readonly Case[]) => () => void;
}

/** The engines by name. */
export const ENGINES: Readonly<Record<string, Engine>> = {
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
export function drawn(count: number): readonly Case[] {
  return fc
    .sample(fc.noBias(simulationPlan), { seed: 20261122, numRuns: count * 4 })
    .map(render)
    .filter(({ policies }) => policies.resource === undefined)
    .slice(0, count);
}

/** Reads a simulation that is known to be one. */
export function read(json: unknown): Simulation {
  const simulation = readSimulation(json);
  if (isFaulty(simulation)) throw simulation;
  return simulation;
}
