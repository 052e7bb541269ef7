import type { Source } from "../source";

/** Where it stands what a grant can permit, and for which keys. */
export const GRANT_OPERATIONS_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html",
  section: "Operations",
  read: "2026-11-22",
};

/** Where it stands which operations a constraint by encryption context goes with. */
export const GRANT_CONSTRAINTS_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html",
  section: "Contents",
  read: "2026-11-22",
};

/** The kinds of KMS key, by what they are for; environments take the first one only. */
export const KEY_TYPES = [
  "symmetric-encryption",
  "asymmetric-encryption",
  "signing",
  "key-agreement",
  "hmac",
] as const;

/** A kind of KMS key. */
export type KeyType = (typeof KEY_TYPES)[number];

/**
 * What an encryption context has to do with an operation: `part` of it, so that a constraint bites;
 * `passed-on`, to grants made with this one; or `none`, where a constraint neither bites nor harms,
 * or where (`refused`) KMS has none.
 */
export type ContextUse = "part" | "passed-on" | "none" | "refused";

/** One operation that a grant can permit. */
export interface GrantOperationRow {
  /** As KMS calls it: no `kms:` before it and no wildcard in it. */
  readonly operation: string;
  readonly context: ContextUse;
  readonly keyTypes: readonly KeyType[];
}

const SYMMETRIC = ["symmetric-encryption"] as const;
const ENCRYPTION = ["symmetric-encryption", "asymmetric-encryption"] as const;
const WITH_PUBLIC_KEY = ["asymmetric-encryption", "signing", "key-agreement"] as const;

/** Every operation that a grant can permit. */
export const GRANT_OPERATIONS = [
  { operation: "Decrypt", context: "part", keyTypes: ENCRYPTION },
  { operation: "Encrypt", context: "part", keyTypes: ENCRYPTION },
  { operation: "ReEncryptFrom", context: "part", keyTypes: ENCRYPTION },
  { operation: "ReEncryptTo", context: "part", keyTypes: ENCRYPTION },
  { operation: "GenerateDataKey", context: "part", keyTypes: SYMMETRIC },
  { operation: "GenerateDataKeyWithoutPlaintext", context: "part", keyTypes: SYMMETRIC },
  { operation: "GenerateDataKeyPair", context: "part", keyTypes: SYMMETRIC },
  { operation: "GenerateDataKeyPairWithoutPlaintext", context: "part", keyTypes: SYMMETRIC },
  { operation: "Sign", context: "refused", keyTypes: ["signing"] },
  { operation: "Verify", context: "refused", keyTypes: ["signing"] },
  { operation: "GetPublicKey", context: "refused", keyTypes: WITH_PUBLIC_KEY },
  { operation: "DeriveSharedSecret", context: "refused", keyTypes: ["key-agreement"] },
  { operation: "GenerateMac", context: "refused", keyTypes: ["hmac"] },
  { operation: "VerifyMac", context: "refused", keyTypes: ["hmac"] },
  { operation: "CreateGrant", context: "passed-on", keyTypes: KEY_TYPES },
  { operation: "RetireGrant", context: "none", keyTypes: KEY_TYPES },
  { operation: "DescribeKey", context: "none", keyTypes: KEY_TYPES },
] as const satisfies readonly GrantOperationRow[];

/** An operation that a grant can permit. */
export type GrantOperation = (typeof GRANT_OPERATIONS)[number]["operation"];

const BY_NAME: ReadonlyMap<string, GrantOperationRow> = new Map(
  GRANT_OPERATIONS.map((row) => [row.operation, row]),
);

/** The row of an operation; `undefined` if no grant can permit it. */
export function grantOperation(name: string): GrantOperationRow | undefined {
  return BY_NAME.get(name);
}

/** Whether a constraint by encryption context limits the operation on keys of a type. */
export function isLimitedByContext(operation: GrantOperation, keyType: KeyType): boolean {
  return keyType === "symmetric-encryption" && grantOperation(operation)?.context === "part";
}

/** The operations that fit keys of a type. */
export function operationsFor(keyType: KeyType): readonly GrantOperation[] {
  return GRANT_OPERATIONS.filter((row) =>
    (row.keyTypes as readonly KeyType[]).includes(keyType),
  ).map(({ operation }) => operation);
}

/**
 * The operations that actions of a policy stand for: `kms:ReEncrypt*` is `ReEncryptFrom` and
 * `ReEncryptTo`. A policy knows wildcards and the prefix, a grant neither. The result has the
 * order of the actions, without repetitions; an action that no grant can permit adds nothing.
 */
export function operationsOf(actions: readonly string[]): readonly GrantOperation[] {
  const found = actions.flatMap((action) => {
    const pattern = action.replace(/^kms:/i, "");
    return GRANT_OPERATIONS.filter(({ operation }) => covers(pattern, operation));
  });
  return [...new Set(found.map(({ operation }) => operation))];
}

/** Actions of a policy match without regard to case; the documented ones end in `*` or have none. */
function covers(pattern: string, operation: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), operation.toLowerCase()];
  return wanted.endsWith("*") ? given.startsWith(wanted.slice(0, -1)) : given === wanted;
}
