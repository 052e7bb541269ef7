import assert from "node:assert/strict";
import { availableParallelism } from "node:os";

import pLimit from "p-limit";

import { BROKEN_EXISTING } from "./broken/existing";
import { BROKEN_PRIVATE } from "./broken/private-routing";
import {
  AT_ONCE,
  PROGRAM,
  baseOf,
  breakStack,
  disposeBases,
  enter,
  planned,
  prepareCloud,
} from "./broken/run";
import type { Planned } from "./broken/run";
import { BROKEN_SHARED } from "./broken/shared";
import type { BrokenStack } from "./broken/stack";
import { BROKEN_ALONE } from "./broken/stand-alone";
import { Workspace } from "./workspace";
import type { Invocation } from "./workspace";

const ALL = [...BROKEN_ALONE, ...BROKEN_PRIVATE, ...BROKEN_EXISTING, ...BROKEN_SHARED];
/** Longer than MWAA waits for endpoints. */
const TOO_LONG_HOURS = 80;

interface Tried {
  readonly plan: Planned;
  readonly update: Invocation;
  /** The state of the environment in the end, and why it is in it. */
  readonly status: unknown;
  readonly reason: string;
}

const ENVIRONMENT = "aws:mwaa/environment:Environment";

function environmentIn(workspace: Workspace): Pick<Tried, "status" | "reason"> {
  const found = workspace.cloud().records.find(({ token }) => token === ENVIRONMENT);
  return { status: found?.state["status"], reason: JSON.stringify(found?.state["lastUpdateds"]) };
}

async function tried(broken: BrokenStack): Promise<Tried> {
  const after = await baseOf(broken.stacks.slice(0, -1));
  const workspace = new Workspace(PROGRAM, { after });
  try {
    breakStack(workspace, broken);
    prepareCloud(workspace, broken);
    const plan = await planned(workspace, broken);
    await enter(workspace, broken.stacks.at(-1) ?? "");
    workspace.hurry(TOO_LONG_HOURS);
    const update = await workspace.pulumi("up", ...AT_ONCE);
    workspace.advance(TOO_LONG_HOURS);
    return { plan, update, ...environmentIn(workspace) };
  } finally {
    workspace.dispose();
  }
}

function title({ stacks, faults }: BrokenStack): string {
  return `${stacks.join(", ")} is stopped when ${faults.map(({ when }) => when).join(", and ")}`;
}

describe("what the plan refuses, and the engine does not bring up: a stack", () => {
  const outcomes = new Map<BrokenStack, Promise<Tried>>();

  before(() => {
    const limit = pLimit(Math.max(1, availableParallelism()));
    for (const broken of ALL) {
      const outcome = limit(() => tried(broken));
      outcome.catch(() => undefined);
      outcomes.set(broken, outcome);
    }
  });

  after(disposeBases);

  for (const broken of ALL) {
    it(title(broken), async () => {
      const { plan, update, status, reason } =
        (await outcomes.get(broken)) ?? assert.fail("it was not tried");
      const rules = [...new Set(broken.faults.flatMap((fault) => fault.rules))].sort();
      assert.deepEqual(plan.rules, rules);
      assert.equal(plan.verdict, rules.length === 0 ? "refused" : "fail");
      // An update counts endpoints as made; whether the environment comes up shows afterwards.
      if (update.result.exitCode === 0) assert.equal(status, "CREATE_FAILED", update.text);
      for (const { ends, when } of broken.faults) {
        assert.match(`${update.text}\n${reason}`, ends, when);
        if (rules.length === 0) assert.match(plan.refusal, ends, when);
      }
    });
  }
});
