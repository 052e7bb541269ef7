import { SIGNATURE_KEY } from "../../preflight/readers/decode";
import { readPreview } from "../../preflight/readers/preview";
import type { Resource, Value } from "../../preflight/model/resource";
import { Unknown } from "../../reasoning/known";
import { REPOSITORY } from "./paths";

const DEFAULTS = "__defaults";

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

/** How two opinions of one stack compare. */
export interface Comparison {
  /** Leaves that both know and see differently. */
  readonly differences: readonly string[];
  /** Leaves that the engine knows and the plan does not. */
  readonly unknownInPlan: readonly string[];
  /** How many leaves both know. */
  readonly compared: number;
}

/** A comparison on its way. */
interface Comparing {
  readonly automatic: readonly string[];
  readonly ids: PairedIds;
  readonly differences: string[];
  readonly unknownInPlan: string[];
  compared: number;
}

/** Ids that a provider makes up: of EC2, of keys and shares, of the services that endpoints lead to. */
const MADE_UP =
  /\b(?:vpc|subnet|sg|rtb|nat|vpce|acl|igw|vpce-svc)-[0-9a-f]{8,17}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/** Ids of the plan and of the engine stand for each other, one for one. */
class PairedIds {
  readonly #engine = new Map<string, string>();
  readonly #plan = new Map<string, string>();

  /** True when the texts are the same but for ids, and these were never paired otherwise. */
  same(plan: string, engine: string): boolean {
    const [ours, theirs] = [plan, engine].map((text) => text.match(MADE_UP) ?? []);
    const bare = [plan, engine].map((text) => text.replaceAll(MADE_UP, "*"));
    if (bare[0] !== bare[1] || ours === undefined || theirs === undefined) return false;
    return ours.every((id, i) => this.#pairs(id, theirs[i] ?? ""));
  }

  #pairs(plan: string, engine: string): boolean {
    const [known, other] = [this.#engine.get(plan), this.#plan.get(engine)];
    if (known === undefined && other === undefined) {
      this.#engine.set(plan, engine);
      this.#plan.set(engine, plan);
      return true;
    }
    return known === engine && other === plan;
  }
}

/**
 * A file of the repository, to which the engine's project folder only has links: it climbs as far as the two
 * have a folder in common, and what is left of the repository's own path follows.
 */
const LINKED = new RegExp(
  `^(?:\\.\\./)+${REPOSITORY.split("/")
    .slice(1)
    .reduce(
      (before, folder) =>
        `${before === "" ? "" : `(?:${before})?`}${folder.replaceAll(/[^\w-]/g, "\\$&")}/`,
      "",
    )}`,
);
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
  found: Comparing,
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
  const [ours, theirs] = [plan, engine].map((value) => comparable(value, found.automatic));
  const same =
    typeof ours === "string" && typeof theirs === "string"
      ? found.ids.same(ours, theirs)
      : ours === theirs;
  if (!same) {
    found.differences.push(
      `${path}: plan ${JSON.stringify(plan)}, engine ${JSON.stringify(engine)}`,
    );
  }
}

/** What of a resource both ways have to agree on beside its inputs. */
export function optionsOf(resource: Resource): unknown {
  const { type, name, custom, parent, protect, retainOnDelete, customTimeouts, ignoreChanges } =
    resource;
  return { type, name, custom, parent, protect, retainOnDelete, customTimeouts, ignoreChanges };
}

/** Resources that are no providers and no stacks, by URN. */
export function byUrn(resources: readonly Resource[]): ReadonlyMap<string, Resource> {
  return new Map(
    resources
      .filter((resource) => !resource.type.startsWith("pulumi:"))
      .map((resource) => [resource.urn, resource] as const),
  );
}

/** A stack as the engine previews it. */
export interface Previewed {
  readonly resources: ReadonlyMap<string, Resource>;
  /** Names that the provider makes up, without their random ends. */
  readonly automatic: readonly string[];
}

/** Reads `pulumi preview --json`, without what the provider adds. */
export function previewed(json: object, stack: string): Previewed {
  const preview = json as Bag;
  return {
    automatic: automaticNames(preview),
    resources: byUrn(readPreview(withoutProvidersPart(preview), stack).resources),
  };
}

/** Compares the properties of all resources of a plan with what the engine previews. */
export function compareInputs(
  plan: ReadonlyMap<string, Resource>,
  { resources, automatic }: Previewed,
): Comparison {
  const found: Comparing = {
    automatic,
    ids: new PairedIds(),
    differences: [],
    compared: 0,
    unknownInPlan: [],
  };
  for (const [urn, resource] of plan) {
    if (!resource.custom) continue;
    compare(urn.split("::").at(-1) ?? urn, resource.inputs, resources.get(urn)?.inputs, found);
  }
  return found;
}
