import assert from "node:assert/strict";
import * as path from "node:path";

import { readContexts } from "../../cli/contexts";
import { realWorld } from "../../cli/world-outside";
import type { Resource } from "../../preflight/model/resource";
import { readProject, readStackConfig, stackFile } from "../../preflight/readers/project";
import { planJoined } from "../../preflight/readers/symbolic-plan/joined";
import { Unknown } from "../../reasoning/known";
import { byUrn, compareInputs, optionsOf, previewed } from "./agreement";
import type { Previewed } from "./agreement";
import { runCommand } from "./command";
import { makeEndpoints, removeEndpoints } from "./owners-function";
import { REPOSITORY } from "./paths";
import { PRODUCT, STACKS } from "./product";
import { changesIn, exportOf, previewOf } from "./states";
import { IN_TOPOLOGIES, TOPOLOGIES, accountOf } from "./topologies";
import type { Topology } from "./topologies";
import { Workspace } from "./workspace";

const ENVIRONMENT = "aws:mwaa/environment:Environment";
const AT_ONCE = ["--yes", "--skip-preview"];
const PLAN_LIMIT_SECONDS = 120;

interface Report {
  readonly verdict: "pass" | "fail" | "unknown";
  readonly findings: readonly { readonly rule: string; readonly outcome: string }[];
}

/** What `mwaa plan` says about all stacks of a topology together. */
async function planned({ stacks, contexts = [] }: Topology): Promise<Report> {
  const { stdout, stderr, exitCode } = await runCommand({
    program: process.execPath,
    args: [
      path.join(REPOSITORY, "cli/mwaa.js"),
      "plan",
      ...stacks.flatMap((stack) => ["--stack", stack]),
      ...contexts.flatMap((file) => ["--context", file]),
      "--format",
      "json",
    ],
    cwd: REPOSITORY,
    env: process.env,
    limitSeconds: PLAN_LIMIT_SECONDS,
  });
  assert.ok(exitCode === 0 || exitCode === 1, stderr);
  return JSON.parse(stdout) as Report;
}

/** What the plan makes of each stack when all are planned together. */
async function plannedResources({
  stacks,
  contexts = [],
}: Topology): Promise<ReadonlyMap<string, ReadonlyMap<string, Resource>>> {
  const project = readProject(REPOSITORY);
  const facts = readContexts(contexts, { ...realWorld(), folder: REPOSITORY });
  const joined = await planJoined(
    stacks.map((stack) => ({
      directory: REPOSITORY,
      project: project.name,
      stack,
      ...readStackConfig(stackFile(project, stack), project.name),
      account: accountOf(stack),
      references: facts.stackOutputs,
      components: facts.components,
      ...(project.main === undefined ? {} : { entry: project.main }),
    })),
  );
  assert.ok(joined.kind === "planned");
  return new Map(
    joined.results.map((result, i) => {
      assert.ok(result.kind === "planned", result.kind === "failed" ? result.message : "");
      return [stacks[i] ?? "", byUrn(result.stack.resources)] as const;
    }),
  );
}

/** What another process constructs is in the engine's preview alone. */
const CONSTRUCTED = /\$awsx:ec2:Vpc\$/;

function assertAgreement(plan: ReadonlyMap<string, Resource>, engine: Previewed): void {
  const known = [...engine.resources.keys()].filter((urn) => !CONSTRUCTED.test(urn));
  assert.deepEqual([...plan.keys()].sort(), known.sort());
  const found = compareInputs(plan, engine);
  assert.deepEqual(found.differences, []);
  assert.deepEqual(found.unknownInPlan, []);
  assert.ok(found.compared > 10, `compared ${String(found.compared)} values`);
  for (const [urn, resource] of plan) {
    const other = engine.resources.get(urn) ?? assert.fail(urn);
    assert.deepEqual(optionsOf(resource), optionsOf(other), urn);
    if (!resource.custom) continue;
    // A function that is called with what is not known yet hides from the engine where its answer comes from.
    const hidden = Object.entries(resource.propertyDependencies)
      .filter(([property]) => other.inputs[property] instanceof Unknown)
      .flatMap(([, urns]) => urns);
    const expected = resource.dependencies.filter(
      (on) => other.dependencies.includes(on) || !hidden.includes(on),
    );
    const others = other.dependencies.filter((on) => !CONSTRUCTED.test(on));
    assert.deepEqual([...expected].sort(), [...others].sort(), urn);
  }
}

async function enter(workspace: Workspace, stack: string): Promise<void> {
  workspace.useAccount(accountOf(stack));
  await workspace.succeed("stack", "select", "--create", stack);
}

function ids(workspace: Workspace): readonly string[] {
  return workspace
    .cloud()
    .records.map(({ token, id }) => `${token} ${id}`)
    .sort();
}

describe("the table of topologies", () => {
  it("names stacks that exist, each once, and destroys what it brings up", () => {
    const all = TOPOLOGIES.flatMap(({ stacks }) => stacks);
    assert.equal(new Set(all).size, all.length);
    assert.deepEqual(
      all.filter((stack) => !STACKS.includes(stack)),
      [],
    );
    for (const { stacks, destroyed } of TOPOLOGIES) {
      assert.deepEqual([...destroyed].sort(), [...stacks].sort());
    }
    assert.ok(STACKS.some((stack) => !IN_TOPOLOGIES.has(stack)));
  });
});

for (const topology of TOPOLOGIES) {
  const { title, stacks, retired = [], destroyed, states, existing } = topology;
  const ownersFunction = topology.ownersFunction === true;
  describe(title, () => {
    let workspace: Workspace;
    /** The first preview of each stack. */
    const previews = new Map<string, Previewed>();
    /** What was there before, and what the stacks say they keep. */
    let remaining: readonly string[] = [];

    before(() => {
      const accounts = stacks.map(accountOf);
      workspace = new Workspace(PRODUCT, { account: accounts[0] ?? "" });
      const records = existing?.() ?? [];
      workspace.changeCloud((cloud) => ({ ...cloud, records }));
      remaining = ids(workspace);
    });

    after(() => {
      workspace.dispose();
    });

    // Each step stands on the one before.
    beforeEach(function () {
      const tests = this.currentTest?.parent?.tests ?? [];
      if (tests.some((test) => test.state === "failed")) this.skip();
    });

    const events = (action: string): readonly (string | undefined)[] =>
      workspace
        .cloud()
        .events.filter((event) => event.action === action)
        .map(({ detail }) => detail);

    it("is proved by the plan before anything is there", async () => {
      const { verdict, findings } = await planned(topology);
      assert.equal(verdict, "pass", JSON.stringify(findings, null, 1));
    });

    for (const stack of stacks) {
      it(`previews ${stack} as nothing but creations, and brings it up`, async () => {
        await enter(workspace, stack);
        const there = ids(workspace);
        const preview = await previewOf(workspace);
        previews.set(stack, previewed(preview, stack));
        const { changeSummary } = preview;
        const operations = Object.keys(changeSummary).filter((key) => key !== "read");
        assert.deepEqual(operations, ["create"]);
        assert.deepEqual(ids(workspace), there);
        await workspace.succeed("up", ...AT_ONCE);
        if (ownersFunction) await makeEndpoints(workspace);
        const keeps = (await exportOf(workspace))
          .filter(({ custom, retainOnDelete }) => custom && retainOnDelete === true)
          .map(({ type, id }) => `${type} ${id ?? ""}`);
        remaining = [...remaining, ...keeps].sort();
      });
    }

    it("is previewed by the engine as it was planned", async () => {
      const plans = await plannedResources(topology);
      for (const stack of stacks) {
        const plan = plans.get(stack) ?? assert.fail(`${stack} was not planned`);
        const engine = previews.get(stack) ?? assert.fail(`${stack} was not previewed`);
        assertAgreement(plan, engine);
      }
    });

    it(`takes its environment through ${states.join(", ")}`, () => {
      assert.deepEqual(events("status"), states);
      const { records } = workspace.cloud();
      const environments = records.filter(({ token }) => token === ENVIRONMENT);
      assert.deepEqual(
        environments.map(({ state }) => state["status"]),
        ["AVAILABLE"],
      );
    });

    it("changes nothing when it is brought up again", async () => {
      for (const stack of stacks) {
        await enter(workspace, stack);
        assert.deepEqual(changesIn(await previewOf(workspace)), [], stack);
      }
    });

    for (const stack of retired) {
      it(`loses its environment before its endpoints when ${stack} is retired`, async () => {
        await enter(workspace, stack);
        if ((await exportOf(workspace)).some(({ protect }) => protect === true)) {
          await workspace.succeed("state", "unprotect", "--all", "--yes");
        }
        await workspace.succeed("config", "set", "mwaa:retired", "true");
        await workspace.succeed("up", ...AT_ONCE);
        assert.deepEqual(
          workspace.cloud().records.filter(({ token }) => token === ENVIRONMENT),
          [],
        );
        assert.deepEqual(changesIn(await previewOf(workspace)), []);
      });
    }

    it(`is destroyed in the order ${destroyed.join(", ")}`, async () => {
      for (const stack of destroyed) {
        await enter(workspace, stack);
        if ((await exportOf(workspace)).some(({ protect }) => protect === true)) {
          await workspace.succeed("state", "unprotect", "--all", "--yes");
        }
        await workspace.succeed("destroy", ...AT_ONCE);
        assert.deepEqual(await exportOf(workspace), []);
        if (ownersFunction) await removeEndpoints(workspace);
      }
      assert.deepEqual(ids(workspace), remaining);
      assert.deepEqual(events("fault"), []);
    });
  });
}
