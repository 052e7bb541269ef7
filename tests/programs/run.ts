import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import {
  planProgram,
  type PlanRequest,
  type PlanResult,
} from "../../preflight/readers/symbolic-plan/plan";
import type { Resource } from "../../preflight/model/resource";

/** A longer limit than any program here needs: machines that run tests are busy. */
export const PATIENCE_SECONDS = 60;

/** What every plan in the specs has in common. */
export const REQUEST: Omit<PlanRequest, "directory"> = {
  project: "foreign",
  stack: "dev",
  config: { "aws:region": "eu-west-1" },
  secretKeys: [],
  timeoutSeconds: PATIENCE_SECONDS,
};

/** Plans one of the programs in this folder. */
export function planFixture(name: string, request: Partial<PlanRequest> = {}): Promise<PlanResult> {
  return planProgram({ ...REQUEST, ...request, directory: path.join(__dirname, name) });
}

/** Uses a program given as texts, in a folder outside this repository that exists only meanwhile. */
export async function withProgram<T>(
  files: Readonly<Record<string, string>>,
  use: (directory: string) => Promise<T>,
): Promise<T> {
  const directory = mkdtempSync(path.join(tmpdir(), "program-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(directory, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return await use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Plans such a program. */
export function planText(
  files: Readonly<Record<string, string>>,
  request: Partial<PlanRequest> = {},
): Promise<PlanResult> {
  return withProgram(files, (directory) => planProgram({ ...REQUEST, ...request, directory }));
}

/** The plan, if there is one. */
export function planned(result: PlanResult): PlanResult & { kind: "planned" } {
  if (result.kind === "planned") return result;
  throw new Error(`${result.reason}: ${result.message}\n${result.printed}`);
}

/** The failure, if there is one. */
export function failed(result: PlanResult): PlanResult & { kind: "failed" } {
  if (result.kind === "failed") return result;
  throw new Error(`was planned, with ${String(result.stack.resources.length)} resources`);
}

/** The one resource with this logical name and a type that ends so. */
export function resource(result: PlanResult, name: string, type = ""): Resource {
  const found = planned(result).stack.resources.filter(
    (each) => each.name === name && each.type.endsWith(type),
  );
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new Error(`${String(found.length)} resources are called ${name}`);
  }
  return only;
}

/** A value that has to be text. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  throw new Error(`is no text: ${JSON.stringify(value)}`);
}
