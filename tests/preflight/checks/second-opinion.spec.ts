import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Stack } from "../../../preflight/model/resource";
import { planOwnStack, planOwnStacks, ROOT } from "../../helpers/own-stacks";
import { BREAKAGES, GOOD_STACKS } from "./breakages";
import { NETWORK_EDITS } from "./network-edits";
import { endpointStack, natStack, zonalStack } from "./network-stack";
import type { Opinions, Topic } from "./second-opinion";
import { isContradiction, opinionsOn, RULES_OF_PACKETS } from "./second-opinion";

/** What is planned together, or with the facts of context files. */
const TOGETHER: readonly (readonly [readonly string[], readonly string[]])[] = [
  [["shared-vpc-owner", "shared-vpc-participant", "shared-vpc-endpoints"], []],
  [["automation-owner", "automation-participant"], []],
  [["shared-vpc-participant"], ["shared-vpc-participant"]],
  [["existing-vpc"], ["existing-vpc"]],
  [["awsx-vpc"], ["awsx-vpc"]],
];
/** Nothing is known of the network of these without their partners or facts. */
const ALONE = new Set([
  "automation-participant",
  "awsx-vpc",
  "existing-vpc",
  "shared-vpc-participant",
]);
/** Stacks without an environment in them. */
const WITHOUT = new Set(["automation-owner", "shared-vpc-endpoints", "shared-vpc-owner"]);

const OWN = readdirSync(join(ROOT, "stacks"))
  .flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [])
  .filter((name) => !ALONE.has(name) && !WITHOUT.has(name));

const contradictions = (opinions: readonly Opinions[]): readonly string[] =>
  opinions.filter(isContradiction).map(({ told }) => told);

/** How often both are of one sure opinion, and how often the engine has none, by topic. */
function tally(opinions: readonly Opinions[], topic: Topic): Readonly<Record<string, number>> {
  const counts: Record<string, number> = { agreed: 0, engineAlone: 0, undecided: 0 };
  for (const { rules, engine } of opinions.filter((each) => each.topic === topic)) {
    const key = engine === "unknown" ? "undecided" : rules === "unknown" ? "engineAlone" : "agreed";
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

describe("the rules of the network and the reachability engine", () => {
  for (const name of OWN) {
    it(`both say that the packets of ${name} arrive`, async function () {
      this.timeout(30_000);
      const opinions = opinionsOn(await planOwnStack(name));
      const sure = opinions.filter(({ topic }) => topic === "own traffic" || topic === "services");
      assert.deepEqual(
        [...new Set(sure.map(({ topic, rules, engine }) => `${topic} ${rules} ${engine}`))].sort(),
        ["own traffic pass reachable", "services pass reachable"],
      );
      assert.deepEqual(contradictions(opinions), []);
    });
  }

  for (const [stacks, contexts] of TOGETHER) {
    const facts = contexts.length === 0 ? "" : " with their facts";
    it(`both say that the packets of ${stacks.join(", ")}${facts} arrive`, async function () {
      this.timeout(60_000);
      const opinions = opinionsOn(...(await planOwnStacks(stacks, contexts)));
      const sure = opinions.filter(({ topic }) => topic === "own traffic" || topic === "services");
      assert.deepEqual(
        [...new Set(sure.map(({ topic, rules, engine }) => `${topic} ${rules} ${engine}`))].sort(),
        ["own traffic pass reachable", "services pass reachable"],
      );
      assert.deepEqual(contradictions(opinions), []);
    });
  }

  it("never contradict each other where a line of a good stack is broken", async function () {
    this.timeout(90_000);
    const good = new Map<string, Stack>();
    for (const name of GOOD_STACKS) good.set(name, await planOwnStack(name));
    const network = BREAKAGES.filter(({ flips }) =>
      flips.some((each) => RULES_OF_PACKETS.has(each)),
    );
    const opinions = network.flatMap(({ stack, edit }) => {
      const whole = good.get(stack);
      assert.ok(whole);
      return opinionsOn(edit(whole));
    });
    assert.deepEqual(contradictions(opinions), []);
    // What name servers of somebody's own answer is open to both.
    for (const [topic, least, most] of [
      ["own traffic", 15, 1],
      ["services", 6, 2],
    ] as const) {
      const { agreed = 0, undecided = 0 } = tally(opinions, topic);
      assert.ok(agreed >= least && undecided <= most, `${topic}: ${agreed}, ${undecided}`);
    }
  });

  it("never contradict each other where small networks are changed in one place", () => {
    const opinions = [natStack, endpointStack, zonalStack].flatMap((stack) =>
      NETWORK_EDITS.flatMap(({ edit }) => opinionsOn(edit(stack()))),
    );
    assert.deepEqual(contradictions(opinions), []);
    assert.deepEqual(
      (["own traffic", "services", "the internet", "everything"] as const).map((topic) => {
        const { agreed = 0, undecided = 0 } = tally(opinions, topic);
        return [topic, agreed >= LEAST_AGREED[topic], undecided <= MOST_UNDECIDED[topic]];
      }),
      (Object.keys(LEAST_AGREED) as Topic[]).map((topic) => [topic, true, true]),
    );
  }).timeout(60_000);

  it("never contradict each other where small networks are changed in several places", () => {
    const base = fc.constantFrom(natStack, endpointStack, zonalStack);
    const edits = fc.uniqueArray(fc.constantFrom(...NETWORK_EDITS), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(base, edits, (stack, changes) => {
        const changed = changes.reduce((before, { edit }) => edit(before), stack());
        assert.deepEqual(contradictions(opinionsOn(changed)), []);
      }),
      { numRuns: 150 },
    );
  }).timeout(60_000);
});

/** Of some two hundred networks, what was seen when this was written. */
const LEAST_AGREED = {
  "own traffic": 130,
  services: 110,
  "the internet": 13,
  everything: 14,
} as const;
const MOST_UNDECIDED = {
  "own traffic": 25,
  services: 54,
  "the internet": 23,
  everything: 27,
} as const;
