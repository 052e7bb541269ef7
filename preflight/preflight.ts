import { createHash } from "node:crypto";
import { assumptionsOf } from "./assumptions";
import { CATALOGUE_VERSION, RULES } from "./checks/catalogue";
import type { Rule } from "./checks/rule";
import type { Judgement } from "./checks/run";
import { applyRule } from "./checks/run";
import type { Finding, Report, Severity, StackReport, Verdict } from "./findings/finding";
import { EFFECTS } from "./findings/finding";
import { partsOf } from "./model/environment";
import type { Resource, Stack } from "./model/resource";
import type { World } from "./model/world";
import { buildWorld } from "./model/world";

/** How stacks are judged. */
export interface JudgeOptions {
  /** The rules to apply; the whole catalogue if absent. */
  readonly rules?: readonly Rule[];
}

/**
 * Judges stacks together as one World: what will come up, what is safe, what cannot be told.
 *
 * @param stacks what the readers of the doors brought.
 */
export function judge(stacks: readonly Stack[], options: JudgeOptions = {}): Report {
  const world = buildWorld(stacks);
  const judgements = (options.rules ?? RULES).flatMap((rule) => applyRule(rule, world));
  const summary = { pass: 0, fail: 0, unknown: 0, notApplicable: 0 };
  for (const { outcome } of judgements) summary[outcome.kind]++;
  return {
    version: 1,
    verdict: verdictOf(judgements),
    summary,
    assumptions: assumptionsOf(world),
    // What a context file tells is not deployed by anybody: it has no verdict of its own.
    stacks: stacks
      .filter(({ door }) => door !== "context")
      .map((stack) => reportOf(stack, world, judgements)),
    findings: merged(judgements.flatMap((each) => each.findings)).sort(byWeight),
    evidence: { catalogue: CATALOGUE_VERSION, input: fingerprint(stacks) },
  };
}

/** An error that fails decides; else an error that cannot be told; warnings and notes never do. */
function verdictOf(judgements: readonly Judgement[]): Verdict {
  const errors = judgements.filter(({ rule }) => rule.severity === "error");
  if (errors.some(({ outcome }) => outcome.kind === "fail")) return "fail";
  return errors.some(({ outcome }) => outcome.kind === "unknown") ? "unknown" : "pass";
}

function reportOf(stack: Stack, world: World, judgements: readonly Judgement[]): StackReport {
  const isOwn = (resource: Resource): boolean => world.stack(resource) === stack;
  const environments = world.of("environment").filter(isOwn);
  return {
    name: stack.name,
    verdict: verdictOf(judgements.filter(({ subject }) => isOwn(subject))),
    environments: environments.map((environment) => {
      const parts = partsOf(world, environment);
      return {
        name: nameOf(environment, world),
        verdict: verdictOf(judgements.filter(({ subject }) => parts.has(subject.urn))),
      };
    }),
  };
}

/** The environment's own name, or its logical one while the provider still has to choose. */
function nameOf(environment: Resource, world: World): string {
  const name = world.text(environment, "name");
  return typeof name === "string" ? name : environment.name;
}

/** One cause is said once: environments that share a role or a bucket share what is wrong with it. */
function merged(findings: readonly Finding[]): Finding[] {
  const byCause = new Map<string, Finding>();
  for (const finding of findings) {
    const cause = `${finding.rule} ${finding.outcome} ${finding.resource} ${finding.message}`;
    const known = byCause.get(cause);
    const related = [...new Set([...(known?.related ?? []), ...finding.related])];
    byCause.set(cause, known === undefined ? finding : { ...known, related });
  }
  return [...byCause.values()];
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

function byWeight(one: Finding, other: Finding): number {
  return (
    Number(one.outcome === "unknown") - Number(other.outcome === "unknown") ||
    RANK[one.severity] - RANK[other.severity] ||
    EFFECTS.indexOf(one.effect) - EFFECTS.indexOf(other.effect) ||
    compare(one.rule, other.rule) ||
    compare(one.resource, other.resource) ||
    compare(one.message, other.message)
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/**
 * A hash of everything that was judged, so that a report can be held against its input. Where in the
 * program a resource stands is left out: it differs from clone to clone and decides nothing.
 */
function fingerprint(stacks: readonly Stack[]): string {
  const hash = createHash("sha256");
  for (const { resources, ...stack } of stacks) {
    hash.update(JSON.stringify(stack));
    for (const resource of resources)
      hash.update(JSON.stringify({ ...resource, source: undefined }));
  }
  return `sha256:${hash.digest("hex")}`;
}
