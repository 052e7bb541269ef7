import { matchesStatusEvents } from "../../../mwaa/service/status-events";
import { Unknown } from "../../../reasoning/known";
import type { Resource } from "../../model/resource";
import type { World } from "../../model/world";
import type { Outcome } from "../rule";
import { notApplicable, undecided } from "../rule";

/** Judges a target whose rule matches changes of the status of environments. */
export function withStatusRule(
  target: Resource,
  world: World,
  check: (rule: Resource) => Outcome,
): Outcome {
  const rule = world.reference(target, ["rule"], "eventRule");
  if (rule.kind === "unknown")
    return undecided("which rule it belongs to cannot be told", rule.unknown.blockedBy);
  if (rule.kind !== "resource") return notApplicable("no stack holds the rule");
  const pattern = world.text(rule.resource, "eventPattern");
  if (pattern instanceof Unknown)
    return undecided("what the rule matches is not known", pattern.blockedBy);
  return pattern !== undefined && matchesStatusEvents(pattern)
    ? check(rule.resource)
    : notApplicable("the rule is for other events");
}
