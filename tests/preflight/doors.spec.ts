import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { RULES } from "../../preflight/checks/catalogue";
import type { Outcome } from "../../preflight/checks/rule";
import { applyRule } from "../../preflight/checks/run";
import type { Stack } from "../../preflight/model/resource";
import { buildWorld } from "../../preflight/model/world";
import { ruleOf } from "../../preflight/checks/catalogue";
import { planProgram } from "../../preflight/readers/symbolic-plan/plan";
import type { Breakage } from "./breakages";
import { broken, KINDS } from "./breakages";
import type { Coin } from "./doors";
import { throughAnalyzer, throughExport, throughPartialPreview, throughPreview } from "./doors";
import { planOwnStack } from "../helpers/own-stacks";

const PROGRAM = join(__dirname, "../fixtures/doors/program");

/** The stacks that this repository ships. */
const OWN_STACKS = [
  "quick-start",
  "production",
  "private-routing",
  "shared-vpc-one-program",
] as const;

/** The poorer doors, each as what becomes of a stack that goes through it. */
const DOORS: Readonly<Record<string, (stack: Stack, coin: Coin) => Stack>> = {
  preview: throughPreview,
  "stack export": throughExport,
  "analyzer during a preview": (stack, coin) => throughAnalyzer(stack, coin, "preview"),
  "analyzer after an update": (stack, coin) => throughAnalyzer(stack, coin, "update"),
};

/**
 * Rules that ask a new stack something else than one that exists: a made-up name is refused before
 * the environment has it, and kept afterwards.
 */
const ASKED_OF_NEW_STACKS: Readonly<Record<string, readonly string[]>> = {
  "stack export": ["environment-name-set"],
};

type Verdicts = ReadonlyMap<string, Outcome["kind"]>;

function verdictsOn(stack: Stack, except: readonly string[] = []): Verdicts {
  const world = buildWorld([stack]);
  return new Map(
    RULES.filter(({ id }) => !except.includes(id))
      .flatMap((rule) => applyRule(rule, world))
      .map(({ rule, subject, outcome }) => [`${rule.id} on ${subject.urn}`, outcome.kind]),
  );
}

/** What a poorer door may not do: say that a failure is none, or that none is a failure. */
function contradictions(rich: Verdicts, poor: Verdicts): readonly string[] {
  return [...rich].flatMap(([question, told]) => {
    const answer = poor.get(question);
    const opposite =
      told === "fail" ? answer === "pass" || answer === "notApplicable" : answer === "fail";
    return opposite && told !== "unknown" ? [`${question}: ${told} became ${answer}`] : [];
  });
}

function coinFrom(bits: readonly boolean[]): Coin {
  let next = 0;
  return () => bits[next++ % bits.length] ?? false;
}

const breakages = fc.array(
  fc.record<Breakage>({
    kind: fc.constantFrom(...KINDS),
    where: fc.nat(10_000),
    what: fc.nat(10_000),
    how: fc.nat(10_000),
  }),
  { maxLength: 4 },
);
/** The same programs at every run; another seed looks elsewhere. */
const RUNS = { numRuns: 100, seed: Number(process.env["SEED"] ?? 20261122) };
const coins = fc.array(fc.boolean(), { minLength: 1, maxLength: 64 });

describe("the law of the doors", function () {
  this.timeout(120_000);

  /** The programs that go through the doors, by where they come from. */
  const plans = new Map<string, Stack>();

  before(async () => {
    const raw = await planProgram({
      directory: PROGRAM,
      project: "doors",
      stack: "dev",
      config: { "aws:region": "eu-central-1" },
      secretKeys: [],
      account: "123456789012",
    });
    assert.ok(raw.kind === "planned", raw.kind === "failed" ? raw.message : "");
    plans.set("raw resources", raw.stack);
    for (const name of OWN_STACKS) plans.set(name, await planOwnStack(name));
  });

  const programs = fc.constantFrom("raw resources", ...OWN_STACKS);

  function planned(program: string): Stack {
    const stack = plans.get(program);
    assert.ok(stack, program);
    return stack;
  }

  it("starts from programs that no rule refuses", () => {
    for (const [program, stack] of plans) {
      const environments = stack.resources.filter(
        ({ type }) => type === "aws:mwaa/environment:Environment",
      );
      assert.equal(environments.length, 1, program);
      // Notes are advice, and the quick start does without some of it.
      const failed = [...verdictsOn(stack)].filter(
        ([judged, kind]) =>
          kind === "fail" && ruleOf(judged.split(" ")[0] ?? "")?.severity !== "note",
      );
      assert.deepEqual(failed, [], program);
    }
  });

  it("breaks programs in ways that rules notice", () => {
    const sample = fc.sample(breakages, { numRuns: 100, seed: 1 });
    const noticed = sample.filter((list) =>
      [...verdictsOn(list.reduce(broken, planned("raw resources"))).values()].includes("fail"),
    );
    assert.ok(noticed.length > 20, `only ${noticed.length} of 100 broken programs were refused`);
  });

  for (const [door, through] of Object.entries(DOORS)) {
    it(`holds for the ${door}: it may leave open what a plan decides, and never says the opposite`, () => {
      fc.assert(
        fc.property(programs, breakages, coins, (program, list, bits) => {
          const stack = list.reduce(broken, planned(program));
          const poor = through(stack, coinFrom(bits));
          assert.deepEqual(poor.incomplete, []);
          const except = ASKED_OF_NEW_STACKS[door];
          assert.deepEqual(contradictions(verdictsOn(stack, except), verdictsOn(poor)), []);
        }),
        RUNS,
      );
    });
  }

  it("holds for a preview that leaves out what does not change: absence proves nothing there", () => {
    fc.assert(
      fc.property(programs, breakages, coins, (program, list, bits) => {
        const stack = list.reduce(broken, planned(program));
        const poor = throughPartialPreview(stack, coinFrom(bits));
        fc.pre(poor.resources.length < stack.resources.length);
        assert.equal(poor.incomplete.length, 1);
        assert.deepEqual(contradictions(verdictsOn(stack), verdictsOn(poor)), []);
      }),
      RUNS,
    );
  });
});
