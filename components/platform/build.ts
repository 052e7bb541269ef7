import type { StackSettings } from "../../mwaa/settings/types";
import { platformOutputs } from "./outputs";
import { Platform } from "./platform";
import { withSecrets } from "./secret-settings";

/** Builds what a stack's settings describe, and returns the stack's outputs. */
export function build(
  settings: StackSettings,
  account: string,
  secrets: readonly string[],
): Record<string, unknown> {
  if (settings.builds !== "environment") throw new Error("not built yet");
  return platformOutputs(new Platform(settings.name, withSecrets(settings, account, secrets)));
}
