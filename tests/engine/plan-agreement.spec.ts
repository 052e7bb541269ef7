import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { parse } from "yaml";

import { readStackFile } from "../../mwaa/settings/stack-file";
import { SIGNATURE_KEY } from "../../preflight/readers/decode";
import { readPreview } from "../../preflight/readers/preview";
import type { Resource, Value } from "../../preflight/model/resource";
import { planProgram } from "../../preflight/readers/symbolic-plan/plan";
import { Unknown } from "../../reasoning/known";
import { REPOSITORY } from "./paths";
import { STANDING_ALONE, openStack } from "./product";

const DEFAULTS = "__defaults";

interface ProjectFile {
  readonly name: string;
  readonly main: string;
}

const { name: PROJECT, main: ENTRY } = parse(
  fs.readFileSync(path.join(REPOSITORY, "Pulumi.yaml"), "utf8"),
) as ProjectFile;

type Bag = Readonly<Record<string, unknown>>;

function isBag(value: unknown): value is Bag {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Removes what the provider added: the properties that it filled in and its list of them. */
function withoutFilledIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutFilledIn);
  if (!isBag(value)) return value;
  const filled = Array.isArray(value[DEFAULTS]) ? value[DEFAULTS] : [];
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== DEFAULTS && key !== "tagsAll" && !filled.includes(key))
      // The SDK computes the hash of a file when it is sent; the plan does not read files.
      .filter(([key]) => key !== "hash" || !(SIGNATURE_KEY in value))
      .map(([key, item]) => [key, withoutFilledIn(item)]),
  );
}

const AUTOMATIC_SUFFIX = /-[0-9a-f]{7}$/;

/** The automatic names in a preview, without their random ends. */
function automaticNames(preview: Bag): readonly string[] {
  return (preview["steps"] as readonly Bag[]).flatMap((step) => {
    const state = step["newState"];
    const inputs = isBag(state) && isBag(state["inputs"]) ? state["inputs"] : {};
    const filled = Array.isArray(inputs[DEFAULTS]) ? (inputs[DEFAULTS] as readonly string[]) : [];
    return filled
      .map((key) => inputs[key])
      .filter((value) => typeof value === "string" && AUTOMATIC_SUFFIX.test(value))
      .map((value) => String(value).replace(AUTOMATIC_SUFFIX, ""));
  });
}

/** A text in which the random ends of automatic names do not count. */
function withoutRandomEnds(text: string, names: readonly string[]): string {
  return names.reduce(
    (result, name) =>
      result.replaceAll(
        new RegExp(`(?<=${name.replaceAll(/[^\w-]/g, "\\$&")}-)[0-9a-f]{7}`, "g"),
        "*",
      ),
    text,
  );
}

function withoutProvidersPart(preview: Bag): Bag {
  const steps = (preview["steps"] as readonly Bag[]).map((step) => {
    const state = step["newState"];
    if (!isBag(state)) return step;
    return { ...step, newState: { ...state, inputs: withoutFilledIn(state["inputs"] ?? {}) } };
  });
  return { ...preview, steps };
}

/** Leaves of two values that both know and see differently, and how many they were compared on. */
interface Comparison {
  readonly automatic: readonly string[];
  readonly differences: string[];
  compared: number;
  unknownInPlan: string[];
}

/** A file of the repository, to which the engine's project folder only has links. */
const LINKED = new RegExp(`^(?:\\.\\./)+${REPOSITORY.slice(1)}/`);
/** EC2 decides this id, and the plan makes up another. */
const PREFIX_LIST = /^pl-[0-9a-f]{8}$/;

function comparable(value: Value | undefined, automatic: readonly string[]): Value | undefined {
  if (typeof value !== "string") return value;
  return withoutRandomEnds(value, automatic).replace(LINKED, "").replace(PREFIX_LIST, "pl-*");
}

function compare(
  path: string,
  plan: Value | undefined,
  engine: Value | undefined,
  found: Comparison,
): void {
  if (engine instanceof Unknown) return;
  if (plan instanceof Unknown) {
    found.unknownInPlan.push(path);
    return;
  }
  if (Array.isArray(plan) && Array.isArray(engine) && plan.length === engine.length) {
    for (const [i, item] of (plan as readonly Value[]).entries()) {
      compare(`${path}[${String(i)}]`, item, (engine as readonly Value[])[i], found);
    }
    return;
  }
  if (isBag(plan) && isBag(engine)) {
    const keys = new Set([...Object.keys(plan), ...Object.keys(engine)]);
    for (const key of keys) {
      compare(`${path}.${key}`, plan[key], engine[key], found);
    }
    return;
  }
  found.compared += 1;
  const texts = [plan, engine].map((value) => comparable(value, found.automatic));
  if (texts[0] !== texts[1]) {
    found.differences.push(
      `${path}: plan ${JSON.stringify(plan)}, engine ${JSON.stringify(engine)}`,
    );
  }
}

/** What of a resource both ways have to agree on beside its inputs. */
function options(resource: Resource): unknown {
  const { type, name, custom, parent, protect, retainOnDelete, customTimeouts, ignoreChanges } =
    resource;
  return { type, name, custom, parent, protect, retainOnDelete, customTimeouts, ignoreChanges };
}

function byUrn(resources: readonly Resource[]): ReadonlyMap<string, Resource> {
  return new Map(
    resources
      .filter((resource) => !resource.type.startsWith("pulumi:"))
      .map((resource) => [resource.urn, resource] as const),
  );
}

for (const stack of STANDING_ALONE) {
  describe(`the offline plan and the engine's preview of ${stack}`, () => {
    let plan: ReadonlyMap<string, Resource>;
    let engine: ReadonlyMap<string, Resource>;
    let automatic: readonly string[];

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
        const preview = JSON.parse(result.stdout) as Bag;
        automatic = automaticNames(preview);
        engine = byUrn(readPreview(withoutProvidersPart(preview), stack).resources);
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
      const found: Comparison = { automatic, differences: [], compared: 0, unknownInPlan: [] };
      for (const [urn, resource] of plan) {
        if (!resource.custom) continue;
        compare(urn.split("::").at(-1) ?? urn, resource.inputs, engine.get(urn)?.inputs, found);
      }
      assert.deepEqual(found.differences, []);
      // What the engine knows, the plan must know too, or the comparison would pass on ignorance.
      assert.deepEqual(found.unknownInPlan, []);
      assert.ok(found.compared > 100, `compared ${String(found.compared)} values`);
    });

    it("give them the same options", () => {
      for (const [urn, resource] of plan) {
        const other = engine.get(urn);
        assert.ok(other !== undefined, urn);
        assert.deepEqual(options(resource), options(other), urn);
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
