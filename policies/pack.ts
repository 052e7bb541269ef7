import type { PolicyPackArgs } from "@pulumi/policy";
import type { Rule } from "../preflight/checks/rule";
import type { Knobs } from "./configuration";
import { readKnobs } from "./configuration";
import { resourcePolicies } from "./resource-policies";
import { stackPolicies } from "./stack-policies";

/** The name of the pack. */
export const PACK_NAME = "mwaa-guardrails";

/**
 * The policies that enforce a catalogue of rules. It only builds them: serving them starts a server
 * in this process, which is `index.ts`'s to do.
 *
 * @param rules what is to be enforced.
 * @param knobs the level of each rule; a rule's severity decides where there is none.
 * @throws {ConfigurationFault} if a knob names no rule or no level.
 */
export function buildPack(rules: readonly Rule[], knobs: Knobs = {}): PolicyPackArgs {
  const levels = readKnobs(knobs, rules);
  return {
    displayName: "MWAA guardrails",
    description:
      "Stops what would keep an Amazon MWAA environment from coming up or make it unsafe.",
    provider: "aws",
    tags: ["aws", "mwaa", "airflow"],
    policies: [...resourcePolicies(rules, levels), ...stackPolicies(rules, levels)],
  };
}
