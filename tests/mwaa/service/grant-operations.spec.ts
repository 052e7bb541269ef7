import assert from "node:assert/strict";
import fc from "fast-check";
import {
  GRANT_OPERATIONS,
  grantOperation,
  isLimitedByContext,
  KEY_TYPES,
  operationsFor,
  operationsOf,
} from "../../../mwaa/service/grant-operations";

const names = GRANT_OPERATIONS.map(({ operation }) => operation);

describe("GRANT_OPERATIONS", () => {
  it("are the operations of CreateGrant, each once, without prefix and wildcard", () => {
    assert.deepEqual([...names].sort(), [
      "CreateGrant",
      "Decrypt",
      "DeriveSharedSecret",
      "DescribeKey",
      "Encrypt",
      "GenerateDataKey",
      "GenerateDataKeyPair",
      "GenerateDataKeyPairWithoutPlaintext",
      "GenerateDataKeyWithoutPlaintext",
      "GenerateMac",
      "GetPublicKey",
      "ReEncryptFrom",
      "ReEncryptTo",
      "RetireGrant",
      "Sign",
      "Verify",
      "VerifyMac",
    ]);
    for (const name of names) assert.match(name, /^[A-Z][a-zA-Z]+$/);
  });

  it("take an encryption context exactly where a symmetric key encrypts or decrypts", () => {
    assert.deepEqual(
      names.filter((each) => isLimitedByContext(each, "symmetric-encryption")),
      [
        "Decrypt",
        "Encrypt",
        "ReEncryptFrom",
        "ReEncryptTo",
        "GenerateDataKey",
        "GenerateDataKeyWithoutPlaintext",
        "GenerateDataKeyPair",
        "GenerateDataKeyPairWithoutPlaintext",
      ],
    );
    for (const type of KEY_TYPES.filter((each) => each !== "symmetric-encryption")) {
      assert.ok(!names.some((each) => isLimitedByContext(each, type)), type);
    }
  });

  const fitting: readonly (readonly [(typeof KEY_TYPES)[number], readonly string[]])[] = [
    [
      "asymmetric-encryption",
      ["Decrypt", "Encrypt", "ReEncryptFrom", "ReEncryptTo", "GetPublicKey"],
    ],
    ["signing", ["Sign", "Verify", "GetPublicKey"]],
    ["key-agreement", ["GetPublicKey", "DeriveSharedSecret"]],
    ["hmac", ["GenerateMac", "VerifyMac"]],
  ];
  for (const [type, use] of fitting) {
    it(`fit a ${type} key as KMS has them`, () => {
      assert.deepEqual(operationsFor(type), [...use, "CreateGrant", "RetireGrant", "DescribeKey"]);
    });
  }
});

describe("operationsOf", () => {
  it("expands the wildcards of a policy", () => {
    assert.deepEqual(operationsOf(["kms:ReEncrypt*", "kms:GenerateDataKey*"]), [
      "ReEncryptFrom",
      "ReEncryptTo",
      "GenerateDataKey",
      "GenerateDataKeyWithoutPlaintext",
      "GenerateDataKeyPair",
      "GenerateDataKeyPairWithoutPlaintext",
    ]);
    assert.deepEqual(operationsOf(["kms:*"]), names);
    assert.deepEqual(operationsOf(["KMS:decrypt"]), ["Decrypt"]);
  });

  it("adds nothing for what no grant permits", () => {
    assert.deepEqual(operationsOf(["kms:PutKeyPolicy", "s3:GetObject", ""]), []);
  });

  it("gives each operation back, once, whatever is asked beside it", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names), { maxLength: 12 }), (asked) => {
        const found = operationsOf(asked.map((each) => `kms:${each}`));
        assert.deepEqual(found, [...new Set(asked)]);
        assert.ok(found.every((each) => grantOperation(each)?.operation === each));
      }),
    );
  });
});
