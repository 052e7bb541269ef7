import assert from "node:assert/strict";
import { Census } from "./census";
import { askOwn } from "./compare";
import { VERDICTS } from "./case";
import { ABSTENTIONS } from "./abstentions";
import { EXPLANATIONS } from "./explanations";
import { EXPECTED_FEATURES } from "./expected-features";
import { compareCases } from "./run";
import seeds from "./seeds.json";
import { Tally } from "./tally";

/** Of the first seed, how many cases the census looks into: each costs some dozens of verdicts. */
const SURVEYED = 4000;

describe("the IAM engine beside another one, at length", () => {
  const tally = new Tally();
  const census = new Census((given) => askOwn(given).verdict);
  const { casesPerSeed } = seeds.suite;
  let surveyed = 0;

  for (const seed of seeds.suite.seeds) {
    it(`decides the ${casesPerSeed} cases of seed ${seed} alike, or as AWS's rules say`, async () => {
      await compareCases(seed, casesPerSeed, tally, (plan, verdict) => {
        if (surveyed++ < SURVEYED) census.add(plan, verdict);
      });
    });
  }

  it("has compared a hundred thousand cases", () => {
    console.log(tally.toString());
    assert.ok(tally.compared >= 100_000, tally.toString());
  });

  it("has seen every verdict in at least a tenth of them", () => {
    for (const verdict of VERDICTS) {
      assert.ok(tally.cameTo(verdict) >= tally.compared / 10, `${verdict}\n${tally.toString()}`);
    }
  });

  it("leaves no more than five in a hundred open", () => {
    const open = tally.cameTo("unknown");
    assert.ok(open <= tally.compared * 0.05, tally.toString());
  });

  it("explains few differences, and none with an explanation that is stale", () => {
    const unused = [...EXPLANATIONS, ...ABSTENTIONS].filter(
      ({ id }) => tally.explainedBy(id) === 0,
    );
    assert.deepEqual(
      unused.map(({ id }) => id),
      [],
    );
    assert.ok(tally.agreed >= tally.compared * 0.85, tally.toString());
  });

  it("has drawn every feature, and each has decided", () => {
    const counts = census.result();
    const weak = [...EXPECTED_FEATURES].flatMap(([feature, { drawn, decisive }]) => {
      const count = counts.get(feature) ?? { drawn: 0, decisive: 0 };
      return count.drawn >= drawn && count.decisive >= decisive ? [] : [{ feature, ...count }];
    });
    assert.deepEqual(weak, []);
  });
});
