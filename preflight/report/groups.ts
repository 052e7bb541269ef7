import type { Finding, Report, Verdict } from "../findings/finding";
import type { Stack } from "../model/resource";
import { concernedEnvironments } from "./belongs";
import { worstFirst } from "./order";
import { parseUrn } from "./urn";

/** The findings of one stack that concern the same environments. */
export interface FindingGroup {
  readonly stack: string;
  /** The names of the environments; empty for what no environment needs. */
  readonly environments: readonly string[];
  /** The verdict on the environment, where the group is about a single one. */
  readonly verdict?: Verdict;
  /** Worst first. */
  readonly findings: readonly Finding[];
}

function stackNameOf(finding: Finding, owner: ReadonlyMap<string, string>, report: Report): string {
  const known = owner.get(finding.resource);
  if (known !== undefined) return known;
  const parts = parseUrn(finding.resource);
  if (parts === undefined) return "";
  const full = `${parts.project}/${parts.stack}`;
  return report.stacks.some(({ name }) => name === full) ? full : parts.stack;
}

/**
 * Groups findings by stack and environment, in the order of the report's stacks; within a stack
 * single environments come first, then what several share, then the rest.
 *
 * @param stacks the stacks that were judged. Without them findings are grouped by stack only.
 */
export function groupFindings(report: Report, stacks: readonly Stack[]): readonly FindingGroup[] {
  const stackOf = new Map(stacks.flatMap((s) => s.resources.map((r) => [r.urn, s.name] as const)));
  if (report.findings.length === 0) return [];
  const environmentsOf = concernedEnvironments(stacks);
  const groups = new Map<
    string,
    { stack: string; environments: readonly string[]; findings: Finding[] }
  >();
  for (const finding of worstFirst(report.findings)) {
    const stack = stackNameOf(finding, stackOf, report);
    const environments = environmentsOf(finding);
    const key = JSON.stringify([stack, environments]);
    const group = groups.get(key) ?? { stack, environments, findings: [] };
    group.findings.push(finding);
    groups.set(key, group);
  }
  const position = (stack: string) => {
    const index = report.stacks.findIndex(({ name }) => name === stack);
    return index < 0 ? report.stacks.length : index;
  };
  const rank = (environments: readonly string[]) =>
    environments.length === 0 ? Number.MAX_SAFE_INTEGER : environments.length;
  return [...groups.values()]
    .sort(
      (a, b) =>
        position(a.stack) - position(b.stack) ||
        rank(a.environments) - rank(b.environments) ||
        (a.environments.join() < b.environments.join() ? -1 : 1),
    )
    .map((group) => {
      const [only, ...others] = group.environments;
      const verdict = report.stacks
        .find(({ name }) => name === group.stack)
        ?.environments.find(({ name }) => name === only)?.verdict;
      return verdict === undefined || others.length > 0 ? group : { ...group, verdict };
    });
}

/** What a group is about: `analytics`, `analytics and reports`, or the stack if no environment is. */
export function titleOf(group: FindingGroup): string {
  return group.environments.length === 0
    ? `elsewhere in ${group.stack === "" ? "the input" : group.stack}`
    : group.environments.join(" and ");
}
