/**
 * Writes docs/context.schema.json from the schema of context files.
 *
 *   ts-node tools/context-schema.ts           writes the file
 *   ts-node tools/context-schema.ts --check   writes nothing; exit 1 if the file is stale
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { contextFileSchema } from "../preflight/readers/context/json-schema";

/** The file that context files name as their schema. */
export const CONTEXT_SCHEMA_FILE = join(__dirname, "..", "docs", "context.schema.json");

/** The file as it should be. */
export function renderContextSchema(): string {
  return `${JSON.stringify(contextFileSchema(), null, 2)}\n`;
}

function run(argv: readonly string[]): number {
  if (!argv.includes("--check")) {
    writeFileSync(CONTEXT_SCHEMA_FILE, renderContextSchema());
    return 0;
  }
  const isCurrent =
    existsSync(CONTEXT_SCHEMA_FILE) &&
    readFileSync(CONTEXT_SCHEMA_FILE, "utf8") === renderContextSchema();
  if (isCurrent) return 0;
  process.stderr.write("docs/context.schema.json is stale; run ts-node tools/context-schema.ts\n");
  return 1;
}

if (require.main === module) process.exitCode = run(process.argv.slice(2));
