import { Unknown } from "../../reasoning/known";
import { containsUnknownText, unknownParts } from "../../mwaa/settings/unknown-text";
import type { Properties, Value } from "../model/resource";

/** The texts that stand for a value nobody knows yet, one for each type a value may have. */
export const UNKNOWN_SENTINELS: ReadonlySet<string> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9", // text, and whatever has no type of its own
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // truth
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // list
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

/** The sentinel that a Node.js program writes for every unknown. */
export { UNKNOWN_SENTINEL } from "./symbolic-plan/sentinels";

/** The key that marks an object as one of Pulumi's special values; its value says which. */
export const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";

/** What {@link SIGNATURE_KEY} may hold. */
export const SIGNATURES = {
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
  secret: "1b47061264138c4ac30d75fd1eb44270",
  resource: "5cf8f73096256a8f31e491e813e4eb8e",
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
} as const;

/** What a preview prints instead of a secret. */
const MASKED_SECRET = "[secret]";

/** Deeper nesting than any program writes by hand; what lies below is treated as unknown. */
const DEEPEST = 200;

/**
 * Decodes a value as Pulumi writes it on the wire, in a preview or in an exported state.
 *
 * A secret becomes an `Unknown`: what is never decoded can never be printed by a finding.
 *
 * @param wire plain JSON.
 * @param where the value's place, `<urn>#<property>`; nested unknowns name the place below it.
 */
export function decodeValue(wire: unknown, where: string): Value {
  return decode(wire, where, 0);
}

/** Decodes the inputs or outputs of a resource; anything but an object counts as none. */
export function decodeProperties(wire: unknown, urn: string): Properties {
  if (!isRecord(wire)) return {};
  // Built from entries, since assignment to a key like `__proto__` would change the object instead.
  return Object.fromEntries(
    Object.entries(wire).map(([key, value]) => [key, decode(value, `${urn}#${key}`, 0)]),
  );
}

/** Drops what is unknown as a whole, so that absence means "not known". */
export function knownProperties(properties: Properties): Properties {
  return Object.fromEntries(
    Object.entries(properties).filter(([, value]) => !(value instanceof Unknown)),
  );
}

function decode(wire: unknown, where: string, depth: number): Value {
  if (depth > DEEPEST) return new Unknown([`${where} (nested too deeply to read)`]);
  switch (typeof wire) {
    case "string":
      return decodeText(wire, where);
    case "number":
    case "boolean":
      return wire;
    case "object":
      if (wire === null) return null;
      if (Array.isArray(wire)) {
        return wire.map((each: unknown, index) => decode(each, `${where}.${index}`, depth + 1));
      }
      return decodeObject(wire as Readonly<Record<string, unknown>>, where, depth);
    default:
      return null;
  }
}

function decodeText(text: string, where: string): Value {
  if (UNKNOWN_SENTINELS.has(text)) return new Unknown([where]);
  if (text === MASKED_SECRET) return secret(where);
  if (containsUnknownText(text))
    return new Unknown([`${where} (${unknownParts(text).join(", ")})`]);
  return text;
}

function decodeObject(
  wire: Readonly<Record<string, unknown>>,
  where: string,
  depth: number,
): Value {
  const signature = Object.hasOwn(wire, SIGNATURE_KEY) ? wire[SIGNATURE_KEY] : undefined;
  switch (signature) {
    case undefined:
      return Object.fromEntries(
        Object.entries(wire).map(([key, value]) => [
          key,
          decode(value, `${where}.${key}`, depth + 1),
        ]),
      );
    case SIGNATURES.secret:
      return secret(where);
    case SIGNATURES.asset:
      return { kind: "asset", ...parts(wire, where, depth, ["path", "text", "uri", "hash"]) };
    case SIGNATURES.archive:
      return { kind: "archive", ...parts(wire, where, depth, ["path", "assets", "uri", "hash"]) };
    case SIGNATURES.resource:
      return resourceReference(wire, where);
    case SIGNATURES.output:
      if (wire["secret"] === true) return secret(where);
      return wire["value"] === undefined
        ? new Unknown([where])
        : decode(wire["value"], where, depth + 1);
    default:
      return new Unknown([`${where} (a kind of value that is newer than this tool)`]);
  }
}

/** The parts of an asset or archive that are there. */
function parts(
  wire: Readonly<Record<string, unknown>>,
  where: string,
  depth: number,
  keys: readonly string[],
): Properties {
  return Object.fromEntries(
    keys
      .filter((key) => wire[key] !== undefined && wire[key] !== "")
      .map((key) => [key, decode(wire[key], `${where}.${key}`, depth + 1)]),
  );
}

/** A resource that was passed as a value counts as its id, a component as its URN. */
function resourceReference(wire: Readonly<Record<string, unknown>>, where: string): Value {
  const { id, urn } = wire;
  if (id === undefined) return typeof urn === "string" ? urn : new Unknown([where]);
  if (typeof id !== "string" || id === "") return new Unknown([where]);
  return decodeText(id, where);
}

function secret(where: string): Unknown {
  return new Unknown([`${where} (secret)`]);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
