import type { CallSubject, ServiceCall } from "../service/calls";
import type { Condition, OneOrMany, Statement } from "./statement";

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

/** One value as text, several as a list, the way that AWS prints its policies. */
function short(values: readonly string[]): OneOrMany {
  const [only, ...others] = values;
  return only !== undefined && others.length === 0 ? only : values;
}

/** The contexts of calls as a condition: for each key, any of the values that calls come with. */
function conditionOf(contexts: readonly Readonly<Record<string, string>>[]): Condition | undefined {
  const values: Record<string, readonly string[]> = {};
  for (const context of contexts) {
    for (const [key, value] of Object.entries(context)) {
      values[key] = distinct([...(values[key] ?? []), value]);
    }
  }
  return Object.keys(values).length === 0 ? undefined : { StringLike: values };
}

function statementOf(
  calls: readonly ServiceCall[],
  subject: CallSubject,
  hardened: boolean,
): Statement {
  const resourcesOf = ({ grant, resources }: ServiceCall): readonly string[] =>
    ((hardened ? grant.hardened : undefined) ?? grant.resources ?? resources)(subject);
  const except = distinct(calls.flatMap((each) => each.grant.exceptOn?.(subject) ?? []));
  const condition = conditionOf(calls.flatMap((each) => each.contexts(subject)));
  const statement: Statement = {
    Effect: "Allow",
    Action: short(distinct(calls.flatMap((each) => each.grant.actions))),
    ...(except.length > 0
      ? { NotResource: short(except) }
      : { Resource: short(distinct(calls.flatMap(resourcesOf)).toSorted()) }),
  };
  return condition === undefined ? statement : { ...statement, Condition: condition };
}

/**
 * The statements that allow calls, in the calls' order; calls of one documented statement share
 * one. `hardened` narrows the resources where that is possible without losing a call.
 */
export function grantedStatements(
  calls: readonly ServiceCall[],
  subject: CallSubject,
  hardened = false,
): readonly Statement[] {
  return distinct(calls.map((each) => each.grant.statement)).map((statement) =>
    statementOf(
      calls.filter((each) => each.grant.statement === statement),
      subject,
      hardened,
    ),
  );
}
