import assert from "node:assert/strict";
import fc from "fast-check";
import type { Outcome } from "../../../../reasoning/iam";
import { evaluate, isFaulty, readSimulation } from "../../../../reasoning/iam";
import { simulationPlan } from "./draw";
import { render } from "./render";
import { toSimulation } from "./to-simulation";

type Json = Readonly<Record<string, unknown>>;

const DENIALS: readonly Outcome[] = ["implicitly-denied", "explicitly-denied"];

/** Whether an answer to a poorer question fits the answer to the richer one. */
function fits(poorer: Outcome, richer: Outcome): boolean {
  return (
    poorer === richer ||
    poorer === "unknown" ||
    (poorer === "denied" && (richer === "denied" || DENIALS.includes(richer)))
  );
}

function outcomeOf(simulation: unknown): Outcome | undefined {
  const read = readSimulation(simulation);
  return isFaulty(read) ? undefined : evaluate(read).outcome;
}

function decided(simulation: unknown): Outcome {
  const outcome = outcomeOf(simulation);
  assert.ok(outcome !== undefined, "a drawn simulation is well-formed");
  return outcome;
}

/** Every copy of a value in which one part, however deep, is unknown. */
function* withOneUnknown(value: unknown, name = "it"): Generator {
  yield { unknown: name };
  if (Array.isArray(value)) {
    for (const [at, each] of (value as readonly unknown[]).entries()) {
      for (const variant of withOneUnknown(each, `${name}/${at}`))
        yield (value as readonly unknown[]).with(at, variant);
    }
  } else if (typeof value === "object" && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      for (const variant of withOneUnknown(each, `${name}/${key}`))
        yield { ...value, [key]: variant };
    }
  }
}

const simulation = fc.noBias(simulationPlan).map((plan) => toSimulation(render(plan)));
const options = { seed: 20261122, numRuns: 250 };

describe("an unknown in a simulation", () => {
  it("leaves the answer as it is or open, in whatever part of it it stands", () => {
    let taken = 0;
    let open = 0;
    fc.assert(
      fc.property(simulation, (given) => {
        const richer = decided(given);
        for (const variant of withOneUnknown(given)) {
          const poorer = outcomeOf(variant);
          if (poorer === undefined) continue;
          taken += 1;
          if (poorer !== richer) open += 1;
          assert.ok(
            fits(poorer, richer),
            `${richer} became ${poorer}:\n${JSON.stringify(variant, null, 1)}`,
          );
        }
      }),
      options,
    );
    // An engine that took no unknown, or let every one decide, would prove nothing.
    assert.ok(taken > 2000, `${taken} variants were taken`);
    assert.ok(open > taken / 100 && open < taken / 2, `${open} of ${taken} are open`);
  });

  it("leaves the answer as it is or open, if it is a whole kind of policies that did not exist", () => {
    const kinds = [
      "boundary",
      "session",
      "resource",
      "serviceControl",
      "resourceControl",
      "endpoint",
    ];
    fc.assert(
      fc.property(simulation, fc.constantFrom(...kinds), (given, kind) => {
        const policies = { ...(given["policies"] as Json), [kind]: { unknown: kind } };
        const without = Object.fromEntries(
          Object.entries(given["policies"] as Json).filter(([each]) => each !== kind),
        );
        const richer = decided({ ...given, policies: without });
        const poorer = decided({ ...given, policies });
        assert.ok(fits(poorer, richer), `${richer} became ${poorer}: ${JSON.stringify(given)}`);
      }),
      { ...options, numRuns: 1000 },
    );
  });

  it("is what every key that is not given is, unless others are said to be absent", () => {
    let open = 0;
    fc.assert(
      fc.property(simulation, fc.nat(), (given, index) => {
        const request = given["request"] as Json;
        const entries = Object.entries(request["context"] as Json);
        const kept = entries.toSpliced(index % (entries.length + 1), 1);
        const context = Object.fromEntries(kept);
        const richer = decided(given);
        const poorer = decided({
          ...given,
          request: { ...request, context, otherContext: "unknown" },
        });
        if (poorer !== richer) open += 1;
        assert.ok(fits(poorer, richer), `${richer} became ${poorer}: ${JSON.stringify(given)}`);
        const absent = decided({ ...given, request: { ...request, context } });
        assert.ok(fits(poorer, absent), `${absent} became ${poorer}: ${JSON.stringify(given)}`);
      }),
      { ...options, numRuns: 1000 },
    );
    assert.ok(open > 20, `${open} are open`);
  });
});
