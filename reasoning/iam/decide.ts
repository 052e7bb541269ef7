import type { Truth } from "../known";
import { all, any, not } from "../known";
import type { RequestContext } from "./condition";
import { satisfies } from "./condition";
import type { Document, Statement } from "./document";
import { actionCovers, actionOverlaps, arnCovers, arnOverlaps } from "./pattern";

/** What somebody wants to do. Action and resource may be patterns: then all they stand for is meant. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
}

/** A statement and the document it stands in. */
export interface StatementPlace<D> {
  readonly document: D;
  readonly statement: Statement;
}

/** Whether identity policies allow a request, with the statements that decide. */
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
 * Decides a request against identity policies. The answer for a pattern is universal: allowed means
 * that everything it stands for is, so one statement has to hold all of it, and a denial of any part
 * of it is a denial.
 */
export function decide<D>(policies: readonly Held<D>[], request: Request): Decision<D> {
  const denials: Truth[] = [];
  const grants: Truth[] = [];
  let deniedBy: StatementPlace<D> | undefined;
  let allowedBy: StatementPlace<D> | undefined;
  for (const { origin, document } of policies) {
    for (const statement of document.statements) {
      const place = { document: origin, statement };
      const applies =
        statement.effect === "Deny"
          ? mayApply(statement, request)
          : alwaysApplies(statement, request);
      if (statement.effect === "Deny") {
        denials.push(applies);
        if (applies === true) deniedBy ??= place;
      } else {
        grants.push(applies);
        if (applies === true) allowedBy ??= place;
      }
    }
  }
  return {
    allowed: all([not(any(denials)), any(grants)]),
    ...(deniedBy === undefined ? {} : { deniedBy }),
    ...(allowedBy === undefined ? {} : { allowedBy }),
  };
}

/** Whether the statement speaks of everything that is requested. */
function alwaysApplies(statement: Statement, request: Request): Truth {
  const action = statement.actionsInverted
    ? !statement.actions.some((each) => actionOverlaps(each, request.action))
    : statement.actions.some((each) => actionCovers(each, request.action));
  const resources = statement.resources ?? [];
  const resource = statement.resourcesInverted
    ? !resources.some((each) => arnOverlaps(each, request.resource))
    : resources.some((each) => arnCovers(each, request.resource));
  return all([
    action,
    resource,
    action && resource ? satisfies(statement.conditions, request.context) : false,
  ]);
}

/** Whether the statement speaks of anything that is requested. */
function mayApply(statement: Statement, request: Request): Truth {
  const action = statement.actionsInverted
    ? !statement.actions.some((each) => actionCovers(each, request.action))
    : statement.actions.some((each) => actionOverlaps(each, request.action));
  const resources = statement.resources ?? [];
  const resource = statement.resourcesInverted
    ? !resources.some((each) => arnCovers(each, request.resource))
    : resources.some((each) => arnOverlaps(each, request.resource));
  return all([
    action,
    resource,
    action && resource ? satisfies(statement.conditions, request.context) : false,
  ]);
}
