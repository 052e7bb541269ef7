import { type EnvironmentKeyArgs } from "../../../components/access/key";
import type { GrantContext, KeyGrantArgs } from "../../../components/access/key-grant";

const OWN = { key: "arn:aws:kms:eu-west-1:123456789012:key/1", grantee: "arn" } as const;

/** What compiles, so that what does not is refused for its own reason. */
export const GOOD: readonly KeyGrantArgs[] = [
  { ...OWN, operations: ["Decrypt", "ReEncryptFrom"] },
  { ...OWN, operations: ["Sign"], keyType: "signing" },
  { ...OWN, operations: ["Decrypt"], encryptionContext: { equals: { department: "orders" } } },
];

// @ts-expect-error a grant knows no wildcards
export const WILDCARD: KeyGrantArgs = { ...OWN, operations: ["ReEncrypt*"] };

// @ts-expect-error a grant's operations have no prefix
export const PREFIXED: KeyGrantArgs = { ...OWN, operations: ["kms:Decrypt"] };

// @ts-expect-error administration is no matter of grants
export const ADMINISTRATION: KeyGrantArgs = { ...OWN, operations: ["PutKeyPolicy"] };

// @ts-expect-error a context is exact or a part, not both
export const BOTH: GrantContext = { equals: { a: "b" }, subset: { a: "b" } };

// @ts-expect-error which accounts use a key is known before anything is deployed
export const LATE_ACCOUNTS: EnvironmentKeyArgs = { usedFrom: [Promise.resolve("123456789012")] };
