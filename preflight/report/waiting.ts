import type { Finding } from "../findings/finding";
import { isExisting } from "../model/existing";
import type { Resource, Stack } from "../model/resource";
import { describePointer, describeUrn, splitPointer } from "./urn";

/** Undecided rules that wait for the same facts: said once, with the rules behind. */
export interface Waiting {
  /** What they wait for, after "rules wait for". */
  readonly wantedFacts: string;
  /** What is missing in detail, a resource with its properties each. */
  readonly missing: readonly string[];
  /** How to tell the facts, where one way does it. */
  readonly howToTell?: string;
  /** The rules, each once, in the order of their findings. */
  readonly rules: readonly string[];
  readonly findings: readonly [Finding, ...Finding[]];
}

/** Findings that stand for themselves, and those that are said together. */
export interface Gathered {
  readonly alone: readonly Finding[];
  readonly together: readonly Waiting[];
}

/** Where a fact would have to come from. */
interface Cause {
  readonly wantedFacts: string;
  readonly howToTell: string;
}

/** Fewer rules than this are said one by one: each then has its own sentence. */
const FEWEST_TOGETHER = 3;

/**
 * Puts undecided findings together that wait for the outputs of one stack, for what exists already,
 * or else for just the same properties.
 *
 * @param findings those of one group, worst first.
 * @param stacks the stacks that were judged; without them only the same properties bring together.
 */
export function gatherWaiting(findings: readonly Finding[], stacks: readonly Stack[]): Gathered {
  const causeOf = causesIn(stacks);
  const runs = new Map<string, { cause?: Cause; findings: [Finding, ...Finding[]] }>();
  for (const finding of findings) {
    const blockedBy = finding.blockedBy ?? [];
    if (finding.outcome === "fail" || blockedBy.length === 0) continue;
    const causes = blockedBy.map(causeOf);
    const [cause] = causes;
    const common =
      cause !== undefined && causes.every((each) => each?.wantedFacts === cause.wantedFacts);
    const key = common ? cause.wantedFacts : [...blockedBy].sort().join("\n");
    const run = runs.get(key);
    if (run !== undefined) run.findings.push(finding);
    else runs.set(key, { ...(common ? { cause } : {}), findings: [finding] });
  }
  const together = [...runs.values()].filter(
    (run) => new Set(run.findings.map(({ rule }) => rule)).size >= FEWEST_TOGETHER,
  );
  const gathered = new Set(together.flatMap((run) => run.findings));
  return {
    alone: findings.filter((each) => !gathered.has(each)),
    together: together.map(({ cause, findings: members }) => ({
      wantedFacts: cause?.wantedFacts ?? "the same facts",
      ...(cause === undefined ? {} : { howToTell: cause.howToTell }),
      missing: missingIn(members),
      rules: [...new Set(members.map(({ rule }) => rule))],
      findings: members,
    })),
  };
}

/** Each resource once, with all of its properties that somebody waits for; phrases as they are. */
function missingIn(findings: readonly Finding[]): readonly string[] {
  const byResource = new Map<string, Set<string>>();
  for (const pointer of findings.flatMap(({ blockedBy }) => blockedBy ?? [])) {
    const { urn, property } = splitPointer(pointer) ?? { urn: pointer, property: "" };
    const properties = byResource.get(urn) ?? new Set();
    byResource.set(urn, properties);
    if (property !== "") properties.add(property);
  }
  return [...byResource].map(([urn, properties]) =>
    properties.size === 0
      ? describePointer(urn)
      : `${describeUrn(urn)}: ${[...properties].sort().join(", ")}`,
  );
}

function causesIn(stacks: readonly Stack[]): (blocker: string) => Cause | undefined {
  const byUrn = new Map(
    stacks.flatMap(({ resources }) => resources.map((each) => [each.urn, each] as const)),
  );
  const untold = stacks.flatMap(({ assumptions }) => assumptions.flatMap(stackWithoutOutputs));
  const existing = [...byUrn.values()].filter(
    (each) => each.type.startsWith("aws:") && isExisting(each),
  );
  const names = existing.flatMap(({ name, outputs: { id } }) =>
    typeof id === "string" ? [name, id] : [name],
  );
  return (blocker) => {
    const { urn, property = "" } = splitPointer(blocker) ?? {};
    const resource = urn === undefined ? undefined : byUrn.get(urn);
    if (resource === undefined)
      return names.some((name) => blocker.endsWith(` of ${name}`)) ? EXISTING : undefined;
    if (existing.includes(resource)) return EXISTING;
    const [top = ""] = property.split(".");
    const stack = (resource.propertyDependencies[top] ?? [])
      .map((each) => referencedStack(byUrn.get(each)))
      .find((each) => each !== undefined && untold.includes(each));
    if (stack === undefined) return undefined;
    return {
      wantedFacts: `the outputs of stack ${stack}`,
      howToTell: `plan that stack along with this one: add --stack ${stack.slice(stack.lastIndexOf("/") + 1)}`,
    };
  };
}

const EXISTING: Cause = {
  wantedFacts: "what is known of resources that exist already",
  howToTell: "describe them in a context file and add --context FILE",
};

function referencedStack(resource: Resource | undefined): string | undefined {
  if (resource?.type !== "pulumi:pulumi:StackReference") return undefined;
  const { name } = resource.inputs;
  return typeof name === "string" ? name : undefined;
}

/** The stack that an assumption says the outputs of are not known. */
function stackWithoutOutputs(assumption: string): readonly string[] {
  const name = /^The outputs of stack "(.+)" were not given/.exec(assumption)?.[1];
  return name === undefined ? [] : [name];
}
