import type { Maybe, Truth } from "../known";
import { all, any, isKnown, not, Unknown } from "../known";
import { holdsInvalidating, takesEffect } from "./absent-variable";
import type { ArnPattern } from "./arn";
import { arnPattern, plainArnPattern, speaksOfArn } from "./arn";
import type { CompiledCondition } from "./condition";
import { compileCondition } from "./condition";
import type { KeyLookup } from "./context";
import type { Statement } from "./document";
import { normalise, remember } from "./pattern";
import type { Template } from "./template";
import { fill, templateOf } from "./template";
import type { Reach, TextPattern } from "./text-pattern";
import { reachesText, textPattern } from "./text-pattern";

/** What is asked of a statement, whoever calls. */
export interface Question {
  /** The action in small letters, as a pattern. */
  readonly action: TextPattern;
  readonly resource: Maybe<ArnPattern>;
  readonly lookup: KeyLookup;
}

/** A statement that is ready to be asked of many requests; each part once it has come to that. */
export class CompiledStatement {
  readonly speaksOfAction: (action: TextPattern) => Truth;
  private resources: ((resource: Maybe<ArnPattern>, lookup: KeyLookup) => Truth) | undefined;
  private ready: readonly CompiledCondition[] | undefined;

  constructor(private readonly statement: Statement) {
    this.speaksOfAction = compileActions(statement);
  }

  speaksOfResource(resource: Maybe<ArnPattern>, lookup: KeyLookup): Truth {
    this.resources ??= compileResources(this.statement);
    return this.resources(resource, lookup);
  }

  get conditions(): readonly CompiledCondition[] {
    const { conditions, variables } = this.statement;
    return (this.ready ??= conditions.map((each) => compileCondition(each, variables)));
  }
}

const compiled = new WeakMap<Statement, CompiledStatement>();

/** Prepares a statement, once for all requests. */
export function compile(statement: Statement): CompiledStatement {
  const known = compiled.get(statement);
  if (known !== undefined) return known;
  const made = new CompiledStatement(statement);
  compiled.set(statement, made);
  return made;
}

/** Reads the action of a request. */
export const requestedAction = remember((action: string): TextPattern =>
  textPattern(normalise(action.toLowerCase())),
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
export function appliesTo(statement: Statement, question: Question): Truth {
  const asked = compile(statement);
  const action = asked.speaksOfAction(question.action);
  if (action === false) return false;
  const resource = asked.speaksOfResource(question.resource, question.lookup);
  if (resource === false) return false;
  if (statement.conditions.length === 0 && action === true && statement.hidden === undefined)
    return resource;
  const unsure: Truth[] = [];
  if (action !== true) unsure.push(action);
  if (resource !== true) unsure.push(resource);
  if (statement.hidden?.conditions !== undefined) unsure.push(statement.hidden.conditions);
  for (const condition of asked.conditions) {
    const truth = condition(question.lookup);
    if (truth === false) return false;
    if (truth !== true) unsure.push(truth);
  }
  return unsure.length === 0 || all(unsure);
}

/** All of what is requested for `Allow`, any of it for `Deny`; the opposite for a list of exceptions. */
function reachOf(statement: Statement, inverted: boolean): Reach {
  return (statement.effect === "Allow") !== inverted ? "covers" : "overlaps";
}

function compileActions(statement: Statement): (action: TextPattern) => Truth {
  const { actionsInverted: inverted, hidden } = statement;
  const reach = reachOf(statement, inverted);
  const patterns = statement.actions.map(requestedAction);
  return (action) => {
    const named = patterns.some((each) => reachesText(each, action, reach));
    if (!named && hidden?.actions !== undefined) return hidden.actions;
    return named !== inverted;
  };
}

/** A pattern of the statement, to be filled in first if it holds variables. */
type ResourcePattern = ArnPattern | Template;

function compileResources(
  statement: Statement,
): (resource: Maybe<ArnPattern>, lookup: KeyLookup) => Truth {
  const { resources, resourcesInverted: inverted, hidden } = statement;
  // Who may assume a role is written without resources: it is the role.
  if (resources === undefined) return () => hidden?.resources ?? true;
  const reach = reachOf(statement, inverted);
  const patterns = resources.map((each): ResourcePattern => {
    if (!statement.variables) return plainArnPattern(each);
    return templateOf(each) ?? arnPattern(each);
  });
  const invalidating = patterns.filter(isTemplate).filter(holdsInvalidating);
  return (resource, lookup) => {
    const unsure: Truth[] = hidden?.resources === undefined ? [] : [hidden.resources];
    for (const pattern of patterns) {
      const named = speaks(pattern, resource, lookup, reach, inverted);
      if (named === true) return !inverted && takesEffect(invalidating, lookup);
      if (named !== false) unsure.push(named);
    }
    return inverted ? not(any(unsure)) : any(unsure);
  };
}

function isTemplate(pattern: ResourcePattern): pattern is Template {
  return "pieces" in pattern;
}

function speaks(
  pattern: ResourcePattern,
  resource: Maybe<ArnPattern>,
  lookup: KeyLookup,
  reach: Reach,
  inverted: boolean,
): Truth {
  if (!isTemplate(pattern)) {
    if (isKnown(resource)) return speaksOfArn(pattern, resource, reach);
    return pattern.everything ? true : resource;
  }
  const filled = fill(pattern, lookup);
  if (filled.missing !== undefined) {
    // A statement with a variable without value grants nothing; what it excepts is open.
    return inverted && unresolved(pattern.text, filled.missing);
  }
  if (!isKnown(resource)) return resource;
  const truth = speaksOfArn(arnPattern(filled.pattern), resource, reach);
  if (truth !== false) return filled.hidden ?? truth;
  return inverted && filled.mayMiss && filled.hidden !== undefined ? filled.hidden : false;
}

function unresolved(text: string, key: string): Truth {
  return new Unknown([`what ${text} excepts while ${key} has no value`]);
}
