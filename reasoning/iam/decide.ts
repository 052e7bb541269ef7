import type { Truth } from "../known";
import { all, any, not } from "../known";
import { actionPattern } from "./action-pattern";
import type { RequestContext } from "./context";
import { lookupIn } from "./context";
import type { Document, Statement } from "./document";
import type { Question } from "./match";
import { appliesTo, compile, CompiledStatement, requestedResource } from "./match";
import type { Principal } from "./principal";
import { speaksOf } from "./principal";

/** What somebody wants to do. Action and resource may be patterns: then all they stand for is meant. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
  /** Who wants it: policies of a resource name principals. Absent: every statement speaks of them. */
  readonly principal?: Principal;
}

/** A statement and the document it stands in. */
export interface StatementPlace<D> {
  readonly document: D;
  readonly statement: Statement;
}

/** What policies say for a request and against it. */
export interface Weighed<D> {
  readonly denied: Truth;
  readonly granted: Truth;
  /** The first statement that certainly denies. */
  readonly deniedBy?: StatementPlace<D>;
  readonly grantedBy?: StatementPlace<D>;
}

/** Whether policies allow a request, with the statements that decide. */
export interface Decision<D> {
  readonly allowed: Truth;
  /** The statement that denies; explicit denial wins over every grant. */
  readonly deniedBy?: StatementPlace<D>;
  readonly allowedBy?: StatementPlace<D>;
}

/** A document with whatever the caller needs to recognise it. */
export interface Held<D> {
  readonly origin: D;
  readonly document: Document;
}

/**
 * Decides a request against policies of one kind. The answer for a pattern is universal: allowed means
 * that everything it stands for is, so one statement has to hold all of it, and a denial of any part
 * of it is a denial.
 */
export function decide<D>(policies: readonly Held<D>[], request: Request): Decision<D> {
  const { denied, granted, deniedBy, grantedBy } = weigh(policies, request);
  return {
    allowed: all([not(denied), granted]),
    ...(deniedBy === undefined ? {} : { deniedBy }),
    ...(grantedBy === undefined ? {} : { allowedBy: grantedBy }),
  };
}

/** Collects what the statements of policies say of a request, without putting it together. */
export function weigh<D>(policies: readonly Held<D>[], request: Request): Weighed<D> {
  const named = {
    action: actionPattern(request.action),
    resource: requestedResource(request.resource),
    lookup: lookupIn(request.context),
  };
  const own: Question = { ...named, shortArns: "completed" };
  const truths: Record<Statement["effect"], Truth[]> = { Allow: [], Deny: [] };
  const certain: Partial<Record<Statement["effect"], StatementPlace<D>>> = {};
  for (const { origin, document } of policies) {
    for (const compiled of compile(document.statements)) {
      const { statement } = compiled;
      // The role's own policies name nobody: they speak of the role.
      const whom =
        request.principal === undefined || statement.principals === undefined
          ? true
          : speaksOf(statement, request.principal);
      if (whom === false) continue;
      const question = statement.principals === undefined ? own : named;
      const applies = all([whom, appliesTo(compiled, question)]);
      if (applies === false) continue;
      truths[statement.effect].push(applies);
      if (applies === true) certain[statement.effect] ??= { document: origin, statement };
    }
    if (document.hidden !== undefined) {
      truths.Allow.push(document.hidden);
      truths.Deny.push(document.hidden);
    }
  }
  return {
    denied: any(truths.Deny),
    granted: any(truths.Allow),
    ...(certain.Deny === undefined ? {} : { deniedBy: certain.Deny }),
    ...(certain.Allow === undefined ? {} : { grantedBy: certain.Allow }),
  };
}

/** Whether a statement speaks of an action, whatever else it asks for. */
export function speaksOfAction(statement: Statement, action: string): boolean {
  return new CompiledStatement(statement).speaksOfAction(actionPattern(action)) === true;
}
