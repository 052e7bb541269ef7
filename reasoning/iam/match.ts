import type { Maybe, Truth } from "../known";
import { both, isKnown, not, plus, totalOf, Unknown } from "../known";
import { once } from "../remember";
import { actionPattern } from "./action-pattern";
import { holdsInvalidating, takesEffect } from "./absent-variable";
import type { ArnPattern, ShortArns } from "./arn";
import { arnPattern, plainArnPattern, speaksOfArn } from "./arn";
import type { CompiledCondition } from "./condition";
import { compileCondition } from "./condition";
import type { KeyLookup } from "./context";
import type { Statement } from "./document";
import type { Template } from "./template";
import { fill, templateOf } from "./template";
import type { Reach, TextPattern } from "./text-pattern";
import { reachesText } from "./text-pattern";

/** What is asked of a statement, whoever calls. */
export interface Question {
  /** The action in small letters, as a pattern. */
  readonly action: TextPattern;
  readonly resource: Maybe<ArnPattern>;
  readonly lookup: KeyLookup;
  /** What the policies make of ARNs with too few parts; absent, that is open. */
  readonly shortArns?: ShortArns;
}

/** A statement that is ready to be asked of many requests; each part once it has come to that. */
export class CompiledStatement {
  private readonly actions: readonly TextPattern[];
  private resources: ResourcePatterns | undefined;
  private conditions: readonly CompiledCondition[] | undefined;

  constructor(readonly statement: Statement) {
    this.actions = statement.actions.map(actionPattern);
  }

  /** Whether it speaks of an action, whatever else it asks for. */
  speaksOfAction(action: TextPattern): Truth {
    const { actionsInverted: inverted, hidden } = this.statement;
    const reach = reachOf(this.statement, inverted);
    for (const each of this.actions) if (reachesText(each, action, reach)) return !inverted;
    return hidden?.actions ?? inverted;
  }

  /** Whether it speaks of a resource. Who may assume a role is written without: it is the role. */
  speaksOfResource(question: Question): Truth {
    const { resources, resourcesInverted: inverted, hidden } = this.statement;
    if (resources === undefined) return hidden?.resources ?? true;
    const reach = reachOf(this.statement, inverted);
    let named = plus(false, hidden?.resources ?? false);
    const { patterns, invalidating } = (this.resources ??= this.readResources(resources));
    for (const pattern of patterns) {
      const spoken = speaks(pattern, question, reach, inverted);
      if (spoken === true) return !inverted && takesEffect(invalidating, question.lookup);
      named = plus(named, spoken);
    }
    return named === false ? inverted : totalOf(named);
  }

  /** Whether all of its conditions are satisfied. */
  isSatisfied(lookup: KeyLookup): Truth {
    const { conditions, hidden } = this.statement;
    if (conditions.length === 0) return hidden?.conditions ?? true;
    let failed = plus(false, hidden?.conditions ?? false);
    for (const condition of this.compiledConditions()) {
      const satisfied = condition(lookup);
      if (satisfied === false) return false;
      failed = plus(failed, not(satisfied));
    }
    return not(totalOf(failed));
  }

  /** What each of its conditions says, in their order. */
  compiledConditions(): readonly CompiledCondition[] {
    const { conditions, variables } = this.statement;
    return (this.conditions ??= conditions.map((each) => compileCondition(each, variables)));
  }

  private readResources(resources: readonly string[]): ResourcePatterns {
    const patterns = this.statement.variables
      ? resources.map((each) => templateOf(each) ?? arnPattern(each))
      : resources.map(plainArnPattern);
    return { patterns, invalidating: patterns.filter(isTemplate).filter(holdsInvalidating) };
  }
}

/** Prepares the statements of a document, once for all requests. */
export const compile = once((statements: readonly Statement[]): readonly CompiledStatement[] =>
  statements.map((each) => new CompiledStatement(each)),
);

/** Reads the resource of a request: nothing in it is a variable. */
export function requestedResource(resource: string): ArnPattern {
  return arnPattern(resource);
}

/**
 * Whether a statement speaks of an action on a resource in its circumstances: one that allows has to
 * speak of everything that is requested, one that denies of anything. What is cheap to tell comes
 * first. Whom it speaks of is another question.
 */
export function appliesTo(asked: CompiledStatement, question: Question): Truth {
  const action = asked.speaksOfAction(question.action);
  if (action === false) return false;
  const resource = asked.speaksOfResource(question);
  if (resource === false) return false;
  return both(both(action, resource), asked.isSatisfied(question.lookup));
}

/** All of what is requested for `Allow`, any of it for `Deny`; the opposite for a list of exceptions. */
function reachOf(statement: Statement, inverted: boolean): Reach {
  return (statement.effect === "Allow") !== inverted ? "covers" : "overlaps";
}

/** A pattern of the statement, to be filled in first if it holds variables. */
type ResourcePattern = ArnPattern | Template;

interface ResourcePatterns {
  readonly patterns: readonly ResourcePattern[];
  /** Those that take the whole element's effect while a variable of theirs has no value. */
  readonly invalidating: readonly Template[];
}

function isTemplate(pattern: ResourcePattern): pattern is Template {
  return "pieces" in pattern;
}

function speaks(
  pattern: ResourcePattern,
  { resource, lookup, shortArns }: Question,
  reach: Reach,
  inverted: boolean,
): Truth {
  if (!isTemplate(pattern)) {
    if (isKnown(resource)) return speaksOfArn(pattern, resource, reach, shortArns);
    return pattern.everything ? true : resource;
  }
  const filled = fill(pattern, lookup);
  if (filled.missing !== undefined) {
    // A statement with a variable without value grants nothing; what it excepts is open.
    return inverted && unresolved(pattern.text, filled.missing);
  }
  if (!isKnown(resource)) return resource;
  const truth = speaksOfArn(arnPattern(filled.pattern), resource, reach, shortArns);
  if (pattern.isEarly && (truth !== false || inverted)) return early(pattern.text);
  if (truth !== false) return filled.hidden ?? truth;
  return inverted && filled.mayMiss && filled.hidden !== undefined ? filled.hidden : false;
}

/**
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html, "Where you can
 * use policy variables", read 2026-11-23.
 */
function early(text: string): Truth {
  return new Unknown([`how AWS reads ${text}, with a variable before the fifth colon of an ARN`]);
}

function unresolved(text: string, key: string): Truth {
  return new Unknown([`what ${text} excepts while ${key} has no value`]);
}
