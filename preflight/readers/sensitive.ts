import { Unknown } from "../../reasoning/known";
import type { Properties, Value } from "../model/resource";
import { SIGNATURE_KEY, SIGNATURES } from "./decode";

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

/** What DNS tells everybody: the web server's own domain, or what somebody took for one. */
const PUBLISHED = { name: "webserver.base_url", value: /^[a-z0-9.:/_-]*$/i };

/** What stands for a value that is known and not to be shown: no message can print what is not here. */
const HIDDEN = "[secret]";

/**
 * Hides what may be secret in properties that arrive in clear.
 *
 * Neither a policy nor a plan can tell a secret from any other text there: the engine takes the mark
 * off, or the SDK puts it on the whole property. So of the properties that the provider's schema
 * marks, only the names and the plainest values are kept. What a program itself marked is unknown.
 */
export function hideSecrets(
  properties: Properties,
  type: string,
  urn: string,
  declared: readonly string[] = [],
): Properties {
  const known = SECRET_INPUTS[type] ?? [];
  return Object.fromEntries(
    Object.entries(properties).map(([property, value]): [string, Value] => {
      if (known.includes(property)) return [property, hide(value, "")];
      return [property, declared.includes(property) ? unknown(value, `${urn}#${property}`) : value];
    }),
  );
}

/**
 * Takes the mark of a secret off the properties that the provider's schema marks as a whole: what
 * the program wrote there in plain is no secret of its own. Secrets inside keep their mark.
 *
 * @param wire properties as Pulumi writes them, not decoded yet.
 */
export function withoutSchemaMarks(
  wire: Readonly<Record<string, unknown>>,
  type: string,
): Readonly<Record<string, unknown>> {
  const opened = (SECRET_INPUTS[type] ?? []).flatMap((property): [string, unknown][] => {
    const value = wire[property];
    return isSecret(value) ? [[property, value.value]] : [];
  });
  return opened.length === 0 ? wire : { ...wire, ...Object.fromEntries(opened) };
}

function isSecret(value: unknown): value is { readonly value: unknown } {
  return (
    typeof value === "object" &&
    value !== null &&
    (value as Readonly<Record<string, unknown>>)[SIGNATURE_KEY] === SIGNATURES.secret &&
    "value" in value
  );
}

function hide(value: Value, name: string): Value {
  if (value === null || value instanceof Unknown) return value;
  if (Array.isArray(value)) return (value as readonly Value[]).map((each) => hide(each, name));
  if (typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, hide(each, key)]));
  }
  const text = String(value);
  const plain =
    AIRFLOW_CLASS.test(text) ||
    (PLAIN_VALUE.test(text) && !TELLING_NAME.test(name)) ||
    (name === PUBLISHED.name && PUBLISHED.value.test(text));
  return plain ? value : HIDDEN;
}

/** The same shape with every leaf unknown. */
function unknown(value: Value, where: string): Value {
  if (value === null || value instanceof Unknown) return value;
  if (Array.isArray(value)) {
    return (value as readonly Value[]).map((each, i) => unknown(each, `${where}.${i}`));
  }
  if (typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, unknown(each, `${where}.${key}`)]),
    );
  }
  return new Unknown([`${where} (secret)`]);
}
