import { ACTION_FORMS } from "./action-forms";
import { CALLERS, PROVIDERS } from "./callers";
import { derivedKeys, GLOBAL_KEYS } from "./context-keys";
import type { FormTable } from "./form";
import { MODIFIERS, OPERATORS } from "./operators";
import { PRINCIPAL_FORMS } from "./principal-forms";
import { LEVELED, SINGLE } from "./render";
import { RESOURCE_FORMS } from "./resource-forms";
import { SCENES } from "./scenes";
import { VALUE_FORMS } from "./value-forms";

/** How often a feature has to be drawn and to decide, at least, for a run to mean something. */
export interface Expected {
  readonly drawn: number;
  readonly decisive: number;
}

const OFTEN: Expected = { drawn: 100, decisive: 8 };
const SOMETIMES: Expected = { drawn: 25, decisive: 2 };
const SELDOM: Expected = { drawn: 10, decisive: 1 };

function formsOf(element: string, table: FormTable<never, unknown>): readonly string[] {
  return [...table.hits, ...table.misses].map(({ name }) => `${element}: ${name}`);
}

function expect(features: readonly string[], expected: Expected) {
  return features.map((feature): readonly [string, Expected] => [feature, expected]);
}

const [ANYBODY] = CALLERS;
const DERIVED_KEYS = ANYBODY === undefined ? [] : derivedKeys(ANYBODY, "*", "");

/** Every feature of the tables that cases are written from. */
export const EXPECTED_FEATURES: ReadonlyMap<string, Expected> = new Map([
  ...expect(
    [...CALLERS, ...PROVIDERS].map(({ name }) => `caller: ${name}`),
    OFTEN,
  ),
  ...expect(
    SCENES.map(({ action }) => `action of the request: ${action}`),
    SOMETIMES,
  ),
  ...expect(["across accounts", "within an account"], OFTEN),
  ...expect(
    ["identity", ...SINGLE, ...LEVELED].map((kind) => `policy: ${kind}`),
    OFTEN,
  ),
  ...expect(["version: 2008-10-17", "version: none"], SELDOM),
  ...expect(formsOf("Action", ACTION_FORMS), OFTEN),
  ...expect(formsOf("Resource", RESOURCE_FORMS), OFTEN),
  ...expect(formsOf("Principal", PRINCIPAL_FORMS), SOMETIMES),
  ...expect(["NotAction", "NotResource", "NotPrincipal"], OFTEN),
  ...expect(
    [...new Set(Object.values(OPERATORS).flat()), "Null"].map((each) => `operator: ${each}`),
    SELDOM,
  ),
  ...expect(
    MODIFIERS.map(({ prefix, suffix }) => `modifier: ${prefix}…${suffix}`),
    SELDOM,
  ),
  ...expect(
    [...GLOBAL_KEYS, ...DERIVED_KEYS, ...SCENES.flatMap(({ keys }) => keys)].map(
      ({ name }) => `key: ${name}`,
    ),
    SELDOM,
  ),
  ...expect(["key with one value", "key with several values"], OFTEN),
  ...expect(
    Object.entries(VALUE_FORMS).flatMap(([type, forms]) =>
      forms.map(({ name }) => `value: ${type}: ${name}`),
    ),
    SELDOM,
  ),
]);
