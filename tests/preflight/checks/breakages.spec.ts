import assert from "node:assert/strict";
import { RULES } from "../../../preflight/checks/catalogue";
import { applyRule } from "../../../preflight/checks/run";
import type { Stack } from "../../../preflight/model/resource";
import { buildWorld } from "../../../preflight/model/world";
import { planOwnStack } from "../../helpers/own-stacks";
import { BREAKAGES, GOOD_STACKS, MEANT } from "./breakages";

/** For each rule, which resources it fails: what a breakage may change and what it may not. */
function failures(stack: Stack): ReadonlyMap<string, string> {
  const world = buildWorld([stack]);
  return new Map(
    RULES.map((rule) => {
      const failed = applyRule(rule, world)
        .filter(({ outcome }) => outcome.kind === "fail")
        .flatMap(({ findings }) => findings.map(({ resource }) => resource));
      return [rule.id, failed.sort().join("\n")];
    }),
  );
}

describe("breaking one line of a good stack", () => {
  const stacks = new Map<string, Stack>();
  const good = new Map<string, ReadonlyMap<string, string>>();

  before(async function () {
    this.timeout(60_000);
    for (const name of GOOD_STACKS) {
      const stack = await planOwnStack(name);
      stacks.set(name, stack);
      good.set(name, failures(stack));
    }
  });

  for (const name of GOOD_STACKS) {
    it(`starts from ${name}, which breaks no rule but notes and what it is meant to`, () => {
      const broken = RULES.filter(
        (rule) => rule.severity !== "note" && good.get(name)?.get(rule.id) !== "",
      );
      assert.deepEqual(
        broken.map(({ id }) => id),
        MEANT[name] ?? [],
      );
    });

    it(`leaves nothing of ${name} undecided`, () => {
      const stack = stacks.get(name);
      assert.ok(stack);
      const world = buildWorld([stack]);
      const undecided = RULES.flatMap((rule) => applyRule(rule, world)).flatMap(
        ({ rule, outcome }) =>
          outcome.kind === "unknown" ? [[rule.id, outcome.message, outcome.blockedBy]] : [],
      );
      assert.deepEqual(undecided, []);
    });
  }

  for (const { stack: name, broken, edit, flips } of BREAKAGES) {
    it(`${broken} (${name}) flips ${flips.join(", ")} and nothing else`, () => {
      const stack = stacks.get(name);
      assert.ok(stack);
      const before = good.get(name);
      const after = failures(edit(stack));
      const flipped = RULES.map(({ id }) => id).filter(
        (id) => after.get(id) !== before?.get(id) && after.get(id) !== "",
      );
      assert.deepEqual([...flipped].sort(), [...flips].sort());
    });
  }

  it("knows a line for every rule", () => {
    const covered = new Set(BREAKAGES.flatMap(({ flips }) => flips));
    assert.deepEqual(
      RULES.map(({ id }) => id).filter((id) => !covered.has(id)),
      [],
    );
  });
});
