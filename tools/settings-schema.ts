/**
 * Writes docs/settings.schema.json from the settings' schema.
 *
 *   ts-node tools/settings-schema.ts           writes the file
 *   ts-node tools/settings-schema.ts --check   writes nothing; exit 1 if the file is stale
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stackFileSchema } from "../mwaa/settings/stack-file-schema";

/** The file that stack files name as their schema. */
export const SETTINGS_SCHEMA_FILE = join(__dirname, "..", "docs", "settings.schema.json");

/** The file as it should be. */
export function renderSettingsSchema(): string {
  return `${JSON.stringify(stackFileSchema(), null, 2)}\n`;
}

/** Whether the file is missing or differs from what it should be. */
export function isStale(file: string): boolean {
  return !existsSync(file) || readFileSync(file, "utf8") !== renderSettingsSchema();
}

function run(argv: readonly string[]): number {
  if (!argv.includes("--check")) {
    writeFileSync(SETTINGS_SCHEMA_FILE, renderSettingsSchema());
    return 0;
  }
  if (!isStale(SETTINGS_SCHEMA_FILE)) return 0;
  process.stderr.write(
    "docs/settings.schema.json is stale; run ts-node tools/settings-schema.ts\n",
  );
  return 1;
}

if (require.main === module) process.exitCode = run(process.argv.slice(2));
