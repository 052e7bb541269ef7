import { z } from "zod";
import type { Change, Properties, Resource, Stack } from "../model/resource";
import { awsConfiguration, defaultAccount, stackNameOf } from "./engine-facts";
import { inputsOf, outputsOf, parseShape, recordedState, toResource } from "./recorded-state";
import type { RecordedState } from "./recorded-state";

const step = z.looseObject({
  op: z.string(),
  urn: z.string(),
  oldState: recordedState.nullish(),
  newState: recordedState.nullish(),
});
type Step = z.infer<typeof step>;

const diagnostic = z.looseObject({
  message: z.string().optional(),
  severity: z.string().optional(),
});

const digest = z.looseObject({
  config: z.record(z.string(), z.string()).nullish(),
  steps: z.array(step).nullish(),
  diagnostics: z.array(diagnostic).nullish(),
  changeSummary: z.record(z.string(), z.number()).nullish(),
  maybeCorrupt: z.boolean().optional(),
});
type Digest = z.infer<typeof digest>;

/** What each kind of step leaves behind; `nothing` is how a resource ends. */
const LEAVES: Readonly<Record<string, Change | "nothing">> = {
  same: "same",
  create: "create",
  update: "update",
  replace: "replace",
  "create-replacement": "replace",
  "delete-replaced": "replace",
  "remove-pending-replace": "replace",
  read: "read",
  "read-replacement": "read",
  import: "import",
  "import-replacement": "replace",
  // A refresh alone, without a step after it, is a resource that stays the same.
  refresh: "same",
  delete: "nothing",
  discard: "nothing",
  "discard-replaced": "nothing",
};

/**
 * Reads what `pulumi preview --json` gives: what will be there after the next deployment, with
 * unknowns where the provider has yet to answer.
 *
 * The engine leaves unchanged resources out unless it is asked for them, and only its summary tells;
 * such a file says so in `incomplete`, since absence from it proves nothing.
 *
 * @param json the parsed document.
 * @param name the file's name, for messages and for a stack without resources.
 * @throws {UnreadableDeployment} if the document does not have the shape of a preview.
 */
export function readPreview(json: unknown, name: string): Stack {
  const preview = parseShape(digest, json, name, "a preview");
  const steps = preview.steps ?? [];
  const resources = [...lastStepOfEach(steps).values()].flatMap(toFuture);
  const region = preview.config?.["aws:region"];
  return {
    name: stackNameOf(steps[0]?.urn) ?? name,
    door: "preview",
    ...(region === undefined ? {} : { region }),
    ...defaultAccount(resources, awsConfiguration(preview.config ?? {})),
    resources,
    assumptions: [],
    incomplete: whatIsMissing(preview, resources),
  };
}

/**
 * A replacement is several steps on one URN, and so are a refresh and what follows it; the last step
 * with a state to come says what will be there, unless the resource ends without a successor.
 */
function lastStepOfEach(steps: readonly Step[]): ReadonlyMap<string, Step> {
  const last = new Map<string, Step>();
  for (const each of steps) {
    const earlier = last.get(each.urn);
    const successor = isReplacement(each.op) && !hasFuture(each) && earlier !== undefined;
    if (!successor) last.set(each.urn, keepOldState(each, earlier));
  }
  return last;
}

/** The state before the deployment stands in whichever step of a replacement the engine chose. */
function keepOldState(later: Step, earlier: Step | undefined): Step {
  const oldState = later.oldState ?? earlier?.oldState;
  return oldState === undefined || oldState === null ? later : { ...later, oldState };
}

function isReplacement(op: string): boolean {
  return op.endsWith("-replaced") || op === "remove-pending-replace";
}

function hasFuture({ newState }: Step): boolean {
  return newState !== undefined && newState !== null && newState.delete !== true;
}

function toFuture({ op, newState, oldState }: Step): readonly Resource[] {
  const change = LEAVES[op] ?? "update";
  if (change === "nothing" || newState === undefined || newState === null) return [];
  const old = oldState ?? undefined;
  // Not targeted by the preview, and not there yet: the engine shows it as unchanged, without an id.
  if (op === "same" && newState.custom && old?.id === undefined && newState.id === undefined)
    return [];
  const kept = newState.id !== undefined && newState.custom && old !== undefined ? "same" : change;
  return [
    toResource(newState, {
      outputs: knownOutputs(newState, old, kept),
      change: newState.external === true ? "read" : kept,
      ...(old === undefined ? {} : { previousInputs: inputsOf(old) }),
    }),
  ];
}

/**
 * A preview never shows a created resource's outputs. An unchanged one keeps all it had, an updated
 * one what names it: its other outputs may change with the update.
 */
function knownOutputs(
  next: RecordedState,
  old: RecordedState | undefined,
  change: Change,
): Properties {
  if (change === "read") return outputsOf({ ...next, outputs: next.outputs ?? old?.outputs });
  if (change === "import") return next.importID === undefined ? {} : { id: next.importID };
  if (old === undefined || change === "replace" || change === "create") return {};
  const before = outputsOf(next.outputs === undefined ? old : { ...next, id: next.id ?? old.id });
  if (change === "same") return before;
  const asked = new Set([...Object.keys(next.inputs ?? {}), ...Object.keys(old.inputs ?? {})]);
  return Object.fromEntries(
    Object.entries(before).filter(
      ([property]) => outlivesUpdates(property) && !asked.has(property),
    ),
  );
}

/** An update in place keeps a resource's id, ARN and names; a version is what it changes. */
function outlivesUpdates(output: string): boolean {
  return /^(?:id|arn|name|bucket)$|(?:Id|Ids|Arn)$/.test(output) && output !== "versionId";
}

function whatIsMissing(preview: Digest, resources: readonly Resource[]): readonly string[] {
  const reasons: string[] = [];
  const failure = (preview.diagnostics ?? []).find(({ severity }) => severity === "error");
  if (failure !== undefined) {
    reasons.push(
      `The preview ended with an error, so resources may be missing from it: ${firstLine(failure.message)}; mend the program and run \`pulumi preview --json --show-sames\` again.`,
    );
  }
  const unchanged = preview.changeSummary?.["same"] ?? 0;
  const hidden = unchanged - resources.filter(({ change }) => change === "same").length;
  if (hidden > 0) {
    reasons.push(
      `The preview leaves out ${hidden} unchanged ${hidden === 1 ? "resource" : "resources"}; run \`pulumi preview --json --show-sames\` to judge the whole stack.`,
    );
  }
  if (preview.maybeCorrupt === true) {
    reasons.push(
      "The engine says that the stack's state may be corrupt; run `pulumi refresh` first.",
    );
  }
  if (resources.length === 0 && reasons.length === 0) {
    reasons.push(
      "The preview holds no resources; run `pulumi preview --json --show-sames` in the project's folder.",
    );
  }
  return reasons;
}

function firstLine(message: string | undefined): string {
  return (
    (message ?? "")
      .replace(/^error: /, "")
      .trim()
      .split("\n")[0] ?? ""
  );
}
