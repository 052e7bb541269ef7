import { Unknown } from "../../reasoning/known";
import type { Value } from "../model/resource";

/** Inputs that the provider's schema marks as secret, by type token. */
const SECRET_INPUTS: Readonly<Record<string, readonly string[]>> = {
  "aws:mwaa/environment:Environment": ["airflowConfigurationOptions"],
};

/** Words in the name of an option whose value nobody may print, however plain it looks. */
const TELLING_NAME = /pass|secret|token|key|conn|cred|kwargs|auth|url|uri/i;

/** Values that give nothing away: switches, small numbers, log levels. */
const PLAIN_VALUE = /^(?:true|false|\d{1,4}(?:[.,]\d{1,4})?|debug|info|warning|error|critical)$/i;

/** The path of one of Airflow's own classes, such as a secrets backend, whatever the option's name. */
const AIRFLOW_CLASS = /^airflow(?:\.[a-z_]+)+\.[A-Z][A-Za-z]+$/;

/**
 * Hides what may be secret in a property that a policy gets in clear.
 *
 * A policy pack cannot tell a secret from any other text, because the engine takes the mark off. In
 * the properties that are known to hold secrets, therefore, only the names and the plainest values
 * are kept; the others become unknown, and what is unknown no message can print.
 */
export function hideSecrets(
  value: Value,
  {
    type,
    property,
    declared,
    where,
  }: {
    readonly type: string;
    readonly property: string;
    /** The outputs that the program or its SDK marked as secret. */
    readonly declared: readonly string[];
    readonly where: string;
  },
): Value {
  const known = SECRET_INPUTS[type] ?? [];
  return known.includes(property) || declared.includes(property) ? hide(value, "", where) : value;
}

function hide(value: Value, name: string, where: string): Value {
  if (value === null || value instanceof Unknown) return value;
  if (Array.isArray(value)) {
    return (value as readonly Value[]).map((each, i) => hide(each, name, `${where}.${i}`));
  }
  if (typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, hide(each, key, `${where}.${key}`)]),
    );
  }
  const text = String(value);
  const plain = AIRFLOW_CLASS.test(text) || (PLAIN_VALUE.test(text) && !TELLING_NAME.test(name));
  return plain ? value : new Unknown([`${where} (secret)`]);
}
