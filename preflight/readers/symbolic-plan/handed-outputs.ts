import { SIGNATURE_KEY, SIGNATURES } from "../decode";
import { UNKNOWN_SENTINEL } from "./sentinels";
import type { Registration, WireProperties, WireValue } from "./protocol";

/** Whether a value on the wire is, or holds anywhere, a secret. */
export function holdsSecret(wire: WireValue | undefined): boolean {
  if (typeof wire !== "object" || wire === null) return false;
  if (signatureOf(wire) === SIGNATURES.secret) return true;
  return Object.values(wire as Readonly<Record<string, WireValue>>).some(holdsSecret);
}

/**
 * What a planned stack exports, in the form in which another stack's program gets it: symbols,
 * secrets and unknowns as they are. A whole resource does not travel, because nobody over there
 * could look it up: it is unknown.
 */
export function handedOutputs(registrations: readonly Registration[]): WireProperties {
  const root = registrations.find(({ type }) => type === "pulumi:pulumi:Stack");
  return Object.fromEntries(
    Object.entries(root?.outputs ?? {})
      .filter(([name]) => name !== "id")
      .map(([name, value]) => [name, portable(value)]),
  );
}

function portable(wire: WireValue): WireValue {
  if (typeof wire !== "object" || wire === null) return wire;
  if (Array.isArray(wire)) return (wire as readonly WireValue[]).map(portable);
  if (signatureOf(wire) === SIGNATURES.resource) return UNKNOWN_SENTINEL;
  return Object.fromEntries(
    Object.entries(wire as WireProperties).map(([key, value]) => [key, portable(value)]),
  );
}

function signatureOf(wire: object): unknown {
  return Object.hasOwn(wire, SIGNATURE_KEY)
    ? (wire as Readonly<Record<string, unknown>>)[SIGNATURE_KEY]
    : undefined;
}
