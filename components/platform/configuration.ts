import * as pulumi from "@pulumi/pulumi";
import { settingsFromConfig } from "../../mwaa/settings/parse";
import { renderSettingFault } from "../../mwaa/settings/setting-fault";
import type { StackSettings } from "../../mwaa/settings/types";

/** What a stack's configuration says. */
export interface StackConfiguration {
  readonly settings: StackSettings;
  /** Names of the settings whose values Pulumi keeps as secrets. */
  readonly secrets: readonly string[];
}

/**
 * Reads the settings of the stack that is being deployed.
 *
 * @throws RunError with every fault, a line each. Pulumi prints it without a stack trace.
 */
export function stackSettings(): StackConfiguration {
  const config = pulumi.runtime.allConfig();
  const secretKeys = Object.keys(config).filter(isSecret);
  const parsed = settingsFromConfig(config, secretKeys);
  if ("faults" in parsed) {
    throw new pulumi.RunError(parsed.faults.map(renderSettingFault).join("\n"));
  }
  const secrets = secretKeys.flatMap((key) =>
    key.startsWith("mwaa:") ? [key.slice("mwaa:".length)] : [],
  );
  return { settings: parsed.settings, secrets };
}

/** Pulumi's own `Config` asks this too; its types leave it out. */
function isSecret(key: string): boolean {
  const runtime = pulumi.runtime as { readonly isConfigSecret?: (key: string) => boolean };
  return runtime.isConfigSecret?.(key) ?? false;
}
