import type { Finding, Report } from "../findings/finding";
import type { Stack, Value } from "../model/resource";
import { Unknown } from "../../reasoning/known";

/**
 * What a made-up id looks like: the digits of AWS ids, UUIDs, IAM's unique ids, version ids. Names
 * and the ARNs that are made of names say enough as they are.
 */
const MADE_UP =
  /[0-9a-f]{16}|^pl-[0-9a-f]{8}$|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[A-Z2-7]{17}|[A-Za-z0-9]{32}|-\d{10}$/;

function* textsIn(value: Value): Generator<string> {
  if (typeof value === "string") yield value;
  else if (value !== null && typeof value === "object" && !(value instanceof Unknown)) {
    for (const member of Object.values(value as Readonly<Record<string, Value>>))
      yield* textsIn(member);
  }
}

/**
 * The values that stand for what only AWS will know, each with the words a person understands.
 *
 * In a symbolic plan the answer to a registration repeats what the program asked for and adds
 * symbols for what the provider computes. So a text of the outputs that no input of the resource
 * itself holds is a symbol. Other doors tell real ids, which are better than any name for them.
 */
export function symbolNames(stacks: readonly Stack[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const stack of stacks) {
    if (stack.door !== "symbolic-plan") continue;
    for (const resource of stack.resources) {
      // What a component hands out, or another stack, is named by whoever makes it.
      if (!resource.custom || resource.change === "read") continue;
      const asked = new Set(textsIn(resource.inputs));
      for (const [property, value] of Object.entries(resource.outputs)) {
        const words =
          property === "id" || property === "arn" ? resource.name : `${resource.name}.${property}`;
        for (const text of textsIn(value)) {
          if (!MADE_UP.test(text) || asked.has(text)) continue;
          if (!names.has(text) || property === "id") names.set(text, words);
        }
      }
    }
  }
  return names;
}

/** Replaces symbols in texts by the names of their resources, longest first in one pass. */
function renamer(names: ReadonlyMap<string, string>): (text: string) => string {
  if (names.size === 0) return (text) => text;
  const symbols = [...names.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const pattern = new RegExp(
    symbols.map((s) => s.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"),
    "g",
  );
  return (text) => text.replace(pattern, (symbol) => names.get(symbol) ?? symbol);
}

/**
 * The report with resources called by their names in every sentence, instead of by the symbols of
 * a plan, which mean nothing outside of the run. URNs are left alone.
 */
export function withNames(report: Report, stacks: readonly Stack[]): Report {
  const names = symbolNames(stacks);
  if (names.size === 0) return report;
  const rename = renamer(names);
  const finding = (each: Finding): Finding => ({
    ...each,
    message: rename(each.message),
    ...(each.predicts === undefined ? {} : { predicts: rename(each.predicts) }),
    ...(each.witness === undefined ? {} : { witness: rename(each.witness) }),
    ...(each.fix === undefined ? {} : { fix: rename(each.fix) }),
  });
  return {
    ...report,
    assumptions: report.assumptions.map(rename),
    findings: report.findings.map(finding),
  };
}
