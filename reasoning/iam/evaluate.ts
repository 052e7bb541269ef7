import type { Maybe, Truth } from "../known";
import { both, isKnown, not, Unknown } from "../known";
import { actionOf } from "./action";
import type { ArnPattern } from "./arn";
import { accountInArn } from "./arn";
import { assemble } from "./assemble";
import type { Layers, Verdict } from "./combine";
import { combine } from "./combine";
import type { Evaluation, Outcome, StatementRef } from "./evaluation";
import { inquire } from "./inquire";
import { requestedResource } from "./match";
import { membersOf } from "./members";
import { isPattern, resourceOf } from "./requested";
import { isDoneTo } from "./service-rules";
import type { SimulatedRequest, Simulation } from "./simulation";
import { POLICY_KINDS } from "./simulation";

/**
 * Decides whether AWS would allow a request. A resource with wildcards asks of all it stands for:
 * allowed if every one is allowed, denied if one of them is.
 */
export function evaluate(simulation: Simulation): Evaluation {
  const resource = resourceOf(simulation.request);
  const answer = answerOn(simulation, resource);
  const { evaluation } = answer;
  if (!isKnown(resource) || !isPattern(resource)) return evaluation;
  return evaluation.allowed === true ? evaluation : refuted(simulation, resource, answer);
}

/** What policies say of a resource, and whether a statement denies it. */
interface Answer {
  readonly evaluation: Evaluation;
  readonly denied: Truth;
}

function answerOn(simulation: Simulation, resource: Maybe<ArnPattern>): Answer {
  const inquiry = inquire(simulation, resource);
  const layers = assemble(simulation, inquiry);
  const verdict = combine(layers, inquiry.circumstances);
  return { evaluation: conclude(layers, verdict), denied: verdict.denied };
}

/** Looks for a resource that a pattern stands for, that the action is done to, and that is refused. */
function refuted(simulation: Simulation, pattern: ArnPattern, whole: Answer): Evaluation {
  let found: Evaluation | undefined;
  const action = actionOf(simulation.request.action);
  for (const member of membersOf(pattern, simulation)) {
    const resource = requestedResource(member);
    if (isDoneTo(action, resource) !== true || isElsewhere(resource, simulation.request)) continue;
    const { evaluation } = answerOn(simulation, resource);
    if (evaluation.allowed !== false) continue;
    if (evaluation.outcome === "explicitly-denied") return { ...evaluation, witness: member };
    found ??= { ...evaluation, witness: member };
  }
  // Of another member a statement may say no, once more is known.
  if (found !== undefined) return isKnown(whole.denied) ? found : { ...found, outcome: "denied" };
  const { allowed } = whole.evaluation;
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

/** Whether a resource belongs to another account than the one that is asked about. */
function isElsewhere(resource: ArnPattern, { resourceAccount }: SimulatedRequest): boolean {
  const account = accountInArn(resource);
  return (
    account !== undefined &&
    resourceAccount !== undefined &&
    isKnown(resourceAccount) &&
    account !== resourceAccount
  );
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
