import fc from "fast-check";
import { askOwn, compare } from "./compare";
import { simulationPlan } from "./draw";
import type { SimulationPlan } from "./plan";
import { render } from "./render";
import { Tally } from "./tally";
import { toSimulation } from "./to-simulation";

/**
 * Compares both engines on the cases of a seed; the first unexplained difference is made as small as
 * it gets.
 *
 * @param seen called with every plan that was drawn, and what our engine made of it.
 * @throws with the smallest case as the JSON that `mwaa iam simulate` takes.
 */
export async function compareCases(
  seed: number,
  count: number,
  tally: Tally = new Tally(),
  seen?: (plan: SimulationPlan, verdict: string) => void,
): Promise<Tally> {
  const property = fc.asyncProperty(fc.noBias(simulationPlan), async (plan) => {
    const comparison = await compare(render(plan));
    if (comparison.explainedBy === undefined) return false;
    tally.add(comparison);
    seen?.(plan, comparison.own);
    return true;
  });
  const details = await fc.check(property, { seed, numRuns: count });
  if (!details.failed) return tally;
  const [smallest] = details.counterexample ?? [];
  if (smallest === undefined) throw new Error("no case could be drawn");
  // A case that one of the engines does not take throws here as it did there.
  const given = render(smallest);
  const { own, oracle } = await compare(given);
  throw new Error(
    `seed ${seed}: our engine says "${own}" (${askOwn(given).unknown.join("; ")}), the oracle "${oracle}", of\n` +
      JSON.stringify(toSimulation(given), null, 2),
  );
}
