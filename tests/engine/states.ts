import * as fs from "node:fs";
import * as path from "node:path";

import type { Workspace } from "./workspace";

/** One resource of an exported stack. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly parent?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly initErrors?: readonly string[];
}

/** One step of `pulumi preview --json`. */
interface PreviewStep {
  readonly op: string;
  readonly urn: string;
  readonly newState?: StateResource;
  readonly oldState?: StateResource;
  readonly diffReasons?: readonly string[] | null;
  readonly replaceReasons?: readonly string[] | null;
}

/** What `pulumi preview --json` prints. */
export interface Preview {
  readonly steps: readonly PreviewStep[];
  readonly changeSummary: Readonly<Record<string, number>>;
}

/** Previews the selected stack. Throws when the preview fails. */
export async function previewOf(
  workspace: Workspace,
  ...args: readonly string[]
): Promise<Preview> {
  const { result } = await workspace.succeed("preview", "--json", ...args);
  return JSON.parse(result.stdout) as Preview;
}

/** The resources of the selected stack, as the engine keeps them. */
export async function exportOf(workspace: Workspace): Promise<readonly StateResource[]> {
  const file = path.join(workspace.folder, "export.json");
  await workspace.succeed("stack", "export", "--file", file);
  const { deployment } = JSON.parse(fs.readFileSync(file, "utf8")) as {
    deployment: { resources?: readonly StateResource[] };
  };
  return deployment.resources ?? [];
}

/**
 * Everything that is finished before a resource starts: what it depends on, directly, through a property, through
 * its parent, or through something in between.
 */
export function awaitedBy(resources: readonly StateResource[], urn: string): ReadonlySet<string> {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource] as const));
  const awaited = new Set<string>();
  const pending = [urn];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const resource = byUrn.get(next);
    if (resource === undefined) continue;
    const direct = [
      ...(resource.dependencies ?? []),
      ...Object.values(resource.propertyDependencies ?? {}).flatMap((urns) => urns ?? []),
    ];
    for (const dependency of direct) {
      if (awaited.has(dependency)) continue;
      awaited.add(dependency);
      pending.push(dependency);
    }
  }
  return awaited;
}

const NO_CHANGE = ["same", "refresh", "read"];

/** Steps that change something, as `operation type name`; sorted. */
export function changesIn(preview: Preview): readonly string[] {
  return preview.steps
    .filter((step) => !NO_CHANGE.includes(step.op) && !step.urn.includes("pulumi:pulumi:Stack"))
    .map((step) => {
      const [, , types = "", ...name] = step.urn.split("::");
      return `${step.op} ${types.slice(types.lastIndexOf("$") + 1)} ${name.join("::")}`;
    })
    .sort();
}
