import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { parse } from "yaml";

import { readStackFile } from "../../mwaa/settings/stack-file";
import type { Resource } from "../../preflight/model/resource";
import { planProgram } from "../../preflight/readers/symbolic-plan/plan";
import { byUrn, compareInputs, optionsOf, previewed } from "./agreement";
import type { Previewed } from "./agreement";
import { REPOSITORY } from "./paths";
import { STANDING_ALONE, openStack } from "./product";

interface ProjectFile {
  readonly name: string;
  readonly main: string;
}

const { name: PROJECT, main: ENTRY } = parse(
  fs.readFileSync(path.join(REPOSITORY, "Pulumi.yaml"), "utf8"),
) as ProjectFile;

for (const stack of STANDING_ALONE) {
  describe(`the offline plan and the engine's preview of ${stack}`, () => {
    let plan: ReadonlyMap<string, Resource>;
    let preview: Previewed;
    let engine: ReadonlyMap<string, Resource>;

    before(async () => {
      const file = path.join(REPOSITORY, "stacks", `Pulumi.${stack}.yaml`);
      const read = readStackFile(fs.readFileSync(file, "utf8"), { file, stack, project: PROJECT });
      assert.ok(!("unreadable" in read), `${file} is readable`);
      const { config, secretKeys } = read;
      const planning = planProgram({
        directory: REPOSITORY,
        project: PROJECT,
        entry: ENTRY,
        stack,
        config,
        secretKeys,
      });
      const workspace = await openStack(stack);
      try {
        const { result } = await workspace.succeed("preview", "--json");
        preview = previewed(JSON.parse(result.stdout) as object, stack);
        engine = preview.resources;
      } finally {
        workspace.dispose();
      }
      const planned = await planning;
      assert.ok(planned.kind === "planned", planned.kind === "failed" ? planned.message : "");
      plan = byUrn(planned.stack.resources);
    });

    it("have the same resources", () => {
      assert.ok(engine.size > 30);
      assert.deepEqual([...plan.keys()].sort(), [...engine.keys()].sort());
    });

    it("give them the same property values, where both know them", () => {
      const found = compareInputs(plan, preview);
      assert.deepEqual(found.differences, []);
      // What the engine knows, the plan must know too, or the comparison would pass on ignorance.
      assert.deepEqual(found.unknownInPlan, []);
      assert.ok(found.compared > 100, `compared ${String(found.compared)} values`);
    });

    it("give them the same options", () => {
      for (const [urn, resource] of plan) {
        const other = engine.get(urn);
        assert.ok(other !== undefined, urn);
        assert.deepEqual(optionsOf(resource), optionsOf(other), urn);
      }
    });

    it("give them the same dependencies", () => {
      for (const [urn, resource] of plan) {
        const other = engine.get(urn);
        if (!resource.custom || other === undefined) continue;
        assert.deepEqual([...resource.dependencies].sort(), [...other.dependencies].sort(), urn);
      }
    });
  });
}
