import assert from "node:assert/strict";
import { parseStackFile } from "../../../mwaa/settings/parse-stack-file";
import { renderSettingFault, type SettingFault } from "../../../mwaa/settings/setting-fault";
import type { Settings, StackSettings } from "../../../mwaa/settings/types";

const NAME = { file: "stacks/Pulumi.x.yaml", stack: "x" };

/** A stack file of the lines given, below a region and a name that are fine. */
export function stackFile(...lines: readonly string[]): string {
  const config = ["aws:region: eu-west-1", "mwaa:name: demo", ...lines];
  return ["config:", ...config.map((line) => `  ${line}`), ""].join("\n");
}

/** The faults of a stack file; the test fails if there are none. */
export function faultsOf(text: string): readonly SettingFault[] {
  const parsed = parseStackFile(text, NAME);
  assert.ok("faults" in parsed, "the file was accepted");
  return parsed.faults;
}

/** The faults of a stack file as people read them. */
export function messagesOf(text: string): readonly string[] {
  return faultsOf(text).map(renderSettingFault);
}

/** `line:column key` of each fault. */
export function placesOf(text: string): readonly string[] {
  return faultsOf(text).map(({ line, column, key }) => `${String(line)}:${String(column)} ${key}`);
}

/** What a good stack file says, whatever it builds; the test fails with the messages if not good. */
export function acceptedStack(text: string): {
  readonly settings: StackSettings;
  readonly assumptions: readonly string[];
} {
  const parsed = parseStackFile(text, NAME);
  if ("faults" in parsed) assert.fail(parsed.faults.map(renderSettingFault).join("\n"));
  return parsed;
}

/** {@link acceptedStack} of a stack with an environment. */
export function accepted(text: string): {
  readonly settings: Settings;
  readonly assumptions: readonly string[];
} {
  const { settings, assumptions } = acceptedStack(text);
  assert.ok(settings.builds === "environment");
  return { settings, assumptions };
}
