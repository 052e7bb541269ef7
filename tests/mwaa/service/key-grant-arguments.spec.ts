import assert from "node:assert/strict";
import fc from "fast-check";
import {
  GRANT_OPERATIONS,
  isLimitedByContext,
  KEY_TYPES,
  operationsFor,
} from "../../../mwaa/service/grant-operations";
import {
  type KeyGrantArguments,
  keyGrantFaults,
  MOST_CONTEXT_CHARACTERS,
  MOST_CONTEXT_PAIRS,
} from "../../../mwaa/service/key-grant-arguments";
import { unknownText } from "../../../mwaa/settings/unknown-text";

const GRANTEE = "arn:aws:iam::444455556666:role/data-reader";

function faultsWith(change: Partial<KeyGrantArguments>): readonly (readonly unknown[])[] {
  const args = { grantee: GRANTEE, operations: ["Decrypt", "DescribeKey"], ...change };
  return keyGrantFaults(args).map(({ path, problem, fix }) => [path.join("."), problem, fix]);
}

describe("keyGrantFaults", () => {
  const good: readonly (readonly [string, Partial<KeyGrantArguments>])[] = [
    ["a role of another account", {}],
    ["a role with a path", { grantee: "arn:aws:iam::444455556666:role/team/data-reader" }],
    ["a user", { grantee: "arn:aws-cn:iam::444455556666:user/reader" }],
    ["a session", { grantee: "arn:aws:sts::444455556666:assumed-role/reader/session" }],
    ["an account, asked for", { grantee: "arn:aws:iam::444455556666:root", wholeAccount: true }],
    ["a retiring account", { retiringPrincipal: "arn:aws:iam::111122223333:root" }],
    ["a name", { grantName: "orders/etl:reader_1-x" }],
    ["a context of some pairs", { encryptionContext: { subset: { department: "orders" } } }],
    ["the whole context", { encryptionContext: { equals: { department: "orders" } } }],
    ["a signing key", { keyType: "signing", operations: ["Sign", "GetPublicKey"] }],
    ["a grantee that is not known yet", { grantee: unknownText("grantee") }],
    [
      "a context that is not known yet",
      { encryptionContext: { equals: { a: unknownText("a".repeat(400)) } } },
    ],
    [
      "a context that limits an operation that is not known yet",
      { operations: [unknownText("operation")], encryptionContext: { equals: { a: "b" } } },
    ],
  ];
  for (const [title, change] of good) {
    it(`accepts ${title}`, () => {
      assert.deepEqual(faultsWith(change), []);
    });
  }

  const notPrincipal = "give the arn output of the role or user";
  const bad: readonly (readonly [Partial<KeyGrantArguments>, string, string, string])[] = [
    [
      { grantee: "*" },
      "grantee",
      "has a wildcard, and a grant is for one principal",
      "give one role, and a grant of its own to each other grantee",
    ],
    [
      { grantee: "arn:aws:iam::444455556666:role/*" },
      "grantee",
      "has a wildcard, and a grant is for one principal",
      "give one role, and a grant of its own to each other grantee",
    ],
    [
      { grantee: "arn:aws:iam::444455556666:root" },
      "grantee",
      "is a whole account, and with it everybody whom its IAM policies let",
      "give the role that uses the key, or set wholeAccount to true",
    ],
    [
      { grantee: "airflow.eu-west-1.amazonaws.com" },
      "grantee",
      "is a service, which KMS lets in by its callers or by a grant that names its source",
      "leave the grant to the service, which makes it with the rights of its caller",
    ],
    [{ grantee: "444455556666" }, "grantee", "is not the ARN of a principal", notPrincipal],
    [{ grantee: "" }, "grantee", "is not the ARN of a principal", notPrincipal],
    [
      { retiringPrincipal: "arn:aws:s3:::bucket" },
      "retiringPrincipal",
      "is not the ARN of a principal",
      notPrincipal,
    ],
    [{ operations: [] }, "operations", "permits nothing", "name the operations"],
    [
      { operations: ["ReEncrypt*"] },
      "operations.0",
      "is not an operation of a grant",
      "write ReEncryptFrom, ReEncryptTo",
    ],
    [
      { operations: ["Encrypt", "kms:Decrypt"] },
      "operations.1",
      "is not an operation of a grant",
      "write Decrypt",
    ],
    [
      { operations: ["PutKeyPolicy"] },
      "operations.0",
      "is not an operation of a grant",
      "remove it",
    ],
    [
      { operations: ["Sign"] },
      "operations.0",
      "does not exist for a symmetric-encryption key",
      "remove it",
    ],
    [{ operations: ["Decrypt", "Decrypt"] }, "operations.1", "is named a second time", "remove it"],
    [
      { encryptionContext: {} },
      "encryptionContext",
      "has neither equals nor subset",
      "give subset, or equals where the context is always exactly this",
    ],
    [
      { encryptionContext: { equals: { a: "b" }, subset: { a: "b" } } },
      "encryptionContext",
      "has both equals and subset",
      "give subset, or equals where the context is always exactly this",
    ],
    [
      { encryptionContext: { equals: {} } },
      "encryptionContext",
      "has 0 pairs",
      "give a pair, or remove it",
    ],
    [
      { operations: ["DescribeKey", "RetireGrant"], encryptionContext: { equals: { a: "b" } } },
      "encryptionContext",
      "limits none of the operations",
      "remove encryptionContext, or add the operation that it shall limit",
    ],
    [
      {
        keyType: "asymmetric-encryption",
        operations: ["Decrypt"],
        encryptionContext: { subset: { a: "b" } },
      },
      "encryptionContext",
      "limits none of the operations",
      "remove encryptionContext, or add the operation that it shall limit",
    ],
    [
      { grantName: "orders reader" },
      "grantName",
      "is not the name of a grant",
      "leave grantName out, or use other characters",
    ],
  ];
  for (const [change, path, problem, fix] of bad) {
    it(`says that ${path} ${problem} of ${JSON.stringify(change)}`, () => {
      assert.deepEqual(faultsWith(change), [[path, problem, fix]]);
    });
  }

  it("takes contexts up to the limits of KMS, and no further", () => {
    const pairs = (count: number): Record<string, string> =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, "value"]));
    const problems = (equals: Record<string, string>): readonly unknown[] =>
      faultsWith({ encryptionContext: { equals } }).map(([, problem]) => problem);
    assert.deepEqual(problems(pairs(MOST_CONTEXT_PAIRS)), []);
    assert.deepEqual(problems(pairs(MOST_CONTEXT_PAIRS + 1)), ["has 9 pairs"]);
    assert.deepEqual(problems({ a: "b".repeat(MOST_CONTEXT_CHARACTERS - 1) }), []);
    assert.deepEqual(problems({ a: "b".repeat(MOST_CONTEXT_CHARACTERS) }), ["has 385 characters"]);
  });

  it("tells everything that is wrong at once", () => {
    assert.deepEqual(
      faultsWith({
        grantee: "*",
        operations: ["kms:*"],
        encryptionContext: {},
        retiringPrincipal: "nobody",
        grantName: "",
      }).map(([path]) => path),
      ["grantee", "operations.0", "encryptionContext", "retiringPrincipal", "grantName"],
    );
  });

  it("accepts operations exactly if they fit the key, and a context if it limits one of them", () => {
    const names = GRANT_OPERATIONS.map(({ operation }) => operation);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 }),
        fc.constantFrom(...KEY_TYPES),
        fc.boolean(),
        (operations, keyType, constrained) => {
          const fit = operations.every((each) => operationsFor(keyType).includes(each));
          const limits = operations.some((each) => isLimitedByContext(each, keyType));
          const faults = faultsWith({
            operations,
            keyType,
            ...(constrained && { encryptionContext: { subset: { a: "b" } } }),
          });
          assert.equal(faults.length === 0, fit && (!constrained || limits));
        },
      ),
    );
  });
});
