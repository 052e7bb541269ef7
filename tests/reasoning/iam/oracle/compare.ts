import { evaluate, isFaulty, readSimulation } from "../../../../reasoning/iam";
import type { Case, Verdict } from "./case";
import { ABSTENTIONS } from "./abstentions";
import type { Explanation } from "./explanations";
import { EXPLANATIONS } from "./explanations";
import { askOracle } from "./oracle";
import { toSimulation } from "./to-simulation";

/** What our own engine makes of a case; `denied` and `unknown` are abstentions. */
export type OwnVerdict = Verdict | "denied" | "unknown";

/** What our engine makes of a case, and what it would have to know if that is open. */
export interface OwnAnswer {
  readonly verdict: OwnVerdict;
  readonly unknown: readonly string[];
}

/**
 * Asks our own engine.
 *
 * @throws if it does not take the case, which is then at fault.
 */
export function askOwn(given: Case): OwnAnswer {
  const simulation = readSimulation(toSimulation(given));
  if (isFaulty(simulation)) throw new Error(simulation.message);
  const { outcome, unknown } = evaluate(simulation);
  if (outcome === "implicitly-denied") return { verdict: "implicitly denied", unknown };
  if (outcome === "explicitly-denied") return { verdict: "explicitly denied", unknown };
  return { verdict: outcome, unknown };
}

/** How two answers to one case relate. */
export interface Comparison {
  readonly own: OwnVerdict;
  readonly oracle: Verdict;
  /** Empty if they agree; undefined if nothing explains the difference. */
  readonly explainedBy?: readonly string[];
}

/**
 * Compares both answers. A difference counts as explained only if the oracle, told of AWS's rule by a
 * case written the other way round, comes to our answer: so one difference cannot hide another.
 */
export async function compare(given: Case): Promise<Comparison> {
  const { verdict: own, unknown } = askOwn(given);
  const { verdict: oracle, ignored } = await askOracle(given);
  if (ignored.length > 0) throw new Error(`the oracle ignores ${ignored.join(", ")}`);
  // A certain refusal may leave open whether a statement denies or nothing allows.
  if (own === oracle || (own === "denied" && oracle !== "allowed"))
    return { own, oracle, explainedBy: [] };
  const explainedBy =
    own === "unknown"
      ? reasonsOf(unknown)
      : await explain(given, own === "denied" ? DENIALS : [own]);
  return { own, oracle, ...(explainedBy === undefined ? {} : { explainedBy }) };
}

const DENIALS: readonly Verdict[] = ["implicitly denied", "explicitly denied"];

/** The open questions that leave an answer open; undefined if one of its phrases is of none. */
function reasonsOf(phrases: readonly string[]): readonly string[] | undefined {
  const reasons = phrases.map((each) => ABSTENTIONS.find(({ phrase }) => phrase.test(each))?.id);
  return phrases.length === 0 || reasons.includes(undefined)
    ? undefined
    : [...new Set(reasons.filter((each) => each !== undefined))];
}

/** The fewest explanations that together bring the oracle to an answer. */
async function explain(
  given: Case,
  wanted: readonly Verdict[],
): Promise<readonly string[] | undefined> {
  const rewritten = (by: readonly Explanation[]) =>
    by.reduce((before, { rewrite }) => rewrite(before) ?? before, given);
  const candidates = EXPLANATIONS.filter(({ rewrite }) => rewrite(given) !== undefined);
  for (const combination of subsets(candidates)) {
    const answer = await askOracle(rewritten(combination));
    if (wanted.includes(answer.verdict)) return combination.map(({ id }) => id);
  }
  return undefined;
}

/** Every subset but the empty one, small ones first. */
function subsets<T>(items: readonly T[]): readonly (readonly T[])[] {
  const all = items.reduce<readonly (readonly T[])[]>(
    (before, item) => [...before, ...before.map((each) => [...each, item])],
    [[]],
  );
  return all.slice(1).sort((a, b) => a.length - b.length);
}
