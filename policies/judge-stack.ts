import { createHash } from "node:crypto";
import type { Rule } from "../preflight/checks/rule";
import type { Judgement } from "../preflight/checks/run";
import { applyRule } from "../preflight/checks/run";
import type { Stack } from "../preflight/model/resource";
import type { World } from "../preflight/model/world";
import { buildWorld } from "../preflight/model/world";

/** What a rule said of a stack, or what it threw. */
export type RuleResult = readonly Judgement[] | { readonly fault: unknown };

/** A stack's World with what each rule said of it so far. */
export class JudgedStack {
  readonly world: World;
  private readonly results = new Map<Rule, RuleResult>();

  constructor(stack: Stack) {
    this.world = buildWorld([stack]);
  }

  /** Runs the rule once, however many policies ask. */
  resultOf(rule: Rule): RuleResult {
    const known = this.results.get(rule);
    if (known !== undefined) return known;
    const result = run(rule, this.world);
    this.results.set(rule, result);
    return result;
  }
}

/**
 * Remembers the stack that was judged last. The server builds the whole stack again for each stack
 * policy, so identity says nothing; equal URNs and equal values do.
 */
export function rememberLast(): (stack: Stack) => JudgedStack {
  let last: { readonly key: string; readonly judged: JudgedStack } | undefined;
  return (stack) => {
    const key = createHash("sha256").update(JSON.stringify(stack)).digest("base64");
    if (last?.key !== key) last = { key, judged: new JudgedStack(stack) };
    return last.judged;
  };
}

function run(rule: Rule, world: World): RuleResult {
  try {
    return applyRule(rule, world);
  } catch (fault) {
    return { fault };
  }
}
