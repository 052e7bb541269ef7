import type { MessageId } from "../../mwaa/service/messages";
import { messageText } from "../../mwaa/service/messages";
import type { Finding } from "../findings/finding";
import { partsOf } from "../model/environment";
import { isExisting } from "../model/existing";
import { kindOf, tokensOf } from "../model/kinds";
import type { Resource } from "../model/resource";
import type { World } from "../model/world";
import type { Outcome, Rule } from "./rule";

/** What a rule said of one resource, with the findings that follow. */
export interface Judgement {
  readonly rule: Rule;
  readonly subject: Resource;
  readonly outcome: Outcome;
  readonly findings: readonly Finding[];
}

/** Type tokens of the resources that a rule judges. */
export function judgedTypes(rule: Rule): readonly string[] {
  return tokensOf(...rule.judges);
}

/** Runs a rule on every resource of the World that it judges. */
export function applyRule(rule: Rule, world: World): readonly Judgement[] {
  return rule.judges.flatMap((kind) =>
    world
      .of(kind)
      .filter((resource) => resource.change !== "delete" && isOfThisPlan(resource, world))
      .map((resource) => judgeResource(rule, resource, world)),
  );
}

/**
 * Whether a resource is for this deployment to answer for: what exists already is, if an environment
 * is built on it.
 */
function isOfThisPlan(resource: Resource, world: World): boolean {
  if (!isExisting(resource)) return true;
  return world
    .of("environment")
    .some((each) => !isExisting(each) && partsOf(world, each).has(resource.urn));
}

/** Runs a rule on one resource; the rule must judge resources of its kind. */
export function judgeResource(rule: Rule, subject: Resource, world: World): Judgement {
  const kind = kindOf(subject.type);
  if (kind === undefined || !rule.judges.includes(kind)) {
    throw new TypeError(`${rule.id} judges ${rule.judges.join(", ")}, not ${subject.type}`);
  }
  const outcome = rule.check(subject, world);
  return { rule, subject, outcome, findings: findingsOf(rule, subject, outcome) };
}

function findingsOf(rule: Rule, subject: Resource, outcome: Outcome): readonly Finding[] {
  const common = { rule: rule.id, severity: rule.severity, effect: rule.effect };
  switch (outcome.kind) {
    case "pass":
    case "notApplicable":
      return [];
    case "unknown":
      return [
        {
          ...common,
          outcome: "unknown",
          resource: subject.urn,
          related: [],
          message: outcome.message,
          blockedBy: [...new Set(outcome.blockedBy)].sort(),
          ...sourceOf(subject),
        },
      ];
    case "fail":
      return outcome.violations.map((violation) => {
        const blamed = violation.resource ?? subject;
        const related = [subject, ...(violation.related ?? [])].map(({ urn }) => urn);
        return {
          ...common,
          outcome: "fail" as const,
          resource: blamed.urn,
          related: [...new Set(related)].filter((urn) => urn !== blamed.urn),
          message: violation.message,
          ...predictionOf(violation.predicts ?? rule.predicts),
          ...(violation.witness === undefined ? {} : { witness: violation.witness }),
          fix: violation.fix,
          ...sourceOf(blamed),
        };
      });
  }
}

function predictionOf(message: MessageId | undefined): Pick<Finding, "predicts"> {
  return message === undefined ? {} : { predicts: messageText(message) };
}

function sourceOf(resource: Resource): Pick<Finding, "source"> {
  return resource.source === undefined ? {} : { source: resource.source };
}
