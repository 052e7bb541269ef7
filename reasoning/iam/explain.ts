import type { Maybe, Truth } from "../known";
import { any, isKnown, mapKnown } from "../known";
import type { Caller } from "./caller";
import type { KeyLookup } from "./context";
import type { Condition, Principals, Statement } from "./document";
import { explainGrants } from "./explain-grants";
import type { Misfit, StatementExplanation } from "./explanation";
import { inquire } from "./inquire";
import { step } from "./json";
import type { Whom } from "./layer";
import { asksKind, refOf, whomItDenies, whomItNames } from "./layer";
import type { Question } from "./match";
import { CompiledStatement } from "./match";
import { whomAsked } from "./principal-endpoint";
import { resourceOf } from "./requested";
import type { PolicyKind, Simulation } from "./simulation";
import { statementsOf } from "./statements";

/**
 * Says of every statement of a simulation, and of every grant, why it does not speak of the request, if it
 * does not.
 */
export function explain(simulation: Simulation): readonly StatementExplanation[] {
  const { request } = simulation;
  const inquiry = inquire(simulation, resourceOf(request));
  const explanations: StatementExplanation[] = [];
  for (const { kind, document, level, statement } of statementsOf(simulation.policies)) {
    const misfits = [
      ...(NAMING.has(kind) ? principalMisfits(statement, whomAsked(kind, inquiry)) : []),
      ...scopeMisfits(statement, asksKind(kind, inquiry.question), request),
      ...conditionMisfits(statement, inquiry.question.lookup),
    ];
    const open = misfits.filter(({ fits }) => fits !== false).map(({ fits }) => fits);
    const applies = misfits.length === 0 || (open.length < misfits.length ? false : any(open));
    explanations.push({ statement: refOf(kind, document, statement, level), applies, misfits });
  }
  const called = mapKnown(request.caller, nameOf);
  return [...explanations, ...explainGrants(simulation, inquiry.question, called)];
}

function scopeMisfits(
  statement: Statement,
  question: Question,
  request: Simulation["request"],
): readonly Misfit[] {
  const compiled = new CompiledStatement(statement);
  const { actionsInverted, resourcesInverted, actions, resources = [], pointer } = statement;
  const misfits: Misfit[] = [];
  const ofAction = compiled.speaksOfAction(question.action);
  if (ofAction !== true)
    misfits.push({
      element: "Action",
      pointer: `${pointer}/${actionsInverted ? "NotAction" : "Action"}`,
      wanted: actions,
      got: request.action,
      fits: ofAction,
    });
  const ofResource = compiled.speaksOfResource(question);
  if (ofResource !== true)
    misfits.push({
      element: "Resource",
      pointer: `${pointer}/${resourcesInverted ? "NotResource" : "Resource"}`,
      wanted: resources,
      got: request.resource,
      fits: ofResource,
    });
  return misfits;
}

/** The kinds whose statements name principals. */
const NAMING: ReadonlySet<PolicyKind> = new Set(["resource", "endpoint", "resourceControl"]);

function principalMisfits(statement: Statement, whom: Whom): readonly Misfit[] {
  const { caller } = whom;
  const fits =
    statement.effect === "Deny"
      ? whomItDenies(statement, whom)
      : any(Object.values(whomItNames(statement, whom)) as Truth[]);
  if (fits === true) return [];
  return [
    {
      element: "Principal",
      pointer: `${statement.pointer}/${statement.principalsInverted ? "NotPrincipal" : "Principal"}`,
      wanted: namesOf(statement.principals),
      got: mapKnown(caller, nameOf),
      fits,
    },
  ];
}

function namesOf(principals: Principals | undefined): readonly string[] {
  if (principals === undefined) return [];
  const { everyone, aws, services, federated, canonicalUsers } = principals;
  return everyone ? ["*"] : [...aws, ...services, ...federated, ...canonicalUsers];
}

/** A caller as a policy would name it. */
function nameOf(caller: Caller): Maybe<string> {
  switch (caller.kind) {
    case "anonymous":
      return "*";
    case "service":
    case "provider":
      return caller.name;
    case "root":
      return `arn:${caller.partition}:iam::${caller.account}:root`;
    default:
      return caller.arn;
  }
}

function conditionMisfits(statement: Statement, lookup: KeyLookup): readonly Misfit[] {
  const conditions = new CompiledStatement(statement).compiledConditions();
  const misfits = statement.conditions.flatMap((condition, i) => {
    const fits = conditions[i]?.(lookup) ?? true;
    return fits === true ? [] : [misfitOf(statement, condition, lookup, fits)];
  });
  const hidden = statement.hidden?.conditions;
  if (hidden === undefined) return misfits;
  const pointer = `${statement.pointer}/Condition`;
  return [...misfits, { element: "Condition", pointer, wanted: [], got: undefined, fits: hidden }];
}

function misfitOf(
  { pointer }: Statement,
  { operator, key, values }: Condition,
  lookup: KeyLookup,
  fits: Truth,
): Misfit {
  const given = mapKnown(lookup(key.toLowerCase(), key), (found): Misfit["got"] => {
    if (found === undefined) return undefined;
    const texts = found.values.map((each) => (isKnown(each) ? each : each.toString()));
    return found.several ? texts : texts[0];
  });
  return {
    element: "Condition",
    pointer: `${pointer}/Condition${step(operator)}${step(key)}`,
    wanted: values,
    got: given,
    fits,
  };
}
