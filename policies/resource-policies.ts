import type { Policies, ResourceValidation, ResourceValidationArgs } from "@pulumi/policy";
import { validateResourceOfType } from "@pulumi/policy";
import type { Rule } from "../preflight/checks/rule";
import { applyRule, judgedTypes } from "../preflight/checks/run";
import { buildWorld } from "../preflight/model/world";
import { readAnalyzedResource } from "../preflight/readers/analyzer";
import type { Levels } from "./configuration";
import { factsOf } from "./facts";
import { messageOf } from "./message";

/**
 * One policy for each rule that a resource decides alone. The engine runs these before it creates
 * the resource. A rule that cannot be decided yet says nothing here: `undecided-checks` does.
 */
export function resourcePolicies(rules: readonly Rule[], levels: Levels): Policies {
  return rules
    .filter(({ decidedBy }) => decidedBy === "resource")
    .map((rule) => ({
      ...factsOf(rule),
      enforcementLevel: levels.ofRule.get(rule.id) ?? "disabled",
      validateResource: judgedAlone(rule),
    }));
}

function judgedAlone(rule: Rule): ResourceValidation {
  const types = judgedTypes(rule);
  const judge: ResourceValidation = (args, report) => {
    if (!types.includes(args.type)) return;
    // A resource that is only read has no inputs to judge; what there is of it the stack policies see.
    const world = buildWorld([readAnalyzedResource(args)]);
    for (const { outcome, findings } of applyRule(rule, world)) {
      if (outcome.kind === "fail") for (const finding of findings) report(messageOf(finding));
    }
  };
  const [type, ...others] = types;
  // With a single type the server skips other resources before it deserialises their properties.
  return type === undefined || others.length > 0 ? judge : onlyFor(type, judge);
}

function onlyFor(type: string, judge: ResourceValidation): ResourceValidation {
  return validateResourceOfType(standInFor(type), (_props, args: ResourceValidationArgs, report) =>
    judge(args, report),
  );
}

/**
 * What the policy SDK needs to know of a resource's class, without the class: loading
 * `@pulumi/aws` costs 0.4 s and 140 MB.
 */
function standInFor(type: string): Parameters<typeof validateResourceOfType>[0] {
  return class {
    /** Generated classes carry their type token under this name. */
    static readonly __pulumiType = type;

    /** What the server asks where it does not look at the token itself. */
    static isInstance(resource: { readonly __pulumiType?: unknown }): boolean {
      return resource.__pulumiType === type;
    }
  } as unknown as Parameters<typeof validateResourceOfType>[0];
}
