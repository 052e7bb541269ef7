import { dotted, type SettingFault } from "../../../mwaa/settings/setting-fault";
import { check, type Words } from "../../../mwaa/settings/structure";
import { readYaml, type YamlDocument } from "../../../mwaa/settings/yaml-document";
import type { Fault } from "../../../mwaa/fault";
import type { Stack } from "../../model/resource";
import { contradictions } from "./contradictions";
import type { JsonValue } from "./leaves";
import { contextSchema } from "./schema";
import { toStack } from "./stack";

/** What a stack or a component gives out, by the name of the output. */
export type Outputs = Readonly<Record<string, JsonValue>>;

/** What a context file says. */
export interface Context {
  /** What exists, whoever made it; its door is `context`. */
  readonly stack: Stack;
  /** What other stacks give out, by the name that a StackReference uses. */
  readonly stackOutputs: Readonly<Record<string, Outputs>>;
  /** What components that another process makes give out: by type token, then by logical name. */
  readonly components: Readonly<Record<string, Readonly<Record<string, Outputs>>>>;
}

/** A context, or every fault of its file at once, in the file's order. */
export type ReadContext =
  Context | { readonly faults: readonly [SettingFault, ...(readonly SettingFault[])] };

const WORDS: Words = { key: "a fact that can be stated here", keys: "facts" };

/**
 * Reads a context file: facts that no program holds, such as the network that an environment is put
 * into. YAML or JSON, which is YAML too.
 *
 * @param options.file the file's name in messages and in the URNs of what it describes.
 */
export function readContext(text: string, options: { readonly file: string }): ReadContext {
  const document = readYaml(text, options);
  if ("malformed" in document) return { faults: [document.malformed] };
  const checked = check(contextSchema, document.value ?? {}, WORDS);
  const faults = "faults" in checked ? checked.faults : contradictions(checked.value);
  const [first, ...rest] = [
    ...document.faults,
    ...faults.map((fault) => located(fault, document, options.file)),
  ].sort(byPosition);
  if (first !== undefined) return { faults: [first, ...rest] };
  if ("faults" in checked) throw new TypeError("a schema that refuses says why");
  const { stackOutputs = {}, components = {} } = checked.value;
  return { stack: toStack(checked.value, options.file), stackOutputs, components };
}

function located(fault: Fault, document: YamlDocument, file: string): SettingFault {
  return { ...fault, key: dotted(fault.path), file, ...document.positionOf(fault.path) };
}

function byPosition(one: SettingFault, other: SettingFault): number {
  return (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0);
}
