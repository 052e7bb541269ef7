import type { Action, ResourceType } from "../actions";
import { mayBeOf, resourceForm } from "../actions/resource-form";
import { arnPattern } from "../arn";
import { loosen } from "../variable";
import type { NamedActions } from "./actions";
import { completeArn, lintArn, splitArn } from "./arn";
import type { Placed } from "./elements";
import type { Report } from "./finding";
import { shown } from "./finding";
import type { PolicyFormName } from "./forms";

/** A longer pattern is compared with nothing; no ARN of AWS has as many letters. */
const LONGEST = 2048;

/** How many names a message lists. */
const LISTED = 5;

/** Whether each resource of a statement is one, and whether actions and resources fit together. */
export function lintResources(
  resources: readonly Placed[],
  actions: readonly NamedActions[],
  form: PolicyFormName,
  report: Report,
): void {
  const comparable = resources.filter((each) => lintArn(each, form, report));
  if (comparable.length < resources.length || comparable.length === 0) return;
  if (comparable.some(({ text }) => text.length > LONGEST)) return;
  const patterns = comparable.map(({ text }) => patternOf(completeArn(text, form)));
  for (const named of actions) lintPair(named, patterns, report);
  // A resource is idle for certain only if everything that the statement allows is known.
  if (actions.some(({ actions: known }) => known.length === 0)) return;
  const all = actions.flatMap(({ actions: known }) => known);
  for (const [index, { text, pointer }] of comparable.entries()) {
    const pattern = patterns[index];
    if (pattern === undefined || all.some((action) => worksOn(action, pattern))) continue;
    // The actions' own findings say it already.
    if (!patterns.some((each) => all.some((action) => worksOn(action, each)))) continue;
    report(
      "resource-unused",
      pointer,
      `No action of the statement works on ${shown(text)}.`,
      "Remove the resource, or add the actions that are meant for it.",
    );
  }
}

function lintPair(named: NamedActions, patterns: readonly Pattern[], report: Report): void {
  if (named.actions.length === 0) return;
  if (named.actions.some((action) => patterns.some((each) => worksOn(action, each)))) return;
  const whole = named.actions.every(({ resources }) => resources.length === 0);
  if (whole) {
    report(
      "action-needs-star",
      named.pointer,
      `As AWS documents it, ${named.text} works on no resource in particular: the statement, on ${listed(patterns.map(({ text }) => text))}, never speaks of it.`,
      'Move it to a statement with "Resource": "*".',
    );
    return;
  }
  const forms = new Set(named.actions.flatMap(({ resources }) => resources.map((r) => r.type.arn)));
  report(
    "action-resource-mismatch",
    named.pointer,
    `As AWS documents it, ${named.text} never works on ${listed(patterns.map(({ text }) => text))}.`,
    `Add a resource of the form ${listed([...forms])}.`,
  );
}

function listed(texts: readonly string[]): string {
  const few = texts.slice(0, LISTED).map((each) => shown(each).slice(1, -1));
  return few.join(", ") + (texts.length > LISTED ? ", …" : "");
}

/** A resource of a statement, any value standing for each variable. */
interface Pattern {
  readonly text: string;
  /** Whether it stands for everything of a service. */
  readonly wide: boolean;
  /** Absent if it may be any. */
  readonly service?: string;
}

function patternOf(resource: string): Pattern {
  const text = loosen(resource);
  const service = text.split(":", 3)[2] ?? "*";
  return { text, wide: isWide(text), ...(/[*?]/.test(service) ? {} : { service }) };
}

/**
 * Whether a pattern stands for everything of its service. Requests without a resource are made on `*`,
 * but AWS's own examples state s3:ListAllMyBuckets on `arn:aws:s3:::*`: such a pattern is not judged.
 */
function isWide(pattern: string): boolean {
  if (!pattern.endsWith("*")) return false;
  if (/^\*+$/.test(pattern)) return true;
  const [, , , region = "*", account = "*", resource = "*"] = splitArn(pattern);
  return [region, account].every((part) => part === "" || part === "*") && resource === "*";
}

function worksOn(action: Action, pattern: Pattern): boolean {
  return pattern.wide || action.resources.some(({ type }) => mayBe(type, pattern));
}

const answers = new WeakMap<ResourceType, Map<string, boolean>>();

/** How many answers are kept for a type. */
const REMEMBERED = 1_000;

/** Whether some ARN of a type fits the pattern. */
function mayBe(type: ResourceType, { text, service }: Pattern): boolean {
  // Most pairs differ in the service, which is cheap to see.
  if (service !== undefined && !type.arn.includes(`:${service}:`)) return false;
  const known = answers.get(type) ?? new Map<string, boolean>();
  answers.set(type, known);
  const before = known.get(text);
  if (before !== undefined) return before;
  const answer = mayBeOf(resourceForm(type.arn), arnPattern(text));
  if (known.size >= REMEMBERED) known.clear();
  known.set(text, answer);
  return answer;
}
