import type { Maybe } from "../known";
import type { FaultList } from "./fault";
import type { JsonObject } from "./json";
import { isObject, member, step, unknownIn } from "./json";
import type { EncryptionContext, KeyGrant } from "./simulation";

const GRANT = ["name", "grantee", "operations", "retiringPrincipal", "constraints", "sourceArn"];
const CONSTRAINTS = ["encryptionContextSubset", "encryptionContextEquals", "sourceArn"] as const;

/** Reads the grants of a key. */
export function readGrants(
  value: unknown,
  at: string,
  faults: FaultList,
): Maybe<readonly Maybe<KeyGrant>[]> {
  const hidden = unknownIn(value);
  if (hidden !== undefined) return hidden;
  if (!Array.isArray(value)) {
    faults.add(at, "is not a list of grants");
    return [];
  }
  return value.flatMap((each: unknown, i) => readGrant(each, `${at}/${i}`, i, faults) ?? []);
}

function readGrant(
  value: unknown,
  at: string,
  index: number,
  faults: FaultList,
): Maybe<KeyGrant> | undefined {
  const hidden = unknownIn(value);
  if (hidden !== undefined) return hidden;
  if (!isObject(value)) {
    faults.add(at, "is not a grant");
    return undefined;
  }
  faults.refuseOthers(value, at, GRANT);
  const text = (of: JsonObject, name: string, pointer: string): Maybe<string> | undefined => {
    const given = member(of, name);
    if (given === undefined) return undefined;
    const read = typeof given === "string" ? given : unknownIn(given);
    if (read === undefined) faults.add(`${pointer}/${name}`, "is not text");
    return read;
  };
  const grantee = text(value, "grantee", at);
  if (grantee === undefined) faults.add(`${at}/grantee`, "is missing");
  const constraints = member(value, "constraints") ?? {};
  const limits = isObject(constraints) ? constraints : {};
  if (!isObject(constraints)) faults.add(`${at}/constraints`, "is not an object");
  faults.refuseOthers(limits, `${at}/constraints`, CONSTRAINTS);
  const name = member(value, "name");
  const operations = readOperations(member(value, "operations"), `${at}/operations`, faults);
  const retiring = text(value, "retiringPrincipal", at);
  const sourceArn = text(value, "sourceArn", at) ?? text(limits, "sourceArn", `${at}/constraints`);
  const pairs = (
    kind: "encryptionContextSubset" | "encryptionContextEquals",
  ): EncryptionContext | undefined => {
    const given = member(limits, kind);
    return given === undefined ? undefined : readPairs(given, `${at}/constraints/${kind}`, faults);
  };
  const subset = pairs("encryptionContextSubset");
  const equals = pairs("encryptionContextEquals");
  if (grantee === undefined) return undefined;
  return {
    name: typeof name === "string" ? name : `grants/${index}`,
    grantee,
    operations,
    ...(retiring === undefined ? {} : { retiringPrincipal: retiring }),
    ...(subset === undefined ? {} : { encryptionContextSubset: subset }),
    ...(equals === undefined ? {} : { encryptionContextEquals: equals }),
    ...(sourceArn === undefined ? {} : { sourceArn }),
  };
}

function readOperations(value: unknown, at: string, faults: FaultList): Maybe<readonly string[]> {
  const hidden = unknownIn(value);
  if (hidden !== undefined) return hidden;
  if (!isTexts(value) || value.length === 0) {
    faults.add(at, "is not a list of operations, such as Decrypt");
    return [];
  }
  const names = value.map((each) => each.replace(/^kms:/, ""));
  for (const [i, name] of names.entries())
    if (!FOLDED.has(name.toLowerCase()))
      faults.add(`${at}/${i}`, `is not an operation of grants: ${OPERATIONS.join(", ")}`);
  return names;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

/**
 * The operations that a grant may hold.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html, "Operations", read
 * 2026-11-23.
 */
const OPERATIONS: readonly string[] = [
  ...["Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom"],
  ...["ReEncryptTo", "Sign", "Verify", "GetPublicKey", "CreateGrant", "RetireGrant", "DescribeKey"],
  ...["GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext", "GenerateMac", "VerifyMac"],
  "DeriveSharedSecret",
];

const FOLDED: ReadonlySet<string> = new Set(OPERATIONS.map((each) => each.toLowerCase()));

function readPairs(value: unknown, at: string, faults: FaultList): EncryptionContext {
  const hidden = unknownIn(value);
  if (hidden !== undefined) return hidden;
  const pairs = new Map<string, Maybe<string>>();
  if (!isObject(value)) faults.add(at, "is not an object of texts");
  else
    for (const [key, given] of Object.entries(value)) {
      const read = typeof given === "string" ? given : unknownIn(given);
      if (read === undefined) faults.add(`${at}${step(key)}`, "is not text");
      else pairs.set(key, read);
    }
  return pairs;
}
