import type { Maybe, Truth } from "../known";
import { both, isKnown, mapKnown, not, Unknown } from "../known";
import { actionOf } from "./action";
import type { ArnPattern } from "./arn";
import { assemble } from "./assemble";
import type { Layers, Verdict } from "./combine";
import { combine } from "./combine";
import type { Evaluation, Outcome, StatementRef } from "./evaluation";
import { inquire } from "./inquire";
import { requestedResource } from "./match";
import { membersOf } from "./members";
import { isDoneTo } from "./service-rules";
import type { Simulation } from "./simulation";
import { POLICY_KINDS } from "./simulation";

/**
 * Decides whether AWS would allow a request. A resource with wildcards asks of all it stands for:
 * allowed if every one is allowed, denied if one of them is.
 */
export function evaluate(simulation: Simulation): Evaluation {
  const resource = mapKnown(simulation.request.resource, requestedResource);
  const evaluation = evaluateOn(simulation, resource);
  if (!isKnown(resource) || !isPattern(resource)) return evaluation;
  return evaluation.allowed === true ? evaluation : refuted(simulation, resource, evaluation);
}

/** A lone star is what an action without resources is requested on. */
function isPattern({ wild, text }: ArnPattern): boolean {
  return wild && text !== "*";
}

function evaluateOn(simulation: Simulation, resource: Maybe<ArnPattern>): Evaluation {
  const inquiry = inquire(simulation, resource);
  const layers = assemble(simulation, inquiry);
  return conclude(layers, combine(layers, inquiry.circumstances));
}

/** Looks for a resource that a pattern stands for, that the action is done to, and that is refused. */
function refuted(simulation: Simulation, pattern: ArnPattern, evaluation: Evaluation): Evaluation {
  let found: Evaluation | undefined;
  const action = actionOf(simulation.request.action);
  for (const member of membersOf(pattern, simulation)) {
    const resource = requestedResource(member);
    if (isDoneTo(action, resource) !== true) continue;
    const answer = evaluateOn(simulation, resource);
    if (answer.allowed !== false) continue;
    if (answer.outcome === "explicitly-denied") return { ...answer, witness: member };
    found ??= { ...answer, witness: member };
  }
  if (found !== undefined) return found;
  const { allowed } = evaluation;
  const unsure = isKnown(allowed)
    ? new Unknown([`whether several statements together allow all of ${pattern.text}`])
    : allowed;
  return {
    outcome: "unknown",
    allowed: unsure,
    unknown: unsure.blockedBy,
    blockedBy: [],
    decidedBy: [],
  };
}

function conclude(layers: Layers, { denied, granted, blockedBy }: Verdict): Evaluation {
  const allowed = both(not(denied), granted);
  return {
    outcome: outcomeOf(allowed, denied),
    allowed,
    unknown: isKnown(allowed) ? [] : allowed.blockedBy,
    blockedBy,
    decidedBy: decidingStatements(layers, allowed, denied),
  };
}

function outcomeOf(allowed: Truth, denied: Truth): Outcome {
  if (!isKnown(allowed)) return "unknown";
  if (allowed) return "allowed";
  if (!isKnown(denied)) return "denied";
  return denied ? "explicitly-denied" : "implicitly-denied";
}

function decidingStatements(layers: Layers, allowed: Truth, denied: Truth): StatementRef[] {
  const which = denied === true ? "denials" : "grants";
  if (denied !== true && allowed !== true) return [];
  const deciding: StatementRef[] = [];
  for (const kind of POLICY_KINDS) for (const ref of layers[kind][which]) deciding.push(ref);
  return deciding;
}
