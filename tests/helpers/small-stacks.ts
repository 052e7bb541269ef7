import { ruleOf } from "../../preflight/checks/catalogue";
import { judgeResource } from "../../preflight/checks/run";
import { type Kind, tokensOf } from "../../preflight/model/kinds";
import type { Resource, Stack, Value } from "../../preflight/model/resource";
import { buildWorld } from "../../preflight/model/world";

/** A resource that asks for nothing and waits for nothing, but for what is given. */
export function bareResource(
  given: Pick<Resource, "urn" | "type" | "name"> & Partial<Resource>,
): Resource {
  return {
    custom: true,
    inputs: {},
    outputs: {},
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
    customTimeouts: {},
    ignoreChanges: [],
    ...given,
  };
}

/** A resource with only what a test cares about. */
export function resource(
  kind: Kind,
  name: string,
  inputs: Readonly<Record<string, Value>> = {},
  rest: Partial<Resource> = {},
): Resource {
  const [type = ""] = tokensOf(kind);
  return bareResource({
    urn: `urn:pulumi:dev::test::${type}::${name}`,
    type,
    name,
    inputs,
    ...rest,
  });
}

/** A whole stack of an account in eu-west-1. */
export function stackOf(resources: readonly Resource[], rest: Partial<Stack> = {}): Stack {
  return {
    name: "test/dev",
    door: "symbolic-plan",
    region: "eu-west-1",
    account: "111122223333",
    resources,
    assumptions: [],
    incomplete: [],
    ...rest,
  };
}

/** What a rule says of a resource in its stack, and in which words. */
export function say(
  rule: string,
  subject: Resource,
  stack: Stack = stackOf([subject]),
): { readonly kind: string; readonly words: readonly string[] } {
  const found = ruleOf(rule);
  if (found === undefined) throw new Error(`there is no rule ${rule}`);
  const { outcome } = judgeResource(found, subject, buildWorld([stack]));
  switch (outcome.kind) {
    case "fail":
      return { kind: "fail", words: outcome.violations.map(({ message }) => message) };
    case "unknown":
      return { kind: "unknown", words: outcome.blockedBy };
    case "pass":
      return { kind: "pass", words: [] };
    case "notApplicable":
      return { kind: "notApplicable", words: [outcome.reason] };
  }
}
