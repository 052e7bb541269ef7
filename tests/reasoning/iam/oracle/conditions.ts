import type { ContextKey, KeyType } from "./context-keys";
import { KEY_TYPES } from "./context-keys";
import { MODIFIERS, OPERATORS } from "./operators";
import { pick } from "./pick";
import type { ConditionPlan, GivenPlan } from "./plan";
import type { WrittenValue } from "./value-forms";
import { VALUE_FORMS } from "./value-forms";

/** A condition clause, and the names of the forms that it is made of. */
export interface Clause {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly WrittenValue[];
  readonly forms: readonly string[];
}

/**
 * Writes the clause that a plan means.
 *
 * @param given what the request carries of the key; the first clause that asks for a key decides.
 */
export function writeClause(
  plan: ConditionPlan,
  keys: readonly ContextKey[],
  given: GivenPlan,
): Clause {
  const key = pick(keys, plan.key);
  if (plan.operator === "null") {
    return { operator: "Null", key: key.name, ...nullValues(plan) };
  }
  const type = typeFor(plan, key);
  const { prefix, suffix } = pick(MODIFIERS, modifierFor(plan, key));
  const operator = `${prefix}${pick(OPERATORS[type], plan.operatorIndex)}${suffix}`;
  // What AWS fills in is always the first value.
  const value = pick(key.values, key.sent === undefined ? (given.given?.[0] ?? 0) : 0);
  // Values are written as the key's type, whatever the operator makes of them.
  const forms = plan.wanted.map((index) => pick(VALUE_FORMS[key.type], index));
  return {
    operator,
    key: key.name,
    values: [...new Set(forms.map((each) => each.write({ key, value })))],
    forms: forms.map((each) => `${key.type}: ${each.name}`),
  };
}

function typeFor({ operator, operatorIndex }: ConditionPlan, key: ContextKey): KeyType {
  if (operator !== "any") return key.type;
  // Bytes are compared with bytes only: AWS refuses what is not in base 64.
  return pick(
    KEY_TYPES.filter((type) => type !== "Binary"),
    operatorIndex,
  );
}

/** Keys with several values need a set operator to mean anything; keys with one seldom have one. */
function modifierFor({ modifier }: ConditionPlan, { count }: ContextKey): number {
  if (count === "several") return modifier % 7 === 0 ? modifier % 2 : 2 + (modifier % 4);
  return modifier % 8 === 0 ? 2 + (modifier % 4) : modifier % 2;
}

const NULLS = [["true"], ["false"], [true], [false], ["true", "false"]] as const;

function nullValues({ wanted }: ConditionPlan) {
  return { values: pick(NULLS, wanted[0] ?? 0), forms: [] };
}

/** Writes conditions as a policy holds them; several values of one key stand in one list. */
export function writeConditions(
  plans: readonly ConditionPlan[],
  keys: readonly ContextKey[],
  given: Map<string, GivenPlan>,
  bare: boolean,
): Readonly<Record<string, unknown>> | undefined {
  if (plans.length === 0) return undefined;
  const written: Record<string, Record<string, unknown>> = {};
  for (const plan of plans) {
    const { name } = pick(keys, plan.key);
    const known = given.get(name) ?? plan;
    given.set(name, known);
    const { operator, key, values } = writeClause(plan, keys, known);
    (written[operator] ??= {})[key] = bare && values.length === 1 ? values[0] : values;
  }
  return written;
}
