import type { Truth } from "../known";
import { all, any, not, Unknown } from "../known";
import type { RequestContext } from "./condition";
import { satisfies } from "./condition";
import type { Document, Statement } from "./document";
import { actionCovers, actionOverlaps, arnCovers, arnOverlaps } from "./pattern";
import type { Principal } from "./principal";
import { speaksOf } from "./principal";
import { hasVariable, loosen } from "./variable";

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
  const denials: Truth[] = [];
  const grants: Truth[] = [];
  let deniedBy: StatementPlace<D> | undefined;
  let grantedBy: StatementPlace<D> | undefined;
  for (const { origin, document } of policies) {
    for (const statement of document.statements) {
      const applies = appliesTo(statement, request);
      if (applies === false) continue;
      const place = { document: origin, statement };
      if (statement.effect === "Deny") {
        denials.push(applies);
        if (applies === true) deniedBy ??= place;
      } else {
        grants.push(applies);
        if (applies === true) grantedBy ??= place;
      }
    }
  }
  return {
    denied: any(denials),
    granted: any(grants),
    ...(deniedBy === undefined ? {} : { deniedBy }),
    ...(grantedBy === undefined ? {} : { grantedBy }),
  };
}

/**
 * Whether a statement speaks of a request: one that allows has to speak of everything that is
 * requested, one that denies of anything. What is cheap to tell comes first.
 */
function appliesTo(statement: Statement, request: Request): Truth {
  const scope = once(statement, `${request.action}\n${request.resource}`, () => {
    const action = once(statement, request.action, () => speaksOfAction(statement, request.action));
    if (action !== true) return action;
    return once(statement, `\n${request.resource}`, () =>
      speaksOfResource(statement, request.resource),
    );
  });
  if (scope === false) return false;
  // The role's own policies name nobody: they speak of the role.
  const principal =
    request.principal === undefined || statement.principals === undefined
      ? true
      : speaksOf(statement, request.principal);
  if (principal === false) return false;
  return all([scope, principal, satisfies(statement.conditions, request.context)]);
}

/** Whether a statement speaks of an action, whatever else it asks for. */
export function speaksOfAction(statement: Statement, action: string): boolean {
  const wide = (statement.effect === "Allow") !== statement.actionsInverted;
  const compare = wide ? actionCovers : actionOverlaps;
  return statement.actions.some((each) => compare(each, action)) !== statement.actionsInverted;
}

function speaksOfResource(statement: Statement, resource: string): Truth {
  const { resources, resourcesInverted, effect } = statement;
  // Who may assume a role is written without resources: it is the role.
  if (resources === undefined) return true;
  const compare = (effect === "Allow") !== resourcesInverted ? arnCovers : arnOverlaps;
  const named = any(
    resources.map((each): Truth => {
      if (!hasVariable(each)) return compare(each, resource);
      return compare(loosen(each), resource) && new Unknown([`policy variable in ${each}`]);
    }),
  );
  return resourcesInverted ? not(named) : named;
}

/** The same few actions and resources are asked of every statement, in one context after another. */
const known = new WeakMap<Statement, Map<string, Truth>>();

function once(statement: Statement, question: string, compute: () => Truth): Truth {
  const answers = known.get(statement) ?? new Map<string, Truth>();
  known.set(statement, answers);
  const answer = answers.get(question) ?? compute();
  answers.set(question, answer);
  return answer;
}
