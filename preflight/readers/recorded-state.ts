import { z } from "zod";
import type { Change, Properties, Resource } from "../model/resource";
import { decodeProperties } from "./decode";
import { nameOf, withoutEmptyTexts, withoutMarks } from "./engine-facts";
import { UnreadableDeployment } from "./unreadable";

const urns = z.array(z.string()).nullish();
const bag = z.record(z.string(), z.unknown()).nullish();

/**
 * A resource as the engine records it: in a deployment, and as the old and the new state of a
 * preview's step. Only what the model needs is named; everything else is let through unread.
 */
export const recordedState = z.looseObject({
  urn: z.string(),
  type: z.string(),
  custom: z.boolean(),
  delete: z.boolean().optional(),
  id: z.string().optional(),
  importID: z.string().optional(),
  inputs: bag,
  outputs: bag,
  parent: z.string().optional(),
  protect: z.boolean().optional(),
  external: z.boolean().optional(),
  retainOnDelete: z.boolean().optional(),
  pendingReplacement: z.boolean().optional(),
  dependencies: urns,
  propertyDependencies: z.record(z.string(), urns).nullish(),
  provider: z.string().optional(),
  customTimeouts: z
    .object({ create: z.number(), update: z.number(), delete: z.number() })
    .partial()
    .nullish(),
  ignoreChanges: z.array(z.string()).nullish(),
  sourcePosition: z.string().optional(),
});

/** A resource as the engine records it. */
export type RecordedState = z.infer<typeof recordedState>;

/** What a door knows of a resource beyond its recorded state. */
export interface Knowledge {
  /** What is known of the result. */
  readonly outputs: Properties;
  readonly change?: Change;
  readonly previousInputs?: Properties;
}

/** Turns a recorded state into the model's resource. */
export function toResource(state: RecordedState, knowledge: Knowledge): Resource {
  const source = sourceOf(state.sourcePosition);
  return {
    urn: state.urn,
    type: state.type,
    name: nameOf(state.urn),
    custom: state.custom,
    ...(state.parent === undefined ? {} : { parent: state.parent }),
    ...(state.provider === undefined ? {} : { provider: state.provider }),
    inputs: inputsOf(state),
    outputs: knowledge.outputs,
    dependencies: state.dependencies ?? [],
    propertyDependencies: Object.fromEntries(
      Object.entries(state.propertyDependencies ?? {}).map(([property, on]) => [
        property,
        on ?? [],
      ]),
    ),
    protect: state.protect ?? false,
    retainOnDelete: state.retainOnDelete ?? false,
    customTimeouts: timeoutsOf(state.customTimeouts ?? {}),
    ignoreChanges: state.ignoreChanges ?? [],
    ...(source === undefined ? {} : { source }),
    ...(knowledge.change === undefined ? {} : { change: knowledge.change }),
    ...(knowledge.previousInputs === undefined ? {} : { previousInputs: knowledge.previousInputs }),
  };
}

/** The decoded inputs of a recorded state. */
export function inputsOf(state: RecordedState): Properties {
  return decodeProperties(withoutMarks(state.inputs ?? {}), state.urn);
}

/** The decoded outputs of a recorded state, its id among them. */
export function outputsOf(state: RecordedState): Properties {
  const outputs = withoutEmptyTexts(decodeProperties(withoutMarks(state.outputs ?? {}), state.urn));
  return state.id === undefined || state.id === "" ? outputs : { ...outputs, id: state.id };
}

/** Checks a parsed document against the shape a reader needs; the message names the first fault. */
export function parseShape<T>(shape: z.ZodType<T>, json: unknown, file: string, what: string): T {
  const result = shape.safeParse(json);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  const where =
    first === undefined || first.path.length === 0 ? "at the top" : `at ${first.path.join(".")}`;
  throw new UnreadableDeployment(
    file,
    `is ${what}, but ${where}: ${first?.message ?? "its shape is wrong"}`,
    "write the file again with the Pulumi CLI and do not edit it",
  );
}

/** An operation without a timeout of its own is recorded as 0 or not at all. */
function timeoutsOf(
  recorded: NonNullable<RecordedState["customTimeouts"]>,
): Resource["customTimeouts"] {
  return Object.fromEntries(
    Object.entries(recorded).filter(([, seconds]) => seconds !== undefined && seconds > 0),
  );
}

/** `project:///index.ts#12,3`; positions inside packages say nothing about the program. */
function sourceOf(position: string | undefined): Resource["source"] {
  const [, file, line] = /^project:\/\/\/(.+)#(\d+)(?:,\d+)?$/.exec(position ?? "") ?? [];
  if (file === undefined || line === undefined || file.includes("node_modules/")) return undefined;
  return { file, line: Number(line) };
}
